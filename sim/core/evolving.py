"""The fold: what each event makes of the state, and which timers follow from it. It draws no
answer: that an event happened is settled.
"""

from __future__ import annotations

from sim.core import codes, conditioning, primitives, sessions, tabling, thinking, timing, turning
from sim.core.primitives import Key
from sim.core.state import State
from sim.core.tables import Tables
from sim.model import aspiration, constants, draws, hazard


def evolve(state: State, e: int) -> None:
    """Fold an event, the next of the run: it is one of its events from now on."""
    kind = state.event[e + codes.KIND]
    if not state.closed:
        conditioning.cut_until(state, state.event[e + codes.TICK], _acting(state, e, kind))
    state.tick = state.event[e + codes.TICK]
    go_past(state, state.event[e + codes.FIRED])
    if kind in (codes.ANSWERED, codes.REVISED):
        tabling.answered(state, e)
    elif kind == codes.TABLED:
        tabling.table(state, e)
    elif kind == codes.RELAYED:
        tabling.relay(state, e)
    elif kind == codes.ASSESSED:
        tabling.assessed(state, e)
    elif kind == codes.LAPSED:
        if state.event[e + codes.GIVEN] == codes.OVERDUE:
            tabling.leave(state)
            turning.turns(state, state.seq)
    elif kind in (codes.STATED, codes.REPORTED):
        _belief_moved(state, e)
    elif kind == codes.LINE_STATED:
        _line_stated(state, e)
    elif kind == codes.STRUCK:
        _struck(state, e)
    elif kind == codes.RAISED:
        _raised(state, e)
    elif kind == codes.WITHDRAWN:
        _withdrawn(state, e)
    else:
        _go_on(state, e, kind)
    state.seq += 1
    state.events += 1
    state.floats = state.event[e + codes.FLOATS] + state.event[e + codes.COUNT]


def _acting(state: State, e: int, kind: int) -> int:
    """Who answers or demands anew, which ends what its answer stood for; NONE: nobody."""
    if kind in (codes.ANSWERED, codes.REVISED, codes.RAISED, codes.WITHDRAWN):
        return state.event[e + codes.ACTOR]
    return codes.NONE


def go_past(state: State, order: int) -> None:
    """Let go of the timers up to the one that fires; of a forced move, await the next."""
    k, forced = codes.NONE, 0
    if state.moved < state.script.moves:
        k = timing.timer_of(state, codes.SCRIPT, 0)
    if k != codes.NONE and state.timer_due[k] == state.tick and state.timer_order[k] == order:
        forced = 1
    timing.clear_fired(state, state.tick, order)
    if forced:
        state.moved += 1
        await_move(state, state.seq)


def await_move(state: State, cause: int) -> None:
    """Set the timer of the next forced move; after the last recorded one the record closes.

    What somebody chose comes after the record, even where it comes in the same minute.
    """
    k = state.moved
    if not state.closed and (k >= state.script.moves or state.script.chosen[k]):
        timing.set_timer(state, codes.CLOSE, 0, state.tables.now, 0)
    if k < state.script.moves:
        timing.set_timer(state, codes.SCRIPT, 0, max(state.tick, state.script.tick[k]), cause)


def _go_on(state: State, e: int, kind: int) -> None:
    if kind == codes.CONVENED:
        sessions.convened(state, e)
    elif kind == codes.ADJOURNED:
        sessions.adjourned(state)
    elif kind == codes.SLIPPED:
        session, to = state.event[e + codes.OTHER], state.event[e + codes.MORE]
        timing.set_timer(state, codes.CONVENE, session, to, state.seq)
    elif kind == codes.SUSPENDED:
        _suspended(state)
    elif kind == codes.RESUMED:
        _resumed(state)
    elif kind == codes.AGREED:
        _agreed(state, e)
    elif kind == codes.SETTLED:
        state.item_left[state.event[e + codes.OTHER]] = 0
        _may_conclude(state)
    elif kind == codes.VOTED:
        _voted(state, e)
    elif kind == codes.LET_PASS:
        _let_pass(state, e)
    elif kind == codes.COLLAPSED:
        _end(state, codes.OUT_COLLAPSED)
    elif kind == codes.FAILED:
        _end(state, codes.IMPLEMENTATION_FAILED)
    elif kind == codes.CONCLUDED:
        _end(state, codes.DEAL)
    else:
        _end(state, codes.FRAMEWORK_ONLY if state.framework else codes.NO_AGREEMENT)


def start_hazard(state: State, kind: int, who: int, rate: float, name: Key, index: int) -> None:
    """Set a timer by a hazard of `rate` a day, its unit drawn for a name and index."""
    unit = draws.exponential(primitives.uniform(state.run, name, index))
    timing.hold_hazard(state, kind, who, unit, rate, state.tick)
    timing.date_hazard(state, timing.hazard_of(state, kind, who), state.seq)


