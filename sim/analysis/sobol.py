"""Sobol indices of the probability of an outcome, with luck taken out.

At N points A of the inputs, N others B, and for every factor f at AB_f (A with what f stands
for taken from B), the same L runs of luck are played. `y` in {0, 1} says whether a run ended
so, and p is its mean given the inputs. Of p, not of y:

- V, its variance over the inputs: mean of p^2 less the square of its mean (Sobol 1993);
- the part of a total index: half the mean of (p(A) - p(AB_f))^2 (Jansen 1999);
- the part of a first-order index: mean of p(B) (p(AB_f) - p(A)) (Saltelli et al. 2010), with
  the mean of p taken off p(B), which changes nothing but the noise.

Squares and products of p are estimated over pairs of different runs (`pigeonhole`), so that
they hold no luck: the plain square of a mean of L runs holds p (1 - p) / L of it, with which
an input of no effect has an index far from 0. As all points have the same runs of luck, an
input that no run heeds has indices of exactly 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np

from sim.analysis.pigeonhole import REPLICATES, Cells, Estimate, Times
from sim.analysis.resample import tails, unseen
from sim.analysis.runs import Floats

_LEAST = 1e-12  # of a variance that is divided by


@dataclass(frozen=True, slots=True)
class Spread:
    """How far one run's outcome can be told beforehand, and from what.

    Attributes
    ----------
    mean
        The share of runs that end so, over the inputs' ranges, in [0, 1].
    variance
        V, of the probability over the inputs, in [0, 1/4].
    explained
        V as a part of the variance of a single run's outcome, in [0, 1]; the rest is luck,
        given all inputs. None where all runs, or none, end so.
    """

    mean: Estimate
    variance: Estimate
    explained: Estimate | None

    @property
    def moved(self) -> bool:
        """Whether the inputs move the outcome by more than what may be chance."""
        return self.variance.interval.low > 0.0


@dataclass(frozen=True, slots=True)
class Index:
    """The indices of one factor, as parts of V; None where V is not told apart from 0.

    Their intervals are kept to what a part can be, 0 to 1, and to the value found.
    `changed` is the share of runs that end otherwise, luck the same, when the factor alone
    is drawn again.
    """

    first: Estimate | None
    total: Estimate | None
    changed: float


@dataclass(frozen=True, slots=True)
class Sobol:
    """Luck and inputs told apart, and the index of each factor, in the order they came in."""

    spread: Spread
    factors: tuple[Index, ...]


def sobol_indices(
    a: Cells,
    b: Cells,
    mixed: Iterable[Cells],
    *,
    level: float = 0.95,
    seed: int = 0,
    replicates: int = REPLICATES,
) -> Sobol:
    """The indices from tables (N, L) of points and runs.

    Parameters
    ----------
    a, b : at the points A and B
    mixed : at AB_f for each factor, in turn; each is held only while it is looked at
    level : of each interval by itself, in (0, 1)
    seed : of the bootstrap alone; equal seeds give equal intervals
    """
    times = Times.drawn((a.shape[0], a.shape[1]), seed, replicates)
    spread, variance = _spread(times, (a, b), level)
    below = np.maximum(variance, _LEAST)
    centred = np.asarray(b, dtype=np.float64) - spread.mean.value
    found = []
    for cells in mixed:
        step = np.asarray(cells, dtype=np.float64) - a
        first = total = None
        if spread.moved:
            first = _part(times.estimate(times.product(centred, step) / below, level))
            total = _part(times.estimate(times.product(step, step) / 2 / below, level))
        found.append(Index(first, total, float((step != 0).mean())))
    return Sobol(spread, tuple(found))


def _part(found: Estimate) -> Estimate:
    """A part of 1: where V is all but 0 in some replicates, its ends would lie anywhere."""
    own = found.interval
    low, high = min(max(0.0, own.low), found.value), max(min(1.0, own.high), found.value)
    return replace(found, interval=replace(own, low=low, high=high))


def spread_of(cells: Cells, *, level: float = 0.95, seed: int = 0) -> Spread:
    """Luck and inputs told apart from one table (N, L) of independent points."""
    return _spread(Times.drawn((cells.shape[0], cells.shape[1]), seed), (cells,), level)[0]


def _open(mean: Estimate, points: int) -> Estimate:
    """A share with what so many points may all have missed left open (`resample.unseen`)."""
    own = mean.interval
    missed = unseen(points, tails(own.level)[0])
    low, high = min(own.low, 1 - missed), max(own.high, missed)
    return replace(mean, interval=replace(own, low=low, high=high))


def _spread(times: Times, tables: tuple[Cells, ...], level: float) -> tuple[Spread, Floats]:
    def over(each: Callable[[Cells], Floats]) -> Floats:
        return np.asarray(np.mean([each(cells) for cells in tables], axis=0))

    square = times.squared_mean(tables)
    variance = over(lambda cells: times.product(cells, cells)) - square
    of_a_run = over(lambda cells: times.mean(np.square(cells, dtype=np.float64))) - square
    explained = None
    if of_a_run[0] > _LEAST:
        explained = times.estimate(variance / np.maximum(of_a_run, _LEAST), level)
    mean = _open(times.estimate(over(times.mean), level), sum(len(cells) for cells in tables))
    return Spread(mean, times.estimate(variance, level), explained), variance
