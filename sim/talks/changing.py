"""A position set anew: what was drawn and done stays, and the talks go on from there.

Pearl (2009): what was drawn under the old values stays, the position is set, and standing
answers are rethought at once (`sim.core.changing`). Nothing jumps that has grown up to then: what
waiting has cost, how far an actor has come down, and what its public words still weigh.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from sim.core.tables import Tables as Arrays
from sim.model.aspiration import lock_in
from sim.model.constants import MINUTES_A_DAY
from sim.scenario.defaults import rows
from sim.scenario.tables import Actor, Tables
from sim.talks import stepping
from sim.talks.arrays import set_anew, tables_of, tell_worths
from sim.talks.events import InputChanged
from sim.talks.guarding import tactic_of
from sim.talks.loading import moving
from sim.talks.positions import added_of, conceded_of, left_of, reservation_of
from sim.talks.standing import worths_changed
from sim.talks.state import Handlers, State
from sim.talks.tabling import need_anew


def input_changed(state: State, event: InputChanged) -> None:
    """While the record is open; after it the core does the same (`sim.core.changing`)."""
    source = state.tables.source.variant(tuple(event.sets.items()))
    tables = source.at({**state.tables.values, **event.values})
    for actor in range(len(tables.actors)):
        _go_on_from_here(state, actor, tables)
    state.tables = tables = replace(tables, actors=kept(state, tables))
    state.stand = [tables.standpoint(i, phases) for i, phases in enumerate(state.phases)]
    state.tactics = [tactic_of(actor.tactic) for actor in tables.actors]
    need_anew(state)
    state.beliefs = [belief.branch() for belief in state.beliefs]
    worths_changed(state, range(len(tables.actors)))


def _go_on_from_here(state: State, actor: int, tables: Tables) -> None:
    """What has grown up to now stays as it is, and grows on at the new pace."""
    old, new, tick = state.tables.actors[actor], tables.actors[actor], state.tick
    worth = old.worth * left_of(state, actor, tick) + added_of(state, actor, tick)
    changed = {name for name in GOES_ON if getattr(new, name) != getattr(old, name)} - {"firmness"}
    if tables.standpoint(actor, state.phases[actor]).firmness != state.stand[actor].firmness:
        changed.add("firmness")  # over all issues, by their weights
    for keep in dict.fromkeys(GOES_ON[name] for name in GOES_ON if name in changed):
        keep(state, actor)
    if new.worth != state.set_worth.get(actor, old.worth):
        state.set_worth[actor] = new.worth
        state.shift[actor] += new.worth - worth


def _concession(state: State, actor: int) -> None:
    no_deal = reservation_of(state, actor, state.tick)
    state.conceded[actor] = conceded_of(state, actor, state.tick, no_deal), state.tick


def _no_deal_left(state: State, actor: int) -> None:
    state.left[actor] = left_of(state, actor, state.tick), state.tick


def _lock_in(state: State, actor: int) -> None:
    level, since = state.lock[actor]
    days = (state.tick - since) / MINUTES_A_DAY
    half_life = state.tables.actors[actor].lock_in_half_life
    state.lock[actor] = lock_in(level, days, half_life), state.tick


GOES_ON: Mapping[str, Callable[[State, int], None]] = {  # by the number that grows on at a new pace
    "firmness": _concession,
    "planning_horizon": _concession,
    "loss_in_90_days": _no_deal_left,
    "discount": _no_deal_left,
    "lock_in_half_life": _lock_in,
}


def from_now(state: State, event: InputChanged) -> tuple[Tables, Arrays]:
    """What fields set by an event make of a state's numbers, and as arrays."""
    source = state.tables.source.variant(tuple(event.sets.items()))
    tables = source.at({**state.tables.values, **event.values})
    state.tactics = [tactic_of(actor.tactic) for actor in tables.actors]
    return replace(tables, actors=kept(state, tables)), tables_from_now(state, tables, None)


def tables_from_now(state: State, numbers: Tables, actors: tuple[int, ...] | None) -> Arrays:
    """What a change from now makes of a state's numbers.

    Parameters
    ----------
    numbers
        Those of the changed case.
    actors
        Whose numbers alone may differ; None: any.
    """
    left = replace(numbers, actors=kept(state, numbers))
    core = state.core
    assert core is not None, "the record is open"
    if actors is None:
        found = tables_of(left, state.phases, moving(state), stepping.texts_named(core))
    else:
        found = set_anew(stepping.tables_at(core), left, actors, state.phases, moving(state))
    tell_worths(found, [actor.worth for actor in numbers.actors])
    return found


def kept(state: State, tables: Tables) -> tuple[Actor, ...]:
    """A new no-deal worth strikes as a shock: what is believed of the old one stays known.

    What has acted by now stays too.
    """
    return tuple(
        new if new is old else replace(new, **{name: getattr(old, name) for name in _KEPT})
        for old, new in zip(state.tables.actors, tables.actors, strict=True)
    )


_KEPT = [row.name for row in rows("actor") if row.from_now in {"shock", "settled"}]
HANDLERS: Handlers = {InputChanged: input_changed}
