"""A case compiled: where each number of the tables comes from, so that a draw is cheap.

Every plan answers `at(...)` with the piece of `Tables` it stands for. A slot is either a
number fixed by the scenario or the place of an input among the drawn values.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sim.model.worth import (
    steps_from_best,
    steps_from_ideal,
    steps_from_opposed,
    value,
    value_with_purpose,
)
from sim.scenario.attending import IN
from sim.scenario.defaults import Scale
from sim.scenario.interacting import Together
from sim.scenario.stances import HARD_LINE, NO_LINE, SOFT_LINE, Stance
from sim.scenario.tables import MINUTES_A_DAY, Actor, Attribution, Move, Needed, Session, Text

Values = Mapping[str, float | str]
NEEDED: dict[str, Needed] = {"always": "always", "no": "no", "on change": "on change"}
LINES = {"none": NO_LINE, "soft": SOFT_LINE, "hard": HARD_LINE}
OPENS, LASTS = 9 * 60, 9 * 60  # a session's hours: from nine to six; no source, assumed


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the model: fixed, or the drawn value as the model counts it."""

    path: str
    scale: Scale
    fixed: float | None = None

    def at(self, values: Values) -> float:
        """The number at these values."""
        if self.fixed is not None:
            return self.fixed
        value = values[self.path]
        assert not isinstance(value, str), f"{self.path} is no number: {value!r}"
        return self.scale.counted(value)


@dataclass(frozen=True, slots=True)
class Named:
    """A name: fixed, or drawn."""

    path: str
    fixed: str | None = None

    def at(self, values: Values) -> str:
        """The name at these values."""
        return str(values[self.path]) if self.fixed is None else self.fixed


def tick(days: float) -> int:
    """Whole minutes of a number of days."""
    return int(days * MINUTES_A_DAY)


@dataclass(frozen=True, slots=True)
class Moment:
    """A tick: of a recorded move where there is one, else of a date of its own."""

    entry: str | None
    date: Number | None

    def at(self, values: Values, ticks: Mapping[str, int]) -> int | None:
        """The tick, given those of the record."""
        if self.entry is not None:
            return ticks[self.entry]
        return None if self.date is None else tick(self.date.at(values))


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
class PurposePlan:
    """A demand's purpose: what else serves it, and when a red line is lifted."""

    share: Number
    lifted_at: Number
    serves: tuple[Number | None, ...]  # by option

    def blend(
        self, values: Values, worths: tuple[float, ...], lines: tuple[int, ...]
    ) -> tuple[tuple[float, ...], tuple[int, ...]]:
        """Values with the purpose mixed in, and red lines without those it lifts.

        What is wanted serves it fully; an option of which nothing is said, as well as it does as
        a position.
        """
        share, lifted = self.share.at(values), self.lifted_at.at(values)
        serves = [
            worth if number is None or worth == 1.0 else number.at(values)
            for worth, number in zip(worths, self.serves, strict=True)
        ]
        blended = [
            value_with_purpose(v, share, serve) for v, serve in zip(worths, serves, strict=True)
        ]
        kept = [
            NO_LINE if serve >= lifted else line for line, serve in zip(lines, serves, strict=True)
        ]
        return tuple(blended), tuple(kept)


@dataclass(frozen=True, slots=True)
class LinePlan:
    """A red line: how hard it is, and which options cross it.

    Those of `options`, where they are named; else those `start` steps or more from the best,
    the best itself never. `of`: `start` is drawn out of so many steps and counts in proportion,
    where it is drawn too what the best is.
    """

    kind: Named
    start: Number | None = None
    of: int | None = None
    options: frozenset[int] | None = None

    def at(self, values: Values, steps: Sequence[int]) -> tuple[int, ...]:
        """The line that each option crosses, by its steps from the best."""
        line, most = LINES[self.kind.at(values)], max(steps)
        if line == NO_LINE or most == 0:
            return (NO_LINE,) * len(steps)
        if self.options is not None:
            return tuple(line if o in self.options else NO_LINE for o in range(len(steps)))
        assert self.start is not None, "a red line that begins nowhere"
        first = self.start.at(values)
        first = first if self.of is None else first * most / self.of
        return tuple(line if s > 0 and s >= first else NO_LINE for s in steps)


