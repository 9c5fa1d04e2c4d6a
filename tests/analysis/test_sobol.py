"""Sobol indices of a probability, against closed forms, SALib, and plain squares."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from sim.analysis.pigeonhole import Estimate, Times
from sim.analysis.sobol import Sobol, sobol_indices, spread_of
from sim.ensemble.designs import Swapped, sobol_points
from tests.often import tried

Floats = npt.NDArray[np.float64]
Play = Callable[[Floats], npt.NDArray[Any]]  # (N, k) uniforms to (N, L) of runs


def studied(play: Play, columns: int, rows: int, seed: int = 0, replicates: int = 300) -> Sobol:
    """The same design, tables and estimators as the command's, of another model."""
    taken = tuple((k,) for k in range(columns))
    design = Swapped(*sobol_points(columns, rows, seed), taken)
    tables = [play(design.at(block, slice(None))) for block in range(design.blocks)]
    return sobol_indices(tables[0], tables[1], tables[2:], seed=seed, replicates=replicates)


def values(found: Sobol, which: str) -> list[float]:
    return [getattr(one, which).value for one in found.factors]


# Ishigami & Homma (1990) with a = 7, b = 0.1; closed forms as in Saltelli et al. (2008).
ISHIGAMI_FIRST, ISHIGAMI_TOTAL = [0.3139, 0.4424, 0.0], [0.5576, 0.4424, 0.2437]


def ishigami(u: Floats) -> Floats:
    x = np.pi * (2 * u - 1)
    y = np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])
    return np.repeat(y[:, None], 2, axis=1)  # nothing is luck: both runs end alike


def test_the_ishigami_function() -> None:
    found = studied(ishigami, 3, 4096, replicates=100)
    assert values(found, "first") == pytest.approx(ISHIGAMI_FIRST, abs=0.01)
    assert values(found, "total") == pytest.approx(ISHIGAMI_TOTAL, abs=0.01)
    assert found.spread.variance.value == pytest.approx(13.8446, rel=0.01)
    assert found.spread.explained is not None
    assert found.spread.explained.value == pytest.approx(1.0)
    for one, first, total in zip(found.factors, ISHIGAMI_FIRST, ISHIGAMI_TOTAL, strict=True):
        assert one.first is not None
        assert one.total is not None
        assert one.first.interval.low <= first <= one.first.interval.high
        assert one.total.interval.low <= total <= one.total.interval.high


def test_salib_says_the_same_of_the_same_points() -> None:
    sobol = import_module("SALib.analyze.sobol")  # it takes a second
    rows = 1024
    design = Swapped(*sobol_points(3, rows, 0), ((0,), (1,), (2,)))
    a, b, *mixed = [ishigami(design.at(k, slice(None)))[:, 0] for k in range(5)]
    problem = {"num_vars": 3, "names": ["a", "b", "c"], "bounds": [[0, 1]] * 3}
    flat = np.stack([a, *mixed, b], axis=1).ravel()
    theirs = sobol.analyze(problem, flat, calc_second_order=False, num_resamples=10, seed=1)
    ours = studied(ishigami, 3, rows, replicates=20)
    assert values(ours, "first") == pytest.approx(theirs["S1"], abs=0.003)
    assert values(ours, "total") == pytest.approx(theirs["ST"], abs=0.003)


# p(x) = c (1 + b1 z1) (1 + b2 z2) (1 + b3 z3), z uniform on -1 to 1; x4 is inert.
BASE, SLOPES = 0.25, np.array([0.9, 0.6, 0.3, 0.0])
_PARTS = SLOPES**2 / 3
VARIANCE = float(BASE**2 * (np.prod(1 + _PARTS) - 1))
FIRST = BASE**2 * _PARTS / VARIANCE
TOTAL = BASE**2 * _PARTS * np.prod(1 + _PARTS) / (1 + _PARTS) / VARIANCE
EXPLAINED = VARIANCE / (BASE * (1 - BASE))


def chance(u: Floats) -> Floats:
    return np.asarray(BASE * np.prod(1 + SLOPES * (2 * u - 1), axis=1))


def same_luck(runs: int, seed: int) -> Play:
    """Run l has the same luck at every point; it meets the inputs in its own way."""
    luck = np.random.default_rng(seed).random(runs)
    turn = np.array([7.1, 3.3, 5.7, 0.0])

    def play(u: Floats) -> npt.NDArray[np.uint8]:
        met = np.modf(luck + (u @ turn)[:, None])[0]
        return np.asarray(met < chance(u)[:, None], dtype=np.uint8)

    return play


def own_luck(runs: int, seed: int) -> Play:
    """Every run anywhere has luck of its own."""
    rng = np.random.default_rng(seed)

    def play(u: Floats) -> npt.NDArray[np.uint8]:
        return np.asarray(rng.random((len(u), runs)) < chance(u)[:, None], dtype=np.uint8)

    return play


