"""What an outcome hangs on: luck and inputs apart, and each input's part, with a guard.

All of it is over the inputs' ranges as they stand, every input by itself, before the record
has taught anything about them. An input matters more when its range is wider.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

import numpy as np

from sim.analysis.factors import ASSUMED, GUARD, INPUT, Factor
from sim.analysis.pigeonhole import Estimate
from sim.analysis.resample import Interval
from sim.analysis.shifts import points
from sim.analysis.sobol import Spread

if TYPE_CHECKING:
    from sim.ensemble.designs import Design, Played
    from sim.scenario.case import Case

LEAST_ROWS = 8  # that say anything


@dataclass(frozen=True, slots=True)
class End:
    """One end of an input's range, or one value of a choice: there a share in [0, 1]."""

    value: str
    share: float


@dataclass(frozen=True, slots=True)
class Measure:
    """A number with its interval; None where too few runs changed to resample them."""

    value: float
    interval: Interval | None

    @classmethod
    def of(cls, found: Estimate) -> Measure:
        """An interval without width says nothing."""
        known = found.interval.low < found.interval.high
        return cls(found.value, found.interval if known else None)

    @property
    def told_apart(self) -> bool:
        """Whether its interval leaves out 0."""
        return self.interval is not None and not self.interval.low <= 0.0 <= self.interval.high


@dataclass(frozen=True, slots=True)
class Scale:
    """What a method measures.

    Parameters
    ----------
    measures
        Those that are shown, by what they are called.
    main
        The one that inputs are sorted by.
    what
        They are counted in.
    kind
        `part` of 1; `size` in runs of 100, whatever the direction; `difference` in runs of 100.
    """

    name: str
    measures: Mapping[str, str]
    main: str
    what: str
    kind: Literal["part", "size", "difference"]

    def number(self, value: float) -> str:
        """A measure as it is told."""
        if self.kind == "part":
            return decimals(value)
        return points(abs(value)).lstrip("+") if self.kind == "size" else points(value)


@dataclass(frozen=True, slots=True)
class Measured:
    """What a method says of one factor.

    Attributes
    ----------
    measures
        By name; None where they cannot be told.
    changed
        The share of runs that end otherwise, luck the same, when the factor alone is moved.
    ends
        Between which two a swing is.
    """

    factor: Factor
    measures: Mapping[str, Measure | None]
    changed: float
    ends: tuple[End, ...] = ()

    @classmethod
    def of(
        cls,
        factor: Factor,
        found: Mapping[str, Estimate | None],
        changed: float,
        ends: tuple[End, ...] = (),
    ) -> Measured:
        """From what was estimated of it."""
        known = {name: None if one is None else Measure.of(one) for name, one in found.items()}
        return cls(factor, known, changed, ends)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked about, and the points that tell it."""

    case: Case
    factors: tuple[Factor, ...]
    design: Design


class Method(Protocol):
    """A way to measure what an outcome hangs on."""

    scale: Scale

    def plan(self, case: Case, patterns: Sequence[str], rows: int, seed: int) -> Plan:
        """The factors and the points of a study."""

    def measured(self, plan: Plan, played: Played, outcome: str) -> tuple[Spread, list[Measured]]:
        """What the runs say."""


@dataclass(frozen=True, slots=True)
class RecordThere:
    """How well the record fits the points: played as reported, however unlikely it is there.

    `possible` is the share of points at which it could come out, `chance` the mean chance
    that it would, both in [0, 1].
    """

    possible: float
    chance: float


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """A study that is played, or as many whole rows of it as are."""

    method: Scale
    outcome: str
    rows: int
    blocks: int
    luck: int
    spread: Spread
    measured: tuple[Measured, ...]  # in the order of the plan
    record: RecordThere | None  # None: the scenario has none

    @property
    def runs(self) -> int:
        """How many runs it rests on."""
        return self.rows * self.blocks * self.luck

    @property
    def guard(self) -> Measured:
        """The input that changes nothing."""
        return next(one for one in self.measured if one.factor.kind == GUARD)

    @property
    def flagged(self) -> bool:
        """Whether the guard came out as something, so that nothing here can be trusted."""
        return self.guard.changed > 0.0

    @property
    def told(self) -> bool:
        """Whether its measures can be told at all."""
        return self.size(self.guard) is not None

    def of(self, kind: str) -> list[Measured]:
        """The factors of one kind, in the order of the plan."""
        return [one for one in self.measured if one.factor.kind == kind]

    @property
    def by_size(self) -> list[Measured]:
        """The single inputs, the largest first; by how many runs they change where that is all."""

        def order(one: Measured) -> tuple[float, float, str]:
            size = self.size(one)
            return -(size or 0.0), -one.changed, one.factor.name

        return sorted(self.of(INPUT), key=order)

    def size(self, one: Measured) -> float | None:
        """How large a factor's main measure is, whichever its direction."""
        main = one.measures[self.method.main]
        return None if main is None else abs(main.value)

    @property
    def resting(self) -> Measure | None:
        """The main measure of all that nobody reported together; None where it was not asked."""
        for one in self.of("backing"):
            if one.factor.name == ASSUMED:
                return one.measures[self.method.main]
        return None


def sensitivity(method: Method, plan: Plan, played: Played, outcome: str) -> Sensitivity:
    """What a study comes to, from at least `LEAST_ROWS` whole rows."""
    assert played.rows >= LEAST_ROWS, "too few rows"
    spread, measured = method.measured(plan, played, outcome)
    record = None
    if plan.case.scenario.record:
        chances = np.concatenate([played.chances(block) for block in range(played.blocks)])
        record = RecordThere(float((chances > 0).mean()), float(chances.mean()))
    return Sensitivity(
        method.scale, outcome, played.rows, played.blocks, played.luck, spread, tuple(measured),
        record,
    )  # fmt: skip


def decimals(value: float) -> str:
    """An index with two decimals; what is not 0 is not rounded to it, but to `<0.01`."""
    if 0 < abs(value) < 0.005:
        return "<0.01" if value > 0 else ">-0.01"
    return f"{value:.2f}"
