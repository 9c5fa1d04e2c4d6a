"""The talks as one seat may see them: a state that holds nothing else.

Everything is named here that a seat is given; whatever a state, its tables or an actor hold
besides is left out, and so is what they come to hold one day.
"""

from __future__ import annotations

import math
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from sim.scenario.rules import AfterYes, Deadline, Rules, Session, Shock
from sim.scenario.stances import SOFT_LINE, Stance, Standpoint
from sim.scenario.tables import Actor, Tables
from sim.talks.luck import Luck
from sim.talks.state import State

if TYPE_CHECKING:
    from sim.scenario.tables import Source

NOBODYS = Luck(0, 0)  # nothing that is told is drawn
_UNKNOWN = math.nan
_NOTHING = Standpoint((), (), _UNKNOWN, _UNKNOWN)


class Nowhere:
    """The scenario that a seat's tables lead back to: none."""

    def __getattr__(self, name: str) -> object:
        raise AssertionError(f"a seat has no scenario to ask for its {name}")


def seen(state: State, me: int, *, reads: int, tick: int) -> State:
    """The talks as a seat sees them at a tick.

    Parameters
    ----------
    reads
        Its own number of the text on the table; 0 where it does not have it.
    """
    tables = _tables(state.tables, me, tick)
    mediates = state.tables.actors[me].mediator
    known = [i == me or mediates for i in range(len(tables.actors))]
    nobody = [(0.0, 0)] * len(known)
    nothing: Any = None  # to read besides
    view = State(tables, NOBODYS, state.protocol, script=(), tactics=[], core=nothing)
    view.tick, view.closed, view.seats = tick, state.closed, frozenset({me})
    view.phases = [own if known[i] else () for i, own in enumerate(state.phases)]
    view.stand = [
        _stand(one, i == me) if known[i] else _NOTHING for i, one in enumerate(state.stand)
    ]
    view.lock = [one if i == me else nobody[i] for i, one in enumerate(state.lock)]
    view.left = {who: one for who, one in state.left.items() if who == me}
    view.conceded = {who: one for who, one in state.conceded.items() if who == me}
    view.shift = [one if i == me else _UNKNOWN for i, one in enumerate(state.shift)]
    view.answers = {who: given for who, given in state.answers.items() if who == me}
    if reads and state.live is not None:
        end = state.live.end if state.live.to_answer is None or state.protocol.direct else None
        view.live = replace(
            state.live, seq=0, number=reads, heard=frozenset(), end=end
        )  # who heard is a secret
    return view


def _stand(one: Standpoint, mine: bool) -> Standpoint:
    """What packages are worth; a mediator reads that in another, and no hard red line."""
    if mine:
        return one
    soft = tuple(tuple(line if line == SOFT_LINE else 0 for line in lines) for lines in one.lines)
    return Standpoint(one.parts, soft, one.soft_line, _UNKNOWN, one.excluded, one.together)


def _tables(tables: Tables, me: int, tick: int) -> Tables:
    source: Source = Nowhere()  # type: ignore[assignment]
    mediates = tables.actors[me].mediator
    return Tables(
        source=source,
        names=tables.names,
        values={},
        actors=tuple(
            one if i == me else _other(one, mediates) for i, one in enumerate(tables.actors)
        ),
        rules=_rules(tables.rules, tick),
        status_quo=tables.status_quo,
        texts={},
        sessions=tuple(
            Session(one.id, one.opens, one.closes, one.attend, _UNKNOWN) for one in tables.sessions
        ),
        record=(),
        consent=tables.consent,
        after_yes=_after(tables.after_yes, me),
        shocks=tuple(
            Shock(one.id, one.title, _UNKNOWN, tuple(_at(one.shift, me))) for one in tables.shocks
        ),
    )


def _rules(rules: Rules, tick: int) -> Rules:
    """The protocol, and when the record and the talks end."""
    floats: dict[str, Any] = {one.name: _UNKNOWN for one in fields(Rules) if one.type == "float"}
    return Rules(
        protocol=rules.protocol,
        now=rules.now,
        horizon=rules.horizon,
        rethink=0,
        recurring=None,
        recurring_attend=frozenset(),
        answer_days=_UNKNOWN,
        deadline=_heard(rules, tick),
        standard="",
        mediation="",  # how mediators choose is theirs to know
        **floats,
    )


def _heard(rules: Rules, tick: int) -> Deadline | None:
    known = rules.deadline is not None and rules.deadline.announced <= tick
    return rules.deadline if known else None


def _at(shift: tuple[float, ...], me: int) -> list[float]:
    return [value if i == me else _UNKNOWN for i, value in enumerate(shift)]


def _after(after: AfterYes, me: int) -> AfterYes:
    """What is to be settled, and the votes: how likely each yes is only to whose vote it is."""
    votes = [
        replace(vote, delay=_UNKNOWN, k=_UNKNOWN, support=_UNKNOWN)
        if vote.actor != me
        else replace(vote, delay=_UNKNOWN, k=_UNKNOWN)
        for vote in after.ratifications
    ]
    return AfterYes(after.items, _UNKNOWN, _UNKNOWN, _UNKNOWN, tuple(votes))


def _other(actor: Actor, read: bool) -> Actor:
    """Somebody else: its roles and the issues it has a stake in; what it wants, to a mediator."""
    return Actor(
        party=actor.party,
        stakeholder=actor.stakeholder,
        mediator=actor.mediator,
        needed=actor.needed,
        stances=tuple(one and _stance(one, read) for one in actor.stances),
        **_NUMBERS,
        planning_horizon=0,
        tactic="",
    )


_NUMBERS: dict[str, Any] = {one.name: _UNKNOWN for one in fields(Actor) if one.type == "float"}


def _stance(one: Stance, read: bool) -> Stance:
    if not read:
        return Stance(_UNKNOWN, (), ())
    return Stance(one.salience, one.values, (0,) * len(one.lines), one.before)
