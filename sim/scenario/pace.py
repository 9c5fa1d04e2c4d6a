"""How many events a run can come to: an upper bound, worked out from the file alone.

Whatever takes a random time is counted twice over and 40 more, which luck exceeds in fewer
than one of 10^9 runs. News makes everybody who answers think again, and each thought may be
a revised answer. Answers in the record are thought about too, without an event; those
thoughts are counted with the events, since each is worked out.
"""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass

from sim.scenario.defaults import DEFAULTS
from sim.scenario.distributions import bounds
from sim.scenario.fields import said
from sim.scenario.language import Actor, Scenario
from sim.scenario.words import Quantity

ANSWERS = ("accept", "criticise", "reject")


def ceiling(scenario: Scenario) -> dict[str, int]:
    """The most events of a run, by the field that they come of; `rest` is all else."""
    pace = _Pace(scenario)
    parts = {
        "statements": pace.statements * (pace.news + 1),
        pace.quickens: pace.texts * pace.each_text,
        "revision_delay": pace.revisions * pace.each_text,
        "counter_delay": pace.counters * pace.each_text,
        "resumes": pace.suspensions * (pace.news + 1),
        "rethink": (pace.answering * pace.days + pace.recorded_days) / pace.rethink,
        "every": 2 * pace.sessions,
        "rest": pace.rest,
    }
    return {name: math.ceil(part) for name, part in parts.items()}


def span(written: Quantity | None, row_name: str) -> tuple[float, float]:
    """The least and the greatest that an input may be, as a file writes it."""
    row = DEFAULTS[row_name]
    if written is None:
        return (row.low, row.high) if row.fixed is None else (row.fixed, row.fixed)
    found = bounds(written.dist)
    assert found is not None
    return found


def likely(mean: float) -> float:
    """More than luck gives where this many are expected."""
    return 2.0 * mean + 40.0


@dataclass(frozen=True)
class _Pace:
    """What the counts are made from."""

    scenario: Scenario

    @property
    def days(self) -> float:
        return self.scenario.calendar.horizon

    @property
    def rethink(self) -> float:
        return self._talks("rethink")[0]

    @property
    def answering(self) -> int:
        return sum(actor.answers for actor in self.scenario.actors.values())

    @property
    def mediators(self) -> int:
        return sum("mediator" in actor.roles for actor in self.scenario.actors.values())

    @property
    def news(self) -> int:
        """Events that one piece of news may bring about: answers, and mediators' word."""
        return self.answering + self.mediators

    @property
    def statements(self) -> float:
        rates = [
            self._own(actor, "statements")[1]
            for actor in self.scenario.actors.values()
            if actor.answers
        ]
        return likely(self.days * math.fsum(rates))

    @property
    def quickens(self) -> str:
        """The field of which texts come: what ends one, so that another is tabled."""
        return "answer_by" if self.scenario.protocol == "mediated" else "deliberation"

    @property
    def texts(self) -> float:
        """A mediator's text lives its days; one of a party is answered, and answered by another."""
        if self.scenario.protocol == "mediated":
            return self.days / self._talks("answer_by")[0] + 2
        waits = [
            self._own(actor, "deliberation")[0]
            for actor in self.scenario.actors.values()
            if "party" in actor.roles
        ]
        return likely(self.days / min(waits, default=1.0))

    @property
    def revisions(self) -> float:
        """One for each delay of a mediator to revise that ends, text or not."""
        delays = [
            self._own(actor, "revision_delay")[0]
            for actor in self.scenario.actors.values()
            if "mediator" in actor.roles
        ]
        return self._ended(delays)

    @property
    def counters(self) -> float:
        """One for each delay to counter of a party that may."""
        delays = [
            self._own(actor, "counter_delay")[0]
            for actor in self.scenario.actors.values()
            if "party" in actor.roles and self._may_counter(actor)
        ]
        return self._ended(delays)

    def _ended(self, delays: list[float]) -> float:
        """How many delays that run side by side may end, each beginning anew."""
        if self.scenario.protocol != "mediated" or not delays:
            return 0.0
        return likely(math.fsum([self.days / delay for delay in delays]))

    def _may_counter(self, actor: Actor) -> bool:
        own = self.scenario.parties.counters if actor.counters is None else actor.counters
        return own is None or own.sure != "no"

    @property
    def each_text(self) -> int:
        """Tabled and gone; told, sounded out and answered; weighed and spoken of, which is news."""
        return 2 + 3 * self.answering + self.mediators * (2 + self.answering)

    @property
    def suspensions(self) -> float:
        if self._talks("suspend_chance")[1] == 0.0:
            return 0.0
        ended = likely(self.days * self._talks("resumes")[1])
        texts = self.texts + self.revisions + self.counters
        return min(2 * texts * self.answering, ended)

    @property
    def sessions(self) -> float:
        every = [s.every for s in self.scenario.calendar.sessions.values() if s.every is not None]
        return self.days / (every[0][0] + 1) + 1 if every else 0.0

    @property
    def recorded_days(self) -> float:
        """Days that recorded answers can have stood until now, of all who answered."""
        calendar = self.scenario.calendar
        first: dict[str, dt.date] = {}
        for entry in self.scenario.record.values():
            if entry.does in ANSWERS:
                for who in entry.who.names:
                    first.setdefault(who, entry.when.first)
        return math.fsum((calendar.now - day).days + 1 for day in first.values())

    @property
    def rest(self) -> int:
        scenario = self.scenario
        stances = [
            stance for actor in scenario.actors.values() for stance in actor.stances.values()
        ]
        dated = sum((s.raised is not None) + (s.withdrawn is not None) for s in stances)
        after = len(scenario.after_yes.items) + len(scenario.after_yes.ratification)
        once = 3 * len(scenario.calendar.sessions) + len(scenario.record) + after + 10
        return once + (dated + len(scenario.shocks) + 2) * (self.news + 1)

    def _talks(self, name: str) -> tuple[float, float]:
        return span(said(self.scenario, DEFAULTS[name]), name)

    def _own(self, actor: Actor, name: str) -> tuple[float, float]:
        row = DEFAULTS[name]
        return span(said(self.scenario.holder(actor, row), row), name)
