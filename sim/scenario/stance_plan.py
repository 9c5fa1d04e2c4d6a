"""A stance compiled: what an actor wants on an issue at the values of one draw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sim.model.worth import (
    along_lines,
    steps_from_best,
    steps_from_ideal,
    steps_from_opposed,
    value,
    value_with_purpose,
)
from sim.scenario.slots import Moment, Named, Number, Values
from sim.scenario.stances import HARD_LINE, NO_LINE, SOFT_LINE, Stance

LINES = {"none": NO_LINE, "soft": SOFT_LINE, "hard": HARD_LINE}


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
    points: tuple[Number | None, ...]  # by option; None: on the line between those beside it
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
            given = [None if number is None else number.at(values) for number in self.points]
            points = tuple(along_lines(given))
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
