"""Lessons and explanations as pages and figures print them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.analysis.explanations import Ratio
from sim.analysis.lessons import Lesson, Spread
from sim.analysis.resample import Interval
from sim.analysis.wording import in_100

if TYPE_CHECKING:
    from sim.scenario.case import Case

_LEAST = 1e-5  # a share under which it is not told how small it is
_UNITS = {"days": "days", "a day": "a day", "steps": "steps", "date": "day from now"}


@dataclass(frozen=True, slots=True)
class Amounts:
    """Values of inputs as they are printed; dates as whole days from `now`.

    `now` is in days from the calendar's start.
    """

    now: float

    @classmethod
    def of(cls, case: Case) -> Amounts:
        """Those of a case."""
        return cls((case.now - case.start).days)

    def amount(self, unit: str, value: float) -> str:
        """One value in the unit of its input, without the unit."""
        if unit == "date":
            return f"{math.floor(value) - self.now:+.0f}"
        return f"{value:.0f}" if unit == "points" else f"{value:.2g}"

    def spread(self, unit: str, found: Spread) -> str:
        """A median, and the middle 90%: `45 (22-68)`."""
        low, high = self.amount(unit, found.low), self.amount(unit, found.high)
        joint = ".." if unit == "date" else "-"
        return f"{self.amount(unit, found.median)} ({low}{joint}{high})"


def unit_note(unit: str) -> str:
    """What is added to an input's path: nothing where it is in points."""
    return f" ({_UNITS[unit]})" if unit in _UNITS else ""


def shares_told(lesson: Lesson) -> str:
    """`none 33 to 35, soft 33 to 40`: words before and after, of 100."""
    parts = [f"{word} {in_100(one)} to {in_100(other)}" for word, one, other in lesson.shares]
    return ", ".join(parts)


def rare(share: float) -> str:
    """A share of tries, of 100, in two digits or so however small it is."""
    if share >= 0.0995:
        return f"{100 * share:.0f}"
    if 0.0 < share < _LEAST:
        return f"<{100 * _LEAST:g}"
    return f"{100 * share:.1f}" if share >= 0.00995 or share == 0.0 else f"{100 * share:.2g}"


def rare_span(interval: Interval) -> str:
    """The same of an interval."""
    return f"{rare(interval.low)} to {rare(interval.high)}"


def times(ratio: float) -> str:
    """How many times as often, in two digits or so."""
    if ratio >= 9.995:
        return f"{ratio:.0f}"
    return f"{ratio:.2f}" if ratio >= 0.0995 or ratio == 0.0 else f"{ratio:.2g}"


def ratio_told(one: Ratio) -> tuple[str, str]:
    """A ratio and its interval, which may have one end or none."""
    low, high = one.interval.low, one.interval.high
    ratio = "-" if one.ratio is None else times(one.ratio)
    if math.isinf(high):
        return ratio, f"above {times(low)}" if low > 0.0 else "any"
    return ratio, f"{times(low)} to {times(high)}"
