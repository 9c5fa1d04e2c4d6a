"""Many runs as two rows a draw: what moves an outcome comes out the same."""

from __future__ import annotations

import polars as pl
import pytest

from sim.analysis.condensed import by_draw
from sim.analysis.movers import movers
from sim.analysis.runs import runs_of
from sim.api import ensemble, load


@pytest.mark.parametrize("outcome", ["deal", "collapsed"])
def test_movers_of_few_rows_are_those_of_all_runs(outcome: str) -> None:
    case = load("council-quota")
    frame = ensemble(case, runs=400, draws=100, seed=2)
    inputs = frame.group_by("draw").agg(pl.col("^input\\..*$").first())
    few = by_draw(frame, outcome, inputs)
    assert few.height == 200
    paths = [one.path for one in case.inputs if one.uncertain]
    all_runs = {one.path: one for one in movers(frame, outcome, paths)}
    two_rows = {one.path: one for one in movers(few, outcome, paths)}
    assert all_runs.keys() == two_rows.keys()
    for path, one in all_runs.items():
        other = two_rows[path]
        assert (one.low_share, one.high_share) == pytest.approx((other.low_share, other.high_share))
        ends = (other.interval.low, other.interval.high)
        assert (one.interval.low, one.interval.high) == pytest.approx(ends)
        assert one.discernible == other.discernible


def test_weights_and_draws_that_count_for_nothing() -> None:
    rows = [
        (0, 0, 0.5, "deal"),
        (1, 0, 0.25, "deal"),
        (2, 1, 0.0, "deal"),
        (3, 2, 1.0, "collapsed"),
    ]
    frame = pl.DataFrame(rows, schema=["run", "draw", "weight", "outcome"], orient="row")
    inputs = pl.DataFrame({"draw": [0, 1, 2], "input.x": [1.0, 2.0, 3.0]})
    few = by_draw(frame, "deal", inputs)
    assert sorted(few["draw"].to_list()) == [0, 0, 2, 2]
    runs = runs_of(few)
    share = float((runs.weight * runs.ended("deal")).sum()) / runs.total
    assert share == pytest.approx(0.75 / 1.75)
