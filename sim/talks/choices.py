"""What people decide: moves that a script forces, one at a time.

A played game is (case, seed, decisions): the same three give the same events, up to the
next decision that is due. A log holds its own decisions, as its `chosen` events.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from sim.scenario.tables import Source
from sim.talks.event import Answer
from sim.talks.events import (
    AnswerRevised,
    AnyEvent,
    DecisionPassed,
    DemandRaised,
    DemandWithdrawn,
    InputChanged,
    RedLineStated,
    StatementMade,
    TalksOpened,
    TextAccepted,
    TextCriticised,
    TextTabled,
)
from sim.talks.fold import evolve, opened
from sim.talks.state import State
from sim.talks.timers import (
    ANSWER,
    COUNTER,
    RETHINK,
    REVISE,
    SCRIPT,
    SPEAK,
    STATE,
    TABLE,
    Timer,
)

ASKED = {
    ANSWER: "answer",
    RETHINK: "rethink",
    TABLE: "table",
    REVISE: "table",
    COUNTER: "table",
    SPEAK: "speak",
    STATE: "statement",
}


class Choice(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One decision. `verb` is one of

    accept, criticise, reject (the live text); pass (nothing now, asked again `days` later);
    table (`terms`: an option for each issue, `label`, `days` to answer, None as the talks'
    rules have it); say (`chance` in
    0-1 that agreement comes, in public); statement, withdraw, raise (an `issue`); set
    (`sets`: scenario fields by path; nobody does it, and `actor` is "").

    `seq` is the number its event will have. `tick` and `fired` say when, and after which
    timer; -1 means with the decision that is due. `extra`: besides what is due.
    """

    seq: int
    actor: str
    verb: str
    issue: str = ""
    terms: dict[str, str] = {}
    label: str = "bridging"
    days: float | None = 1.0
    chance: float | None = None
    sets: dict[str, str] = {}
    extra: bool = False
    tick: int = -1
    fired: int = -1


def asked(state: State, timer: Timer) -> str:
    """What a timer asks of a person in a seat: answer, rethink, table, speak, statement.

    "" where it asks nobody: the engine decides, or its occasion has passed.
    """
    if not state.closed or timer.who not in state.seats:
        return ""
    kind = ASKED.get(timer.kind, "")
    answers = kind in ("answer", "rethink")
    if answers and (state.live is None or (kind == "rethink") != (timer.who in state.answers)):
        return ""
    if timer.kind == TABLE and state.live is not None and not state.protocol.direct:
        return ""
    if timer.kind in (REVISE, COUNTER) and state.live is None:
        return ""
    return kind


def chosen(source: Source, events: Sequence[AnyEvent]) -> list[Choice]:
    """The decisions that a log holds; what its scenario's own script forces is none of them."""
    first = events[0]
    assert isinstance(first, TalksOpened), "a log starts with TalksOpened"
    if all(event.provenance != "chosen" for event in events):
        return []
    found, state = [], opened(source, first)
    for event in events[1:]:
        if event.provenance == "chosen" and not by_script(state, event):
            found.append(choice_of(event))
        evolve(state, event)
    return found


def by_script(state: State, event: AnyEvent) -> bool:
    """Whether the next event of a state is forced by its scenario's own script."""
    script = state.timers.get((SCRIPT, 0))
    return script is not None and (script.due, script.order) == (event.tick, event.fired)


def choice_of(event: AnyEvent) -> Choice:
    """The decision that a chosen event came of."""
    at = {"seq": event.seq, "actor": event.actor, "tick": event.tick, "fired": event.fired}
    return msgspec.convert({**at, **_what(event)}, Choice)


def _what(event: AnyEvent) -> dict[str, object]:
    for kind, of in _DECISIONS.items():
        if isinstance(event, kind):
            return of(event)
    raise AssertionError(f"nobody chooses {type(event).__name__}")


def _tabled(event: TextTabled) -> dict[str, object]:
    days = event.answer_days if event.from_tabling else None
    return {"verb": "table", "terms": event.terms, "label": event.label, "days": days}


def given(event: Answer) -> str:
    """The answer of an event: accept, criticise or reject."""
    if isinstance(event, AnswerRevised):
        return event.answer
    if isinstance(event, TextAccepted):
        return "accept"
    return "criticise" if isinstance(event, TextCriticised) else "reject"


# What a chosen event says of its decision, by its kind: these and no others are chosen.
_DECISIONS: dict[type[Any], Callable[[Any], dict[str, object]]] = {
    Answer: lambda event: {"verb": given(event)},
    DecisionPassed: lambda event: {"verb": "pass", "days": event.wait},
    DemandRaised: lambda event: {"verb": "raise", "issue": event.issue},
    DemandWithdrawn: lambda event: {"verb": "withdraw", "issue": event.issue},
    InputChanged: lambda event: {"verb": "set", "sets": event.sets},
    RedLineStated: lambda event: {"verb": "statement", "issue": event.issue},
    StatementMade: lambda event: {"verb": "say", "chance": event.chance},
    TextTabled: _tabled,
}
CHOOSABLE = tuple(_DECISIONS)
"""The kinds of event that somebody may choose."""
