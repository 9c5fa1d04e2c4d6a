"""Answers of the record to the live text."""

from __future__ import annotations

from sim.model.constants import ACCEPT, CRITICISE, REJECT
from sim.talks.beliefs import observe
from sim.talks.conditioning import cut
from sim.talks.event import Answer
from sim.talks.events import AnswerRevised, TextAccepted, TextCriticised, TextRejected
from sim.talks.hearing import heard
from sim.talks.positions import ANSWERS
from sim.talks.state import Handlers, State


def text_accepted(state: State, event: TextAccepted) -> None:
    _answered(state, event, ACCEPT)


def text_criticised(state: State, event: TextCriticised) -> None:
    _answered(state, event, CRITICISE)


def text_rejected(state: State, event: TextRejected) -> None:
    _answered(state, event, REJECT)


def answer_revised(state: State, event: AnswerRevised) -> None:
    _answered(state, event, ANSWERS[event.answer])


def _answered(state: State, event: Answer, given: int) -> None:
    text = state.live
    assert text is not None, "an answer to no text"
    assert text.number == event.text, "an answer to a text that is gone"
    actor = state.tables.names.actors.index(event.actor)
    state.answers[actor] = given
    state.answered[actor] = event.tick, event.seq
    heard(state, (actor,))
    observe(state, actor, text, given)
    state.cut_at[actor] = event.tick + state.tables.rules.rethink
    state.unsaid.pop(actor, None)
    cut(state, actor)


HANDLERS: Handlers = {
    TextAccepted: text_accepted,
    TextCriticised: text_criticised,
    TextRejected: text_rejected,
    AnswerRevised: answer_revised,
}
