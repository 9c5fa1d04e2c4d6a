"""How many events a run can come to: an upper bound, worked out from the file alone.

One text is on the table at a time, and another answers it only after a chain of two delays
that begins anew with each text: somebody refuses it (a deliberation), and then counters it,
or a mediator revises it. So texts come as often as the quickest of all these chains ends,
every mean at its least and every delay memoryless: a Weibull delay of shape 1 or more is
less than that in the convex order, and the least of several, a concave function, is greater.
Who refuses is in several chains; their leasts are associated, so that the chance that none
has ended is no less than the product of theirs (Esary, Proschan & Walkup 1967). Each answer
takes a deliberation of its giver, and a mediator takes stock only when all parties but the
author have answered. Counts so made exceed `likely` in fewer than one of 10^9 runs.

News makes everybody who answers think again, and each thought may be a revised answer. Answers
in the record are thought about too, without an event; those thoughts are counted with the
events, since each is worked out.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Sequence
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
    tabled = pace.texts * pace.each_text
    parts = {
        "statements": pace.statements * (pace.news + 1),
        pace.refusals: pace.revisions * pace.each_text + pace.kept,
        "answer_by": tabled if pace.mediated else 0.0,
        "deliberation": pace.weighed + (0.0 if pace.mediated else tabled),
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
    """More than luck gives where this many are expected.

    By Bernstein's inequality a Poisson count, or one of delays that vary less, exceeds it in
    fewer than one of 10^9 runs.
    """
    return mean + 7.0 * math.sqrt(mean) + 40.0


def chain_left(days: float, first: float, then: float) -> float:
    """The chance that a delay of mean `first`, and one of mean `then` after it, last longer."""
    if abs(first - then) <= 1e-6 * then:
        return math.exp(-days / then) * (1.0 + days / then)
    parts = first * math.exp(-days / first), then * math.exp(-days / then)
    return (parts[0] - parts[1]) / (first - then)


def soonest(chains: Sequence[tuple[float, float]]) -> float:
    """No more than the mean time until the first of these chains of two delays ends.

    The integral of the chance that none has ended by then, from below.
    """
    alike = Counter(chains)
    step = 1.0 / (32.0 * math.fsum(1.0 / then for _, then in chains))
    end = area = 0.0
    left = 1.0
    while left > 1e-4:
        end += step
        left = math.prod(chain_left(end, *chain) ** count for chain, count in alike.items())
        area += step * left
        step *= 1.05
    return area


@dataclass(frozen=True)
class _Pace:
    """What the counts are made from."""

    scenario: Scenario

    @property
    def days(self) -> float:
        return self.scenario.calendar.horizon

    @property
    def mediated(self) -> bool:
        return self.scenario.protocol == "mediated"

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
    def texts(self) -> float:
        """A mediator's text lives its days; one of a party is answered, and answered by another."""
        if self.mediated:
            return self.days / self._talks("answer_by")[0] + 2
        return likely(self.days / min(self._deliberations("party")))

    @property
    def revisions(self) -> float:
        """Texts that answer a refusal: as often as the quickest of all the ways to one ends."""
        counters = zip(self._deliberations("party"), self._counters, strict=True)
        first = 1.0 / math.fsum(1.0 / one for one in self._deliberations())
        chains = [(own, then) for own, then in counters if then is not None]
        chains += [(first, then) for then in self._revisions]
        return likely(self.days / soonest(chains)) if chains else 0.0

    @property
    def refusals(self) -> str:
        """The field that most of them come of."""
        counters = math.fsum(1.0 / then for then in self._counters if then is not None)
        revises = math.fsum(1.0 / then for then in self._revisions)
        return "counter_delay" if counters > revises else "revision_delay"

    @property
    def kept(self) -> float:
        """Delays of mediators to revise that end in word that the text had better stand."""
        if not self._revisions:
            return 0.0
        return likely(self.days * math.fsum(1.0 / one for one in self._revisions))

    @property
    def answers(self) -> float:
        """First answers: one for each text and actor, each after a deliberation."""
        ended = [likely(self.days / one) for one in self._deliberations()]
        return min((self.texts + self.revisions) * self.answering, math.fsum(ended))

    @property
    def stocks(self) -> float:
        """How often mediators weigh a text, each once all have answered it."""
        parties = sorted(self._deliberations("party"))
        ended = likely(self.days / parties[-2 if len(parties) > 1 else -1])
        return self.mediators * min(self.texts + self.revisions, ended)

    def _deliberations(self, *roles: str) -> list[float]:
        """The least mean of everyone who answers, or who has one of these roles."""
        return [
            self._quickest * self._own(actor, "deliberation")[0]
            for actor in self.scenario.actors.values()
            if (set(roles) & set(actor.roles) if roles else actor.answers)
        ]

    @property
    def weighed(self) -> float:
        """First answers; and what mediators think and say once all have answered, which is news."""
        return self.answers + self.stocks * (2 + self.answering)

    @property
    def _quickest(self) -> float:
        """By how much a session shortens deliberation at the most."""
        sessions = self.scenario.calendar.sessions.values()
        levels = [span(said(session, DEFAULTS["level"]), "level")[1] for session in sessions]
        return 1.0 - DEFAULTS["level"].counted(max(levels, default=0.0)) / 2.0

    @property
    def _revisions(self) -> list[float]:
        """The least mean delay of each mediator to revise."""
        if not self.mediated:
            return []
        return [
            self._own(actor, "revision_delay")[0]
            for actor in self.scenario.actors.values()
            if "mediator" in actor.roles
        ]

    @property
    def _counters(self) -> list[float | None]:
        """The least mean delay of each party to counter; None where it does not."""
        return [
            self._own(actor, "counter_delay")[0]
            if self.mediated and self._may_counter(actor)
            else None
            for actor in self.scenario.actors.values()
            if "party" in actor.roles
        ]

    def _may_counter(self, actor: Actor) -> bool:
        own = self.scenario.parties.counters if actor.counters is None else actor.counters
        return own is None or own.sure != "no"

    @property
    def each_text(self) -> int:
        """Tabled and gone; told to everyone who answers, and sounded out."""
        return 2 + 2 * self.answering

    @property
    def suspensions(self) -> float:
        if self._talks("suspend_chance")[1] == 0.0:
            return 0.0
        ended = likely(self.days * self._talks("resumes")[1])
        return min(2 * (self.texts + self.revisions) * self.answering, ended)

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
