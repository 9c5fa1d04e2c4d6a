"""A position set anew: what was drawn and done stays, and the talks go on from there.

Pearl (2009): what was drawn under the old values stays, the position is set, and standing
answers are rethought at once. Nothing jumps that has grown up to then: what waiting has cost,
how far an actor has come down, and what its public words still weigh.
"""

from __future__ import annotations

from dataclasses import replace

from sim.model.aspiration import lock_in
from sim.scenario.tables import MINUTES_A_DAY, Actor, Tables
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
    state.tables = tables = replace(tables, actors=_worths_kept(state, tables))
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
    firmness = tables.standpoint(actor, state.phases[actor]).firmness
    paced = firmness, new.planning_horizon
    if paced != (state.stand[actor].firmness, old.planning_horizon):
        no_deal = reservation_of(state, actor, tick)
        state.conceded[actor] = conceded_of(state, actor, tick, no_deal), tick
    if new.loss != old.loss:
        state.left[actor] = left_of(state, actor, tick), tick
    if new.lock_half_life != old.lock_half_life:
        level, since = state.lock[actor]
        days = (tick - since) / MINUTES_A_DAY
        state.lock[actor] = lock_in(level, days, old.lock_half_life), tick
    if new.worth != state.set_worth.get(actor, old.worth):
        state.set_worth[actor] = new.worth
        state.shift[actor] += new.worth - worth


def _worths_kept(state: State, tables: Tables) -> tuple[Actor, ...]:
    """A new no-deal worth strikes as a shock: what is believed of the old one stays known."""
    return tuple(
        replace(new, worth=old.worth)
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
