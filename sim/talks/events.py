"""What can happen at the talks: frozen facts in the past tense.

Every event carries `seq` (its place in the run, from 0), `tick` (minutes from the
scenario's start), `actor` (an id, or "" where nobody acts), `cause` (the seq that brought
it about, -1 for the first), `fired` (the order number of the timer that it fired: those
before it in the queue fired quietly) and `provenance`: how a recorded event is known (reported,
claimed, anonymous, assumed), or `chosen` (forced by somebody), or `simulated`.
`evidence` are fact ids, `when` and `who` the source's own dating and naming where vague.
"""

from __future__ import annotations

from typing import ClassVar

import msgspec

from sim.talks import outcomes
from sim.talks.event import Answer, Branch, Event, Recorded, Taste
from sim.talks.fields import (
    Actor,
    ByActor,
    Chance,
    Count,
    Decision,
    Failure,
    Given,
    Issue,
    Label,
    Lapse,
    Message,
    Mood,
    Nobody,
    NoIssue,
    Number,
    OwnText,
    Place,
    Reason,
    Report,
    Seed,
    Statement,
    Terms,
    Tick,
    Variant,
)


class TalksOpened(Event, frozen=True, tag="TalksOpened", gc=False):
    """All that is needed to play the run again.

    Lasting errors of belief are unknowns of the input draw, as the values are: the record
    is conditioned on them too.
    """

    SCHEMA: ClassVar[int] = 2

    scenario: str
    digest: str
    engine: str
    seed: Seed
    run: Seed
    draw: Seed
    values: dict[str, Number | str]
    beliefs: dict[Actor, ByActor]  # holder -> about -> lasting error on no-deal worth
    attempt: Seed = 0  # number of the draw's try
    what_if: Variant = ""  # the scenario's variant played, where it changes only what follows
    ceiling: Chance = 1.0  # inputs that give the record so often are kept for certain
    seats: tuple[Actor, ...] = ()  # actors that people play
    branches: tuple[Branch, ...] = ()  # where it left another run, the first first

    @property
    def weighted(self) -> bool:
        """Whether the record is too rare to wait for, so that runs carry weights."""
        return self.ceiling < 1.0

    @property
    def future(self) -> int:
        """The future that keys the last draws: 0 is a run's own luck."""
        return self.branches[-1].future if self.branches else 0

    @property
    def parent(self) -> str:
        """The id of the log it left, "" if none."""
        return self.branches[-1].parent if self.branches else ""

    @property
    def fork_at(self) -> int:
        """The last event that it shares with that log, -1 if none."""
        return self.branches[-1].at if self.branches else -1


class RecordClosed(Event, frozen=True, tag="RecordClosed", gc=False):
    """The record is over: lasting latents are drawn so that they agree with it.

    `tried` counts the tries until one was kept (1 where weighted), `likelihood` is the
    kept try's chance of giving the record, `weight` 1 unless the record is too
    rare to wait for: then it is what the run counts for beside others (`conditioning.weight_of`).
    """

    tried: Count
    likelihood: Chance
    weight: Chance
    dispositions: ByActor
    tastes: list[Taste]


class DemandRaised(Recorded, frozen=True, tag="DemandRaised", gc=False):
    """`late`: raised after the talks opened, so that it may be resented."""

    issue: Issue = ""
    late: bool = False


class DemandWithdrawn(Recorded, frozen=True, tag="DemandWithdrawn", gc=False):
    issue: Issue = ""


class SessionConvened(Recorded, frozen=True, tag="SessionConvened", gc=False):
    """It opens for those who `attend`; of the `drawn` no source reports whether they do."""

    session: str = ""
    attend: tuple[Actor, ...] = ()
    level: Chance = 0.0
    until: Tick = 0
    drawn: tuple[Actor, ...] = ()


class SessionSlipped(Event, frozen=True, tag="SessionSlipped", gc=False):
    """It opens at tick `to` instead: its `draw` was below the `chance`."""

    session: str
    to: Tick
    chance: Chance
    draw: Chance


class SessionAdjourned(Event, frozen=True, tag="SessionAdjourned", gc=False):
    session: str


class MessageRelayed(Event, frozen=True, tag="MessageRelayed", gc=False):
    """`kind` text: the live text reaches `to`. mood: how `about` feels about it, told to `to`."""

    kind: Message
    text: Count
    to: Actor
    about: Nobody = ""
    mood: Mood = ""


class ReportPublished(Recorded, frozen=True, tag="ReportPublished", gc=False):
    """A report of `progress`, `collapse` or `doubt` (that a text is balanced).

    `log_lr` is what it says, as a log likelihood ratio; `beliefs` that follow, by actor.
    """

    kind: Report = "progress"
    text: Place = -1
    log_lr: Number = 0.0
    beliefs: dict[Actor, Chance] = msgspec.field(default_factory=dict)


class StatementMade(Recorded, frozen=True, tag="StatementMade", gc=False):
    """A public statement of how near agreement is; `beliefs` that follow, by actor.

    `chance` is the one stated, null where a record tells of none; `log_lr` what it says.
    """

    kind: Statement = "progress"
    chance: Chance | None = None
    log_lr: Number = 0.0
    beliefs: dict[Actor, Chance] = msgspec.field(default_factory=dict)


