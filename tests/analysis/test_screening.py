"""Elementary effects and swings, against closed forms and SALib."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from sim.analysis import morris
from sim.analysis.morris import Effects, elementary_effects, trajectories
from sim.analysis.tornado import Swing, ends_of, swing, times_of
from sim.api import load
from sim.ensemble.designs import STEP, Ends, sobol_points
from sim.errors import SettingError
from sim.scenario.distributions import Choice, Uniform
from tests.analysis.sensing import studied

Floats = npt.NDArray[np.float64]
Play = Callable[[Floats], npt.NDArray[Any]]
SLOPES = np.array([0.4, -0.2, 0.1, 0.0])


def linear(u: Floats) -> Floats:
    return np.asarray(0.4 + u @ SLOPES)


def alike(u: Floats) -> Floats:
    """Nothing is luck."""
    return np.repeat(linear(u)[:, None], 3, axis=1)


def lucky(runs: int, seed: int) -> Play:
    luck = np.random.default_rng(seed).random(runs)
    turn = np.array([7.1, 3.3, 5.7, 0.0])

    def play(u: Floats) -> npt.NDArray[np.uint8]:
        met = np.modf(luck + (u @ turn)[:, None])[0]
        return np.asarray(met < linear(u)[:, None], dtype=np.uint8)

    return play


def screened(play: Play, rows: int, columns: tuple[int, ...] = (0, 1, 2, 3)) -> list[Effects]:
    design = trajectories(sobol_points(4, rows, 1)[0], columns, 1)
    tables = [play(design.at(block, slice(None))) for block in range(1, design.blocks)]
    return elementary_effects(tables, design, columns, replicates=200)


def test_effects_of_a_straight_line_are_its_slopes() -> None:
    found = screened(alike, 8)
    assert [one.mu.value for one in found] == pytest.approx(SLOPES, abs=1e-12)
    assert [one.mu_star.value for one in found] == pytest.approx(abs(SLOPES), abs=1e-12)
    assert [one.sigma.value for one in found] == pytest.approx([0] * 4, abs=1e-7)


def test_luck_widens_effects_and_leaves_the_inert_input_alone() -> None:
    found = screened(lucky(64, 2), 64)
    for one, slope in zip(found, SLOPES, strict=True):
        assert one.mu.interval.low <= slope <= one.mu.interval.high
        assert one.mu_star.interval.low <= one.mu_star.value <= one.mu_star.interval.high
    assert (found[3].mu_star.value, found[3].sigma.value, found[3].changed) == (0.0, 0.0, 0.0)
    assert found[0].changed > 0.0


def test_sigma_holds_no_luck_where_plain_squares_do() -> None:
    """Of a straight line it is 0; that of the shares of 8 runs each is .5, all of it luck."""
    rng = np.random.default_rng(6)

    def play(u: Floats) -> npt.NDArray[np.uint8]:
        return np.asarray(rng.random((len(u), 8)) < linear(u)[:, None], dtype=np.uint8)

    design = trajectories(sobol_points(4, 512, 1)[0], range(4), 1)
    tables = [play(design.at(block, slice(None))) for block in range(1, design.blocks)]
    steps = np.diff([table.mean(axis=1) for table in tables], axis=0) / STEP
    assert steps.std() > 0.4
    assert max(one.sigma.value for one in elementary_effects(tables, design, range(4))) < 0.2


def test_salib_says_the_same_of_the_same_trajectories() -> None:
    theirs = import_module("SALib.analyze.morris")  # it takes a second

    def play(u: Floats) -> Floats:
        y = np.sin(3 * u[:, 0]) + u[:, 1] * u[:, 2] ** 2 - u[:, 3]
        return np.repeat(y[:, None], 2, axis=1)

    design = trajectories(sobol_points(4, 16, 1)[0], range(4), 1)
    blocks = range(1, design.blocks)
    points = np.stack([design.at(block, slice(None)) for block in blocks], axis=1)
    x = points.reshape(-1, 4)
    problem = {"num_vars": 4, "names": list("abcd"), "bounds": [[0.125, 0.875]] * 4}
    told = theirs.analyze(problem, x, play(x)[:, 0], num_levels=4, num_resamples=10, seed=1)
    tables = [play(design.at(block, slice(None))) for block in blocks]
    ours = elementary_effects(tables, design, range(4), replicates=20)
    per_range = (2 / 3) / STEP  # SALib's steps are 2/3 of the way between the outer levels
    assert [one.mu.value for one in ours] == pytest.approx(told["mu"] * per_range)
    assert [one.mu_star.value for one in ours] == pytest.approx(told["mu_star"] * per_range)
    assert [one.sigma.value for one in ours] == pytest.approx(told["sigma"] * per_range)


def test_trajectories_move_one_input_at_a_time_and_leave_the_others() -> None:
    a, _ = sobol_points(4, 8, 1)
    design = trajectories(a, (0, 2), 1)
    stops = np.stack([design.at(block, slice(None)) for block in range(1, design.blocks)])
    steps = np.diff(stops, axis=0)
    assert ((steps != 0).sum(axis=2) == 1).all()
    assert np.unique(np.abs(steps[steps != 0])) == pytest.approx([STEP])
    assert (stops[:, :, [1, 3]] == a[:, [1, 3]]).all()
    more = trajectories(sobol_points(4, 16, 1)[0], (0, 2), 1)
    assert (more.at(2, slice(0, 8)) == design.at(2, slice(None))).all()


def test_without_salib_the_cure_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_name: str) -> None:
        raise ImportError

    monkeypatch.setattr(morris, "import_module", missing)
    with pytest.raises(SettingError, match=r"pip install 'detente\[analysis\]'"):
        trajectories(sobol_points(2, 8, 0)[0], (0, 1), 0)


def swung(play: Play, column: int, ends: tuple[float, ...], *, ordered: bool = True) -> Swing:
    design = Ends(sobol_points(4, 32, 1)[0], tuple((column, u) for u in ends))
    tables = [play(design.at(block, slice(None))) for block in range(1, design.blocks)]
    times = times_of(32, tables[0].shape[1], replicates=200)
    return swing(tables, ordered=ordered, times=times)


def test_a_swing_of_a_straight_line_is_its_slope_times_the_way() -> None:
    for column, slope in enumerate(SLOPES):
        found = swung(alike, column, ends_of(Uniform(20, 70)))
        assert found.swing.value == pytest.approx(0.9 * slope)
        assert found.shares[1] - found.shares[0] == pytest.approx(0.9 * slope)


def test_a_swing_with_luck_has_an_interval_and_the_inert_input_none() -> None:
    down = swung(lucky(64, 3), 1, (0.05, 0.95))
    assert down.swing.interval.low <= -0.18 <= down.swing.interval.high
    assert down.swing.value < 0
    inert = swung(lucky(64, 3), 3, (0.05, 0.95))
    assert (inert.swing.value, inert.changed, inert.swing.told_apart) == (0.0, 0.0, False)


def test_of_a_study_a_choice_swings_up_and_a_range_from_low_to_high() -> None:
    case = load("cairo-2024")
    words, number = "israel.sequence.wants", "hamas.no_deal.worth"
    found = studied(case, "tornado", {words: -0.6, number: -0.3}, (words, number), points=16)
    sizes = {one.factor.name: one.measures["swing"] for one in found.measured}
    up, down = sizes[words], sizes[number]
    assert up is not None
    assert down is not None
    assert up.value > 0.2
    assert down.value < -0.2


def test_a_choice_swings_between_its_values_furthest_apart() -> None:
    choice = Choice.of({"a": 1.0, "b": 1.0, "c": 2.0})
    assert ends_of(choice) == pytest.approx((0.125, 0.375, 0.75))
    found = swung(alike, 1, ends_of(choice), ordered=False)
    assert (found.low, found.high) == (2, 0)
    assert found.swing.value == pytest.approx(0.2 * (0.75 - 0.125))
