"""Timers in the order in which they were set: those pending, and those a suspension holds back."""

from __future__ import annotations

from sim.core import codes, primitives
from sim.core.primitives import Key
from sim.core.state import State
from sim.model import constants, draws, hazard


def timer_of(state: State, kind: int, who: int) -> int:
    """The place of a pending timer; NONE: it is not set."""
    for k in range(state.timers):
        if state.timer_kind[k] == kind and state.timer_who[k] == who:
            return k
    return codes.NONE


def held_back(state: State, kind: int, who: int) -> int:
    """The place of a timer that a suspension holds back; NONE: none is."""
    for k in range(state.paused):
        if state.paused_kind[k] == kind and state.paused_who[k] == who:
            return k
    return codes.NONE


def pending(state: State, kind: int, who: int) -> int:
    """Whether such a timer is set, or held back by a suspension."""
    return timer_of(state, kind, who) != codes.NONE or held_back(state, kind, who) != codes.NONE


def pauses(kind: int) -> int:
    """Whether a suspension holds back timers of a kind."""
    return kind in (codes.TABLE, codes.REVISE, codes.COUNTER, codes.TELL, codes.MOOD) or kind in (
        codes.ANSWER,
        codes.RETHINK,
        codes.STOCK,
        codes.AGREE,
    )


def set_timer(state: State, kind: int, who: int, due: int, cause: int) -> None:
    """Set or replace the timer of this kind and person; a suspension holds it back."""
    if state.suspended and pauses(kind):
        hold_back(state, kind, who, max(0, due - state.tick), cause)
        return
    k = timer_of(state, kind, who)
    if k == codes.NONE:
        if state.timers == state.timer_room:
            _more_timers(state)
        k = state.timers
        state.timers += 1
        state.timer_kind[k] = kind
        state.timer_who[k] = who
    state.timer_due[k] = due
    state.timer_order[k] = state.order
    state.timer_cause[k] = cause
    state.order += 1


def put_timer(state: State, kind: int, who: int, due: int, order: int, cause: int) -> None:
    """One more timer, as it was set elsewhere."""
    if state.timers == state.timer_room:
        _more_timers(state)
    k = state.timers
    state.timers += 1
    state.timer_kind[k] = kind
    state.timer_who[k] = who
    state.timer_due[k] = due
    state.timer_order[k] = order
    state.timer_cause[k] = cause


def hold_back(state: State, kind: int, who: int, left: int, cause: int) -> None:
    """Keep a timer for when the talks resume."""
    k = held_back(state, kind, who)
    if k == codes.NONE:
        if state.paused == state.paused_room:
            _more_paused(state)
        k = state.paused
        state.paused += 1
        state.paused_kind[k] = kind
        state.paused_who[k] = who
    state.paused_left[k] = left
    state.paused_cause[k] = cause


def remove_timer(state: State, k: int) -> None:
    """Take a timer out; the others keep their order."""
    state.timers -= 1
    for i in range(k, state.timers):
        state.timer_kind[i] = state.timer_kind[i + 1]
        state.timer_who[i] = state.timer_who[i + 1]
        state.timer_due[i] = state.timer_due[i + 1]
        state.timer_order[i] = state.timer_order[i + 1]
        state.timer_cause[i] = state.timer_cause[i + 1]


def _remove_paused(state: State, k: int) -> None:
    state.paused -= 1
    for i in range(k, state.paused):
        state.paused_kind[i] = state.paused_kind[i + 1]
        state.paused_who[i] = state.paused_who[i + 1]
        state.paused_left[i] = state.paused_left[i + 1]
        state.paused_cause[i] = state.paused_cause[i + 1]


def hazard_of(state: State, kind: int, who: int) -> int:
    """The place of a hazard that has not struck; NONE: there is none."""
    for k in range(state.hazards):
        if state.hazard_kind[k] == kind and state.hazard_who[k] == who:
            return k
    return codes.NONE


def hold_hazard(state: State, kind: int, who: int, unit: float, rate: float, since: int) -> None:
    """Note a hazard: what is left of its unit exponential, spent at `rate` a day since a tick."""
    k = hazard_of(state, kind, who)
    if k == codes.NONE:
        if state.hazards == state.hazard_room:
            _more_hazards(state)
        k = state.hazards
        state.hazards += 1
        state.hazard_kind[k] = kind
        state.hazard_who[k] = who
    state.hazard_unit[k] = unit
    state.hazard_rate[k] = rate
    state.hazard_since[k] = since


def date_hazard(state: State, k: int, cause: int) -> None:
    """Set the timer of a hazard, or none where it never strikes."""
    kind, who = state.hazard_kind[k], state.hazard_who[k]
    days = hazard.days_left(state.hazard_unit[k], state.hazard_rate[k])
    if days < constants.BEYOND:
        set_timer(state, kind, who, after(state, days), cause)
        return
    timer = timer_of(state, kind, who)
    if timer != codes.NONE:
        remove_timer(state, timer)


