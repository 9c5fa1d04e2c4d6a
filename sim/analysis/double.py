"""Designed pairs: whether what one position moves hangs on where another stands.

Both are set to each of their ends on the same kept runs: four corners. The double difference, what
the first moves with the second high less what it moves with it low, is paired by run, and the
draw of the inputs is its unit. Pairs are told apart from none on all outcomes at once, at a false
discovery rate of 5% over the declared pairs (Benjamini & Hochberg 1995).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.if_changed import RATE
from sim.analysis.laws import normal_quantile
from sim.analysis.multiple import each_level, false_finds
from sim.analysis.paired import Pairs, chances, kept_pairs
from sim.analysis.resample import tails
from sim.analysis.runs import Floats
from sim.analysis.told_outcomes import Outcome, outcomes_of
from sim.ensemble.changeable import Position
from sim.ensemble.changed_pairs import Together

if TYPE_CHECKING:
    from sim.ensemble.changed import Change, Changed
    from sim.scenario.case import Case


@dataclass(frozen=True, slots=True)
class Corners:
    """One outcome's share in [0, 1] with both positions set: at their ends, `low_high` first low.

    `levels` has a row for each level of the second position, with the share at each of the first.
    `double` is (high_high - low_high) - (high_low - low_low), its interval `least` to `most`.
    """

    outcome: str
    levels: tuple[tuple[float, ...], ...]
    double: float
    least: float
    most: float

    @property
    def low_low(self) -> float:
        """Both low."""
        return self.levels[0][0]

    @property
    def low_high(self) -> float:
        """The second high."""
        return self.levels[-1][0]

    @property
    def high_low(self) -> float:
        """The first high."""
        return self.levels[0][-1]

    @property
    def high_high(self) -> float:
        """Both high."""
        return self.levels[-1][-1]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two positions set together, and the corners of every outcome.

    `largest` is the place of the outcome with the largest double difference, `found` whether the
    pair is listed: `adjusted_p` at most 5%. The levels are the ends of each, and of a name in a
    found pair those between them.
    """

    first: str
    first_levels: tuple[str, ...]
    second: str
    second_levels: tuple[str, ...]
    corners: tuple[Corners, ...]
    largest: int
    adjusted_p: float
    found: bool

    @property
    def table(self) -> Corners:
        """The corners of the outcome with the largest double difference."""
        return self.corners[self.largest]


def pairs_of(case: Case, declared: Sequence[Together], played: Changed) -> tuple[Pair, ...]:
    """Every declared pair, as declared.

    Parameters
    ----------
    played
        Under all corners of all pairs, at the least.
    """
    pairs, cells = kept_pairs(case, played)
    corners = [cells[[played.place(corner) for corner in one.corners]] for one in declared]
    ends = [(one.first, one.second) for one in declared]
    return found_pairs(outcomes_of(case.names), ends, pairs, corners)


def at_levels(
    case: Case, declared: Sequence[Together], pairs: Sequence[Pair], played: Sequence[Changed]
) -> tuple[Pair, ...]:
    """The pairs, those found at every level of both.

    Parameters
    ----------
    played
        The same runs under the corners of all pairs, and under what lies between those found.
    """
    shares: dict[Change, Floats] = {}
    for part in played:
        runs, cells = kept_pairs(case, part)
        shares |= {c: runs.shares(cells[part.place(c)]) for c in part.changes}
    return tuple(
        _at_levels(one, pair, shares) if pair.found else pair
        for one, pair in zip(declared, pairs, strict=True)
    )


def _at_levels(one: Together, pair: Pair, shares: Mapping[Change, Floats]) -> Pair:
    table = np.stack([[shares[change] for change in row] for row in one.levels])
    corners = tuple(
        replace(corner, levels=tuple(map(tuple, table[:, :, k].tolist())))
        for k, corner in enumerate(pair.corners)
    )
    return replace(
        pair,
        first_levels=one.first.levels,
        second_levels=one.second.levels,
        corners=corners,
    )


def found_pairs(
    outcomes: Sequence[Outcome],
    ends: Sequence[tuple[Position, Position]],
    pairs: Pairs,
    corners: Sequence[Floats],
) -> tuple[Pair, ...]:
    """The same from (4, N, K) whether runs came to K outcomes at each pair's corners.

    Both low; the second high; the first high; both high.
    """
    doubles = [four[3] - four[1] - four[2] + four[0] for four in corners]
    adjusted = false_finds(chances(pairs, doubles)).tolist()
    found = sum(p <= RATE for p in adjusted)
    level = each_level(1 - RATE * max(1, found) / max(1, len(ends)), len(outcomes))
    return tuple(
        _pair(first, second, _corners(pairs, outcomes, four, level), p)
        for (first, second), four, p in zip(ends, corners, adjusted, strict=True)
    )


def _pair(
    first: Position, second: Position, corners: tuple[Corners, ...], adjusted_p: float
) -> Pair:
    return Pair(
        first.path,
        (first.values[0], first.values[-1]),
        second.path,
        (second.values[0], second.values[-1]),
        corners,
        max(range(len(corners)), key=lambda k: abs(corners[k].double)),
        adjusted_p,
        adjusted_p <= RATE,
    )


def _corners(
    pairs: Pairs, outcomes: Sequence[Outcome], four: Floats, level: float
) -> tuple[Corners, ...]:
    """Of every outcome; the error as if one more draw stood on either side (Agresti & Min 2005)."""
    shares = np.stack([pairs.shares(corner) for corner in four])
    double = four[3] - four[1] - four[2] + four[0]
    middle = pairs.shares(double)
    errors = np.sqrt(pairs.variance(double) + 2.0 / (pairs.effective_draws + 2.0) ** 2)
    half = normal_quantile(tails(level)[1]) * errors
    return tuple(
        _corner(outcome.name, shares[:, k].tolist(), float(middle[k]), float(half[k]))
        for k, outcome in enumerate(outcomes)
    )


def _corner(outcome: str, four: Sequence[float], double: float, half: float) -> Corners:
    low_low, low_high, high_low, high_high = four
    levels = (low_low, high_low), (low_high, high_high)
    return Corners(outcome, levels, double, max(-2.0, double - half), min(2.0, double + half))
