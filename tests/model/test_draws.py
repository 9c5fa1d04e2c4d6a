"""Inverses of a uniform, and the logistic in its tails."""

import math
from collections.abc import Callable

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from sim.model.constants import LOGISTIC_UNIT_SD
from sim.model.draws import (
    exponential,
    interval_mass,
    logistic,
    logistic_between,
    logistic_cdf,
    triangular,
    uniform,
    weibull,
    weibull_mean,
)

N = 20_000
EVEN = [(i + 0.5) / N for i in range(N)]

uniforms = st.integers(0, 2**52 - 1).map(lambda bits: (bits + 0.5) * 2.0**-52)
ends = st.floats(-2000, 2000) | st.sampled_from([-math.inf, math.inf])


def mean(draw: Callable[[float], float]) -> float:
    return math.fsum(draw(u) for u in EVEN) / N


def variance(draw: Callable[[float], float]) -> float:
    middle = mean(draw)
    return math.fsum((draw(u) - middle) ** 2 for u in EVEN) / N


@given(uniforms)
def test_the_logistic_inverts_its_distribution(u: float) -> None:
    assert logistic_cdf(logistic(u)) == pytest.approx(u, rel=1e-13)


def test_the_unit_scale_gives_a_standard_deviation_of_one() -> None:
    """A standard logistic has variance pi**2 / 3."""
    assert variance(lambda u: LOGISTIC_UNIT_SD * logistic(u)) == pytest.approx(1.0, abs=2e-3)


@given(st.floats(-700, 0))
def test_the_lower_tail_keeps_its_digits(x: float) -> None:
    assert logistic_cdf(x) == pytest.approx(1 / (1 + math.exp(-x)), rel=1e-14, abs=0.0)


@given(st.floats(-1e300, 1e300))
def test_the_two_tails_mirror_each_other(x: float) -> None:
    assert logistic_cdf(x) + logistic_cdf(-x) == pytest.approx(1.0, abs=1e-15)


def test_the_distribution_ends_at_nought_and_one() -> None:
    assert logistic_cdf(-math.inf) == 0.0
    assert logistic_cdf(math.inf) == 1.0


@given(st.floats(-30, 30), st.floats(-30, 30))
def test_an_interval_weighs_the_difference_of_its_ends(one: float, two: float) -> None:
    lo, hi = min(one, two), max(one, two)
    assert interval_mass(lo, hi) == pytest.approx(logistic_cdf(hi) - logistic_cdf(lo), abs=1e-15)


@pytest.mark.parametrize(("lo", "hi"), [(40.0, 41.0), (600.0, 601.0)])
def test_mass_far_in_a_tail_is_that_of_an_exponential(lo: float, hi: float) -> None:
    """There 1 - F(x) is exp(-x); plain subtraction would give 0."""
    expected = math.exp(-lo) - math.exp(-hi)
    assert interval_mass(lo, hi) == pytest.approx(expected, rel=1e-12, abs=0.0)
    assert interval_mass(-hi, -lo) == pytest.approx(expected, rel=1e-12, abs=0.0)
    assert expected > 0.0


def test_the_whole_line_weighs_one_and_an_empty_interval_nothing() -> None:
    assert interval_mass(-math.inf, math.inf) == 1.0
    assert interval_mass(3.0, 3.0) == 0.0
    assert interval_mass(3.0, 2.0) == 0.0
    assert interval_mass(math.inf, math.inf) == 0.0


@given(uniforms, ends, ends)
@example(2.0**-53, 40.0, 41.0)
@example(1 - 2.0**-53, 40.0, 41.0)
@example(0.5, -math.inf, -38.0)
@example(2.0**-53, -math.inf, -38.0)
@example(1 - 2.0**-53, 800.0, math.inf)
@example(0.5, 1.0, math.nextafter(math.nextafter(1.0, 2.0), 2.0))
def test_a_draw_stays_inside_its_interval(u: float, one: float, two: float) -> None:
    lo, hi = min(one, two), max(one, two)
    assume(math.nextafter(lo, hi) < hi)
    assert lo < logistic_between(u, lo, hi) < hi


