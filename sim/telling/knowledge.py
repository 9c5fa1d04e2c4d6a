"""What one seat gets to know of the talks: which events, when, and which of their fields.

Nothing is known unless it is listed here. News and texts have numbers of its own: a gap in
those of the run would tell that something happened elsewhere. A seat knows a text once it
tables it, mediates, is in the room, or is told; and formal answers to it from then on, where it
mediates or its own consent is needed. What the record reports everybody knows, as it is
reported.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sim.talks.event import Event
from sim.talks.events import (
    AssessmentFormed,
    DealConcluded,
    DecisionPassed,
    DemandWithdrawn,
    FrameworkAgreed,
    HorizonReached,
    ImplementationFailed,
    ItemSettled,
    RatificationVoted,
    RecordClosed,
    RedLineStated,
    ReportPublished,
    SessionAdjourned,
    SessionConvened,
    SessionSlipped,
    ShockStruck,
    StatementMade,
    TalksCollapsed,
    TalksResumed,
    TalksSuspended,
)
from sim.talks.state import State

PUBLIC: Mapping[type[Event], tuple[str, ...]] = {  # what everybody knows of these
    RecordClosed: (),
    DemandWithdrawn: ("issue",),
    SessionConvened: ("session", "attend", "drawn"),
    SessionSlipped: ("session", "to"),
    SessionAdjourned: ("session",),
    ReportPublished: ("kind", "text"),
    StatementMade: ("kind", "chance"),
    RedLineStated: ("issue",),
    ShockStruck: ("shock",),
    FrameworkAgreed: ("text", "terms", "items"),
    ItemSettled: ("item",),
    RatificationVoted: ("passed",),
    TalksSuspended: (),
    TalksResumed: (),
    TalksCollapsed: (),
    ImplementationFailed: ("why",),
    DealConcluded: (),
    HorizonReached: (),
}
OWN: Mapping[type[Event], tuple[str, ...]] = {  # what only who acts knows
    AssessmentFormed: ("text", "chance", "tilts", "exhausted", "keeps"),
    DecisionPassed: ("kind", "wait"),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """What a seat knows of one event, and nothing more of it.

    `actor` is "" where the source names several; `told` are the fields it knows.
    """

    kind: type[Event]
    tick: int
    actor: str
    provenance: str
    when: str = ""
    who: str = ""
    told: Mapping[str, Any] = field(default_factory=dict)


class Given(NamedTuple):
    """An answer as it is known: "tabled" where tabling was accepting; `when` as a source has it."""

    answer: str
    tick: int
    when: str = ""


@dataclass(slots=True)
class Paper:
    """A text as a seat knows it, under its own number.

    `terms` are those it knows, all of them once it has `read` it; `provenance` is how its
    tabling is known.
    """

    number: int
    by: str
    name: str
    label: str
    tabled: int
    terms: dict[str, str]
    provenance: str
    read: bool = False
    answers: dict[str, Given] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All that a seat knows, in order.

    `state` is the talks as it sees them, and holds nothing else (`seen`); `floors` are what a
    mediator believes that each would settle for, in points, by actor.
    """

    seat: str
    me: int
    mediates: bool
    facts: tuple[Fact, ...]
    papers: tuple[Paper, ...]  # in the order of their numbers, from 1
    state: State
    floors: Mapping[int, float]

    @property
    def live(self) -> Paper | None:
        """The text on the table, where the seat knows it."""
        text = self.state.live
        return None if text is None else self.papers[text.number - 1]

    @property
    def last(self) -> Paper | None:
        """The last text that it has read."""
        read = [paper for paper in self.papers if paper.read]
        return max(read, key=lambda paper: paper.number, default=None)
