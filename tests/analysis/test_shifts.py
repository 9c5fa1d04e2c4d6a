from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import product

import numpy as np
import pytest
from scipy.stats import binom, norm

from sim.analysis.resample import Interval, wilson
from sim.analysis.shifts import day_shift, differing, points, points_span, score_interval, shifts
from sim.talks.events import OUTCOMES

PUBLISHED = [  # Fagerland, Lydersen & Laake (2014, 2017), their two examples, at 95%
    ((1, 7, 21), (-0.517, -0.026)),  # airway hyper-responsiveness, Bentur et al. (2009)
    ((6, 16, 161), (-0.1240, -0.0054)),  # complete response, Cavo et al. (2012)
]


@pytest.mark.parametrize(("counts", "expected"), PUBLISHED)
def test_the_interval_is_the_published_one(
    counts: tuple[int, int, int], expected: tuple[float, float]
) -> None:
    digits = len(str(expected[0])) - 3
    assert score_interval(*counts, 0.95) == pytest.approx(expected, abs=0.6 * 10**-digits)


@pytest.mark.parametrize("pairs", [1, 7, 500])
def test_with_no_pair_that_differs_it_is_wilsons_of_none(pairs: int) -> None:
    low, high = score_interval(0, 0, pairs, 0.95)
    assert high == pytest.approx(wilson(0.0, pairs, 0.95)[1])
    assert low == pytest.approx(-high)


def test_where_one_arm_never_ends_so_it_is_wilsons() -> None:
    assert score_interval(13, 0, 40, 0.95)[1] == pytest.approx(wilson(13 / 40, 40, 0.95)[1])


def test_every_pair_that_differs_one_way_closes_that_end() -> None:
    assert score_interval(9, 0, 9, 0.95)[1] == 1.0
    assert score_interval(0, 9, 9, 0.95)[0] == -1.0


@pytest.mark.parametrize("level", [0.95, 0.9999])
def test_it_is_symmetric_and_holds_what_was_found(level: float) -> None:
    for gained, lost in product(range(9), repeat=2):
        low, high = score_interval(gained, lost, 17, level)
        assert -1.0 <= low < (gained - lost) / 17 < high <= 1.0
        assert (-high, -low) == pytest.approx(score_interval(lost, gained, 17, level))


@pytest.mark.parametrize("level", [0.95, 0.999])
def test_it_leaves_out_0_exactly_where_mcnemars_test_does(level: float) -> None:
    z2 = norm.isf((1 - level) / 2) ** 2
    for gained, lost in product(range(20), range(11)):
        low, high = score_interval(gained, lost, 30, level)
        found = not low <= 0 <= high
        assert found == ((gained - lost) ** 2 > z2 * (gained + lost)), (gained, lost)


def chances(pairs: int, gains: float, loses: float) -> Iterator[tuple[int, int, float]]:
    """All that may be gained and lost, with its probability."""
    for gained in range(pairs + 1):
        first = float(binom.pmf(gained, pairs, gains))
        for lost in range(pairs - gained + 1):
            yield gained, lost, first * float(binom.pmf(lost, pairs - gained, loses / (1 - gains)))


def coverage(pairs: int, gains: float, loses: float) -> float:
    """The exact chance that the 95% interval holds the true difference."""
    total = 0.0
    for gained, lost, p in chances(pairs, gains, loses):
        if p > 1e-9:
            low, high = score_interval(gained, lost, pairs, 0.95)
            total += p * (low <= gains - loses <= high)
    return total


@pytest.mark.parametrize("pairs", [12, 30])
def test_it_covers_even_where_few_pairs_differ(pairs: int) -> None:
    rare = [0.005, 0.02, 0.06, 0.15, 0.35]
    found = [coverage(pairs, gains, loses) for gains, loses in product(rare, repeat=2)]
    assert min(found) > 0.92
    assert np.mean(found) > 0.95


@pytest.mark.parametrize("compared", [1, 50, 500])
def test_at_joint_levels_nothing_is_found_too_often_where_nothing_is(compared: int) -> None:
    """The exact chance of a false find in 300 pairs, at a Bonferroni level."""
    alpha, n = 0.05 / compared, 300
    z2 = norm.isf(alpha / 2) ** 2
    differ = np.arange(n + 1)
    finds = np.array(
        [0.0, *(binom.pmf(b := np.arange(d + 1), d, 0.5)[(2 * b - d) ** 2 > z2 * d].sum()
                for d in differ[1:])]
    )  # fmt: skip
    worst = max(float(binom.pmf(differ, n, q) @ finds) for q in np.linspace(0.01, 1, 60))
    assert worst < 1.2 * alpha


DEAL, NONE, CUT = "deal", "no_agreement", "collapsed"


def test_shifts_by_hand() -> None:
    without = [DEAL, DEAL, NONE, NONE, NONE, CUT]
    given = [DEAL, NONE, DEAL, DEAL, NONE, CUT]
    found = {one.outcome: one for one in shifts(without, given)}
    assert list(found) == list(OUTCOMES)
    deal = found[DEAL]
    assert (deal.pairs, deal.ended_without, deal.ended_given) == (6, 2, 3)
    assert (deal.gained, deal.lost) == (2, 1)
    assert (deal.without, deal.given, deal.shift) == pytest.approx((2 / 6, 3 / 6, 1 / 6))
    assert (deal.interval.low, deal.interval.high) == score_interval(2, 1, 6, 0.95)
    assert not deal.told_apart
    assert (found[CUT].gained, found[CUT].lost, found[CUT].shift) == (0, 0, 0.0)
    assert sum(one.shift for one in found.values()) == pytest.approx(0)
    assert differing(without, given) == 3


def test_a_shift_that_all_share_is_told_apart() -> None:
    found = shifts([NONE] * 40, [DEAL] * 40)
    assert [one.told_apart for one in found] == [one.outcome in (DEAL, NONE) for one in found]
    assert found[0].shift == 1.0


def test_days_shift_over_those_that_have_one_in_both() -> None:
    found = day_shift("framework", [1.0, None, 4.0, 9.0], [3.0, 5.0, None, 8.0])
    assert (found.pairs, found.median) == (2, 0.5)
    assert (found.lower_quartile, found.upper_quartile) == (-0.25, 1.25)
    assert day_shift("framework", [None], [1.0]).median is None


@pytest.mark.parametrize(
    ("difference", "told"),
    [(0.0, "0"), (0.069, "+6.9"), (-0.5, "-50.0"), (0.0004, "+0.04"), (-1e-9, "-0.01")],
)
def test_what_is_not_0_is_not_rounded_to_it(difference: float, told: str) -> None:
    assert points(difference) == told
    assert points_span(Interval(difference, difference, 0.95, "")) == f"{told} to {told}"
    assert math.copysign(1, difference) < 0 or "-" not in told
