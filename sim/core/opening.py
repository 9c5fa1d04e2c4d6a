"""What the model itself keeps going, from the end of the record on."""

from __future__ import annotations

from sim.core import codes, evolving, sessions, tabling, thinking, turning
from sim.core.state import State


def set_going(state: State) -> None:
    """Set the timers that follow from where the record has left the talks.

    `state.unsaid` says since which event of its own a recorded answer is no longer reported.
    """
    for k in range(state.tables.concerned_count):
        actor = state.tables.concerned[k]
        name, rate = state.tables.names.statement[actor], state.tables.statements[actor]
        evolving.start_hazard(state, codes.STATE, actor, rate, name, 0)
    for k in range(state.tables.shocks):
        name, rate = state.tables.names.shock[k], state.tables.shock_rate[k]
        evolving.start_hazard(state, codes.SHOCK, k, rate, name, 0)
    if state.live:
        _let_answer(state)
    if state.session == codes.NONE:
        sessions.plan_next(state)
    turning.turns(state, state.seq)


def _let_answer(state: State) -> None:
    """The live text is answered from now on, and what was answered is thought about."""
    tabling.set_lapse(state, state.seq)
    tabling.await_answers(state, state.seq)
    for actor in range(state.tables.actors):
        if state.answer[actor] != codes.SILENT:
            since = state.unsaid[actor]
            cause = state.seq if since == codes.NONE else since
            news = 1 if state.seat[actor] or since != codes.NONE else 0
            thinking.reconsider(state, actor, cause, news)
    turning.after_answer(state, state.seq)
