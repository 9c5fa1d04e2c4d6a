"""Differences between runs in pairs, with the draw of the inputs as the unit.

Both runs of a pair have the same past, inputs and luck. Of K outcomes at once, the difference of a
share is (gained - lost) / pairs. Its interval is Tango's (1998) score interval at the effective
number of pairs: as many as would leave the difference as uncertain as the draws do (Rao & Scott
1992), between the number of draws and that of runs. It is not empty where no pair differs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.runs import Floats, Ints, kish
from sim.analysis.shifts import score_interval
from sim.analysis.told_outcomes import came_out

if TYPE_CHECKING:
    from sim.ensemble.changed import Changed
    from sim.scenario.case import Case

_CELLS = 20_000_000  # of signs, at once
FLIPS = 9_999  # at least
_OF_EACH = 20  # flips: one of N comparisons may then have a chance below 5% of 1 / N
_EXACT = 12  # decimals of a share that adding weights leaves


@dataclass(frozen=True, slots=True)
class Pairs:
    """Draws and weights of N pairs of runs: `place` (N,) is each pair's draw, 0 to D-1."""

    weight: Floats
    place: Ints
    draws: int

    @classmethod
    def of(cls, draw: Ints, weight: Floats) -> Pairs:
        """Those that count: the weights are positive."""
        assert (weight > 0).all(), "a pair of weight 0 counts for nothing: leave it out"
        draws, place = np.unique(draw, return_inverse=True)
        return cls(weight / weight.sum(), place.astype(np.int64), len(draws))

    def by_draw(self, values: Floats) -> Floats:
        """(D, K) what each draw adds to the weighted mean of `values` (N, K)."""
        found = np.zeros((self.draws, values.shape[1]))
        np.add.at(found, self.place, self.weight[:, None] * values)
        return found

    def shares(self, values: Floats) -> Floats:
        """(K,) weighted means of (N, K)."""
        found: Floats = self.weight @ values
        return found

    def variance(self, values: Floats) -> Floats:
        """(K,) the sampling variance of those means, over draws."""
        about = self.by_draw(values) - self._weights[:, None] * self.shares(values)
        found: Floats = np.square(about).sum(axis=0) * self.draws / max(1, self.draws - 1)
        return found

    @property
    def effective_draws(self) -> float:
        """Kish's effective number of draws."""
        return kish(self._weights)

    @property
    def _weights(self) -> Floats:
        """(D,) what each draw weighs."""
        sums = np.bincount(self.place, weights=self.weight, minlength=self.draws)
        return np.asarray(sums, dtype=np.float64)


def kept_pairs(case: Case, played: Changed) -> tuple[Pairs, Floats]:
    """Kept runs that count, and (1 + C, N, K) whether they came to each outcome."""
    counts = played.weight > 0
    cells = came_out(played.ending, played.term, [len(o) for o in case.names.options])
    return Pairs.of(played.draw[counts], played.weight[counts]), cells[:, counts]


@dataclass(frozen=True, slots=True)
class Difference:
    """(K,) of each outcome: its share in [0, 1] before and after, and the pairs that differ.

    `gained` and `lost` are the shares of pairs that come to it only after, and only before;
    `effective` the number of pairs that they count for.
    """

    before: Floats
    after: Floats
    gained: Floats
    lost: Floats
    effective: Floats

    @property
    def shift(self) -> Floats:
        """After less before."""
        return self.after - self.before

    def interval(self, outcome: int, level: float) -> tuple[float, float]:
        """Of the shift of one outcome, in [-1, 1]."""
        pairs = float(self.effective[outcome])
        gained, lost = float(self.gained[outcome]) * pairs, float(self.lost[outcome]) * pairs
        return score_interval(gained, lost, max(pairs, gained + lost), level)


def difference(pairs: Pairs, before: Floats, after: Floats) -> Difference:
    """How far shares differ between (N, K) of before and of after, 1 or 0 each."""
    gained = np.round(pairs.shares((after > before).astype(np.float64)), _EXACT)
    lost = np.round(pairs.shares((after < before).astype(np.float64)), _EXACT)
    shift = gained - lost
    of_one = gained + lost - np.square(shift)
    over_draws = pairs.variance(after - before)
    most = kish(pairs.weight)
    least = min(most, pairs.effective_draws)
    vary = over_draws > 10.0**-_EXACT
    effective = np.full(len(shift), least)
    effective[vary] = of_one[vary] / over_draws[vary]
    return Difference(
        pairs.shares(before), pairs.shares(after), gained, lost, np.clip(effective, 1.0, most)
    )


def chances(pairs: Pairs, shifts: list[Floats], seed: int = 0) -> list[float]:
    """How likely so great a distance is between two alike distributions of outcomes, of each.

    The distance is the energy between the outcomes before and after (Szekely & Rizzo 2013), an
    outcome in which two runs differ being a distance of 1: the sum of the squared shifts of all K.
    Where before and after are alike their signs may be changed, draw by draw.

    Parameters
    ----------
    shifts
        (N, K) after less before, of each comparison.
    """
    if not shifts:
        return []
    by_draw = np.stack([pairs.by_draw(shift) for shift in shifts], axis=1)
    by_draw = by_draw[by_draw.any(axis=(1, 2))][..., by_draw.any(axis=(0, 1))]
    draws, asked, told = by_draw.shape
    if not draws:
        return [1.0] * asked
    seen = np.square(by_draw.sum(axis=0)).sum(axis=1)
    rng = np.random.Generator(np.random.PCG64([seed, 2]))
    flips = max(FLIPS, _OF_EACH * asked)
    as_great, left = np.zeros(asked), flips
    while left:
        rows = min(left, max(1, _CELLS // (draws + asked * told + 1)))
        signs = rng.integers(0, 2, size=(rows, draws), dtype=np.int8) * 2.0 - 1.0
        sums = (signs @ by_draw.reshape(draws, -1)).reshape(rows, asked, told)
        flipped = np.einsum("rak,rak->ra", sums, sums)
        as_great += (flipped >= seen * (1 - 1e-9)).sum(axis=0)
        left -= rows
    return [float(one) for one in (as_great + 1) / (flips + 1)]
