"""Tests and intervals of how outcomes go with inputs, the draw of the inputs being the unit.

Pure functions of arrays: D draws, K outcomes. Both tests ask how the draws' mean outcomes would
lie if they were dealt to the draws' inputs at random: a trend by ranks, and for names the
chi-square of their means (Kruskal & Wallis 1952), which is Pearson's, times (D - 1) / D, where each
draw has one run; each term of it no larger than that of the likelihood ratio (Wilks 1938), since
rare outcomes in few draws were listed many times too often.
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
_FEW_VALUES = 20  # of a number: the ranks of more are so even that sums of them are normal


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


def trend(ranks: Floats, draws: Draws) -> Floats:
    """(K,) two-sided chances of so steep a trend over ranks (D,) if there were none.

    Ranks of draws that are not to count are NaN.
    """
    known, residual = np.isfinite(ranks), draws.residual
    about = np.where(known, ranks - ranks[known].mean(), 0.0)
    mine = np.where(known[:, None], residual, 0.0)
    mine = np.where(known[:, None], mine - mine[known].mean(axis=0), 0.0)
    spread = math.sqrt(float(np.square(about).sum()))
    size = np.sqrt(np.square(mine).sum(axis=0))
    with np.errstate(divide="ignore", invalid="ignore"):
        steep = np.where(size > _NOTHING, about @ mine / (spread * size), 0.0)
    score = np.abs(steep) * math.sqrt(known.sum() - 1)
    values = np.unique(ranks[known])
    if len(values) <= _FEW_VALUES:
        pearson, smaller = _both([ranks == value for value in values], draws)
        score *= np.sqrt(np.divide(smaller, pearson, where=pearson > 0, out=np.ones_like(pearson)))
    return 2.0 * normal_below(-score)


def between(groups: Sequence[Bools], draws: Draws) -> Floats:
    """(K,) chances of so different means of groups of draws, if they were alike."""
    return chi_square_above(len(groups) - 1, _both(groups, draws)[1])


def _both(groups: Sequence[Bools], draws: Draws) -> tuple[Floats, Floats]:
    """(K,) Pearson's chi-square, and the same with the smaller of both terms of each group.

    Where a group would have few of an outcome, Pearson's is far too large when some come by chance,
    and the likelihood ratio's when none does; the smaller of the two is neither.
    """
    inside = np.logical_or.reduce(groups)
    weight, share = draws.weight[inside], draws.share[inside]
    draws_worth = kish(weight)
    about = np.square(share - np.average(share, axis=0, weights=weight))
    variance = np.average(about, axis=0, weights=weight) * draws_worth / max(1.0, draws_worth - 1)
    sizes = np.array([kish(draws.weight[group]) for group in groups])
    means = np.stack(
        [np.average(draws.share[group], axis=0, weights=draws.weight[group]) for group in groups]
    ).clip(0.0, 1.0)
    middle = np.average(means, axis=0, weights=sizes)
    away = np.square(means - middle)
    vary = (variance > _NOTHING) & (away > _NOTHING)
    with np.errstate(divide="ignore", invalid="ignore"):
        pearson = np.where(vary, sizes[:, None] * away / variance, 0.0)
        deviance = 2.0 * middle * (1 - middle) * _divergence(means, middle) / away
        smaller = pearson * np.where(vary, np.minimum(1.0, deviance), 1.0)
    return pearson.sum(axis=0), smaller.sum(axis=0)


def _divergence(shares: Floats, middle: Floats) -> Floats:
    """How far shares lie from the middle one (Kullback & Leibler 1951)."""
    with np.errstate(divide="ignore", invalid="ignore"):
        yes = np.where(shares > 0, shares * np.log(shares / middle), 0.0)
        no = np.where(shares < 1, (1 - shares) * np.log((1 - shares) / (1 - middle)), 0.0)
    return yes + no


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
