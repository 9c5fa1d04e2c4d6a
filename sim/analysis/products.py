"""Which pairs of unknowns separate the kept runs by more than both do by themselves.

Association given the record, as in `unknowns`, of products: the draws' mean outcome is regressed on
every input by itself (its rank, or the place of its name in declared order, and its levels), and
what is left is held against the product of two. The draw of the inputs is the unit; variances are
robust to unequal spread (White 1980; HC1 of MacKinnon & White 1985); 5% of what is listed may be
there by chance (Benjamini & Hochberg 1995), and intervals are adjusted for the listing (Benjamini
& Yekutieli 2005). N inputs have N (N - 1) / 2 pairs, so that it takes many draws to find any.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.association import Draws
from sim.analysis.double import Corners
from sim.analysis.if_changed import RATE
from sim.analysis.laws import normal_below
from sim.analysis.levels import Told, told_at
from sim.analysis.multiple import false_finds
from sim.analysis.runs import Bools, Floats, runs_of
from sim.analysis.told_outcomes import of_frame, outcomes_of

if TYPE_CHECKING:
    import polars as pl

    from sim.scenario.case import Case

LEAST_DRAWS = 6000  # with fewer, contrasts between 128 inputs are often missed
_LEAST_CORNER = 20  # draws in which both have their first or last levels: sums of fewer are uneven
_AT_A_TIME = 4096  # draws: what is worked out for all would not fit beside a large table
_ALMOST = 1e-10  # of what is the sum of others


Where = tuple[str, float | None, float | None]
"""A level of an input: its name, or of numbers from where to where."""


@dataclass(frozen=True, slots=True)
class Product:
    """Two inputs and the shares of an outcome at the first and last level of both.

    `units` are those of the two; `draws` those of the least corner.
    """

    first: str
    first_levels: tuple[Where, Where]
    second: str
    second_levels: tuple[Where, Where]
    units: tuple[str, str]
    corners: Corners
    draws: int
    adjusted_p: float


@dataclass(frozen=True, slots=True)
class Products:
    """Of `pairs` that were looked at, those listed: by outcome, the largest contrast first."""

    draws: int
    pairs: int
    rows: tuple[Product, ...]

    def listed(self, outcome: str) -> tuple[Product, ...]:
        """Those of one outcome."""
        return tuple(row for row in self.rows if row.corners.outcome == outcome)


def products(case: Case, frame: pl.DataFrame, inputs: pl.DataFrame) -> Products | None:
    """Every pair of uncertain inputs; None where there are fewer than `LEAST_DRAWS` draws.

    Parameters
    ----------
    frame
        One row a run, with `term.<issue>`.
    inputs
        A column `input.<path>` of each, a row a draw that counts, by draw.
    """
    runs, outcomes = runs_of(frame), outcomes_of(case.names)
    if runs.draws < LEAST_DRAWS:
        return None
    draws = Draws.of(runs, of_frame(runs.frame, outcomes))
    told = told_at(case, inputs, draws)
    asked, chances = product_chances(told, draws)
    rows = list[Product]()
    for k, outcome in enumerate(outcomes):
        listed = listed_of(told, draws, (outcome.name, k), asked, chances[k])
        rows += sorted(listed, key=lambda row: -abs(row.corners.double))
    return Products(runs.draws, int(asked.sum()), tuple(rows))


def product_chances(told: Sequence[Told], draws: Draws) -> tuple[Bools, Floats]:
    """Which pairs of N inputs have draws enough in each corner, and the chances if none mattered.

    Returns
    -------
    (N, N) array, true above the diagonal alone, and (K, N, N) array of each outcome's chances.
    """
    scores = np.stack([_scores(each) for each in told], axis=1)
    first, last = (
        np.stack([each.groups[end] for each in told], axis=1).astype(np.float32) for end in (0, -1)
    )
    fewest = np.minimum.reduce([one.T @ other for one in (first, last) for other in (first, last)])
    weight = draws.weight / draws.weight.mean()
    left, spread = _left(told, scores, draws.share, weight)
    middle = (weight[:, None] * scores).T @ scores / len(weight)
    chances = [_chances(scores, middle, weight * column, spread) for column in left.T]
    return np.triu(fewest >= _LEAST_CORNER, 1), np.stack(chances)


def _scores(each: Told) -> Floats:
    """(D,) ranks of a number, or the places of names in declared order, of mean 0 and spread 1."""
    found = each.ranks
    if found is None:
        found = np.full(len(each.groups[0]), np.nan)
        for place, group in enumerate(each.groups):
            found[group] = place
    known = np.isfinite(found)
    about = np.where(known, found - found[known].mean(), 0.0)
    return np.asarray(about / max(about.std(), _ALMOST))


def _left(
    told: Sequence[Told], scores: Floats, share: Floats, weight: Floats
) -> tuple[Floats, float]:
    """(D, K) what inputs by themselves leave of the draws' shares, and by how much too even it is.

    Weighted least squares on a constant, every input's score and all its levels.
    """
    stretches = [slice(at, at + _AT_A_TIME) for at in range(0, len(share), _AT_A_TIME)]
    squares, sums = np.zeros(()), np.zeros(())
    for stretch in stretches:
        terms = _terms(told, scores, stretch)
        weighed = (weight[stretch, None] * terms).T
        squares, sums = squares + weighed @ terms, sums + weighed @ share[stretch]
    slopes, _, rank, _ = np.linalg.lstsq(squares, sums, rcond=_ALMOST)
    left = [share[each] - _terms(told, scores, each) @ slopes for each in stretches]
    return np.concatenate(left), len(share) / max(1, len(share) - int(rank))


def _terms(told: Sequence[Told], scores: Floats, at: slice) -> Floats:
    levels = [group[at] for each in told for group in each.groups]
    return np.column_stack([np.ones(len(scores[at])), scores[at], *levels])


def _chances(scores: Floats, middle: Floats, pull: Floats, spread: float) -> Floats:
    """(N, N) two-sided chances of how each product goes with what is left, if it did not.

    `middle` is the weighted mean of each product, `pull` (D,) weighted residuals.
    """
    covariance = (pull[:, None] * scores).T @ scores
    squared = np.square(pull)
    twice, once = (((squared[:, None] * it).T @ it) for it in (np.square(scores), scores))
    variance = spread * (twice - 2 * middle * once + np.square(middle) * squared.sum())
    with np.errstate(divide="ignore", invalid="ignore"):
        score = np.where(variance > _ALMOST, np.abs(covariance) / np.sqrt(variance), 0.0)
    return 2.0 * normal_below(-score)


def listed_of(
    told: Sequence[Told], draws: Draws, outcome: tuple[str, int], asked: Bools, chances: Floats
) -> Iterator[Product]:
    """The pairs that are listed for an outcome, given by its name and place."""
    places, adjusted = np.argwhere(asked), false_finds(chances[asked].tolist())
    found = np.flatnonzero(adjusted <= RATE)
    level = 1 - RATE * len(found) / max(1, len(places))
    for nth in found:
        one, other = (told[place] for place in places[nth])
        corners, fewest = _corners(one, other, draws, outcome, level)
        yield Product(
            one.one.path,
            (one.levels[0], one.levels[-1]),
            other.one.path,
            (other.levels[0], other.levels[-1]),
            (one.one.unit, other.one.unit),
            corners,
            fewest,
            float(adjusted[nth]),
        )


def _corners(
    one: Told, other: Told, draws: Draws, outcome: tuple[str, int], level: float
) -> tuple[Corners, int]:
    """The shares at the first and last level of both, and the draws of the least corner.

    The interval is that of a sum of four shares by those of each (Zou & Donner 2008).
    """
    name, k = outcome
    below = above = double = 0.0
    levels, sizes = list[tuple[float, ...]](), list[int]()
    for its, its_sign in ((other.groups[0], -1), (other.groups[-1], 1)):
        shares = list[float]()
        for mine, my_sign in ((one.groups[0], -1), (one.groups[-1], 1)):
            both, sign = mine & its, its_sign * my_sign
            share, low, high = (float(part[k]) for part in draws.mean(both, level))
            down, up = (share - low, high - share) if sign > 0 else (high - share, share - low)
            below, above, double = below + down**2, above + up**2, double + sign * share
            shares.append(share)
            sizes.append(int(both.sum()))
        levels.append(tuple(shares))
    ends = (double - math.sqrt(below), double + math.sqrt(above))
    return Corners(name, tuple(levels), double, *ends), min(sizes)
