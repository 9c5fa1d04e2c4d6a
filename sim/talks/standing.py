"""Demands, red lines, shocks and public words: what moves the numbers that answers rest on."""

from __future__ import annotations

from sim.model.aspiration import lock_in
from sim.scenario.tables import MINUTES_A_DAY, RAISED, WITHDRAWN
from sim.talks.events import (
    DemandRaised,
    DemandWithdrawn,
    InputChanged,
    RedLineStated,
    ReportPublished,
    ShockStruck,
    StatementMade,
)
from sim.talks.state import Handlers, State
from sim.talks.thinking import all_reconsider
from sim.talks.timers import COLLAPSE, RESUME, STATE


def _worths_changed(state: State, cause: int) -> None:
    """Some U or r changed: packages are open again, and everyone thinks again."""
    state.barred.clear()
    state.bounds.clear()
    if state.live is not None:
        state.barred.add(state.live.package)
    waiting = bool(state.exhausted)
    state.exhausted.clear()
    if not state.closed:
        return
    all_reconsider(state, cause)
    if waiting:
        state.protocol.turns(state, cause)


def _set_phase(state: State, actor: int, issue: int, phase: int) -> None:
    phases = list(state.phases[actor])
    phases[issue] = phase
    state.phases[actor] = tuple(phases)
    state.stand[actor] = state.tables.standpoint(actor, state.phases[actor])


def _resent(state: State, actor: int, issue: int, sign: int) -> None:
    """A late demand lifts the no-deal worth of the others with a stake in its issue."""
    for other in state.tables.consenting:
        him = state.tables.actors[other]
        if other != actor and him.stances[issue] is not None:
            state.shift[other] += sign * him.resentment


def _demand(state: State, event: DemandRaised | DemandWithdrawn) -> tuple[int, int]:
    names = state.tables.names
    return names.actors.index(event.actor), names.issues.index(event.issue)


def demand_raised(state: State, event: DemandRaised) -> None:
    actor, issue = _demand(state, event)
    _set_phase(state, actor, issue, RAISED)
    if event.late:
        state.late.add((actor, issue))
        _resent(state, actor, issue, 1)
    if state.closed and (STATE, actor) not in state.timers and actor in state.tables.consenting:
        rate = state.tables.actors[actor].statements
        state.start_hazard(STATE, actor, rate, (f"statement/{event.issue}", state.said[actor]))
    _worths_changed(state, event.seq)


def demand_withdrawn(state: State, event: DemandWithdrawn) -> None:
    actor, issue = _demand(state, event)
    _set_phase(state, actor, issue, WITHDRAWN)
    if (actor, issue) in state.late:
        state.late.discard((actor, issue))
        _resent(state, actor, issue, -1)
    _worths_changed(state, event.seq)


def red_line_stated(state: State, event: RedLineStated) -> None:
    actor = state.tables.names.actors.index(event.actor)
    me = state.tables.actors[actor]
    level, since = state.lock[actor]
    held = lock_in(level, (event.tick - since) / MINUTES_A_DAY, me.lock_half_life)
    state.lock[actor] = held + me.lock_in, event.tick
    state.said[actor] += 1
    if state.closed and event.provenance == "simulated":
        state.start_hazard(STATE, actor, me.statements, ("statement", state.said[actor]))
    _worths_changed(state, event.seq)


def shock_struck(state: State, event: ShockStruck) -> None:
    index = state.tables.names.actors.index
    for name, shift in event.shifts.items():
        state.shift[index(name)] += shift
    _worths_changed(state, event.seq)


def input_changed(state: State, event: InputChanged) -> None:
    source = state.tables.source.variant(tuple(event.sets.items()))
    state.tables = tables = source.at({**state.tables.values, **event.values})
    state.stand = [tables.standpoint(i, phases) for i, phases in enumerate(state.phases)]
    state.beliefs = [belief.branch() for belief in state.beliefs]
    for i in tables.consenting:
        state.change_rate(STATE, i, tables.actors[i].statements, event.seq)
    state.change_rate(RESUME, 0, tables.rules.resumes, event.seq)
    state.change_rate(COLLAPSE, 0, tables.rules.collapses, event.seq)
    _worths_changed(state, event.seq)


def belief_moved(state: State, event: ReportPublished | StatementMade) -> None:
    index = state.tables.names.actors.index
    for name, near in event.beliefs.items():
        state.near[index(name)] = near
    if state.closed:
        all_reconsider(state, event.seq)


HANDLERS: Handlers = {
    DemandRaised: demand_raised,
    DemandWithdrawn: demand_withdrawn,
    RedLineStated: red_line_stated,
    ShockStruck: shock_struck,
    InputChanged: input_changed,
    ReportPublished: belief_moved,
    StatementMade: belief_moved,
}
