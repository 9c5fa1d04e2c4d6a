"""What parties and stakeholders do: answer, think again, and commit themselves in public."""

from __future__ import annotations

from sim.engine.roles import Role, stamp
from sim.model.constants import ACCEPT, CRITICISE
from sim.scenario.stances import RAISED
from sim.talks.event import Weighing
from sim.talks.events import (
    AnswerRevised,
    RedLineStated,
    TextAccepted,
    TextCriticised,
    TextRejected,
)
from sim.talks.parts import LiveText
from sim.talks.positions import (
    ANSWER_NAMES,
    Position,
    category,
    crosses,
    position,
    taste,
)
from sim.talks.state import State
from sim.talks.timers import ANSWER, RETHINK, STATE, Timer


def _weigh(state: State, actor: int, text: LiveText, tick: int) -> tuple[int, Weighing]:
    """The actor's answer to a text at a tick, and the numbers it rests on."""
    luck, shared = taste(state, actor, text.package)
    place = position(state, actor, text, tick)
    given = category(state, actor, text, (place.x, place.reject_bar), luck)
    return given, weighing(state, actor, text, place, (luck, shared))


def weighing(
    state: State, actor: int, text: LiveText, place: Position, luck: tuple[float, bool]
) -> Weighing:
    """The numbers an answer rests on, as the log keeps them."""
    me = state.tables.actors[actor]
    return Weighing(
        place.worth,
        place.no_deal,
        place.aspiration,
        place.aversion,
        me.precision,
        luck[0],
        luck[1],
        me.accept_bar,
        place.reject_bar,
        crosses(state, actor, text.package),
    )


def answer(state: State, timer: Timer) -> TextAccepted | TextCriticised | TextRejected | None:
    """A first answer to the live text."""
    text, actor = state.live, timer.who
    if text is None or actor in state.answers:
        return None
    given, numbers = _weigh(state, actor, text, timer.due)
    kind = (
        TextAccepted if given == ACCEPT else TextCriticised if given == CRITICISE else TextRejected
    )
    return kind(
        **stamp(state, timer, actor), text=text.number, via=via_of(state, actor), weighing=numbers
    )


def via_of(state: State, actor: int) -> str:
    """The mediator that carries an actor's answer, "" in the room."""
    mediator = state.via.get(actor)
    return "" if mediator is None else state.tables.names.actors[mediator]


def rethink(state: State, timer: Timer) -> AnswerRevised | None:
    """Another answer than before; nothing where it turns out to be the same."""
    text, actor = state.live, timer.who
    if text is None or actor not in state.answers:
        return None
    before = state.answers[actor]
    given, numbers = _weigh(state, actor, text, timer.due)
    if given == before:
        return None
    last = state.answered[actor][1]
    return AnswerRevised(
        **stamp(state, timer, actor),
        text=text.number,
        via=via_of(state, actor),
        weighing=numbers,
        answer=ANSWER_NAMES[given],
        before=ANSWER_NAMES[before],
        news=-1 if timer.cause == last else timer.cause,
    )


def state_red_line(state: State, timer: Timer) -> RedLineStated | None:
    """A public commitment on the issue that weighs most with the actor, if any does."""
    actor = timer.who
    me = state.tables.actors[actor]
    issue = _foremost(state, actor)
    if issue is None:
        return None
    return RedLineStated(
        **stamp(state, timer, actor),
        issue=state.tables.names.issues[issue],
        lock_in=me.lock_in,
    )


def _foremost(state: State, actor: int) -> int | None:
    """The issue with a red line, then with the greatest salience; the first of equals by name.

    Only demands that stand count: none withdrawn, none not raised yet.
    """
    names = state.tables.names.issues
    weighed = [
        (stance.rank, names[j], j)
        for j, stance in enumerate(state.tables.actors[actor].stances)
        if stance is not None and state.phases[actor][j] == RAISED
    ]
    return min(weighed)[2] if weighed else None


ROLE: Role = {ANSWER: answer, RETHINK: rethink, STATE: state_red_line}
