"""When: days of frameworks and deals, and how each outcome builds up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.resample import bootstrap, tails
from sim.analysis.runs import Floats, Ints, runs_of, weighted_quantiles
from sim.talks.events import OUTCOMES

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, slots=True)
class Timing:
    """Days after `now` of what `count` runs had; None where none had it."""

    what: str  # framework | deal
    count: int
    median: float | None
    lower_quartile: float | None
    upper_quartile: float | None


@dataclass(frozen=True, slots=True)
class Incidence:
    """Share of runs that had ended in an outcome by each day, with a pointwise band.

    `share`, `low` and `high` are in [0, 1] and as long as `days`.
    """

    outcome: str
    days: Floats
    share: Floats
    low: Floats
    high: Floats
    level: float
    runs: int


def timings(frame: pl.DataFrame) -> list[Timing]:
    """Weighted medians and quartiles of the framework's and the deal's day."""
    runs = runs_of(frame)
    framework = runs.frame["framework_day"].cast(float).to_numpy()
    deal = np.where(runs.ended("deal"), runs.frame["end_day"].cast(float).to_numpy(), np.nan)
    return [
        _timing("framework", framework, runs.weight),
        _timing("deal", deal, runs.weight),
    ]


def _timing(what: str, days: Floats, weight: Floats) -> Timing:
    had = np.isfinite(days)
    if not had.any():
        return Timing(what, 0, None, None, None)
    lower, median, upper = weighted_quantiles(days[had], weight[had], [0.25, 0.5, 0.75])
    return Timing(what, int(had.sum()), median, lower, upper)


def day_grid(frame: pl.DataFrame, points: int = 121) -> Floats:
    """Evenly spaced days from `now` to the last ending of any run."""
    last = float(runs_of(frame).frame["end_day"].cast(float).to_numpy().max())
    return np.linspace(0.0, max(last, 1.0), points)


def cumulative_incidence(
    frame: pl.DataFrame, grid: Sequence[float] | Floats, level: float = 0.95, seed: int = 0
) -> list[Incidence]:
    """How many runs had ended in each outcome by each day of the grid.

    Outcomes compete: a run has one, and the horizon ends every run, so that nothing is
    censored and the empirical shares are the cumulative incidence (Kalbfleisch & Prentice
    1980). The band is a bootstrap over input draws, at each day by itself.
    """
    runs = runs_of(frame)
    days = np.asarray(grid, dtype=np.float64)
    ended = runs.frame["end_day"].cast(float).to_numpy()
    weights = runs.by_draw(runs.weight)
    found = []
    for outcome in OUTCOMES:
        hit = runs.ended(outcome)
        parts = _by_day(days, ended[hit], runs.place[hit], runs.weight[hit], runs.draws)

        def shares(times: Floats, parts: Floats = parts) -> Floats:
            built: Floats = (times @ parts) / (times @ weights)[:, None]
            return built

        low, high = np.quantile(bootstrap(runs.draws, seed, shares), tails(level), axis=0)
        share = parts.sum(axis=0) / weights.sum()
        found.append(Incidence(outcome, days, share, low, high, level, len(ended)))
    return found


def _by_day(days: Floats, ended: Floats, place: Ints, weight: Floats, draws: int) -> Floats:
    """(draws, days) the weight of each draw's runs that had ended by each day."""
    cells = np.zeros((draws, len(days) + 1))
    np.add.at(cells, (place, np.searchsorted(days, ended - 1e-9)), weight)
    return cells.cumsum(axis=1)[:, :-1]
