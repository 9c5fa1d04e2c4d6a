"""The loop clock: from timer to timer, until a run is over."""

from __future__ import annotations

from sim.core import codes, deciding, evolving, timing
from sim.core.state import State


def play_on(state: State) -> int:
    """Play a state on, in place, to its outcome: a number of `codes`.

    Its events are in `state.event` and `state.float_`; ELSEWHERE: the arrays have no room for
    what comes, and nothing of it counts.
    """
    while state.outcome == codes.GOING_ON:
        timer = timing.next_timer(state)
        kind, who = state.timer_kind[timer], state.timer_who[timer]
        state.moments += 1
        state.moment = state.moments
        e = deciding.decide(state, timer)
        state.moment = 0  # things change again
        if e == codes.NONE:
            timing.drop(state, kind, who)
        else:
            evolving.evolve(state, e)
    return state.outcome
