"""Many runs as few rows that come to the same, draw by draw."""

from __future__ import annotations

import polars as pl

from sim.talks.events import OUTCOMES


def by_draw(frame: pl.DataFrame, outcome: str, inputs: pl.DataFrame) -> pl.DataFrame:
    """Two rows a draw, with its inputs, that hold what its runs weigh with an outcome and without.

    Shares by draw are those of the runs. Each draw has two rows of positive weight, so that
    draws of equally many runs are as important to each other as they were; the counts of
    runs are lost.

    Parameters
    ----------
    frame : one row a run, with `draw`, `weight` and `outcome`
    outcome : what is counted
    inputs : one row a draw, with `draw` and a column an input
    """
    other = next(name for name in OUTCOMES if name != outcome)
    hit = pl.col("outcome") == outcome
    sums = frame.group_by("draw").agg(
        hits=pl.col("weight").filter(hit).sum(), misses=pl.col("weight").filter(~hit).sum()
    )
    sums = sums.filter(pl.col("hits") + pl.col("misses") > 0).sort("draw")
    hits, misses = pl.col("hits"), pl.col("misses")
    half = (hits + misses) / 2
    mixed = (hits > 0) & (misses > 0)
    first = sums.select(
        "draw",
        weight=pl.when(mixed).then(hits).otherwise(half),
        outcome=pl.when(hits > 0).then(pl.lit(outcome)).otherwise(pl.lit(other)),
    )
    second = sums.select(
        "draw",
        weight=pl.when(mixed).then(misses).otherwise(half),
        outcome=pl.when(misses > 0).then(pl.lit(other)).otherwise(pl.lit(outcome)),
    )
    both = pl.concat([first, second]).with_row_index("run")
    return both.join(inputs, on="draw", how="left", maintain_order="left")