@dataclass(frozen=True, slots=True)
class StancePlan:
    """One actor on one issue: by a position that it wants or opposes, or by `points`."""

    options: tuple[str, ...]
    position: Named | None
    opposes: bool
    points: tuple[Number, ...]  # by option, where they are given
    salience: Number
    firmness: Number | None
    red_line: LinePlan
    before: Named | None
    purpose: PurposePlan | None
    raised: Moment
    withdrawn: Moment

    def at(self, values: Values, ticks: Mapping[str, int], tolerance: float) -> Stance:
        """The stance at these values, of an actor with this tolerance."""
        worths, steps = self._valued(values, tolerance)
        lines = self.red_line.at(values, steps)
        if self.purpose is not None:
            worths, lines = self.purpose.blend(values, worths, lines)
        return Stance(
            self.salience.at(values),
            worths,
            lines,
            self._before(values, tolerance),
            self.raised.at(values, ticks),
            self.withdrawn.at(values, ticks),
            None if self.firmness is None else self.firmness.at(values),
        )

    def _valued(
        self, values: Values, tolerance: float
    ) -> tuple[tuple[float, ...], tuple[int, ...]]:
        """What each option is worth, and its steps from the best."""
        if self.position is None:
            points = tuple(number.at(values) for number in self.points)
            return points, tuple(steps_from_best(points))
        where = self.options.index(self.position.at(values))
        steps = steps_from(where, len(self.options), self.opposes)
        return _by_steps(steps, tolerance), steps

    def _before(self, values: Values, tolerance: float) -> tuple[float, ...] | None:
        if self.before is None:
            return None
        ideal = self.options.index(self.before.at(values))
        return _by_steps(steps_from(ideal, len(self.options), opposes=False), tolerance)


@lru_cache(maxsize=512)
def steps_from(where: int, count: int, opposes: bool) -> tuple[int, ...]:
    """Steps of each option of so many from the best of one who wants, or opposes, a place."""
    steps = steps_from_opposed if opposes else steps_from_ideal
    return tuple(steps(where, count))


def _by_steps(steps: tuple[int, ...], tolerance: float) -> tuple[float, ...]:
    most = max(steps)
    return tuple(value(one, most, tolerance) for one in steps)


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
class ActorPlan:
    """One actor; `held` are its numbers in the order of `Actor`, but for two of its stances."""

    party: bool
    stakeholder: bool
    mediator: bool
    needed: Named
    counters: Named
    stances: tuple[StancePlan | None, ...]
    firmness: Number
    tolerance: Number
    held: tuple[tuple[str, Number], ...]
    leans: Named | None
    bias: Number
    reaches: frozenset[int]
    planning_horizon: HorizonPlan
    tactic: str
    together: tuple[TogetherPlan, ...] = ()

    def at(self, values: Values, ticks: Mapping[str, int], index: Mapping[str, int]) -> Actor:
        """The actor at these values."""
        tolerance = self.tolerance.at(values)
        stances = tuple(
            None if stance is None else stance.at(values, ticks, tolerance)
            for stance in self.stances
        )
        return Actor(
            party=self.party,
            stakeholder=self.stakeholder,
            mediator=self.mediator,
            needed=NEEDED[self.needed.at(values)],
            counters=self.counters.at(values) == "yes",
            stances=stances,
            firmness=self.firmness.at(values),
            tolerance=tolerance,
            planning_horizon=self.planning_horizon.at(values, ticks),
            bias=self._bias(values, index),
            reaches=self.reaches,
            tactic=self.tactic,
            together=tuple(one.at(values) for one in self.together),
            **{name: number.at(values) for name, number in self.held},
        )

    def _bias(self, values: Values, index: Mapping[str, int]) -> tuple[float, ...]:
        towards = [0.0] * len(index)
        leaning = "none" if self.leans is None else self.leans.at(values)
        if leaning != "none":
            towards[index[leaning]] = self.bias.at(values)
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
