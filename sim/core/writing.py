"""Events as they are written: a row of whole numbers, and floats in a pool beside them."""

from __future__ import annotations

from sim.core import codes
from sim.core.state import State


def begin(state: State, kind: int, timer: int, actor: int) -> int:
    """Room for the event that a timer brings about; where its numbers begin.

    It is written by whoever decides, and happens when it is folded (`evolving`).
    """
    return begin_at(
        state,
        kind,
        actor,
        state.timer_due[timer],
        state.timer_order[timer],
        state.timer_cause[timer],
    )


def begin_at(state: State, kind: int, actor: int, tick: int, fired: int, cause: int) -> int:
    """The same of an event that comes by no timer."""
    if state.events + 1 >= state.event_room:
        old = state.event_room * codes.WIDTH
        state.event = state.pools.more_longs(state.event, old, 2 * old)
        state.event_room *= 2
    e = state.events * codes.WIDTH
    state.event[e + codes.KIND] = kind
    state.event[e + codes.TICK] = tick
    state.event[e + codes.ACTOR] = actor
    state.event[e + codes.CAUSE] = cause
    state.event[e + codes.FIRED] = fired
    state.event[e + codes.TEXT] = codes.NONE
    state.event[e + codes.PACKAGE] = codes.NONE
    state.event[e + codes.GIVEN] = 0
    state.event[e + codes.OTHER] = codes.NONE
    state.event[e + codes.MORE] = 0
    state.event[e + codes.BITS] = 0
    state.event[e + codes.FLOATS] = state.floats
    state.event[e + codes.COUNT] = 0
    return e


def add(state: State, e: int, number: float) -> None:
    """One more number of an event."""
    at = state.event[e + codes.FLOATS] + state.event[e + codes.COUNT]
    if at >= state.float_room:
        state.float_ = state.pools.more_doubles(
            state.float_, state.float_room, 2 * state.float_room
        )
        state.float_room *= 2
    state.float_[at] = number
    state.event[e + codes.COUNT] += 1
