"""Sessions: who is in the room, what is heard there, and when the next one is."""

from __future__ import annotations

from sim.core import codes, primitives, tabling, timing
from sim.core.state import State


def convened(state: State, e: int) -> None:
    """A session opens: who attends is in the room."""
    session = state.event[e + codes.OTHER]
    state.session = session
    for actor in range(state.tables.actors):
        if session < state.tables.sessions:
            state.room[actor] = state.tables.session_attend[session * state.tables.actors + actor]
        else:
            state.room[actor] = state.tables.recurring_attend[actor]
        state.whose[actor] = state.room[actor] and state.needed[actor]
    state.level = state.float_[state.event[e + codes.FLOATS]]
    timing.set_timer(state, codes.ADJOURN, 0, state.event[e + codes.MORE], state.seq)
    if not state.live:
        return
    tabling.heard(state, state.seq)
    if not state.closed:
        return
    for actor in range(state.tables.actors):
        if not state.needed[actor] or not state.room[actor]:
            continue
        if state.answer[actor] == codes.SILENT and not timing.pending(state, codes.ANSWER, actor):
            timing.drop(state, codes.TELL, actor)
            state.via[actor] = codes.NONE
            tabling.hear(state, actor, 0, state.seq)


def adjourned(state: State) -> None:
    """The session ends."""
    state.session, state.level = codes.NONE, 0.0
    for actor in range(state.tables.actors):
        state.room[actor] = 0
    plan_next(state)


def plan_next(state: State) -> None:
    """After the planned sessions come the recurring, if there are any."""
    if not state.closed or not state.tables.recurs:
        return
    for k in range(state.timers):
        if state.timer_kind[k] == codes.CONVENE:
            return
    u = primitives.uniform(state.run, state.tables.names.later, state.later_sessions)
    days = state.tables.recurring_least + u * (
        state.tables.recurring_most - state.tables.recurring_least
    )
    state.later_sessions += 1
    timing.set_timer(
        state, codes.CONVENE, state.tables.sessions, timing.after(state, days), state.seq
    )
