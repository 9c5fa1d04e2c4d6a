"""The frame of an ensemble as arrays, run by run and draw by draw.

A run of weight 0 counts for nothing: it is left out, and with it a draw of nothing else.
Everything here is in the order of the run numbers and added in that order, so that
neither chunks nor threads change a digit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from sim.errors import RecordError, SettingError
from sim.text import many

if TYPE_CHECKING:
    import polars as pl

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Runs:
    """Weights and input draws of the N runs that count, in D draws.

    Weights are positive, the greatest 1. `place` is each run's draw as an index 0 to D-1
    (draws in the order of their numbers); `played` also counts the runs left out.
    """

    frame: pl.DataFrame
    weight: Floats  # (N,)
    place: Ints  # (N,)
    draws: int
    played: int

    @property
    def total(self) -> float:
        """The sum of all weights."""
        return float(self.weight.sum())

    @property
    def effective(self) -> float:
        """Kish's (1965) effective number of runs; N where all weigh the same."""
        return kish(self.weight)

    @property
    def weighted(self) -> bool:
        """Whether the runs played differ in what they weigh."""
        return unequal(self.effective, self.played)

    @property
    def own_draw_each(self) -> bool:
        """Whether no two runs share their inputs."""
        return self.draws == len(self.place)

    def by_draw(self, values: Floats) -> Floats:
        """Sums over each draw's runs of `values` (N,): (D,)."""
        sums = np.bincount(self.place, weights=values, minlength=self.draws)
        return np.asarray(sums, dtype=np.float64)

    def importance(self) -> Floats:
        """(D,) what each draw weighs: the mean weight of its runs."""
        return self.by_draw(self.weight) / self.by_draw(np.ones_like(self.weight))

    @property
    def effective_draws(self) -> float:
        """Kish's effective number of draws; D where all weigh the same."""
        return kish(self.importance())

    def within(self) -> Floats:
        """(N,) each run's weight as a part of the greatest in its draw."""
        greatest = np.zeros(self.draws)
        np.maximum.at(greatest, self.place, self.weight)
        return self.weight / greatest[self.place]

    def ended(self, outcome: str) -> Bools:
        """(N,) whether each run ended in an outcome."""
        return np.asarray((self.frame["outcome"] == outcome).to_numpy(), dtype=np.bool_)

    def first_of_draw(self) -> Ints:
        """(D,) the row of each draw's first run."""
        return np.unique(self.place, return_index=True)[1].astype(np.int64)


def runs_of(frame: pl.DataFrame) -> Runs:
    """The runs of a frame that count, in the order of their numbers.

    Raises
    ------
    SettingError
        If there is no run, or a weight is negative or no number.
    RecordError
        If all weigh 0.
    """
    if frame.height == 0:
        raise SettingError("no runs to count (got 0): play at least one")
    frame = frame.sort("run")
    weight = frame["weight"].cast(float).to_numpy().astype(np.float64)
    if not (np.isfinite(weight).all() and (weight >= 0).all()):
        raise SettingError("weights of runs must be 0 or positive: play the ensemble again")
    counts = weight > 0
    if not counts.any():
        raise RecordError(
            f"none of {many(len(weight), 'run')} gave the record, so none counts: play more runs, "
            "or give the texts' terms and the inputs of those who answered a wider range"
        )
    played, frame, weight = len(weight), frame.filter(counts), weight[counts]
    draws, place = np.unique(frame["draw"].to_numpy(), return_inverse=True)
    return Runs(frame, weight / weight.max(), place.astype(np.int64), len(draws), played)


def kish(weights: Floats) -> float:
    """Kish's effective sample size, (sum w)^2 / sum w^2."""
    weights = weights / weights.max()
    return float(weights.sum() ** 2 / np.square(weights).sum())


def unequal(effective: float, runs: int) -> bool:
    """Whether runs differ in what they weigh, by their effective number."""
    return effective < runs * (1 - 1e-9)


def weighted_quantiles(values: Floats, weights: Floats, at: Sequence[float]) -> list[float]:
    """Quantiles that are values of actual runs (inverse of the weighted distribution)."""
    cuts = np.quantile(values, at, weights=weights, method="inverted_cdf")
    return [float(cut) for cut in cuts]
