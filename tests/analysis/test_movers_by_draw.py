"""Inputs given draw by draw: what moves an outcome is the same as from all runs."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from sim.analysis.movers import movers
from tests.analysis.fakes import mixed

VARIED = ["firmness", "line", "inert"]
INPUTS = pl.col(r"^input\..*$")


def ragged() -> pl.DataFrame:
    """Draws of unequally many runs of unequal weight, some of them 0, one draw of nothing else."""
    rng = np.random.default_rng(4)
    frame = mixed(40, 20)
    weight = rng.exponential(size=frame.height) * (rng.random(frame.height) < 0.6)
    weight[frame["draw"].to_numpy() == 3] = 0
    frame = frame.with_columns(weight=weight, kept=pl.Series(rng.random(frame.height) < 0.5))
    # an input may differ where a run does not count: a what-if came in time, or did not
    return frame.filter("kept").with_columns(
        pl.when(pl.col("weight") > 0).then("input.inert").otherwise(-1.0).alias("input.inert")
    )


@pytest.mark.parametrize("outcome", ["deal", "collapsed"])
def test_ragged_and_weighted_runs_lose_nothing(outcome: str) -> None:
    frame = ragged()
    counting = frame.filter(pl.col("weight") > 0)
    assert counting.group_by("draw").len()["len"].n_unique() > 3
    inputs = counting.group_by("draw").agg(INPUTS.first()).sort("draw")
    narrow = frame.select("run", "draw", "weight", "outcome")
    assert movers(narrow, outcome, VARIED, inputs=inputs) == movers(frame, outcome, VARIED)


def test_a_draw_that_does_not_count_has_no_inputs() -> None:
    frame = ragged()
    inputs = frame.group_by("draw").agg(INPUTS.first()).sort("draw")
    with pytest.raises(AssertionError, match="a row a draw that counts"):
        movers(frame.select("run", "draw", "weight", "outcome"), "deal", VARIED, inputs=inputs)
