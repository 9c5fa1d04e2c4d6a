"""Tests and intervals of how outcomes go with inputs, the draw of the inputs being the unit.

Pure functions of arrays: D draws, K outcomes. Both tests ask how the draws' mean outcomes would
lie if they were dealt to the draws' inputs at random, by the first two moments of that: a trend
by ranks, and for names the chi-square of their means (Kruskal & Wallis 1952), which is Pearson's,
times (D - 1) / D, where each draw has one run.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.analysis.laws import chi_square_above, normal_below, normal_quantile
from sim.analysis.resample import wilson
from sim.analysis.runs import Bools, Floats, Runs, kish

_NOTHING = 1e-12  # of variance: what adding weights leaves


@dataclass(frozen=True, slots=True)
class Draws:
    """Mean outcomes of D draws (D, K), in [0, 1], and what each draw weighs (D,).

    `runs` (D,) is what each counts for: the effective number of its runs.
    """

    share: Floats
    weight: Floats
    runs: Floats

    @classmethod
    def of(cls, runs: Runs, came_out: Floats) -> Draws:
        """From (N, K) whether each run came to each outcome."""
        total = runs.by_draw(runs.weight)
        columns = [runs.by_draw(runs.weight * column) / total for column in came_out.T]
        effective = np.square(total) / runs.by_draw(np.square(runs.weight))
        return cls(np.stack(columns, axis=1), total, effective)

    @property
    def residual(self) -> Floats:
        """(D, K) how far each draw pulls the weighted mean; sums to 0."""
        weight = (self.weight / self.weight.sum())[:, None]
        found: Floats = weight * (self.share - (weight * self.share).sum(axis=0))
        return found

    def mean(self, of: Bools, level: float) -> tuple[Floats, Floats, Floats]:
        """(K,) the shares of some draws, and their intervals (Wilson 1927).

        At the effective number of runs: as many as leave them as uncertain as these draws do
        (Rao & Scott 1992).
        """
        weight = self.weight[of] / self.weight[of].sum()
        share = np.clip(weight @ self.share[of], 0.0, 1.0)
        about = weight[:, None] * (self.share[of] - share)
        draws = len(weight)
        variance = np.square(about).sum(axis=0) * draws / max(1, draws - 1)
        least = kish(self.weight[of])
        most = least * float(self.runs[of].mean())
        vary = variance > _NOTHING
        size = np.full(len(share), least)
        size[vary] = share[vary] * (1 - share[vary]) / variance[vary]
        ends = [
            wilson(float(p), float(n), level)
            for p, n in zip(share, np.clip(size, 1.0, most), strict=True)
        ]
        return share, np.array([low for low, _ in ends]), np.array([high for _, high in ends])


def trend(ranks: Floats, residual: Floats) -> Floats:
    """(K,) two-sided chances of so steep a trend over ranks (D,) if there were none.

    Ranks of draws that are not to count are NaN.
    """
    known = np.isfinite(ranks)
    about = np.where(known, ranks - ranks[known].mean(), 0.0)
    mine = np.where(known[:, None], residual, 0.0)
    mine = np.where(known[:, None], mine - mine[known].mean(axis=0), 0.0)
    spread = math.sqrt(float(np.square(about).sum()))
    size = np.sqrt(np.square(mine).sum(axis=0))
    with np.errstate(divide="ignore", invalid="ignore"):
        steep = np.where(size > _NOTHING, about @ mine / (spread * size), 0.0)
    return 2.0 * normal_below(-np.abs(steep) * math.sqrt(known.sum() - 1))


def between(groups: Sequence[Bools], residual: Floats) -> Floats:
    """(K,) chances of so different means of groups of draws, if they were alike."""
    inside = np.logical_or.reduce(groups)
    mine = residual - residual[inside].mean(axis=0)
    size = np.square(mine[inside]).sum(axis=0)
    sums = [np.square(mine[group].sum(axis=0)) / group.sum() for group in groups]
    with np.errstate(divide="ignore", invalid="ignore"):
        chi = np.where(size > _NOTHING, (inside.sum() - 1) * np.sum(sums, axis=0) / size, 0.0)
    return chi_square_above(len(groups) - 1, chi)


def apart(
    first: tuple[Floats, Floats, Floats], last: tuple[Floats, Floats, Floats]
) -> tuple[Floats, Floats, Floats]:
    """(K,) the last less the first of two shares, and its interval (Newcombe 1998, method 10)."""
    (one, low, high), (other, least, most) = first, last
    shift = other - one
    below = np.sqrt(np.square(other - least) + np.square(high - one))
    above = np.sqrt(np.square(one - low) + np.square(most - other))
    return shift, np.maximum(-1.0, shift - below), np.minimum(1.0, shift + above)


def detectable(spread: Floats, draws: int, chance: float, power: float) -> Floats:
    """(K,) the difference between the thirds of a number that is found with a `power`.

    Of a steady trend in a number as likely everywhere, whose ranks are then correlated with the
    outcome by .75 / sqrt(3) of that difference per standard deviation, at a two-sided `chance`.
    """
    z = normal_quantile(1 - chance / 2) + normal_quantile(power)
    found: Floats = np.minimum(1.0, z * spread / (0.75 / math.sqrt(3.0) * math.sqrt(draws)))
    return found
