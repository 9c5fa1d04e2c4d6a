"""Moves that are forced: what the record says that somebody did, and what somebody chose."""

from __future__ import annotations

from sim.core import answering, codes, conditioning, mediating, primitives, writing
from sim.core.state import State
from sim.model import constants, draws


def move(state: State, timer: int) -> int:
    """Where the event of the next forced move begins; NONE: it cannot come now."""
    return force(state, state.moved, state.timer_due[timer], state.timer_order[timer])


def force(state: State, k: int, tick: int, fired: int) -> int:
    """Where the event of some move of the script begins; NONE: it cannot come now."""
    actor, verb = state.script.actor[k], state.script.verb[k]
    if verb == codes.PUT:
        return _put(state, tick, fired, actor, state.script.text[k])
    return act(state, tick, fired, actor, verb, state.script.what[k])


def act(state: State, tick: int, fired: int, actor: int, verb: int, what: int) -> int:
    """Where the event of an act begins; NONE: it cannot come now.

    The source says of no act what brought it about: an answer or a doubt comes of the text it is
    about, all else of the talks themselves.
    """
    if verb in (codes.ACCEPT, codes.CRITICISE, codes.REJECT):
        return _answer(state, tick, fired, actor, verb)
    if verb == codes.SAY_LINE:
        e = writing.begin_at(state, codes.LINE_STATED, actor, tick, fired, 0)
        state.event[e + codes.OTHER] = what
        state.event[e + codes.BITS] = codes.FORCED
        writing.add(state, e, state.tables.lock_in[actor])
        return e
    if verb in (codes.RAISE, codes.WITHDRAW):
        kind = codes.RAISED if verb == codes.RAISE else codes.WITHDRAWN
        e = writing.begin_at(state, kind, actor, tick, fired, 0)
        state.event[e + codes.OTHER] = what
        state.event[e + codes.MORE] = 1 if kind == codes.RAISED and tick > 0 else 0
        return e
    return _word(state, tick, fired, actor, verb)


def say(state: State, tick: int, fired: int, cause: int, actor: int, chance: float) -> int:
    """Where a public word of somebody's begins: that agreement comes with this chance."""
    e = writing.begin_at(state, codes.STATED, actor, tick, fired, cause)
    mediating.say(state, e, actor, chance)
    return e


def _put(state: State, tick: int, fired: int, actor: int, text: int) -> int:
    """A text of the scenario's own is tabled."""
    e = writing.begin_at(state, codes.TABLED, actor, tick, fired, 0)
    state.event[e + codes.TEXT] = state.texts + 1
    state.event[e + codes.PACKAGE] = state.script.package[text]
    state.event[e + codes.GIVEN] = state.script.label[text]
    state.event[e + codes.MORE] = codes.NONE
    if state.script.own_days[text]:
        state.event[e + codes.BITS] = codes.DATED | codes.FROM_TABLING
        writing.add(state, e, state.script.days[text])
    return e


def _answer(state: State, tick: int, fired: int, actor: int, verb: int) -> int:
    """An answer to the live text; a chosen one binds a fresh taste to the slice that gives it."""
    if not state.live:
        state.outcome = codes.ELSEWHERE
        return codes.NONE
    kind = codes.ANSWERED if state.answer[actor] == codes.SILENT else codes.REVISED
    e = writing.begin_at(state, kind, actor, tick, fired, state.text_seq)
    given = constants.CRITICISE
    if verb != codes.CRITICISE:
        given = constants.ACCEPT if verb == codes.ACCEPT else constants.REJECT
    state.event[e + codes.GIVEN] = given
    state.event[e + codes.TEXT] = state.number
    if kind == codes.REVISED:
        state.event[e + codes.PACKAGE] = state.answer[actor]
        state.event[e + codes.MORE] = codes.NONE
    if state.closed:
        _bind(state, e, tick, actor, given)
    return e


def _bind(state: State, e: int, tick: int, actor: int, given: int) -> None:
    conditioning.luck_that_gives(state, actor, tick, given)
    luck = 0.0
    if state.least_luck < state.most_luck:
        key = state.tables.names.package[state.package]
        u = primitives.uniform(state.run, state.tables.names.chosen_taste[actor], key)
        luck = draws.logistic_between(u, state.least_luck, state.most_luck)
    answering.weigh(state, e, actor, luck, 0)
    state.event[e + codes.BITS] += codes.BOUND


def _word(state: State, tick: int, fired: int, actor: int, verb: int) -> int:
    """A report, or a statement of how near agreement is; doubt about a text is a report."""
    cause = state.text_seq if verb == codes.DOUBT and state.live else 0
    kind, said = codes.REPORTED, verb
    if actor != codes.NONE and verb in (codes.PROGRESS, codes.PESSIMISM, codes.SILENCE):
        kind, said = codes.STATED, codes.PROGRESSED
        if verb != codes.PROGRESS:
            said = codes.DOUBTED if verb == codes.PESSIMISM else codes.NO_SIGN
    e = writing.begin_at(state, kind, actor, tick, fired, cause)
    state.event[e + codes.GIVEN] = said
    if kind == codes.REPORTED and state.live:
        state.event[e + codes.TEXT] = state.number
    weight = state.tables.report_weight
    mediating.put_word(
        state, e, actor, primitives.NAN, weight if verb == codes.PROGRESS else -weight
    )
    return e
