"""What is asked of a seat, in words, and what it may answer."""

from __future__ import annotations

from dataclasses import dataclass

from sim.scenario.stances import RAISED
from sim.talks.choices import asked
from sim.talks.events import RecordClosed
from sim.talks.parts import LiveText
from sim.talks.positions import crosses
from sim.talks.timers import Timer
from sim.telling.answers import SAID
from sim.telling.listening import Listener
from sim.telling.news import lines
from sim.telling.numbers import days

OPEN = {  # the words that answer each kind of question, the usual one to let it pass last
    "answer": ("accept", "criticise", "reject", "wait"),
    "rethink": ("accept", "criticise", "reject", "keep"),
    "table": ("table", "wait"),
    "speak": ("say", "pass"),
    "statement": ("commit", "pass"),
}
SHOWN = {
    "wait": "wait [days]",
    "say": "say PERCENT",
    "commit": "commit ISSUE",
    "withdraw": "withdraw ISSUE",
}
_STOOD = {"accept": "accepted", "criticise": "criticised", "reject": "formally rejected"}


@dataclass(frozen=True, slots=True)
class Question:
    """A decision that is due. `because`: the news that it comes of, where there is any.

    `left` says when the text on the table lapses, "" where there is none; `ticks` until then,
    where the seat knows that.
    `demands` are the issues on which the seat has a demand that stands. `barred`: the live
    text crosses a hard red line of the seat, so that it cannot accept it.
    """

    kind: str
    actor: str
    day: str
    asks: str
    because: str
    left: str
    ticks: int | None
    demands: tuple[str, ...]
    barred: bool

    @property
    def open(self) -> tuple[str, ...]:
        """The words that answer it."""
        words = OPEN[self.kind]
        if self.barred:
            words = tuple(word for word in words if word != "accept")
        if self.kind == "statement" and not self.demands:
            words = ("pass",)
        return words


def question(seat: Listener, timer: Timer, cause: range) -> Question:
    """The decision that a timer asks of a seat; `cause` are the places of what it knows of why."""
    known = seat.known
    state = known.state
    kind = asked(state, timer)
    assert kind, "nothing is asked"
    assert timer.who == known.me, "somebody else is asked"
    text = state.live if known.live is not None else None
    names = state.tables.names
    stances = state.tables.actors[known.me].stances
    return Question(
        kind=kind,
        actor=known.seat,
        day=seat.labels.day(timer.due),
        asks=_ASKS[kind](seat),
        because=_because(seat, cause) if kind == "rethink" else "",
        left="" if text is None else _left(text, timer.due),
        ticks=None if text is None or text.end is None else text.end - timer.due,
        demands=tuple(
            names.issues[j]
            for j, stance in enumerate(stances)
            if stance is not None and state.phases[known.me][j] == RAISED
        ),
        barred=text is not None and crosses(state, known.me, text.package),
    )


def _left(text: LiveText, tick: int) -> str:
    """When a text lapses, as its readers know it."""
    if text.end is not None:
        return f"it lapses in {days(text.end - tick)}"
    if text.to_answer is not None:
        return f"it lapses {days(text.to_answer)} after all whom it needs have heard it"
    return "it has no end"


def _because(seat: Listener, cause: range) -> str:
    if any(seat.known.facts[place].kind is RecordClosed for place in cause):
        return "the record ends, and from here on you decide"
    found = lines(seat, cause.start)[:1] if cause else []
    return f"{found[0].who} {found[0].text}" if found else ""


def _answer(seat: Listener) -> str:
    paper = seat.known.live
    assert paper is not None, "asked of a text that it does not know"
    return f"Text {paper.number} is put to you. What do you answer?"


def _rethink(seat: Listener) -> str:
    paper = seat.known.live
    assert paper is not None, "asked of a text that it does not know"
    answer = paper.answers[seat.known.seat].answer
    return f"You {_STOOD[answer]} text {paper.number}. What do you answer now?"


def _table(seat: Listener) -> str:
    if not seat.known.state.protocol.direct:
        return _in_its_place(seat)
    if seat.known.live is None:
        return "Nothing is on the table. Do you make an offer? Whoever is first makes it."
    return "All have answered. Do you make another offer? It ends the one on the table."


def _in_its_place(seat: Listener) -> str:
    paper = seat.known.live
    if paper is None:
        return "No text is on the table. Do you table one?"
    refused = "has not found every yes it needs" if seat.known.mediates else "is not what you want"
    return f"Text {paper.number} {refused}. Do you table another in its place?"


def _speak(seat: Listener) -> str:
    paper = seat.known.live
    about = "the text" if paper is None else f"text {paper.number}"
    return f"All have answered {about}. Do you say in public how near agreement is?"


def _statement(seat: Listener) -> str:
    del seat
    return "Your own side wants to hear where you stand. Do you commit yourself in public?"


_ASKS = {
    "answer": _answer,
    "rethink": _rethink,
    "table": _table,
    "speak": _speak,
    "statement": _statement,
}


@dataclass(frozen=True, slots=True)
class Stand:
    """Where somebody stands on the live text, as far as a seat knows; `day` of its answer."""

    actor: str
    says: str
    day: str = ""


def stands(seat: Listener) -> list[Stand]:
    """Everybody whose consent the live text needs."""
    known, labels = seat.known, seat.labels
    text, paper = known.state.live, known.live
    if text is None or paper is None:
        return []
    needed = {known.state.tables.names.actors[i] for i in text.needed}
    told = known.mediates or known.me in text.needed
    found = []
    for name in labels.actor_ids:
        if name not in needed:
            continue
        given = paper.answers.get(name)
        title = "You" if name == known.seat else labels.actor(name)
        if given is None:
            silent = "have not answered" if name == known.seat else "has not answered"
            found.append(Stand(title, silent if told else "answers in confidence"))
            continue
        says = "tabled it, which accepts it"
        if given.answer != "tabled":
            says = f"{SAID[given.answer]} it"
        simulated = given.tick >= seat.labels.now
        found.append(Stand(title, says, seat.labels.when(given.tick, given.when, simulated)))
    return found
