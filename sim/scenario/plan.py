"""A case compiled: where each number of the tables comes from, so that a draw is cheap.

Every plan answers `at(...)` with the piece of `Tables` it stands for. A slot is either a
number fixed by the scenario or the place of an input among the drawn values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sim.model.constants import LASTS, MINUTES_A_DAY, OPENS
from sim.scenario.attending import IN
from sim.scenario.fallback import Fallback
from sim.scenario.interacting import Together
from sim.scenario.moves import Move
from sim.scenario.rules import Attribution, Session, Text
from sim.scenario.slots import Named, Number, Values, tick
from sim.scenario.stance_plan import StancePlan
from sim.scenario.tables import Actor, Needed

NEEDED: dict[str, Needed] = {"always": "always", "no": "no", "on change": "on change"}


@dataclass(frozen=True, slots=True)
class HorizonPlan:
    """When an actor thinks the talks must be over: by a date, or so long after the record."""

    days: Number  # from the start where `dated`, else after the last recorded event
    dated: bool
    now: int  # stands for that event where none is recorded

    def at(self, values: Values, ticks: Mapping[str, int]) -> int:
        """The tick, given those of the record."""
        days = tick(self.days.at(values))
        return days if self.dated else max(ticks.values(), default=self.now) + days


@dataclass(frozen=True, slots=True)
class TogetherPlan:
    """What two options add together."""

    id: str
    options: tuple[tuple[int, int], ...]  # by issue
    worth: Number

    def at(self, values: Values) -> Together:
        """The same at these values."""
        return Together(self.id, self.options, self.worth.at(values))


@dataclass(frozen=True, slots=True)
class FallbackPlan:
    """The package that no deal comes to."""

    terms: tuple[Named, ...]
    options: tuple[tuple[str, ...], ...]
    now: int

    def at(self, values: Values) -> Fallback:
        """The package at these values."""
        places = zip(self.terms, self.options, strict=True)
        return Fallback(
            tuple(options.index(term.at(values)) for term, options in places),
            tuple(map(len, self.options)),
            self.now,
        )


@dataclass(frozen=True, slots=True)
class ActorPlan:
    """One actor; `numbers` are those of `Actor`, by their names there."""

    party: bool
    stakeholder: bool
    mediator: bool
    needed: Named
    counters: Named
    stances: tuple[StancePlan | None, ...]
    numbers: Mapping[str, Number]
    leans: Named | None
    reaches: frozenset[int]
    planning_horizon: HorizonPlan
    tactic: str
    together: tuple[TogetherPlan, ...] = ()
    fallback: FallbackPlan | None = None

    def at(self, values: Values, ticks: Mapping[str, int], index: Mapping[str, int]) -> Actor:
        """The actor at these values."""
        numbers = {name: number.at(values) for name, number in self.numbers.items()}
        bias = numbers.pop("bias")
        stances = tuple(
            None if stance is None else stance.at(values, ticks, numbers["tolerance"])
            for stance in self.stances
        )
        actor = Actor(
            party=self.party,
            stakeholder=self.stakeholder,
            mediator=self.mediator,
            needed=NEEDED[self.needed.at(values)],
            counters=self.counters.at(values) == "yes",
            stances=stances,
            planning_horizon=self.planning_horizon.at(values, ticks),
            bias=self._bias(values, bias, index),
            reaches=self.reaches,
            tactic=self.tactic,
            together=tuple(one.at(values) for one in self.together),
            fallback=None if self.fallback is None else self.fallback.at(values),
            **numbers,
        )
        return actor.revalued

    def _bias(self, values: Values, bias: float, index: Mapping[str, int]) -> tuple[float, ...]:
        towards = [0.0] * len(index)
        leaning = "none" if self.leans is None else self.leans.at(values)
        if leaning != "none":
            towards[index[leaning]] = bias
        return tuple(towards)


@dataclass(frozen=True, slots=True)
class EntryPlan:
    """One reported event."""

    move: Move  # all but its tick and its actor
    when: Number
    earliest: float
    latest: float
    who: Named
    after: tuple[int, ...]  # the entries it comes after, by their place in the list

    def days(self, values: Values, before: float) -> float:
        """When it happened, in days, not before the last of those it comes after.

        Its range is cut already by what is certain. Where one it comes after is drawn later
        than its range begins, its own uniform is spread over what that leaves of the range.
        """
        drawn = self.when.at(values)
        if before >= self.latest:  # a date that is held may be later than what is certain
            return max(drawn, before)
        if before <= self.earliest:
            return drawn
        share = (drawn - self.earliest) / (self.latest - self.earliest)
        return min(self.latest, before + share * (self.latest - before))


@dataclass(frozen=True, slots=True)
class TextPlan:
    """A text of the scenario's own."""

    id: str
    by: int
    label: Named
    terms: tuple[Named, ...]
    answer_by: Number | None

    def at(self, values: Values, options: tuple[Mapping[str, int], ...]) -> Text:
        """The text at these values; packages count in mixed radix over the issues."""
        package = 0
        for term, index in zip(self.terms, options, strict=True):
            package = package * len(index) + index[term.at(values)]
        own = None if self.answer_by is None else self.answer_by.at(values)
        return Text(self.id, self.by, self.label.at(values), package, own)


@dataclass(frozen=True, slots=True)
class SessionPlan:
    """A planned session: on one day, or from a day to a day."""

    id: str
    first: Number
    last: Number
    attend: tuple[Named, ...]  # of each actor, in or out
    level: Number
    evidence: tuple[str, ...]
    attribution: Attribution

    def at(self, values: Values) -> Session:
        """The session at these values, in daytime hours."""
        first, last = int(self.first.at(values)), int(self.last.at(values))
        last = max(first, last)
        return Session(
            self.id,
            first * MINUTES_A_DAY + OPENS,
            last * MINUTES_A_DAY + OPENS + LASTS,
            frozenset(i for i, one in enumerate(self.attend) if one.at(values) == IN),
            self.level.at(values),
            self.evidence,
            self.attribution,
            frozenset(i for i, one in enumerate(self.attend) if one.fixed is None),
        )
