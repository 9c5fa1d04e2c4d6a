"""What each timer brings: a decision looks at the state and writes at most one event."""

from __future__ import annotations

from sim.core import aftermath, answering, codes, forcing, mediating
from sim.core.state import State


def decide(state: State, timer: int) -> int:
    """Where the event of a timer that is due begins; NONE: it fires quietly."""
    kind = state.timer_kind[timer]
    if kind == codes.ANSWER:
        return answering.answer(state, timer)
    if kind == codes.RETHINK:
        return answering.rethink(state, timer)
    if kind == codes.TABLE:
        if state.tables.direct:
            return answering.offer(state, timer)
        return mediating.table(state, timer)
    if kind == codes.REVISE:
        return mediating.revise(state, timer)
    if kind == codes.COUNTER:
        return answering.counter(state, timer)
    if kind == codes.TELL:
        return mediating.tell(state, timer)
    if kind == codes.MOOD:
        return mediating.relay_mood(state, timer)
    if kind == codes.STOCK:
        return mediating.take_stock(state, timer)
    if kind == codes.SPEAK:
        return mediating.speak(state, timer)
    if kind == codes.STATE:
        return answering.state_red_line(state, timer)
    return _of_the_talks(state, timer, kind)


def _of_the_talks(state: State, timer: int, kind: int) -> int:
    if kind == codes.CONVENE:
        return aftermath.convene(state, timer)
    if kind == codes.ADJOURN:
        return aftermath.adjourn(state, timer)
    if kind == codes.LAPSE:
        return aftermath.lapse(state, timer)
    if kind == codes.SUPERSEDE:
        return aftermath.supersede(state, timer)
    if kind == codes.AGREE:
        return aftermath.agree(state, timer)
    if kind == codes.SUSPEND:
        return aftermath.suspend(state, timer)
    if kind == codes.SHOCK:
        return aftermath.strike(state, timer)
    if kind == codes.SETTLE:
        return aftermath.settle(state, timer)
    if kind == codes.RATIFY:
        return aftermath.ratify(state, timer)
    if kind == codes.DEMAND:
        return aftermath.demand(state, timer, codes.PHASE_RAISED)
    if kind == codes.WITHDRAWAL:
        return aftermath.demand(state, timer, codes.PHASE_WITHDRAWN)
    if kind == codes.SCRIPT:
        return forcing.move(state, timer)
    if kind == codes.BREAK:
        return aftermath.fail(state, timer, codes.BROKEN)
    if kind == codes.FAIL:
        return aftermath.fail(state, timer, codes.UNRATIFIED)
    return _at_an_end(state, timer, kind)


def _at_an_end(state: State, timer: int, kind: int) -> int:
    if kind == codes.RESUME:
        return aftermath.plain(state, timer, codes.RESUMED)
    if kind == codes.COLLAPSE:
        return aftermath.plain(state, timer, codes.COLLAPSED)
    if kind == codes.CONCLUDE:
        return aftermath.plain(state, timer, codes.CONCLUDED)
    return aftermath.plain(state, timer, codes.ENDED)
