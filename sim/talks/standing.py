"""Demands, red lines and public words of the record: what moves what answers rest on.

What they change once it has closed: `sim.core.evolving`.
"""

from __future__ import annotations

from collections.abc import Collection

from sim.model.aspiration import lock_in
from sim.model.constants import MINUTES_A_DAY
from sim.scenario.stances import RAISED, WITHDRAWN
from sim.talks.conditioning import cut, stop_cutting
from sim.talks.events import (
    DemandRaised,
    DemandWithdrawn,
    RedLineStated,
    ReportPublished,
    StatementMade,
)
from sim.talks.state import Handlers, State


def worths_changed(state: State, whose: Collection[int]) -> None:
    """Some U or r changed: what those it concerns answered stands, which tells of their luck."""
    envied = any(actor in whose for actor in state.tables.parties)
    for actor in sorted(state.answers):
        if actor in whose or (envied and state.tables.actors[actor].aversion > 0.0):
            cut(state, actor)


def _set_phase(state: State, actor: int, issue: int, phase: int) -> None:
    phases = list(state.phases[actor])
    phases[issue] = phase
    state.phases[actor] = tuple(phases)
    state.stand[actor] = state.tables.standpoint(actor, state.phases[actor])


def _resent(state: State, actor: int, issue: int, sign: int) -> list[int]:
    """A late demand lifts the no-deal worth of the others with a stake in its issue: who."""
    resentful = []
    for other in state.tables.concerned:
        him = state.tables.actors[other]
        if other != actor and him.stances[issue] is not None:
            state.shift[other] += sign * him.resentment
            resentful.append(other)
    return resentful


def _demand(state: State, event: DemandRaised | DemandWithdrawn) -> tuple[int, int]:
    names = state.tables.names
    return names.actors.index(event.actor), names.issues.index(event.issue)


def demand_raised(state: State, event: DemandRaised) -> None:
    actor, issue = _demand(state, event)
    stop_cutting(state, actor, event.seq)
    _set_phase(state, actor, issue, RAISED)
    whose = [actor]
    if event.late:
        state.late.add((actor, issue))
        whose += _resent(state, actor, issue, 1)
    worths_changed(state, whose)


def demand_withdrawn(state: State, event: DemandWithdrawn) -> None:
    actor, issue = _demand(state, event)
    stop_cutting(state, actor, event.seq)
    _set_phase(state, actor, issue, WITHDRAWN)
    whose = [actor]
    if (actor, issue) in state.late:
        state.late.discard((actor, issue))
        whose += _resent(state, actor, issue, -1)
    worths_changed(state, whose)


def red_line_stated(state: State, event: RedLineStated) -> None:
    actor = state.tables.names.actors.index(event.actor)
    me = state.tables.actors[actor]
    level, since = state.lock[actor]
    held = lock_in(level, (event.tick - since) / MINUTES_A_DAY, me.lock_in_half_life)
    state.lock[actor] = held + me.lock_in, event.tick
    state.said[actor] += 1
    worths_changed(state, [actor])


def belief_moved(state: State, event: ReportPublished | StatementMade) -> None:
    for name, near in event.beliefs.items():
        actor = state.tables.names.actors.index(name)
        if near == state.near[actor]:
            continue
        state.near[actor] = near
        cut(state, actor)


HANDLERS: Handlers = {
    DemandRaised: demand_raised,
    DemandWithdrawn: demand_withdrawn,
    RedLineStated: red_line_stated,
    ReportPublished: belief_moved,
    StatementMade: belief_moved,
}