def worths_changed(state: State, cause: int) -> None:
    """Some U or r changed, of those in `state.whose`: news to them, and to who had nothing left."""
    waiting, envied = 0, 0
    for actor in range(state.tables.actors):
        state.bound[actor] = 0
        waiting = waiting or state.exhausted[actor]
        state.exhausted[actor] = 0
        envied = envied or (state.whose[actor] and state.tables.party[actor])
    for actor in range(state.tables.actors):
        if state.answer[actor] == codes.SILENT:
            continue
        if state.whose[actor] or (envied and state.tables.aversion[actor] > 0.0):
            thinking.reconsider(state, actor, cause, 1)
    if waiting:
        turning.turns(state, cause)


def _only(state: State, actor: int) -> None:
    for other in range(state.tables.actors):
        state.whose[other] = other == actor


def days_since(state: State, tick: int) -> float:
    """Days from a tick to now."""
    return primitives.ratio(state.tick - tick, constants.MINUTES_A_DAY)


def settling_rate(state: State) -> float:
    """The rate at which items of the framework settle."""
    return hazard.settling_rate(state.tables.settles, state.tables.slope, state.framework_least)


def standpoint(state: State, tables: Tables, actor: int) -> int:
    """Where some tables have an actor's packages valued as its demands stand; NONE: nowhere."""
    code = 0
    for j in range(actor * tables.issues, (actor + 1) * tables.issues):
        code = codes.PHASES * code + state.phase[j]
    first = tables.stand_first[actor]
    for k in range(first, first + tables.stand_count[actor]):
        if tables.stand_code[k] == code:
            return k
    return codes.NONE


def stand_anew(state: State, actor: int) -> None:
    """Value an actor's packages as its demands stand now."""
    stand = standpoint(state, state.tables, actor)
    if stand == codes.NONE:
        state.outcome = codes.ELSEWHERE
        return
    state.stand[actor] = stand


def _set_phase(state: State, actor: int, issue: int, phase: int) -> None:
    state.phase[actor * state.tables.issues + issue] = phase
    state.open_known = 0
    stand_anew(state, actor)


def _resent(state: State, actor: int, issue: int, sign: float) -> None:
    """A late demand lifts the no-deal worth of the others with a stake in its issue."""
    for k in range(state.tables.concerned_count):
        other = state.tables.concerned[k]
        if other != actor and state.tables.staked[other * state.tables.issues + issue]:
            state.shift[other] += sign * state.tables.resentment[other]
            state.whose[other] = 1


def _raised(state: State, e: int) -> None:
    actor, issue = state.event[e + codes.ACTOR], state.event[e + codes.OTHER]
    conditioning.stop_cutting(state, actor, state.seq)
    _set_phase(state, actor, issue, codes.PHASE_RAISED)
    _only(state, actor)
    if state.event[e + codes.MORE]:
        state.late[actor * state.tables.issues + issue] = 1
        _resent(state, actor, issue, 1.0)
    concerned = 0
    for k in range(state.tables.concerned_count):
        if state.tables.concerned[k] == actor:
            concerned = state.closed
    if concerned and timing.timer_of(state, codes.STATE, actor) == codes.NONE:
        name = state.tables.names.statement_on[actor * state.tables.issues + issue]
        rate = state.tables.statements[actor]
        start_hazard(state, codes.STATE, actor, rate, name, state.said[actor])
    worths_changed(state, state.seq)


def _withdrawn(state: State, e: int) -> None:
    actor, issue = state.event[e + codes.ACTOR], state.event[e + codes.OTHER]
    conditioning.stop_cutting(state, actor, state.seq)
    _set_phase(state, actor, issue, codes.PHASE_WITHDRAWN)
    _only(state, actor)
    if state.late[actor * state.tables.issues + issue]:
        state.late[actor * state.tables.issues + issue] = 0
        _resent(state, actor, issue, -1.0)
    worths_changed(state, state.seq)


def _line_stated(state: State, e: int) -> None:
    actor = state.event[e + codes.ACTOR]
    days = days_since(state, state.lock_since[actor])
    held = aspiration.lock_in(state.lock_level[actor], days, state.tables.lock_in_half_life[actor])
    state.lock_level[actor] = held + state.tables.lock_in[actor]
    state.lock_since[actor] = state.tick
    state.said[actor] += 1
    forced = state.event[e + codes.BITS] & codes.FORCED
    if state.closed and (state.seat[actor] or not forced):
        name, rate = state.tables.names.statement[actor], state.tables.statements[actor]
        start_hazard(state, codes.STATE, actor, rate, name, state.said[actor])
    _only(state, actor)
    worths_changed(state, state.seq)


