"""Texts: who hears of one and by which way, what is said of it, and when it is gone."""

from __future__ import annotations

from sim.core import (
    aftermath,
    believing,
    codes,
    conditioning,
    positions,
    primitives,
    thinking,
    timing,
    turning,
)
from sim.core.state import State
from sim.model import constants


def table(state: State, e: int) -> None:
    """A text is tabled, in the place of the one before."""
    by = state.event[e + codes.ACTOR]
    if state.live:
        old = state.number
        leave(state)
        timing.set_timer(state, codes.SUPERSEDE, old, state.tick, state.seq)
    if state.said_final[by]:
        state.phi[by] *= constants.STILL_TRUSTED
    if state.event[e + codes.GIVEN] == codes.FINAL:
        state.said_final[by] = 1
    state.texts, state.tabler = state.event[e + codes.TEXT], by
    if state.texts >= state.tables.names.texts - 1:
        state.outcome = codes.ELSEWHERE
        return
    state.live, state.number, state.text_seq = 1, state.texts, state.seq
    state.package, state.by = state.event[e + codes.PACKAGE], by
    state.label, state.tabled, state.end = state.event[e + codes.GIVEN], state.tick, codes.NONE
    _date(state, e)
    for actor in range(state.tables.actors):
        state.needed[actor] = state.tables.needs[actor * state.tables.packages + state.package]
        state.known[actor] = actor == by
        state.whose[actor] = state.needed[actor] and in_room(state, actor)
    timing.drop_all(state, codes.TABLE)
    if state.needed[by] and state.answer[by] == codes.SILENT:
        state.answer[by] = constants.ACCEPT
        state.answered_tick[by], state.answered_seq[by] = state.tabled, state.text_seq
    heard(state, state.seq)
    date_end(state, state.seq)
    if not state.closed:
        return
    set_lapse(state, state.seq)
    await_answers(state, state.seq)
    if state.answer[by] != codes.SILENT:
        turning.after_answer(state, state.seq)
    else:
        turning.turns(state, state.seq)


def _date(state: State, e: int) -> None:
    """How long a text that is tabled waits: as the rules have it, or in a way of its own."""
    expires, days = state.tables.expires, state.tables.answer_days
    if state.event[e + codes.BITS] & codes.DATED:
        days = state.float_[state.event[e + codes.FLOATS] + state.event[e + codes.COUNT] - 1]
        expires = 1 if days == days else 0  # a NaN is not itself
    state.to_answer = codes.NONE
    if expires:
        ticks = max(1, primitives.nearest(days * constants.MINUTES_A_DAY))
        if state.event[e + codes.BITS] & codes.FROM_TABLING:
            state.end = state.tabled + ticks
        else:
            state.to_answer = ticks


def in_room(state: State, actor: int) -> int:
    """Whether it hears and answers without a channel's delay."""
    return state.tables.direct or state.room[actor]


def leave(state: State) -> None:
    """Take the live text off the table: its answers go with it, and its package is barred."""
    n = state.tables.actors
    for actor in range(n):
        given = state.answer[actor]
        if given != codes.SILENT and given != constants.ACCEPT:
            believing.observe(state, actor, given)
    state.live = 0
    state.barred[state.package] = 1
    for actor in range(n):
        state.exhausted[actor] = 0
        state.begun_revise[actor] = state.begun_counter[actor] = 0
        state.countered[actor] = codes.NONE
        state.answer[actor] = codes.SILENT
        state.bound[actor] = 0
        state.via[actor] = codes.NONE
        state.carry[actor] = 0
        state.cut_at[actor] = state.unsaid[actor] = codes.NONE
    for pair in range(n * n):
        state.mood[pair] = codes.SILENT
    timing.drop_all(state, codes.TELL)
    timing.drop_all(state, codes.MOOD)
    timing.drop_all(state, codes.ANSWER)
    timing.drop_all(state, codes.RETHINK)
    timing.drop_all(state, codes.LAPSE)
    timing.drop_all(state, codes.STOCK)
    timing.drop_all(state, codes.AGREE)
    timing.drop_all(state, codes.REVISE)
    timing.drop_all(state, codes.COUNTER)


def heard(state: State, cause: int) -> None:
    """Those of `state.whose` know the live text from now on."""
    fresh = 0
    for actor in range(state.tables.actors):
        if state.whose[actor] and not state.known[actor]:
            state.known[actor] = fresh = 1
    if fresh:
        date_end(state, cause)


def one_heard(state: State, actor: int, cause: int) -> None:
    """One actor knows it."""
    if not state.known[actor]:
        state.known[actor] = 1
        date_end(state, cause)


def date_end(state: State, cause: int) -> None:
    """Date the end of the live text, if all whom it needs have heard it."""
    if state.to_answer == codes.NONE:
        return
    for actor in range(state.tables.actors):
        if state.needed[actor] and not state.known[actor] and _may_hear(state, actor):
            return
    end = min(state.tick, state.tabled + constants.LONGEST_HEARING) + state.to_answer
    if state.end != codes.NONE and end <= state.end:
        return
    state.end = end
    set_lapse(state, cause)


