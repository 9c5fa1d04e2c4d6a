"""Scenarios side by side: how far the share of each outcome differs, and how surely.

A variant from now keeps the past: its runs are the same kept runs with the same luck, so
they are compared pair by pair, and whole input draws are resampled together in both (a
paired bootstrap; Efron & Tibshirani 1993). A variant from the start, or another scenario,
is conditioned on its record anew. From the start a draw of the same number has the same luck, and
often the same inputs, in both: draws are resampled in pairs, by number. Two scenarios are resampled
apart.

Where none of D draws differs, what they may all have missed is left open either way
(`resample.unseen`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.resample import Interval, bootstrap, tails, unseen
from sim.analysis.runs import Floats, Runs, kish, runs_of
from sim.analysis.shares import share_of
from sim.talks.events import OUTCOMES

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, slots=True)
class Contrast:
    """One outcome's share in [0, 1] in the base and in another, and `other - base`.

    `gained` and `lost` count the pairs of runs that end so only in the other, only in the
    base; None where runs are no pairs. `told_apart`: the interval leaves out 0.
    """

    outcome: str
    base: float
    other: float
    difference: float
    interval: Interval
    told_apart: bool
    gained: int | None
    lost: int | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A variant or another scenario beside the base.

    `kind`: now (the same kept runs), start (conditioned on the record anew) or other
    (another scenario). `runs` are those that count.
    """

    name: str
    title: str
    kind: str
    runs: int
    contrasts: tuple[Contrast, ...]  # in the order of OUTCOMES

    def of(self, outcome: str) -> Contrast:
        """The contrast of one outcome."""
        return self.contrasts[OUTCOMES.index(outcome)]


def by_size(comparisons: Sequence[Comparison], outcome: str) -> list[Comparison]:
    """The comparisons by how far they move an outcome's share, the furthest first."""
    return sorted(comparisons, key=lambda one: (-abs(one.of(outcome).difference), one.name))


def moved_most(comparisons: Sequence[Comparison]) -> str:
    """The outcome to show first: a deal, or where that differs nowhere the one that does most."""
    if any(one.of("deal").difference for one in comparisons):
        return "deal"
    return max(OUTCOMES, key=lambda name: max(abs(one.of(name).difference) for one in comparisons))


def contrasts(
    base: pl.DataFrame,
    other: pl.DataFrame,
    *,
    paired: bool,
    by_draw: bool = False,
    level: float = 0.95,
    seed: int = 0,
) -> tuple[Contrast, ...]:
    """The differences of all five outcomes, in the order of `OUTCOMES`.

    Parameters
    ----------
    base, other : frames of one row a run, with `run`, `draw`, `weight` and `outcome`
    paired : whether run k of one and run k of the other share inputs, past and luck
    by_draw : whether draw d of one and draw d of the other share their luck
    level : of each interval by itself, in (0, 1)
    seed : of the bootstrap alone

    Raises
    ------
    SettingError
        If a frame holds no run.
    RecordError
        If all runs of one weigh 0.
    """
    one, two = runs_of(base), runs_of(other)
    if paired:
        assert one.frame["run"].equals(two.frame["run"]), "paired runs must be the same runs"
        assert np.array_equal(one.weight, two.weight), "and weigh the same"
    spread = _paired(one, two, seed) if paired or by_draw else _apart(one, two, seed)
    ends = np.quantile(spread, tails(level), axis=0)
    together = paired or by_draw
    how = "paired bootstrap over input draws" if together else "bootstrap over input draws of each"
    found = []
    for k, outcome in enumerate(OUTCOMES):
        low, high = (float(end) for end in ends[:, k])
        if low == high or _silent(one, two, outcome, paired):
            open_to = _open(one, two, level)
            low, high = min(low, -open_to), max(high, open_to)
        found.append(_contrast(one, two, outcome, Interval(low, high, level, how), paired))
    return tuple(found)


def _contrast(one: Runs, two: Runs, outcome: str, interval: Interval, paired: bool) -> Contrast:
    first, second = one.ended(outcome), two.ended(outcome)
    base, other = share_of(one, first), share_of(two, second)
    return Contrast(
        outcome,
        base,
        other,
        other - base,
        interval,
        not interval.low <= 0.0 <= interval.high,
        int((second & ~first).sum()) if paired else None,
        int((first & ~second).sum()) if paired else None,
    )


def _parts(runs: Runs) -> tuple[Floats, Floats]:
    """By draw: the weight that ended in each outcome (D, 5), and in all (D, 1)."""
    hits = [runs.by_draw(runs.weight * runs.ended(outcome)) for outcome in OUTCOMES]
    return np.stack(hits, axis=1), runs.by_draw(runs.weight)[:, np.newaxis]


def _resampled(hits: Floats, weights: Floats, seed: int) -> Floats:
    """Shares (replicates, 5) of resampled draws."""

    def shares(times: Floats) -> Floats:
        found: Floats = (times @ hits) / (times @ weights)
        return found

    return bootstrap(len(hits), seed, shares)


def _paired(one: Runs, two: Runs, seed: int) -> Floats:
    """The same seed resamples the same draws, by their numbers, in both."""
    numbers = [np.unique(runs.frame["draw"].to_numpy()) for runs in (one, two)]
    every = np.union1d(*numbers)
    found = []
    for runs, own in zip((one, two), numbers, strict=True):
        parts = []
        for part in _parts(runs):
            whole = np.zeros((len(every), part.shape[1]))  # a draw that one of them lacks weighs 0
            whole[np.searchsorted(every, own)] = part
            parts.append(whole)
        found.append(_resampled(parts[0], parts[1], seed))
    return found[1] - found[0]


def _apart(one: Runs, two: Runs, seed: int) -> Floats:
    return _resampled(*_parts(two), seed + 1) - _resampled(*_parts(one), seed)


def _silent(one: Runs, two: Runs, outcome: str, paired: bool) -> bool:
    """Whether no draw says anything of a difference."""
    first, second = one.ended(outcome), two.ended(outcome)
    if paired:
        return bool((first == second).all())
    return bool((first.all() and second.all()) or not (first.any() or second.any()))


def _open(one: Runs, two: Runs, level: float) -> float:
    """What the draws of the smaller of the two may all have missed."""
    draws = min(kish(one.by_draw(one.weight)), kish(two.by_draw(two.weight)))
    return unseen(draws, tails(level)[0])
