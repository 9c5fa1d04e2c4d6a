"""Ranges of another width around the same middle."""

from __future__ import annotations

import pytest

from sim.ensemble.ranged import with_ranges
from sim.errors import SettingError
from sim.scenario.case import Case
from sim.scenario.distributions import Choice, Distribution, Triangular, Uniform, bounds
from sim.scenario.loading import load

SETS = [
    "buyer.no_deal.worth=[30, 50]",
    "seller.no_deal.worth=[20, 30, 60]",
    "buyer.deliberation=2 to 8 days",
    "seller.firmness=70",
    "buyer.price.salience=[90, 100]",
]


def dist(case: Case, path: str) -> Distribution:
    return next(one.dist for one in case.inputs if one.path == path)


def test_a_range_keeps_its_middle_on_its_own_scale() -> None:
    half, _ = with_ranges(load("flat-sale", SETS), 0.5)
    assert dist(half, "buyer.no_deal.worth") == Uniform(35.0, 45.0)
    assert dist(half, "seller.no_deal.worth") == Triangular(30.0, 35.0, 50.0)
    assert bounds(dist(half, "buyer.deliberation")) == pytest.approx((2 * 2**0.5, 4 * 2**0.5))
    double, _ = with_ranges(load("flat-sale", SETS), 2.0)
    assert dist(double, "buyer.no_deal.worth") == Uniform(20.0, 60.0)
    assert bounds(dist(double, "buyer.deliberation")) == pytest.approx((1.0, 16.0))


def test_it_ends_at_the_hard_limits() -> None:
    double, _ = with_ranges(load("flat-sale", SETS), 2.0)
    assert dist(double, "buyer.price.salience") == Uniform(85.0, 100.0)
    assert dist(double, "seller.no_deal.worth") == Triangular(0.0, 20.0, 80.0)


@pytest.mark.parametrize("times", [0.5, 2.0])
def test_words_dates_and_what_a_fact_backs_stay_as_they_are(times: float) -> None:
    case = load("cairo-2024")
    other, changed = with_ranges(case, times)
    before = {one.path: one for one in case.inputs}
    moved = [before[one.path] for one in other.inputs if one.dist != before[one.path].dist]
    assert 0 < len(moved) <= changed
    assert not any(one.evidence or one.unit == "date" for one in moved)
    assert not any(isinstance(one.dist, Choice) for one in moved)


def test_a_scenario_that_does_not_hold_with_them_says_why() -> None:
    often = ["calendar.horizon=3000 days", "buyer.deliberation=0.05 to 2 days"]
    case = load("flat-sale", often)
    said = r"^ranges 2 times as wide: calendar\.horizon: more than"
    with pytest.raises(SettingError, match=said):
        with_ranges(case, 2.0)
