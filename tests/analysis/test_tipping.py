"""Tipping points that are known: found inside their intervals, and only where there are some."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from typing import get_args

import numpy as np
import pytest
from scipy.optimize import isotonic_regression

from sim.analysis.isotonic import crossings, isotonic, widths
from sim.analysis.runs import Floats
from sim.analysis.sweep_words import HEADS, headline, told
from sim.analysis.sweeps import Sweep
from sim.analysis.tipping import Along, Tipping, Verdict, tipping
from sim.ensemble.axes import Axis

REPEATS, REPLICATES = 100, 200
VALUES = np.linspace(0, 100, 11)
Chance = Callable[[Floats], Floats]


def along(chance: Chance, seed: int, spread: float = 0.0, draws: int = 20, luck: int = 10) -> Along:
    """Runs with the same luck at every value; inputs that nobody knows move each draw aside."""
    rng = np.random.default_rng(seed)
    aside = rng.normal(0, spread, draws)[:, None] if spread else np.zeros((draws, 1))
    u = rng.random((draws, luck))
    hits = (u < chance(VALUES[:, None, None] + aside)).sum(axis=2).astype(float)
    points = len(VALUES)
    return Along(
        "deal",
        VALUES,
        hits,
        np.full((points, draws), float(luck)),
        np.full(points, float(draws * luck)),
    )


def found(chance: Chance, seed: int, spread: float = 0.0) -> Tipping:
    tip = tipping(along(chance, seed, spread), seed=seed, replicates=REPLICATES)
    assert tip is not None
    return tip


def repeats(chance: Chance, spread: float = 0.0) -> list[Tipping]:
    return [found(chance, seed, spread) for seed in range(REPEATS)]


def verdicts(tips: list[Tipping]) -> Counter[str]:
    return Counter(tip.verdict for tip in tips)


def covered(tips: list[Tipping], truth: float) -> int:
    """How many intervals hold it; without a crossing there is none."""
    spans = [tip.crossing.interval for tip in tips if tip.crossing is not None]
    return sum(span.low <= truth <= span.high for span in spans)


def logistic(middle: float, scale: float) -> Chance:
    return lambda x: 1 / (1 + np.exp((middle - x) / scale))


def flat(share: float) -> Chance:
    return lambda x: np.full_like(x, share)


def hump(middle: float) -> Chance:
    return lambda x: 0.1 + 0.8 * np.exp(-(((x - middle) / 15) ** 2))


def step(x: Floats) -> Floats:
    return (x > 53).astype(float)


@pytest.mark.parametrize("falls", [False, True])
def test_a_known_tipping_point_is_inside_its_interval(falls: bool) -> None:
    rises = logistic(62, 5)
    tips = repeats((lambda x: 1 - rises(x)) if falls else rises, spread=5)
    assert verdicts(tips)["tips"] >= 95
    assert covered(tips, 62.0) >= 90
    assert all(tip.rises is not falls for tip in tips)


@pytest.mark.parametrize("share", [0.0, 0.3, 0.5, 1.0])
def test_a_flat_line_gives_none(share: float) -> None:
    tips = repeats(flat(share))
    assert verdicts(tips)["flat"] >= 93
    assert verdicts(tips)["tips"] <= 1


def test_a_flat_line_where_every_point_has_luck_of_its_own_gives_none() -> None:
    """The hardest: no two points move together."""
    tips = []
    for seed in range(REPEATS):
        hits = np.random.default_rng(seed).binomial(10, 0.5, (len(VALUES), 20)).astype(float)
        weights = np.full_like(hits, 10.0)
        one = tipping(
            Along("deal", VALUES, hits, weights, weights.sum(axis=1)), 0.95, seed, REPLICATES
        )
        assert one is not None
        tips.append(one)
    assert verdicts(tips)["flat"] + verdicts(tips)["bent"] >= 93
    assert verdicts(tips)["bent"] <= 3
    assert verdicts(tips)["tips"] <= 3


def test_of_many_points_hardly_one_is_found_astray_by_chance() -> None:
    """Their intervals hold together at 95%, also where each reaches beyond all replicates."""
    values, found_astray = np.linspace(0, 100, 101), 0
    for seed in range(40):
        hits = np.random.default_rng(seed).binomial(8, 0.5, (101, 50)).astype(float)
        weights = np.full_like(hits, 8.0)
        whole = Along("deal", values, hits, weights, weights.sum(axis=1))
        one = tipping(whole, 0.95, seed, REPLICATES)
        assert one is not None
        found_astray += bool(one.astray)
    assert found_astray <= 5  # 2 on average, more than 5 in 2 of 100 tests


def test_a_straight_rise_is_a_gentle_slope() -> None:
    tips = repeats(lambda x: 0.2 + 0.006 * x)
    assert verdicts(tips)["gentle"] >= 95
    assert covered(tips, 50.0) >= 90


def test_a_rise_that_stays_below_half_is_none() -> None:
    low, high = found(lambda x: 0.05 + 0.003 * x, 1), found(lambda x: 0.65 + 0.003 * x, 1)
    assert (low.verdict, high.verdict) == ("below", "above")
    assert low.crossing is high.crossing is None
    assert low.trend.interval.low > 0


def test_a_step_is_as_narrow_as_the_values_tell() -> None:
    tip = found(step, 0)
    assert tip.verdict == "tips"
    assert tip.crossing is not None
    assert tip.width is not None
    assert tip.width.at == pytest.approx(8.0)  # 80% of one gap
    assert (tip.crossing.interval.low, tip.crossing.interval.high) == (50.0, 60.0)
    assert covered(repeats(step, spread=8), 53.0) >= 90


def test_a_hump_is_said_not_to_go_one_way() -> None:
    """Its straight line is flat, but to call it so would say that it has no effect."""
    tip = found(hump(50), 0)
    assert (tip.verdict, tip.crossing, tip.width) == ("bent", None, None)
    assert 50.0 in tip.astray
    assert found(logistic(62, 5), 0, 5).astray == ()
    deal = Axis("a.b", "points", tuple(VALUES.tolist()), "0 to 100")
    sweep = Sweep((deal,), "deal", (), 20, 10, 20, tip)
    assert "flat" not in headline(sweep).lower()
    first, second = told(sweep)
    assert first.startswith("Not one way only, no tipping point told: along a straight line")
    assert "50, 60" in second
    assert "the share lies apart from the monotone fit" in second


def test_a_hump_that_passes_half_is_not_said_to_stay_below_it() -> None:
    """Far to one side it has a trend, and a fit that goes one way stays below half."""
    tip = found(hump(35), 0)
    assert tip.trend.interval.high < 0.0
    assert max(tip.fit) < 0.5
    assert tip.verdict == "bent"


def test_every_verdict_has_words() -> None:
    assert set(get_args(Verdict)) == set(HEADS)


def test_a_crossing_that_luck_may_take_away_is_not_called_one() -> None:
    tips = repeats(lambda x: np.where(x > 70, 0.5, 0.1), spread=5)  # up to half, and no farther
    assert verdicts(tips)["tips"] <= 10
    unsure = [tip for tip in tips if tip.verdict == "unsure"]
    assert len(unsure) >= 25
    for tip in unsure:
        assert tip.crossing is not None
        assert tip.crossed < 0.95
        assert math.isinf(tip.crossing.interval.high)


def test_draws_that_weigh_nothing_are_no_draws() -> None:
    whole = along(logistic(62, 5), 0, 5)
    none = np.zeros((len(VALUES), 4))
    more = Along(
        "deal", VALUES, np.hstack([whole.hits, none]), np.hstack([whole.weights, none]),
        whole.effective,
    )  # fmt: skip
    assert more.worth == whole.worth == 20
    one, two = tipping(whole), tipping(more)
    assert one is not None
    assert two is not None
    assert (one.fit, one.crossing and one.crossing.at) == (
        two.fit,
        two.crossing and two.crossing.at,
    )


def test_few_values_tell_none() -> None:
    whole = along(step, 0)
    few = Along("deal", VALUES[:4], whole.hits[:4], whole.weights[:4], whole.effective[:4])
    assert tipping(few) is None


def test_equal_seeds_give_equal_intervals() -> None:
    one, two = (tipping(along(logistic(40, 9), 2), seed=5) for _ in range(2))
    assert one == two


@pytest.mark.parametrize("rises", [True, False])
def test_the_fit_is_that_of_scipy(rises: bool) -> None:
    rng = np.random.default_rng(0)
    rows, weights = rng.random((40, 13)), rng.integers(1, 9, 13).astype(float)
    expected = [isotonic_regression(row, weights=weights, increasing=rises).x for row in rows]
    assert isotonic(rows, weights, rises=rises) == pytest.approx(np.array(expected))


def test_crossings_by_hand() -> None:
    values = np.array([0.0, 10.0, 20.0, 40.0])
    fits = np.array(
        [
            [0.0, 0.4, 0.6, 1.0],
            [0.0, 0.5, 0.5, 1.0],  # at half for a stretch: its middle
            [0.1, 0.2, 0.3, 0.4],
            [0.6, 0.7, 0.8, 0.9],
            [0.5, 0.5, 0.5, 0.5],
        ]
    )
    assert list(crossings(values, fits, 0.5, rises=True)) == [15.0, 15.0, np.inf, -np.inf, np.inf]
    falling = crossings(values, 1 - fits[:4], 0.5, rises=False)
    assert list(falling) == pytest.approx([15.0, 15.0, np.inf, -np.inf])
    wide = widths(values, fits, (0.1, 0.9), rises=True)
    assert wide[0] == pytest.approx(35.0 - 2.5)
    assert np.isnan(wide[4])