def _may_hear(state: State, actor: int) -> int:
    """Whether a mediator reaches the actor, or it attends a session to come."""
    if state.tables.direct:
        return 1
    for other in range(state.tables.actors):
        if state.tables.reaches[other * state.tables.actors + actor]:
            return 1
    if state.tables.recurs and state.tables.recurring_attend[actor]:
        return 1
    for k in range(state.timers):
        session = state.timer_who[k]
        if state.timer_kind[k] == codes.CONVENE and session < state.tables.sessions:
            if state.tables.session_attend[session * state.tables.actors + actor]:
                return 1
    return 0


def set_lapse(state: State, cause: int) -> None:
    """Let the live text lapse at its end, if it has one."""
    if state.closed and state.live and state.end != codes.NONE:
        timing.set_timer(state, codes.LAPSE, 0, max(state.tick, state.end), cause)


def await_answers(state: State, cause: int) -> None:
    """Set how the live text reaches everyone who has still to answer it."""
    for actor in range(state.tables.actors):
        if not state.needed[actor] or state.answer[actor] != codes.SILENT:
            continue
        if timing.pending(state, codes.TELL, actor) or timing.pending(state, codes.ANSWER, actor):
            continue
        if in_room(state, actor):
            hear(state, actor, 0, cause)
        else:
            _send(state, actor, cause)


def _send(state: State, actor: int, cause: int) -> None:
    """By the quickest mediator that reaches it; nobody does: at the next session it attends."""
    best, least = codes.NONE, 0
    for mediator in range(state.tables.actors):
        pair = mediator * state.tables.actors + actor
        if not state.tables.reaches[pair]:
            continue
        name = state.tables.names.channel[pair]
        ticks = timing.delay(state, state.tables.channel_delay[mediator], name, state.number)
        if best == codes.NONE or ticks < least:
            best, least = mediator, ticks
    if best != codes.NONE:
        state.via[actor] = best
        timing.set_timer(state, codes.TELL, actor, state.tick + least, cause)


def hear(state: State, actor: int, carry: int, cause: int) -> None:
    """The actor knows the live text: it deliberates, and its answer travels back."""
    name = state.tables.names.deliberation[actor]
    ticks = timing.delay(state, state.tables.deliberation[actor], name, state.number)
    if state.room[actor]:
        ticks = max(1, primitives.nearest(ticks * (1 - constants.SPED_UP * state.level)))
    state.carry[actor] = carry
    timing.set_timer(state, codes.ANSWER, actor, state.tick + ticks + carry, cause)
    one_heard(state, actor, cause)


def relay(state: State, e: int) -> None:
    """A message arrives: the live text, or how somebody feels about it."""
    to, about = state.event[e + codes.OTHER], state.event[e + codes.MORE]
    if about != codes.NONE:
        state.mood[to * state.tables.actors + about] = state.event[e + codes.GIVEN]
        return
    mediator = state.event[e + codes.ACTOR]
    name = state.tables.names.reply[mediator * state.tables.actors + to]
    back = timing.delay(state, state.tables.channel_delay[mediator], name, state.number)
    hear(state, to, back, state.seq)
    if state.by != mediator and not state.tables.reaches[state.by * state.tables.actors + to]:
        timing.set_timer(state, codes.MOOD, to, state.tick + back, state.seq)


def answered(state: State, e: int) -> None:
    """An answer to the live text, or another than before."""
    actor, given = state.event[e + codes.ACTOR], state.event[e + codes.GIVEN]
    if state.answer[actor] == codes.SILENT or not state.closed:
        state.answered_tick[actor] = state.tick
    state.answer[actor] = given
    state.answered_seq[actor] = state.seq
    timing.drop(state, codes.ANSWER, actor)
    one_heard(state, actor, state.seq)
    believing.observe(state, actor, given)
    if not state.closed:
        state.cut_at[actor] = state.tick + state.tables.rethink
        state.unsaid[actor] = codes.NONE
        conditioning.cut(state, actor)
        return
    if state.event[e + codes.BITS] & codes.BOUND:
        luck = state.float_[state.event[e + codes.FLOATS] + codes.LUCK]
        shared = state.event[e + codes.BITS] & codes.SHARED
        positions.bind_taste(state, actor, state.package, luck, shared)
    thinking.reconsider(state, actor, state.seq, 0)
    if given == constants.REJECT and not state.suspended:
        state.suspending[actor] = aftermath.suspension_draw(state, actor)
        state.suspending_text[actor] = state.texts
        if state.suspending[actor] < state.tables.suspend_chance:
            timing.set_timer(state, codes.SUSPEND, actor, state.tick, state.seq)
    turning.after_answer(state, state.seq)


def assessed(state: State, e: int) -> None:
    """A mediator has taken stock, found nothing better, or nothing at all."""
    mediator, bits = state.event[e + codes.ACTOR], state.event[e + codes.BITS]
    if bits == codes.EXHAUSTED:
        state.exhausted[mediator] = 1
    elif bits == codes.KEEPS:
        turning.turns(state, state.event[e + codes.CAUSE])
    else:
        state.assessed[mediator] = state.float_[state.event[e + codes.FLOATS]]
        timing.set_timer(state, codes.SPEAK, mediator, state.tick, state.seq)
