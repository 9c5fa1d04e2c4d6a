"""Texts and sessions: who hears of what, by which way, and when a text is gone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sim.model.constants import ACCEPT, MINUTES_A_DAY, SPED_UP, STILL_TRUSTED
from sim.model.draws import weibull, weibull_mean
from sim.talks.answering import after_answer
from sim.talks.beliefs import observe
from sim.talks.events import (
    AssessmentFormed,
    MessageRelayed,
    SessionAdjourned,
    SessionConvened,
    SessionSlipped,
    TextLapsed,
    TextTabled,
)
from sim.talks.hearing import date_end, heard, set_lapse
from sim.talks.parts import LiveText
from sim.talks.positions import ANSWERS, taste
from sim.talks.state import Handlers, State
from sim.talks.timers import (
    ABOUT_A_TEXT,
    ADJOURN,
    ANSWER,
    CONVENE,
    MOOD,
    RETHINK,
    SPEAK,
    SUPERSEDE,
    TABLE,
    TELL,
)


def delay(state: State, actor: int, mean: float, purpose: str, index: int) -> int:
    """A delay of an actor's, in ticks: Weibull with this mean in days, keyed to its purpose."""
    u = state.luck.u(state.tables.names.actors[actor], purpose, index)
    shape = state.tables.rules.delay_shape
    ticks = round(mean * weibull(u, shape, weibull_mean(shape)) * MINUTES_A_DAY)
    return max(1, ticks)


def package_of(state: State, terms: dict[str, str]) -> int:
    """The package of these terms."""
    return state.tables.names.package(terms)


def text_tabled(state: State, event: TextTabled) -> None:
    by = state.tables.names.actors.index(event.actor)
    old = state.live
    package = package_of(state, event.terms)
    if old is not None:
        _leave(state, old)
        state.set_timer(SUPERSEDE, old.number, event.tick, event.seq)
    if state.said_final[by]:
        state.phi[by] *= STILL_TRUSTED
    if event.label == "final":
        state.said_final[by] = True
    state.texts, state.tabler = event.text, by
    needed = state.tables.needed(package)
    days = event.answer_days
    ticks = None if days is None else max(1, round(days * MINUTES_A_DAY))
    end = event.tick + ticks if ticks is not None and event.from_tabling else None
    state.live = LiveText(
        event.text, event.seq, package, by, event.label, event.tick, needed,
        frozenset((by,)), ticks if end is None else None, end,
    )  # fmt: skip
    state.drop_all((TABLE,))
    _own_yes(state)
    heard(state, filter(state.in_room, needed), event.seq)
    date_end(state, event.seq)
    if not state.closed:
        return
    set_lapse(state, event.seq)
    await_answers(state, event.seq)
    if by in state.answers:
        after_answer(state, event.seq)
    else:
        state.protocol.turns(state, event.seq)


def _own_yes(state: State) -> None:
    """Tabling is accepting, for as long as the text lives, where its author's consent is needed."""
    text = state.live
    assert text is not None
    if text.by in text.needed and text.by not in state.answers:
        state.answers[text.by], state.answered[text.by] = ACCEPT, (text.tabled, text.seq)


def need_anew(state: State, cause: int) -> None:
    """Stakes, consent or channels changed: the live text asks those whom it needs now."""
    text = state.live
    if text is None:
        return
    needed = state.tables.needed(text.package)
    state.live = replace(text, needed=needed)
    if text.end is None:
        date_end(state, cause)
    for actor in text.needed:
        if actor not in needed:
            for held in _of_answers(state):
                held.pop(actor, None)
            for kind in (TELL, MOOD, ANSWER, RETHINK):
                state.drop(kind, actor)
    _own_yes(state)
    if state.closed:
        await_answers(state, cause)
        after_answer(state, cause)


def _of_answers(state: State) -> tuple[dict[int, Any], ...]:
    """What is held by actor for as long as its answer to the live text stands."""
    of_record = state.cut_at, state.unsaid
    return state.answers, state.answered, *of_record, state.bounds, state.via, state.carry


def await_answers(state: State, cause: int) -> None:
    """Set how the live text reaches everyone who has still to answer it."""
    text = state.live
    assert text is not None
    for actor in text.needed:
        if actor in state.answers or state.pending(TELL, actor) or state.pending(ANSWER, actor):
            continue
        if state.in_room(actor):
            hear(state, actor, 0, cause)
        else:
            _send(state, actor, text, cause)


def _send(state: State, actor: int, text: LiveText, cause: int) -> None:
    """By the quickest mediator that reaches it; nobody does: at the next session it attends."""
    name = state.tables.names.actors[actor]
    ways = [
        (delay(state, m, him.channel_delay, f"channel/{name}", text.number), m)
        for m, him in enumerate(state.tables.actors)
        if actor in him.reaches
    ]
    if ways:
        ticks, mediator = min(ways)
        state.via[actor] = mediator
        state.set_timer(TELL, actor, state.tick + ticks, cause)