class TextTabled(Recorded, frozen=True, tag="TextTabled", gc=False):
    """`why`: record, chosen, offer (best for the other it can ask), own (its own best), or
    the rule of mediators that chose it: nash, fairest, likeliest, proportional; counter is
    a party's, which refused the text before. `revises` is the number of a text that it answers
    and takes the place of, -1 none: in a mediator's revision and in a counter its cause is the
    answer that called for it; offers in turn set `revises` too. `gains` are what the tabler
    believes, by actor it needs; `floor` is what an offer must be worth to who makes it.
    `answer_days` are days to answer, from when all whose consent it needs have heard it, or
    `from_tabling`; None: it has no end.
    """

    text: Count = 0
    name: OwnText = ""
    label: Label = "bridging"
    terms: Terms = msgspec.field(default_factory=dict)
    answer_days: Number | None = None
    from_tabling: bool = False
    why: Reason = "record"
    gains: ByActor = msgspec.field(default_factory=dict)
    floor: Number | None = None
    revises: Place = -1


class TextAccepted(Answer, frozen=True, tag="TextAccepted", gc=False):
    pass


class TextCriticised(Answer, frozen=True, tag="TextCriticised", gc=False):
    """Neither a yes nor a formal no."""


class TextRejected(Answer, frozen=True, tag="TextRejected", gc=False):
    pass


class AnswerRevised(Answer, frozen=True, tag="AnswerRevised", gc=False):
    """`answer` instead of `before`: accept, criticise or reject. `news` is the seq that
    made the actor think again, -1 for time alone.
    """

    answer: Given = ""
    before: Given = ""
    news: Place = -1


class TextLapsed(Event, frozen=True, tag="TextLapsed", gc=False):
    """`why`: superseded or deadline. (An end of the talks ends a live text with them.)"""

    text: Count
    why: Lapse


class AssessmentFormed(Event, frozen=True, tag="AssessmentFormed", gc=False):
    """A mediator's private view: `chance` that all needed accept the text in time, and the
    `tilts` it sees in it (the share of what it could gain that each party attains, less the mean
    of the others'). `exhausted`: it knows no package left to table, and waits for news. `keeps`:
    it knows of none that would find consent more surely than the text, which was refused, and
    looks again later.
    """

    text: Count
    chance: Chance
    tilts: ByActor
    exhausted: bool = False
    keeps: bool = False


class RedLineStated(Recorded, frozen=True, tag="RedLineStated", gc=False):
    """A public commitment; `lock_in` is the rise of its no-deal worth right after."""

    issue: NoIssue = ""
    lock_in: Number = 0.0


class ShockStruck(Event, frozen=True, tag="ShockStruck", gc=False):
    shock: str
    shifts: ByActor


class InputChanged(Event, frozen=True, tag="InputChanged", gc=False):
    """Scenario fields set from now on; `values` are the inputs that changed with them."""

    sets: dict[str, str]
    values: dict[str, Number | str]


class DecisionPassed(Event, frozen=True, tag="DecisionPassed", gc=False):
    """A person in a seat let a decision pass: nothing is said, and what stood stands.

    `kind`: answer, rethink, table, speak or statement. It is asked again `wait` days later,
    where it is for an answer or a text.
    """

    kind: Decision
    wait: Count = 1


class FrameworkAgreed(Event, frozen=True, tag="FrameworkAgreed", gc=False):
    """`surpluses` over no-deal worth of those who accepted, at that moment, frozen from here."""

    text: Count
    terms: Terms
    surpluses: ByActor
    items: tuple[str, ...]


class ItemSettled(Event, frozen=True, tag="ItemSettled", gc=False):
    item: str


class RatificationVoted(Event, frozen=True, tag="RatificationVoted", gc=False):
    """Passed where its `draw` is below the `chance`; `surplus` at home, in [-1, 1]."""

    passed: bool
    chance: Chance
    draw: Chance
    surplus: Number


class TalksSuspended(Event, frozen=True, tag="TalksSuspended", gc=False):
    """After a formal no whose `draw` was below the `chance`."""

    chance: Chance
    draw: Chance


class TalksResumed(Event, frozen=True, tag="TalksResumed", gc=False):
    pass


class TalksCollapsed(Event, frozen=True, tag="TalksCollapsed", gc=False):
    pass


class ImplementationFailed(Event, frozen=True, tag="ImplementationFailed", gc=False):
    """`why`: breakdown, or ratification."""

    why: Failure


class DealConcluded(Event, frozen=True, tag="DealConcluded", gc=False):
    pass


class HorizonReached(Event, frozen=True, tag="HorizonReached", gc=False):
    pass


AnyEvent = (
    TalksOpened
    | RecordClosed
    | DemandRaised
    | DemandWithdrawn
    | SessionConvened
    | SessionSlipped
    | SessionAdjourned
    | MessageRelayed
    | ReportPublished
    | StatementMade
    | TextTabled
    | TextAccepted
    | TextCriticised
    | TextRejected
    | AnswerRevised
    | TextLapsed
    | AssessmentFormed
    | RedLineStated
    | ShockStruck
    | InputChanged
    | DecisionPassed
    | FrameworkAgreed
    | ItemSettled
    | RatificationVoted
    | TalksSuspended
    | TalksResumed
    | TalksCollapsed
    | ImplementationFailed
    | DealConcluded
    | HorizonReached
)

OUTCOMES = outcomes.NAMES
ENDINGS = (TalksCollapsed, ImplementationFailed, DealConcluded, HorizonReached)
