"""Beliefs on a grid, statements, and a biased mediator's credibility."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.belief import credibility, mean, moved, posterior, prior
from sim.model.constants import POINTS

unit = st.floats(0, 1)
inner = st.floats(1e-5, 1 - 1e-5)


def test_the_points_are_twentieths() -> None:
    assert len(POINTS) == 21
    assert (POINTS[0], POINTS[1], POINTS[7], POINTS[20]) == (0.0, 0.05, 0.35, 1.0)


@given(st.floats(-5, 6), st.floats(0, 0.5))
def test_a_prior_is_a_distribution_wherever_its_centre_lies(centre: float, sd: float) -> None:
    weights = prior(centre, sd)
    assert math.fsum(weights) == pytest.approx(1.0)
    assert all(weight >= 0.0 for weight in weights)
    nearest = min(POINTS, key=lambda point: abs(point - centre))
    assert weights[POINTS.index(nearest)] == pytest.approx(max(weights))


def test_a_prior_has_the_centre_and_spread_it_was_given() -> None:
    weights = prior(0.5, 0.08)
    assert mean(weights) == pytest.approx(0.5)
    spread = math.fsum(w * (p - 0.5) ** 2 for p, w in zip(POINTS, weights, strict=True))
    assert math.sqrt(spread) == pytest.approx(0.08, rel=0.02)


def test_a_prior_follows_the_logistic_density() -> None:
    """Density e**-z / (s (1 + e**-z)**2), s = sd sqrt(3) / pi."""
    scale = 0.1 * math.sqrt(3) / math.pi
    densities = [1 / math.cosh((p - 0.42) / (2 * scale)) ** 2 for p in POINTS]
    expected = [d / math.fsum(densities) for d in densities]
    assert prior(0.42, 0.1) == pytest.approx(expected)


def test_no_spread_at_all_is_certainty() -> None:
    assert prior(0.36, 0.0)[7] == 1.0


def test_a_posterior_weighs_the_prior_by_what_was_seen() -> None:
    """Bayes' rule by hand."""
    assert posterior([0.5, 0.3, 0.2], [0.1, 0.5, 0.0]) == pytest.approx([0.25, 0.75, 0.0])


def test_what_cannot_be_leaves_the_prior_as_it_was() -> None:
    assert posterior([0.5, 0.5, 0.0], [0.0, 0.0, 1.0]) == [0.5, 0.5, 0.0]


@given(unit, st.lists(unit, min_size=21, max_size=21))
def test_a_posterior_is_a_distribution(centre: float, likelihood: list[float]) -> None:
    assert math.fsum(posterior(prior(centre, 0.1), likelihood)) == pytest.approx(1.0)


def test_seeing_firmness_raises_the_believed_no_deal_worth() -> None:
    before = prior(0.5, 0.1)
    assert mean(posterior(before, POINTS)) > mean(before) + 0.01


def test_a_statement_moves_the_odds_by_its_discounted_ratio() -> None:
    """Log odds add: odds 1/3 times 4**.5 are 2/3."""
    assert moved(0.25, 0.5, math.log(4.0)) == pytest.approx(0.4)
    assert moved(0.4, 0.5, -math.log(4.0)) == pytest.approx(0.25)


@given(inner, st.floats(0, 1))
def test_empty_words_change_nothing_to_the_last_bit(q: float, c: float) -> None:
    assert moved(q, c, 0.0) == q
    assert moved(q, 0.0, c) == q


@given(unit, st.floats(0, 1), st.floats(-1e4, 1e4))
def test_a_belief_stays_short_of_certainty(q: float, c: float, log_lr: float) -> None:
    assert 1e-6 <= moved(q, c, log_lr) <= 1 - 1e-6


@given(unit, st.floats(0, 1), st.floats(-5, 5), st.floats(-5, 5))
def test_stronger_words_move_further(q: float, c: float, one: float, two: float) -> None:
    assert moved(q, c, min(one, two)) <= moved(q, c, max(one, two))


@given(inner, unit, unit, st.floats(0, 5))
def test_more_credible_words_move_further(q: float, one: float, two: float, lr: float) -> None:
    less, more = min(one, two), max(one, two)
    assert moved(q, less, lr) <= moved(q, more, lr)
    assert moved(q, less, -lr) >= moved(q, more, -lr)


@given(unit, unit, st.floats(-5, 5))
def test_a_higher_belief_stays_higher(one: float, two: float, log_lr: float) -> None:
    low, high = moved(min(one, two), 0.6, log_lr), moved(max(one, two), 0.6, log_lr)
    assert low <= high + 1e-15


def test_leaning_to_the_other_side_costs_credibility() -> None:
    """The direction is Kydd's (2003)."""
    assert credibility(0.6, bias=-0.5, mean_bias_of_others=0.5) == pytest.approx(0.6 / math.e)
    assert credibility(0.6, bias=0.5, mean_bias_of_others=-0.5) == 0.6
    assert credibility(0.6, bias=0.0, mean_bias_of_others=0.0) == 0.6


@given(unit, st.floats(-1, 1), st.floats(-1, 1), st.floats(-1, 1))
def test_credibility_rises_with_own_bias_and_falls_with_the_others(
    c0: float, one: float, two: float, fixed: float
) -> None:
    less, more = min(one, two), max(one, two)
    assert 0.0 <= credibility(c0, less, fixed) <= credibility(c0, more, fixed) <= c0
    assert credibility(c0, fixed, less) >= credibility(c0, fixed, more)
