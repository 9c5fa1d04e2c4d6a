"""What was played: runs, draws, luck, and how often the record came out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.runs import runs_of, unequal

if TYPE_CHECKING:
    import polars as pl

LEAST_DRAWS = 10  # of the inputs: an interval over them from fewer would be false precision
# A range of nine draws in ten over the inputs: of 59 draws one at least lies beyond an end of it
# with a probability of 95% (Wilks 1941), and it takes 10 runs to tell where a draw lies.
RANGE_DRAWS, RANGE_LUCK = 59, 10


@dataclass(frozen=True, slots=True)
class Design:
    """The size of an ensemble.

    `runs`, `draws` and luck are what was played; `nothing` of the runs weigh 0, and what
    all are worth is `effective` runs of `effective_draws` draws (Kish 1965). `tried` counts
    the tries of luck until each run was kept.
    """

    runs: int
    draws: int
    least_luck: int
    most_luck: int
    nothing: int
    effective: float
    effective_draws: float
    tried: int

    @property
    def weighted(self) -> bool:
        """Whether runs differ in what they weigh."""
        return unequal(self.effective, self.runs)


def design_of(frame: pl.DataFrame) -> Design:
    """Count what a frame holds."""
    runs = runs_of(frame)
    luck = np.unique(frame["draw"].to_numpy(), return_counts=True)[1]
    return Design(
        runs=runs.played,
        draws=len(luck),
        least_luck=int(luck.min()),
        most_luck=int(luck.max()),
        nothing=runs.played - len(runs.weight),
        effective=runs.effective,
        effective_draws=runs.effective_draws,
        tried=int(frame["tried"].sum()),
    )
