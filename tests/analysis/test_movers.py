from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from sim.analysis.movers import HIGHEST, LOWEST, movers
from tests.analysis.fakes import frame_of, mixed

VARIED = ["firmness", "line", "inert", "set"]


def test_what_moves_comes_first_and_what_does_not_is_not_flagged() -> None:
    found = movers(mixed(150, 20), "deal", VARIED)
    assert [mover.path for mover in found] == ["firmness", "line", "inert"]
    first, _, last = found
    assert (first.low, first.high) == (LOWEST, HIGHEST)
    assert first.discernible
    assert first.interval.low < first.difference < first.interval.high < 0
    assert not last.discernible


def test_thirds_are_over_draws_with_luck_averaged() -> None:
    outcomes = np.where(np.arange(12)[:, None] < 4, "deal", "collapsed")
    outcomes = np.repeat(outcomes, 4, axis=1)
    (found,) = movers(frame_of(outcomes, {"x": np.arange(12.0)}), "deal", ["x"])
    assert (found.low_share, found.high_share, found.difference) == (1, 0, -1)
    assert (found.low_draws, found.high_draws) == (4, 4)


def test_fewer_than_ten_draws_tell_nothing_of_an_input() -> None:
    outcomes = np.repeat(np.where(np.arange(9)[:, None] < 3, "deal", "collapsed"), 4, axis=1)
    assert movers(frame_of(outcomes, {"x": np.arange(9.0)}), "deal", ["x"]) == []


def test_named_levels_go_from_lowest_to_highest_share() -> None:
    line = np.repeat(["hard", "none", "soft"], 20)
    outcomes = np.where(line[:, None] == "none", "deal", "collapsed")
    outcomes[:5] = "deal"
    (found,) = movers(frame_of(np.repeat(outcomes, 3, 1), {"line": line}), "deal", ["line"])
    assert (found.low, found.high, found.numeric) == ("soft", "none", False)
    assert (found.low_share, found.high_share) == (0, 1)
    assert found.discernible


def test_rare_levels_and_constant_inputs_are_left_out() -> None:
    line = np.array(["a"] * 2 + ["b"] * 38)
    frame = frame_of(np.full((40, 2), "deal"), {"line": line, "one": np.ones(40)})
    assert movers(frame, "deal", ["line", "one"]) == []


def test_ties_are_never_torn_apart() -> None:
    x = np.array([0.0] * 10 + [1.0] * 2 + [2.0] * 3)
    frame = frame_of(np.full((15, 2), "deal"), {"x": x})
    (found,) = movers(frame, "deal", ["x"])
    assert (found.low_draws, found.high_draws) == (10, 5)


def test_one_in_twenty_inert_inputs_is_not_flagged() -> None:
    rng = np.random.default_rng(5)
    names = [f"x{k}" for k in range(60)]
    outcomes = np.where(rng.random((100, 20)) < rng.beta(1, 2, (100, 1)), "deal", "collapsed")
    frame = frame_of(outcomes, {name: rng.random(100) for name in names})
    found = movers(frame, "deal", names)
    assert sum(mover.discernible for mover in found) == 0
    assert len(found) == 60


def test_weights_count() -> None:
    outcomes = np.tile(["deal", "collapsed"], (30, 1))
    frame = frame_of(outcomes, {"x": np.arange(30.0)})
    heavy = frame.with_columns(
        weight=pl.when((pl.col("outcome") == "deal") & (pl.col("draw") < 10))
        .then(3.0)
        .otherwise(1.0)
    )
    assert movers(frame, "deal", ["x"])[0].difference == 0
    found = movers(heavy, "deal", ["x"])[0]
    assert found.low_share == pytest.approx(0.75)
    assert found.high_share == pytest.approx(0.5)


def test_a_seed_decides_and_one_draw_is_enough_not_to_fail() -> None:
    frame = mixed(30, 4)
    assert movers(frame, "deal", VARIED, seed=2) == movers(frame, "deal", VARIED, seed=2)
    assert movers(mixed(1, 10), "deal", VARIED) == []