def test_an_interval_with_no_float_inside_gives_an_end() -> None:
    lo = 2.5
    hi = math.nextafter(lo, 3.0)
    assert logistic_between(0.3, lo, hi) in {lo, hi}


@given(uniforms, ends, ends)
def test_a_draw_splits_its_interval_as_the_uniform_says(u: float, one: float, two: float) -> None:
    lo, hi = min(one, two), max(one, two)
    whole = interval_mass(lo, hi)
    assume(hi - lo > 1e-6 and whole > 1e-300)
    share = interval_mass(lo, logistic_between(u, lo, hi)) / whole
    assert share == pytest.approx(u, abs=1e-6)


@given(uniforms)
def test_on_the_whole_line_it_is_the_plain_draw(u: float) -> None:
    drawn = logistic_between(u, -math.inf, math.inf)
    assert drawn == pytest.approx(logistic(u), abs=1e-12)


@given(uniforms, st.floats(-50, 50), st.floats(-50, 50))
def test_mirrored_intervals_give_mirrored_draws(u: float, one: float, two: float) -> None:
    lo, hi = min(one, two), max(one, two)
    assume(hi - lo > 1e-6)
    mirrored = -logistic_between(1.0 - u, -hi, -lo)
    assert logistic_between(u, lo, hi) == pytest.approx(mirrored, rel=1e-9, abs=1e-9)


def test_the_exponential_has_mean_one_and_its_median() -> None:
    assert mean(exponential) == pytest.approx(1.0, abs=1e-3)
    assert exponential(0.5) == pytest.approx(math.log(2.0))


@pytest.mark.parametrize("shape", [0.7, 1.0, 2.0, 5.0])
def test_the_weibull_has_mean_one_at_every_shape(shape: float) -> None:
    """Weibull (1951): mean gamma(1 + 1/shape) at scale one."""
    assert mean(lambda u: weibull(u, shape, weibull_mean(shape))) == pytest.approx(1.0, abs=2e-3)


@given(uniforms)
def test_a_weibull_of_shape_one_is_the_exponential(u: float) -> None:
    assert weibull(u, 1.0, weibull_mean(1.0)) == pytest.approx(exponential(u))


def test_a_higher_shape_is_more_regular() -> None:
    def spread(shape: float) -> float:
        return variance(lambda u: weibull(u, shape, weibull_mean(shape)))

    assert spread(4.0) < spread(2.0) < 1.0


@given(uniforms, st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_a_uniform_stays_in_its_range(u: float, one: float, two: float) -> None:
    lo, hi = min(one, two), max(one, two)
    assert lo <= uniform(u, lo, hi) <= hi


def test_a_uniform_is_even() -> None:
    assert [uniform(u, 2.0, 6.0) for u in (0.25, 0.5, 0.75)] == [3.0, 4.0, 5.0]


def triangular_cdf(x: float, lo: float, best: float, hi: float) -> float:
    if x < best:
        return (x - lo) ** 2 / ((hi - lo) * (best - lo))
    return 1 - (hi - x) ** 2 / ((hi - lo) * (hi - best)) if hi > best else 1.0


@given(uniforms)
@pytest.mark.parametrize("best", [1.0, 1.5, 3.0, 5.0])
def test_the_triangular_inverts_its_distribution(best: float, u: float) -> None:
    x = triangular(u, 1.0, best, 5.0)
    assert 1.0 <= x <= 5.0
    assert triangular_cdf(x, 1.0, best, 5.0) == pytest.approx(u, abs=1e-12)


def test_a_range_of_one_value_gives_that_value() -> None:
    assert triangular(0.3, 2.0, 2.0, 2.0) == 2.0
    assert uniform(0.3, 2.0, 2.0) == 2.0
