"""What was played: runs, draws, luck, and how often the record came out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.runs import runs_of, unequal

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, slots=True)
class Design:
    """The size of an ensemble.

    `tried` counts the tries of luck until each run was kept; `kept` is the share of them
    that gave the record, None where runs are weighted instead of kept.
    """

    runs: int
    draws: int
    least_luck: int
    most_luck: int
    effective: float
    tried: int
    kept: float | None

    @property
    def weighted(self) -> bool:
        """Whether runs differ in what they weigh."""
        return unequal(self.effective, self.runs)


def design_of(frame: pl.DataFrame) -> Design:
    """Count what a frame holds."""
    runs = runs_of(frame)
    luck = runs.by_draw(np.ones_like(runs.weight))
    tried = int(runs.frame["tried"].sum())
    effective = runs.effective
    n = len(runs.weight)
    return Design(
        runs=n,
        draws=runs.draws,
        least_luck=int(luck.min()),
        most_luck=int(luck.max()),
        effective=effective,
        tried=tried,
        kept=None if unequal(effective, n) else n / tried,
    )
