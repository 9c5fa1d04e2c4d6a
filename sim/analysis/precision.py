"""How well an ensemble knows its shares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.analysis.shares import outcome_shares

if TYPE_CHECKING:
    import polars as pl


def widest(frame: pl.DataFrame, level: float = 0.95, seed: int = 0) -> float:
    """The widest sampling interval of an outcome's share, in points of 100.

    Parameters
    ----------
    frame : one row a run, with `run`, `draw`, `weight` and `outcome`
    level, seed : of the intervals (`shares.outcome_shares`)
    """
    shares = outcome_shares(frame, level, seed)
    return 100 * max(one.sampling.high - one.sampling.low for one in shares)
