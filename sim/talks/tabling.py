"""Texts and sessions of the record: who hears of what, and when a text is gone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sim.model.constants import ACCEPT, MINUTES_A_DAY, STILL_TRUSTED
from sim.talks.beliefs import observe
from sim.talks.events import (
    SessionAdjourned,
    SessionConvened,
    TextLapsed,
    TextTabled,
)
from sim.talks.hearing import date_end, heard
from sim.talks.parts import LiveText
from sim.talks.state import Handlers, State
from sim.talks.timers import (
    ADJOURN,
    SUPERSEDE,
    TABLE,
)


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
    heard(state, filter(state.in_room, needed))
    date_end(state)


def _own_yes(state: State) -> None:
    """Tabling is accepting, for as long as the text lives, where its author's consent is needed."""
    text = state.live
    assert text is not None
    if text.by in text.needed and text.by not in state.answers:
        state.answers[text.by], state.answered[text.by] = ACCEPT, (text.tabled, text.seq)


def need_anew(state: State) -> None:
    """Stakes, consent or channels changed: the live text asks those whom it needs now."""
    text = state.live
    if text is None:
        return
    needed = state.tables.needed(text.package)
    state.live = replace(text, needed=needed)
    if text.end is None:
        date_end(state)
    for actor in text.needed:
        if actor not in needed:
            for held in _of_answers(state):
                held.pop(actor, None)
    _own_yes(state)


def _of_answers(state: State) -> tuple[dict[int, Any], ...]:
    """What is held by actor for as long as its answer to the live text stands."""
    of_record = state.cut_at, state.unsaid
    return state.answers, state.answered, *of_record


def text_lapsed(state: State, event: TextLapsed) -> None:
    assert event.why == "superseded", "no text of the record lapses by its deadline"


def _leave(state: State, text: LiveText) -> None:
    """Take a text off the table: its answers go with it, and its package is barred."""
    for actor, given in sorted(state.answers.items()):
        if given != ACCEPT:  # a yes that stood says no more than when it was given
            observe(state, actor, text, given)
    state.live = None
    state.barred.add(text.package)
    for held in _of_answers(state):
        held.clear()


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
    heard(state, state.room.intersection(text.needed))


def session_adjourned(state: State, event: SessionAdjourned) -> None:
    state.session, state.room, state.level = -1, frozenset(), 0.0


HANDLERS: Handlers = {
    TextTabled: text_tabled,
    TextLapsed: text_lapsed,
    SessionConvened: session_convened,
    SessionAdjourned: session_adjourned,
}
