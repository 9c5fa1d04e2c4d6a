"""Further runs of some draws: those that a larger ensemble would have."""

from __future__ import annotations

import polars as pl
from polars.testing import assert_frame_equal

from sim.api import load
from sim.ensemble.chunks import Settings
from sim.ensemble.deepened import deepened
from sim.ensemble.driver import ensemble


def test_further_runs_of_the_first_draws_are_those_of_an_ensemble_that_has_them() -> None:
    case = load("flat-sale")
    few = ensemble(case, Settings(12, 6, seed=4, jobs=1))
    more = deepened(few, draws=3, luck=5)
    whole = ensemble(case, Settings(30, 6, seed=4, jobs=1)).frame
    expected = whole.filter((pl.col("draw") < 3) & (pl.col("luck") >= 2))
    assert_frame_equal(more, expected.sort("run"))
    assert set(few.frame["run"]).isdisjoint(more["run"])


def test_an_ensemble_that_is_deep_already_gets_no_further_runs() -> None:
    deep = ensemble(load("flat-sale"), Settings(12, 3, seed=4, jobs=1))
    assert deepened(deep, draws=3, luck=4).is_empty()