def test_an_inert_input_has_no_index_where_plain_outcomes_give_it_half() -> None:
    found = studied(same_luck(32, 1), 4, 128)
    assert values(found, "first")[3] == values(found, "total")[3] == 0.0
    assert found.factors[3].changed == 0.0
    taken_out = studied(own_luck(64, 2), 4, 2048, replicates=20)
    assert abs(values(taken_out, "total")[3]) < 0.01
    assert values(taken_out, "total") == pytest.approx(TOTAL, abs=0.03)
    assert values(taken_out, "first") == pytest.approx(FIRST, abs=0.03)
    design = Swapped(*sobol_points(4, 2048, 0), ((3,),))
    a, b, mixed = (own_luck(1, k)(design.at(k, slice(None)))[:, 0].astype(float) for k in range(3))
    assert ((a - mixed) ** 2).mean() / 2 / np.concatenate([a, b]).var() > 0.5  # Jansen, raw


@tried(30, 100, "studies")
@pytest.mark.parametrize("luck", [same_luck, own_luck])
def test_intervals_cover_the_truth(luck: Callable[[int, int], Play], studies: int) -> None:
    covered: dict[str, int] = {}
    for seed in range(studies):
        found = studied(luck(16, seed), 4, 64, seed, replicates=200)
        truths: list[tuple[str, Estimate | None, Any]]
        truths = [("mean", found.spread.mean, BASE), ("variance", found.spread.variance, VARIANCE),
                  ("explained", found.spread.explained, EXPLAINED)]  # fmt: skip
        for k, one in enumerate(found.factors):
            truths += [(f"first {k}", one.first, FIRST[k]), (f"total {k}", one.total, TOTAL[k])]
        for name, size, truth in truths:
            inside = size and size.interval.low - 1e-12 <= truth <= size.interval.high
            covered[name] = covered.get(name, 0) + bool(inside)
    assert min(covered.values()) >= 0.9 * studies, covered


def test_luck_and_inputs_are_told_apart() -> None:
    found = studied(same_luck(64, 5), 4, 512, replicates=50)
    assert found.spread.explained is not None
    assert found.spread.explained.value == pytest.approx(EXPLAINED, abs=0.02)
    alone = spread_of(same_luck(64, 5)(sobol_points(4, 512, 0)[0]))
    assert alone.explained is not None
    assert alone.explained.value == pytest.approx(EXPLAINED, abs=0.03)


def test_where_inputs_do_not_matter_no_index_is_told() -> None:
    luck = np.random.default_rng(3).random((1, 16)) < 0.4

    def play(u: Floats) -> npt.NDArray[np.uint8]:
        return np.repeat(luck, len(u), axis=0).astype(np.uint8)

    found = studied(play, 2, 16)
    assert not found.spread.moved
    assert [one.first for one in found.factors] == [one.total for one in found.factors]
    assert found.factors[0].total is None
    always = studied(lambda u: np.ones((len(u), 4), np.uint8), 2, 16)
    assert always.spread.explained is None


def test_intervals_are_of_parts_however_little_the_inputs_explain() -> None:
    """A twentieth of what makes one run end so and another not: some resamples have no V."""
    moved = 0
    for seed in range(40):
        luck = np.random.default_rng(seed).logistic(size=8)

        def play(u: Floats, luck: Floats = luck) -> npt.NDArray[np.uint8]:
            reach = (u - 0.5) @ np.array([1.5, 1.0, 0.5])
            return np.asarray(luck < reach[:, None], dtype=np.uint8)

        found = studied(play, 3, 16, seed)
        for size in [x for one in found.factors for x in (one.first, one.total) if x]:
            moved += 1
            assert min(0.0, size.value) <= size.interval.low <= size.value
            assert size.value <= size.interval.high <= max(1.0, size.value)
    assert moved > 30


def test_a_square_is_of_different_runs_and_points_only() -> None:
    rng = np.random.default_rng(4)
    cells = rng.integers(0, 2, (5, 4)).astype(float)
    times = Times.drawn((5, 4), 0, replicates=3)
    for r in range(len(times.rows)):
        v, w = times.rows[r], times.runs[r]
        runs = [(i, j) for i in range(4) for j in range(4) if i != j]
        whole = sum(w[i] * w[j] for i, j in runs)
        row = [sum(w[i] * w[j] * c[i] * c[j] for i, j in runs) / whole for c in cells]
        assert times.product(cells, cells)[r] == pytest.approx(v @ row / 5)
        pairs = [(m, n) for m in range(5) for n in range(5) if m != n]
        top = sum(
            v[m] * v[n] * w[i] * w[j] * cells[m, i] * cells[n, j] for m, n in pairs for i, j in runs
        )
        below = whole * sum(v[m] * v[n] for m, n in pairs)
        assert times.squared_mean((cells,))[r] == pytest.approx(top / below)


def test_no_resample_is_of_one_run_alone() -> None:
    times = Times.drawn((2, 2), 0, replicates=50)
    assert ((times.rows > 0).sum(axis=1) == 2).all()
    assert (times.pairs > 0).all()


def test_an_outcome_that_never_came_is_left_open_to_what_the_points_may_have_missed() -> None:
    never = spread_of(np.zeros((200, 4), dtype=np.uint8))
    assert never.mean.value == never.mean.interval.low == 0.0
    assert never.mean.interval.high == pytest.approx(1 - 0.025 ** (1 / 200))
    always = spread_of(np.ones((200, 4), dtype=np.uint8))
    assert always.mean.interval.low == pytest.approx(0.025 ** (1 / 200))
    assert always.mean.interval.high == 1.0
