"""A position set anew: what was drawn and done stays, and the talks go on from there.

Pearl (2009): what was drawn under the old values stays, the position is set, and standing
answers are rethought at once. Nothing jumps that has grown up to then: what waiting has cost,
how far an actor has come down, and what its public words still weigh.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from sim.model.aspiration import lock_in
from sim.model.constants import MINUTES_A_DAY
from sim.scenario.defaults import rows
from sim.scenario.tables import Actor, Tables
from sim.talks.aftermath import change_pace
from sim.talks.events import InputChanged
from sim.talks.guarding import tactic_of
from sim.talks.positions import added_of, conceded_of, left_of, reservation_of
from sim.talks.standing import worths_changed
from sim.talks.state import Handlers, State
from sim.talks.tabling import need_anew
from sim.talks.timers import COLLAPSE, RESUME, SHOCK, STATE


def input_changed(state: State, event: InputChanged) -> None:
    source = state.tables.source.variant(tuple(event.sets.items()))
    tables = source.at({**state.tables.values, **event.values})
    for actor in range(len(tables.actors)):
        _go_on_from_here(state, actor, tables)
    state.tables = tables = replace(tables, actors=kept(state, tables))
    state.stand = [tables.standpoint(i, phases) for i, phases in enumerate(state.phases)]
    state.tactics = [tactic_of(actor.tactic) for actor in tables.actors]
    need_anew(state, event.seq)
    state.beliefs = [belief.branch() for belief in state.beliefs]
    _change_rates(state, event.seq)
    worths_changed(state, event.seq, range(len(tables.actors)))


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


def kept(state: State, tables: Tables) -> tuple[Actor, ...]:
    """A new no-deal worth strikes as a shock: what is believed of the old one stays known.

    What has acted by now stays too.
    """
    names = [row.name for row in rows("actor") if row.from_now in {"shock", "settled"}]
    return tuple(
        replace(new, **{name: getattr(old, name) for name in names})
        for old, new in zip(state.tables.actors, tables.actors, strict=True)
    )


def _change_rates(state: State, cause: int) -> None:
    tables = state.tables
    for i in tables.concerned:
        state.change_rate(STATE, i, tables.actors[i].statements, cause)
    state.change_rate(RESUME, 0, tables.rules.resumes, cause)
    state.change_rate(COLLAPSE, 0, tables.rules.collapses, cause)
    for k, shock in enumerate(tables.shocks):
        state.change_rate(SHOCK, k, shock.rate, cause)
    if state.framework is not None:
        change_pace(state, state.framework, cause)


HANDLERS: Handlers = {InputChanged: input_changed}
