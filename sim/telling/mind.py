"""A seat that follows the talks, event by event, and what it knows by then."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sim.errors import LogError
from sim.talks.choices import given
from sim.talks.event import REPORTED_KINDS, Answer, Event
from sim.talks.events import (
    AnyEvent,
    DemandRaised,
    InputChanged,
    MessageRelayed,
    ShockStruck,
    TalksOpened,
    TalksSuspended,
    TextLapsed,
    TextTabled,
)
from sim.talks.fold import evolve, opened
from sim.talks.state import State
from sim.talks.timers import ANSWER
from sim.telling.knowledge import OWN, PUBLIC, Fact, Given, Knowledge, Paper
from sim.telling.seen import seen
from sim.telling.sheet import floors_of

if TYPE_CHECKING:
    from sim.scenario.case import Case


def knowledge(
    case: Case, events: Sequence[AnyEvent], seat: str, tick: int | None = None
) -> Knowledge:
    """What a seat knows after these events, at a tick of its own or with its last news.

    Raises
    ------
    LogError
        Where they do not start with TalksOpened, or do not fold.
    """
    mind = Mind(case, seat)
    mind.follow(events)
    return mind.known(tick)


class Mind:
    """A seat that follows the talks."""

    def __init__(self, case: Case, seat: str) -> None:
        self.case, self.seat = case, seat
        self.uncertain = frozenset(one.path for one in case.inputs if one.uncertain)
        self.seen = 0  # events
        self.state: State
        self.me = case.names.actors.index(seat)
        self.mediates = self.me in case.names.mediators
        self.facts: list[Fact] = []
        self.with_event: list[int] = []  # by fact, the event with which it became known
        self.papers: dict[int, Paper] = {}  # by the run's number, in the order of its own
        self.tabled: TextTabled | None = None
        self.untold: list[Answer] = []  # to the live text, while they are kept from it
        self.heard: dict[int, str] = {}  # who did what it knows of, by event

    def follow(self, events: Sequence[AnyEvent]) -> None:
        """See what it has not seen yet of a log.

        Raises
        ------
        LogError
            Where it does not start with TalksOpened, or does not fold.
        """
        first = events[0] if events else None
        if not isinstance(first, TalksOpened):
            raise LogError("a log starts with TalksOpened; this one does not")
        if not self.seen:
            self.state = opened(self.case, first)
            self.seen = 1
        for event in events[self.seen :]:
            self._take(event)
        self.seen = len(events)

    def known(self, tick: int | None = None) -> Knowledge:
        """What it knows by now, which stays so whatever comes.

        `tick` is now, None the moment of its last news: others may have done something since.
        """
        papers = tuple(
            replace(paper, terms=dict(paper.terms), answers=dict(paper.answers))
            for paper in self.papers.values()
        )
        if tick is None:
            tick = self.facts[-1].tick if self.facts else 0
        live = None if self.state.live is None else self.papers.get(self.state.live.number)
        reads = live.number if live is not None and live.read else 0
        view = seen(self.state, self.me, reads=reads, tick=tick)
        floors = floors_of(self.state, self.me, tick) if self.mediates else {}
        facts = tuple(self.facts)
        return Knowledge(self.seat, self.me, self.mediates, facts, papers, view, floors)

    def before(self, event: int) -> int:
        """How many facts it knew before an event of the run."""
        return bisect_left(self.with_event, event)

    def told_by(self, event: int) -> range:
        """The places of the facts that became known to it with an event of the run."""
        return range(self.before(event), self.before(event + 1))

    def _take(self, event: AnyEvent) -> None:
        evolve(self.state, event)
        if isinstance(event, TextTabled):
            self.tabled, self.untold = event, []
            if event.provenance in REPORTED_KINDS and not self._reads():
                self._paper(event, self._reported(event))
                self._tell(event, text=event.text, by=event.actor)
        elif isinstance(event, Answer):
            self._learn(event)
            self._answer(event)
        else:
            self._hear(event)
        self._learn(event)
        untold, self.untold = self.untold, []
        for answer in untold:
            self._answer(answer)

    def _hear(self, event: AnyEvent) -> None:
        kind = type(event)
        if isinstance(event, TalksSuspended):
            self._tell(event, by=self.heard.get(event.cause, ""))
        elif isinstance(event, ShockStruck):
            self._tell(event, shock=event.shock, shift=event.shifts.get(self.seat, 0.0))
        elif isinstance(event, DemandRaised):
            self._tell(event, issue=event.issue, wants=self._wants(event))
        elif kind in PUBLIC:
            self._tell(event, **{name: getattr(event, name) for name in PUBLIC[kind]})
        elif kind in OWN and event.actor == self.seat:
            self._tell(event, **{name: getattr(event, name) for name in OWN[kind]})
        elif isinstance(event, TextLapsed) and event.text in self.papers:
            self._tell(event, text=event.text, why=event.why)
        elif isinstance(event, MessageRelayed):
            self._message(event)
        elif isinstance(event, InputChanged):
            mine = {p: v for p, v in event.sets.items() if p.startswith(f"{self.seat}.")}
            if mine:
                self._tell(event, sets=mine)

    def _wants(self, event: DemandRaised) -> str:
        """The option that a demand asks for, where the scenario says so for certain."""
        stance = self.case.scenario.actors[event.actor].stances.get(event.issue)
        sure = None if event.who or stance is None or stance.wants is None else stance.wants.sure
        return sure or ""

    def _tell(self, event: Event, **told: Any) -> None:
        """It knows these fields of the event, from now on."""
        vague = getattr(event, "who", "")
        self.heard[event.seq] = "" if vague else event.actor
        for name in ("text", "revises"):
            if name in told:
                paper = self.papers.get(told[name])
                told[name] = 0 if paper is None else paper.number
        self.with_event.append(self.state.seq - 1)
        self.facts.append(
            Fact(
                kind=type(event),
                tick=self.state.tick,
                actor=self.heard[event.seq],
                provenance=event.provenance,
                when=getattr(event, "when", ""),
                who=vague,
                told=told,
            )
        )

    def _reads(self) -> bool:
        """Whether it has the live text in hand."""
        text, state = self.state.live, self.state
        if text is None:
            return False
        called_on = self.me in state.answers or state.pending(ANSWER, self.me)
        return self.mediates or called_on or self.me == text.by or state.in_room(self.me)

    def _learn(self, event: AnyEvent) -> None:
        """The live text, once it has it in hand."""
        text, tabled = self.state.live, self.tabled
        if text is None or tabled is None or not self._reads():
            return
        reported = self.papers.get(text.number)
        if reported is not None and reported.read:
            return
        paper = self._paper(tabled, tabled.terms)
        paper.read = True
        if self.state.tables.actors[text.by].party:
            paper.answers[tabled.actor] = Given("tabled", tabled.tick, tabled.when)
        via = event.actor if isinstance(event, MessageRelayed) else ""
        late = event is not tabled
        if late and reported is not None and reported.terms == tabled.terms:
            return  # it was reported whole
        told = {"read": True, "via": via, "late": late}
        self._tell(tabled, text=tabled.text, by=tabled.actor, revises=tabled.revises, **told)
        if late:  # news of today
            today = "simulated" if self.state.closed else "assumed"
            when = getattr(event, "when", "")
            self.facts[-1] = replace(self.facts[-1], provenance=today, when=when, who="")

    def _paper(self, event: TextTabled, terms: Mapping[str, str]) -> Paper:
        known = self.papers.get(event.text)
        number = len(self.papers) + 1 if known is None else known.number
        paper = Paper(
            number=number,
            by=event.actor,
            name=event.name,
            label=event.label,
            tabled=event.tick,
            terms=dict(terms),
            provenance=event.provenance,
        )
        paper.answers = {} if known is None else known.answers
        self.papers[event.text] = paper
        return paper

    def _reported(self, event: TextTabled) -> dict[str, str]:
        """The terms that are no unknown of the scenario."""
        where = f"texts.{event.name}.terms"
        return {
            issue: option
            for issue, option in event.terms.items()
            if f"{where}.{issue}" not in self.uncertain
        }

    def _answer(self, event: Answer) -> None:
        """A formal answer, where it is told of it."""
        paper, text = self.papers.get(event.text), self.state.live
        known = event.actor == self.seat or event.provenance in REPORTED_KINDS
        concerned = self.mediates or (text is not None and self.me in text.needed)
        if paper is None or not (known or (paper.read and concerned)):
            self.untold.append(event)
            return
        before = paper.answers.get(event.actor)
        answer = given(event)
        paper.answers[event.actor] = Given(answer, event.tick, event.when)
        stood = "" if before is None else before.answer
        self._tell(event, text=event.text, answer=answer, before=stood)

    def _message(self, event: MessageRelayed) -> None:
        """What it carries, and what it is told in confidence."""
        if event.kind == "text":
            if event.actor == self.seat:
                self._tell(event, kind="text", text=event.text, to=event.to)
        elif self.seat in (event.actor, event.to):
            told = {"about": event.about, "mood": event.mood, "to": event.to}
            self._tell(event, kind="mood", text=event.text, **told)
