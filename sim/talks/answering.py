"""Answers to the live text, and what they bring about."""

from __future__ import annotations

from sim.model.constants import ACCEPT, CRITICISE, REJECT
from sim.talks.beliefs import observe
from sim.talks.conditioning import cut
from sim.talks.event import Answer
from sim.talks.events import AnswerRevised, TextAccepted, TextCriticised, TextRejected
from sim.talks.hearing import heard
from sim.talks.positions import ANSWERS, agreed
from sim.talks.state import Handlers, State
from sim.talks.thinking import reconsider
from sim.talks.timers import AGREE, ANSWER, STOCK, SUSPEND


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
    first = actor not in state.answers
    state.answers[actor] = given
    if first or not state.closed:
        state.answered[actor] = event.tick, event.seq
    else:
        state.answered[actor] = state.answered[actor][0], event.seq
    state.drop(ANSWER, actor)
    heard(state, (actor,), event.seq)
    observe(state, actor, text, given)
    if not state.closed:
        state.cut_at[actor] = event.tick + state.tables.rules.rethink
        state.unsaid.pop(actor, None)
        cut(state, actor)
        return
    if event.weighing is not None:
        state.tastes[actor, text.package] = event.weighing.luck, event.weighing.shared
    reconsider(state, actor, event.seq, news=False)
    if given == REJECT:
        _may_suspend(state, actor, event.seq)
    after_answer(state, event.seq)


def _may_suspend(state: State, actor: int, cause: int) -> None:
    """A formal no suspends the talks with a chance drawn once a text and actor."""
    if not state.suspended and suspension_draw(state, actor) < state.tables.rules.suspend_chance:
        state.set_timer(SUSPEND, actor, state.tick, cause)


def suspension_draw(state: State, actor: int) -> float:
    """The uniform that decides whether an actor's no to the last text suspends the talks.

    Drawn once a text and actor, and kept, so that no fork draws it again.
    """
    key = actor, state.texts
    drawn = state.suspending.get(key)
    if drawn is None:
        drawn = state.luck.u(state.tables.names.actors[actor], "suspension", state.texts)
        state.suspending[key] = drawn
    return drawn


def after_answer(state: State, cause: int) -> None:
    """Consent reached is a framework at once; all heard, mediators take stock."""
    text = state.live
    assert text is not None
    if agreed(state):
        state.set_timer(AGREE, 0, state.tick, cause)
        state.protocol.turns(state, cause)
        return
    state.drop(AGREE)
    answered = all(actor in state.answers for actor in text.needed)
    if answered and text.number not in state.stock:
        state.stock.add(text.number)
        for mediator in state.tables.names.mediators:
            state.set_timer(STOCK, mediator, state.tick, cause)
    state.protocol.turns(state, cause)


HANDLERS: Handlers = {
    TextAccepted: text_accepted,
    TextCriticised: text_criticised,
    TextRejected: text_rejected,
    AnswerRevised: answer_revised,
}
