"""Moves that are forced: what the record says that somebody did."""

from __future__ import annotations

from sim.core import codes, mediating, primitives, writing
from sim.core.state import State
from sim.model import belief as beliefs
from sim.model import constants


def move(state: State, timer: int) -> int:
    """Where the event of the next forced move begins; NONE: it cannot come now."""
    verb, actor = state.script.verb[state.moved], state.script.actor[state.moved]
    if verb == codes.PUT:
        return _put(state, timer, actor, state.script.text[state.moved])
    if verb in (codes.ACCEPT, codes.CRITICISE, codes.REJECT):
        return _answer(state, timer, actor, verb)
    if verb in (codes.RAISE, codes.WITHDRAW, codes.SAY_LINE):
        kind = codes.LINE_STATED
        if verb != codes.SAY_LINE:
            kind = codes.RAISED if verb == codes.RAISE else codes.WITHDRAWN
        e = writing.begin(state, kind, timer, actor)
        state.event[e + codes.OTHER] = state.script.what[state.moved]
        state.event[e + codes.MORE] = state.timer_due[timer] > 0
        state.event[e + codes.BITS] = codes.FORCED if kind == codes.LINE_STATED else 0
        return e
    return _word(state, timer, actor, verb)


def _put(state: State, timer: int, actor: int, text: int) -> int:
    """A text of the scenario's own is tabled."""
    e = writing.begin(state, codes.TABLED, timer, actor)
    state.event[e + codes.TEXT] = state.texts + 1
    state.event[e + codes.PACKAGE] = state.script.package[text]
    state.event[e + codes.GIVEN] = state.script.label[text]
    state.event[e + codes.MORE] = codes.NONE
    if state.script.own_days[text]:
        state.event[e + codes.BITS] = codes.DATED | codes.FROM_TABLING
        writing.add(state, e, state.script.days[text])
    return e


def _answer(state: State, timer: int, actor: int, verb: int) -> int:
    if not state.live:
        state.outcome = codes.ELSEWHERE
        return codes.NONE
    kind = codes.ANSWERED if state.answer[actor] == codes.SILENT else codes.REVISED
    e = writing.begin(state, kind, timer, actor)
    given = constants.CRITICISE
    if verb != codes.CRITICISE:
        given = constants.ACCEPT if verb == codes.ACCEPT else constants.REJECT
    state.event[e + codes.GIVEN] = given
    state.event[e + codes.TEXT] = state.number
    return e


def _word(state: State, timer: int, actor: int, verb: int) -> int:
    """A report, or a statement of how near agreement is; doubt about a text is a report."""
    weight = state.tables.report_weight
    log_lr = weight if verb == codes.PROGRESS else -weight
    kind = codes.REPORTED
    if actor != codes.NONE and verb in (codes.PROGRESS, codes.PESSIMISM, codes.SILENCE):
        kind = codes.STATED
    e = writing.begin(state, kind, timer, actor)
    state.event[e + codes.GIVEN] = verb
    writing.add(state, e, primitives.NAN)
    writing.add(state, e, log_lr)
    k = 0
    for other in range(state.tables.actors):
        after = primitives.NAN
        if k < state.tables.concerned_count and state.tables.concerned[k] == other:
            k += 1
            if other != actor:
                trust = mediating.trust_in(state, actor, other)
                after = beliefs.moved(state.near[other], trust, log_lr)
        writing.add(state, e, after)
    return e
