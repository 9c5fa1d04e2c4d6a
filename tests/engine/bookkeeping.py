"""What must hold of every log, kept by an accountant that reads events and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field

import msgspec

from sim.scenario.tables import Tables
from sim.talks.event import REPORTED_KINDS, Answer, Weighing
from sim.talks.events import (
    ENDINGS,
    OUTCOMES,
    AnswerRevised,
    AnyEvent,
    DealConcluded,
    FrameworkAgreed,
    HorizonReached,
    ImplementationFailed,
    ItemSettled,
    MessageRelayed,
    RatificationVoted,
    RecordClosed,
    TalksCollapsed,
    TalksOpened,
    TalksResumed,
    TalksSuspended,
    TextAccepted,
    TextCriticised,
    TextLapsed,
    TextTabled,
)

_decoder = msgspec.json.Decoder(AnyEvent)
AFTER_YES = (ItemSettled, RatificationVoted, *ENDINGS)


def check(tables: Tables, events: list[AnyEvent], outcome: str) -> None:
    """Audit one finished run."""
    check_order(events)
    check_provenance(events)
    books = Books(tables)
    for event in events:
        books.enter(event)
    books.close(events[-1], outcome)


def check_order(events: list[AnyEvent]) -> None:
    """Numbered without a gap, never back in time, nothing before its cause."""
    assert isinstance(events[0], TalksOpened)
    assert [event.seq for event in events] == list(range(len(events)))
    ticks = [event.tick for event in events]
    assert ticks == sorted(ticks)
    assert events[0].cause == -1
    assert all(0 <= event.cause < event.seq for event in events[1:])
    assert [isinstance(e, ENDINGS) for e in events] == [False] * (len(events) - 1) + [True]


def check_provenance(events: list[AnyEvent]) -> None:
    """Reported until the record closes, simulated or chosen from there on."""
    closed = [event.seq for event in events if isinstance(event, RecordClosed)]
    assert len(closed) == 1
    for event in events:
        kinds = REPORTED_KINDS if event.seq < closed[0] else ("simulated", "chosen")
        assert event.provenance in kinds, event


def check_round_trip(events: list[AnyEvent]) -> None:
    """What is read back is what was written."""
    for event in events:
        assert _decoder.decode(msgspec.json.encode(event)) == event


@dataclass
class Books:
    """What is on the table and who said what of it, by names alone."""

    tables: Tables
    text: TextTabled | None = None
    number: int = 0
    answers: dict[str, str] = field(default_factory=dict)
    closed: bool = False
    suspended: bool = False
    framework: FrameworkAgreed | None = None
    settled: list[str] = field(default_factory=list)
    votes: dict[str, bool] = field(default_factory=dict)

    def enter(self, event: AnyEvent) -> None:
        if self.suspended:
            assert not isinstance(event, TextTabled | Answer | MessageRelayed), event
        if self.framework is not None:
            assert isinstance(event, AFTER_YES), event
        self.closed = self.closed or isinstance(event, RecordClosed)
        self._about_texts(event)
        self._about_talks(event)

    def _about_texts(self, event: AnyEvent) -> None:
        match event:
            case TextTabled():
                self._tabled(event)
            case TextLapsed():
                self._lapsed(event)
            case Answer():
                self._answered(event)
            case MessageRelayed():
                self._relayed(event)
            case FrameworkAgreed():
                self._agreed(event)

    def _about_talks(self, event: AnyEvent) -> None:
        match event:
            case TalksSuspended() | TalksResumed():
                self.suspended = isinstance(event, TalksSuspended)
            case ItemSettled():
                self.settled.append(event.item)
            case RatificationVoted():
                assert event.actor not in self.votes
                self.votes[event.actor] = event.passed

    def _tabled(self, event: TextTabled) -> None:
        self.number += 1
        assert event.text == self.number
        assert event.answer_days is None or event.answer_days > 0.0
        self.text, self.answers = event, {}
        if event.actor in self._needed(event.terms):
            self.answers[event.actor] = "accept"

    def _lapsed(self, event: TextLapsed) -> None:
        if event.why == "superseded":
            assert event.text < self.number
            return
        assert self.text is not None
        assert event.text == self.text.text
        days = self.text.answer_days
        assert days is not None
        since, least = event.tick - self.text.tick, max(1, round(days * 1440))
        if self.text.from_tabling:
            assert event.tick == max(self.text.tick + least, self.tables.rules.now)
        else:
            assert since >= least
        self.text, self.answers = None, {}

    def _relayed(self, event: MessageRelayed) -> None:
        carrier = self.tables.actors[self._index(event.actor)]
        assert self.text is not None
        assert event.text == self.text.text
        heard = event.about if event.kind == "mood" else event.to
        assert self._index(heard) in carrier.reaches
        assert heard not in self.answers

    def _answered(self, event: Answer) -> None:
        assert self.text is not None, f"an answer to nothing: {event}"
        assert event.text == self.text.text, f"an answer to a text that is gone: {event}"
        assert event.actor in self._needed(self.text.terms) or not self.closed
        given = _given(event)
        before = event.before if isinstance(event, AnswerRevised) else None
        assert self.answers.get(event.actor) == before
        assert given != before
        if event.weighing is not None:
            assert follows(event.weighing, given)
        self.answers[event.actor] = given

    def _needed(self, terms: dict[str, str]) -> list[str]:
        names, found = self.tables.names, []
        for name, actor in zip(names.actors, self.tables.actors, strict=True):
            i = names.actors.index(name)
            if actor.party or (actor.stakeholder and self._asks(i, terms)):
                found.append(name)
        return found

    def _asks(self, actor: int, terms: dict[str, str]) -> bool:
        rule, needed = self.tables.consent, self.tables.actors[actor].needed
        if rule.quota is not None and actor not in rule.vetoes:
            return False
        staked = any(stance is not None for stance in self.tables.actors[actor].stances)
        on_change = needed == "on change" and self._touched(actor, terms)
        return staked and (needed == "always" or on_change)

    def _touched(self, actor: int, terms: dict[str, str]) -> bool:
        names, stances = self.tables.names, self.tables.actors[actor].stances
        return any(
            stances[j] is not None and terms[issue] != names.options[j][self.tables.status_quo[j]]
            for j, issue in enumerate(names.issues)
        )

    def _agreed(self, event: FrameworkAgreed) -> None:
        assert self.text is not None
        assert self.framework is None
        assert event.text == self.text.text
        assert event.terms == self.text.terms
        assert not self.suspended
        assert self.consent(event.terms)
        needed = self._needed(event.terms)
        assert list(event.surpluses) == [n for n in needed if self.answers.get(n) == "accept"]
        self.framework, self.text = event, None

    def consent(self, terms: dict[str, str]) -> bool:
        """Whether those whose consent a text with these terms needs have given it."""
        rule, names, needed = self.tables.consent, self.tables.names.actors, self._needed(terms)
        yes = {name for name, answer in self.answers.items() if answer == "accept"} & set(needed)
        if rule.quota is None:
            return yes == set(needed)
        parties = [i for i in self.tables.parties if names[i] in yes]
        given = sum(rule.weights[i] for i in parties)
        total = sum(rule.weights[i] for i in self.tables.parties)
        return given >= rule.quota * total - 1e-9 and all(
            names[i] in yes for i in rule.vetoes if names[i] in needed
        )

    def close(self, last: AnyEvent, outcome: str) -> None:
        """The last entry, and whether everything adds up to the outcome."""
        after, framework = self.tables.after_yes, self.framework
        voters = {self.tables.names.actors[vote.actor] for vote in after.ratifications}
        assert len(set(self.settled)) == len(self.settled)
        done = set(self.settled) == set(after.items) and set(self.votes) == voters
        assert last.tick <= self.tables.rules.horizon
        match last:
            case DealConcluded():
                assert framework is not None
                assert done
                assert all(self.votes.values())
                assert outcome == "deal"
            case ImplementationFailed():
                assert framework is not None
                assert (last.why == "ratification") == (not all(self.votes.values()))
                assert outcome == "implementation_failed"
            case HorizonReached():
                assert last.tick == self.tables.rules.horizon
                assert outcome == ("no_agreement" if framework is None else "framework_only")
            case TalksCollapsed():
                assert self.suspended
                assert outcome == "collapsed"
            case _:
                raise AssertionError(last)
        assert outcome in OUTCOMES

    def _index(self, name: str) -> int:
        return self.tables.names.actors.index(name)


def _given(event: Answer) -> str:
    if isinstance(event, AnswerRevised):
        return event.answer
    if isinstance(event, TextAccepted):
        return "accept"
    return "criticise" if isinstance(event, TextCriticised) else "reject"


def follows(numbers: Weighing, given: str) -> bool:
    """Whether an answer follows from the numbers the log gives for it, rounding aside."""
    z, slack = numbers.z, 1e-9
    if given == "accept":
        return z >= numbers.accept_bar - slack and not numbers.hard
    if given == "reject":
        return z <= -numbers.reject_bar + slack
    return z >= -numbers.reject_bar - slack and (numbers.hard or z <= numbers.accept_bar + slack)