def change_rate(state: State, kind: int, who: int, rate: float, cause: int) -> None:
    """Spend what is left of a hazard at another rate from now on."""
    k = hazard_of(state, kind, who)
    if k == codes.NONE or state.hazard_rate[k] == rate:
        return
    days = primitives.ratio(state.tick - state.hazard_since[k], constants.MINUTES_A_DAY)
    left = hazard.spent(state.hazard_unit[k], state.hazard_rate[k], days)
    hold_hazard(state, kind, who, left, rate, state.tick)
    date_hazard(state, k, cause)


def _forget_hazard(state: State, kind: int, who: int) -> None:
    k = hazard_of(state, kind, who)
    if k == codes.NONE:
        return
    state.hazards -= 1
    last = state.hazards
    state.hazard_kind[k] = state.hazard_kind[last]
    state.hazard_who[k] = state.hazard_who[last]
    state.hazard_unit[k] = state.hazard_unit[last]
    state.hazard_rate[k] = state.hazard_rate[last]
    state.hazard_since[k] = state.hazard_since[last]


def _more_hazards(state: State) -> None:
    old, new = state.hazard_room, 2 * state.hazard_room
    state.hazard_kind = state.pools.more_longs(state.hazard_kind, old, new)
    state.hazard_who = state.pools.more_longs(state.hazard_who, old, new)
    state.hazard_unit = state.pools.more_doubles(state.hazard_unit, old, new)
    state.hazard_rate = state.pools.more_doubles(state.hazard_rate, old, new)
    state.hazard_since = state.pools.more_longs(state.hazard_since, old, new)
    state.hazard_room = new


def drop(state: State, kind: int, who: int) -> None:
    """Forget a timer, pending or held back, and its hazard, if there is one."""
    if state.hazards:
        _forget_hazard(state, kind, who)
    k = timer_of(state, kind, who)
    if k != codes.NONE:
        remove_timer(state, k)
    if state.paused:
        k = held_back(state, kind, who)
        if k != codes.NONE:
            _remove_paused(state, k)


def drop_all(state: State, kind: int) -> None:
    """Forget every timer of a kind."""
    k = 0
    while k < state.timers:
        if state.timer_kind[k] == kind:
            remove_timer(state, k)
        else:
            k += 1
    k = 0
    while k < state.paused:
        if state.paused_kind[k] == kind:
            _remove_paused(state, k)
        else:
            k += 1


def next_timer(state: State) -> int:
    """The place of the timer that fires next: least due, then first set."""
    first = 0
    for k in range(1, state.timers):
        due = state.timer_due[k]
        if due < state.timer_due[first] or (
            due == state.timer_due[first] and state.timer_order[k] < state.timer_order[first]
        ):
            first = k
    return first


def clear_fired(state: State, tick: int, order: int) -> None:
    """Drop the timers up to one: those due before it fired quietly."""
    while state.timers:
        k = next_timer(state)
        due = state.timer_due[k]
        if due > tick or (due == tick and state.timer_order[k] > order):
            return
        drop(state, state.timer_kind[k], state.timer_who[k])


def after(state: State, days: float) -> int:
    """The tick that many days from now, a minute from now at the least."""
    return state.tick + max(1, primitives.nearest(days * constants.MINUTES_A_DAY))


def delay(state: State, mean: float, name: Key, index: int) -> int:
    """A delay in ticks: Weibull with this mean in days, keyed to what it is for."""
    u = primitives.uniform(state.run, name, index)
    days = mean * draws.weibull(u, state.tables.delay_shape, state.tables.delay_whole)
    return max(1, primitives.nearest(days * constants.MINUTES_A_DAY))


def _more_timers(state: State) -> None:
    old = state.timer_room
    new = 2 * old
    state.timer_kind = state.pools.more_longs(state.timer_kind, old, new)
    state.timer_who = state.pools.more_longs(state.timer_who, old, new)
    state.timer_due = state.pools.more_longs(state.timer_due, old, new)
    state.timer_order = state.pools.more_longs(state.timer_order, old, new)
    state.timer_cause = state.pools.more_longs(state.timer_cause, old, new)
    state.timer_room = new


def _more_paused(state: State) -> None:
    old = state.paused_room
    new = 2 * old
    state.paused_kind = state.pools.more_longs(state.paused_kind, old, new)
    state.paused_who = state.pools.more_longs(state.paused_who, old, new)
    state.paused_left = state.pools.more_longs(state.paused_left, old, new)
    state.paused_cause = state.pools.more_longs(state.paused_cause, old, new)
    state.paused_room = new