def hear(state: State, actor: int, carry: int, cause: int) -> None:
    """The actor knows the live text: it deliberates, and its answer travels back."""
    text, me = state.live, state.tables.actors[actor]
    assert text is not None
    ticks = delay(state, actor, me.deliberation, "deliberation", text.number)
    if actor in state.room:
        ticks = max(1, round(ticks * (1 - SPED_UP * state.level)))
    state.carry[actor] = carry
    state.set_timer(ANSWER, actor, state.tick + ticks + carry, cause)
    heard(state, (actor,), cause)


def message_relayed(state: State, event: MessageRelayed) -> None:
    index = state.tables.names.actors.index
    text = state.live
    assert text is not None, "a message about no text"
    if event.kind == "mood":
        about = index(event.about)
        state.moods[index(event.to), about, text.package] = ANSWERS[event.mood]
        state.tastes[about, text.package] = taste(state, about, text.package)
        return
    mediator, actor = index(event.actor), index(event.to)
    carrier = state.tables.actors[mediator]
    back = delay(state, mediator, carrier.channel_delay, f"reply/{event.to}", text.number)
    hear(state, actor, back, event.seq)
    if text.by != mediator and actor not in state.tables.actors[text.by].reaches:
        state.set_timer(MOOD, actor, state.tick + back, event.seq)


def text_lapsed(state: State, event: TextLapsed) -> None:
    if event.why == "superseded":
        return
    text = state.live
    assert text is not None, "nothing to lapse"
    _leave(state, text)
    state.protocol.turns(state, event.seq)


def _leave(state: State, text: LiveText) -> None:
    """Take a text off the table: its answers go with it, and its package is barred."""
    for actor, given in sorted(state.answers.items()):
        if given != ACCEPT:  # a yes that stood says no more than when it was given
            observe(state, actor, text, given)
    state.live = None
    state.barred.add(text.package)
    state.exhausted.clear()
    state.begun.clear()
    state.countered.clear()
    state.moods.clear()
    for held in _of_answers(state):
        held.clear()
    state.drop_all(ABOUT_A_TEXT)


def assessment_formed(state: State, event: AssessmentFormed) -> None:
    mediator = state.tables.names.actors.index(event.actor)
    if event.exhausted:
        state.exhausted.add(mediator)
    elif event.keeps:
        state.protocol.turns(state, event.cause)
    else:
        state.assessed[mediator] = event.chance
        state.set_timer(SPEAK, mediator, event.tick, event.seq)


def session_convened(state: State, event: SessionConvened) -> None:
    ids = [session.id for session in state.tables.sessions]
    state.session = ids.index(event.session) if event.session in ids else len(ids)
    index = state.tables.names.actors.index
    state.room = frozenset(index(name) for name in event.attend)
    state.level = event.level
    state.set_timer(ADJOURN, 0, event.until, event.seq)
    text = state.live
    if text is None:
        return
    heard(state, state.room.intersection(text.needed), event.seq)
    for actor in text.needed if state.closed else ():
        weighs = actor in state.answers or state.pending(ANSWER, actor)
        if actor in state.room and not weighs:
            state.drop(TELL, actor)
            state.via.pop(actor, None)
            hear(state, actor, 0, event.seq)


def session_slipped(state: State, event: SessionSlipped) -> None:
    ids = [session.id for session in state.tables.sessions]
    state.set_timer(CONVENE, ids.index(event.session), event.to, event.seq)


def session_adjourned(state: State, event: SessionAdjourned) -> None:
    state.session, state.room, state.level = -1, frozenset(), 0.0
    plan_next_session(state, event.seq)


def plan_next_session(state: State, cause: int) -> None:
    """After the planned ones come the recurring, if the scenario has any."""
    rules, planned = state.tables.rules, len(state.tables.sessions)
    pending = any(kind == CONVENE for kind, _ in state.timers)
    if not state.closed or rules.recurring is None or pending:
        return
    lo, hi = rules.recurring
    days = lo + state.luck.u("", "session", state.sessions) * (hi - lo)
    state.sessions += 1
    state.set_timer(CONVENE, planned, state.after(days), cause)


HANDLERS: Handlers = {
    TextTabled: text_tabled,
    MessageRelayed: message_relayed,
    TextLapsed: text_lapsed,
    AssessmentFormed: assessment_formed,
    SessionConvened: session_convened,
    SessionSlipped: session_slipped,
    SessionAdjourned: session_adjourned,
}
