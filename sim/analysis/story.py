"""One run by day after the record: what its actors did, read off its events."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sim.analysis.wording import named
from sim.model.constants import MINUTES_A_DAY
from sim.scenario.rules import Deadline
from sim.talks.event import REPORTED_KINDS
from sim.talks.events import (
    AnswerRevised,
    AnyEvent,
    DealConcluded,
    DemandRaised,
    DemandWithdrawn,
    FrameworkAgreed,
    HorizonReached,
    ImplementationFailed,
    RecordClosed,
    RedLineStated,
    StatementMade,
    TalksCollapsed,
    TextAccepted,
    TextCriticised,
    TextLapsed,
    TextRejected,
    TextTabled,
)

STATED, COMMITMENT = "red line stated", "public commitment"
_REVISED = {"accept": "accepted", "criticise": "criticised", "reject": "rejected"}
_KINDS: dict[type, str] = {
    TextTabled: "tabled",
    TextAccepted: "accepted",
    TextCriticised: "criticised",
    TextRejected: "rejected",
    DemandRaised: "demand",
    DemandWithdrawn: "demand withdrawn",
    RedLineStated: COMMITMENT,
    StatementMade: "public statement",
}
_ENDS: dict[type, str] = {
    TalksCollapsed: "collapsed",
    ImplementationFailed: "implementation_failed",
    DealConcluded: "deal",
}


@dataclass(frozen=True, slots=True)
class Moment:
    """Something an actor did; `text` -1 where it was about none."""

    day: float
    actor: str
    kind: str
    text: int


@dataclass(frozen=True, slots=True)
class Span:
    """A text from the day it was tabled to the day it lapsed, was agreed on or the run ended."""

    number: int
    label: str
    tabled: float
    lapsed: float


@dataclass(frozen=True, slots=True)
class Run:
    """One run; days count from the end of the record (before it they are negative)."""

    actors: tuple[str, ...]
    moments: tuple[Moment, ...]
    texts: tuple[Span, ...]
    framework: float | None
    deadline: float | None  # announced by the end of the run
    first_day: float
    last_day: float
    outcome: str  # in words


def story_of(
    events: Sequence[AnyEvent], actors: Sequence[str], deadline: Deadline | None = None
) -> Run:
    """Read a run.

    Parameters
    ----------
    events : all of the run, or its beginning
    actors : ids of all actors, also of those that did nothing
    deadline : that of the run's rules
    """
    closed = (event.tick for event in events if isinstance(event, RecordClosed))
    now = next(closed, events[-1].tick)

    def day(event: AnyEvent) -> float:
        return (event.tick - now) / MINUTES_A_DAY

    last = day(events[-1])
    heard = deadline is not None and deadline.announced <= events[-1].tick
    frameworks = [day(event) for event in events if isinstance(event, FrameworkAgreed)]
    moments = tuple(
        Moment(day(event), event.actor, kind, getattr(event, "text", -1))
        for event in events
        if (kind := _kind(event)) and event.actor in actors
    )
    return Run(
        actors=tuple(actors),
        moments=moments,
        texts=_spans(events, day, frameworks[0] if frameworks else last),
        framework=frameworks[0] if frameworks else None,
        deadline=(deadline.tick - now) / MINUTES_A_DAY if heard and deadline else None,
        first_day=min([moment.day for moment in moments] + [0.0]),
        last_day=max(last, 1.0),
        outcome=_ended(events),
    )


def _kind(event: AnyEvent) -> str:
    if isinstance(event, AnswerRevised):
        return _REVISED[event.answer]
    if isinstance(event, RedLineStated) and event.provenance in REPORTED_KINDS:
        return STATED
    return _KINDS.get(type(event), "")


def _ended(events: Sequence[AnyEvent]) -> str:
    outcome = "still open"
    for event in events:
        if isinstance(event, FrameworkAgreed):
            outcome = "framework_only"
        elif isinstance(event, HorizonReached) and outcome == "still open":
            outcome = "no_agreement"
        outcome = _ENDS.get(type(event), outcome)
    return named(outcome)


def _spans(
    events: Sequence[AnyEvent], day: Callable[[AnyEvent], float], end: float
) -> tuple[Span, ...]:
    """Texts in the order tabled; one is live at a time."""
    lapses = {event.text: day(event) for event in events if isinstance(event, TextLapsed)}
    tabled = [event for event in events if isinstance(event, TextTabled)]
    found = []
    for k, event in enumerate(tabled):
        upto = day(tabled[k + 1]) if k + 1 < len(tabled) else end
        found.append(
            Span(event.text, event.label, day(event), min(lapses.get(event.text, upto), upto))
        )
    return tuple(found)