def _struck(state: State, e: int) -> None:
    first = state.event[e + codes.OTHER] * state.tables.actors
    for actor in range(state.tables.actors):
        shift = state.tables.shock_shift[first + actor]
        state.whose[actor] = shift != 0.0
        if shift != 0.0:
            state.shift[actor] += shift
    worths_changed(state, state.seq)


def _belief_moved(state: State, e: int) -> None:
    first = state.event[e + codes.FLOATS] + 2
    for actor in range(state.tables.actors):
        near = state.float_[first + actor]
        if near != near or near == state.near[actor]:  # NaN: it is not told
            continue
        state.near[actor] = near
        thinking.reconsider(state, actor, state.seq, 1)


def _let_pass(state: State, e: int) -> None:
    """It comes again after the wait, or with the next pressure to speak; else it is over."""
    actor, kind = state.event[e + codes.ACTOR], state.event[e + codes.OTHER]
    if kind == codes.STATE:
        name, rate = state.tables.names.passed[actor], state.tables.statements[actor]
        start_hazard(state, codes.STATE, actor, rate, name, state.tick)
    elif kind in (codes.ANSWER, codes.TABLE):
        if kind == codes.TABLE and state.live and not state.tables.direct:
            kind = codes.REVISE if state.tables.mediator[actor] else codes.COUNTER
        later = state.tick + state.event[e + codes.MORE] * constants.MINUTES_A_DAY
        timing.set_timer(state, kind, actor, later, state.seq)


def _suspended(state: State) -> None:
    nth, k = state.suspensions, 0
    state.suspended = 1
    while k < state.timers:
        kind = state.timer_kind[k]
        if not timing.pauses(kind):
            k += 1
            continue
        left = state.timer_due[k] - state.tick
        timing.hold_back(state, kind, state.timer_who[k], left, state.timer_cause[k])
        timing.remove_timer(state, k)
    state.suspensions += 1
    start_hazard(state, codes.RESUME, 0, state.tables.resumes, state.tables.names.resumption, nth)
    start_hazard(state, codes.COLLAPSE, 0, state.tables.collapses, state.tables.names.collapse, nth)


def _resumed(state: State) -> None:
    state.suspended = 0
    timing.drop(state, codes.COLLAPSE, 0)
    for k in range(state.paused):
        due = state.tick + state.paused_left[k]
        kind, who = state.paused_kind[k], state.paused_who[k]
        timing.set_timer(state, kind, who, due, state.paused_cause[k])
    state.paused = 0
    for actor in range(state.tables.actors):
        if state.answer[actor] != codes.SILENT:
            thinking.reconsider(state, actor, state.seq, 1)


def _agreed(state: State, e: int) -> None:
    least = constants.INFINITE
    first = state.event[e + codes.FLOATS]
    for actor in range(state.tables.actors):
        surplus = state.float_[first + actor]
        if surplus < least:  # a NaN is not
            least = surplus
    state.framework, state.framework_least = 1, least
    state.framework_package = state.package
    state.live, state.suspended, state.paused, state.hazards = 0, 0, 0, 0
    k = 0
    while k < state.timers:
        if state.timer_kind[k] in (codes.HORIZON, codes.SCRIPT):
            k += 1
        else:
            timing.remove_timer(state, k)
    rate = settling_rate(state)
    for item in range(state.tables.items):
        state.item_left[item] = 1
        start_hazard(state, codes.SETTLE, item, rate, state.tables.names.settles[item], 0)
    if state.tables.items or state.tables.votes:
        start_hazard(
            state, codes.BREAK, 0, state.tables.breaks_down, state.tables.names.breakdown, 0
        )
    for vote in range(state.tables.votes):
        state.vote_left[vote] = 1
        actor = state.tables.vote_actor[vote]
        name = state.tables.names.ratification[actor]
        ticks = timing.delay(state, state.tables.vote_delay[vote], name, 0)
        timing.set_timer(state, codes.RATIFY, actor, state.tick + ticks, state.seq)
    _may_conclude(state)


def _voted(state: State, e: int) -> None:
    for vote in range(state.tables.votes):
        if state.tables.vote_actor[vote] == state.event[e + codes.ACTOR]:
            state.vote_left[vote] = 0
    if state.event[e + codes.GIVEN]:
        _may_conclude(state)
    else:
        timing.set_timer(state, codes.FAIL, 0, state.tick, state.seq)


def _may_conclude(state: State) -> None:
    for item in range(state.tables.items):
        if state.item_left[item]:
            return
    for vote in range(state.tables.votes):
        if state.vote_left[vote]:
            return
    timing.set_timer(state, codes.CONCLUDE, 0, state.tick, state.seq)


def _end(state: State, outcome: int) -> None:
    state.outcome = outcome
    state.timers = state.paused = 0
