"""Ratification: two-level games (Putnam 1988)."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.ratification import binomial_at_least, ratification_chance

votes = st.integers(1, 60)
chances = st.floats(0, 1)


def test_six_ayes_of_eleven() -> None:
    """Binomial tail: n = 11, m = 6, q = .55."""
    assert binomial_at_least(11, 6, 0.55) == pytest.approx(0.633123, abs=5e-7)


@given(votes, st.integers(-1, 61), chances)
def test_the_tail_is_the_sum_of_its_terms(n: int, m: int, q: float) -> None:
    terms = [math.comb(n, k) * q**k * (1 - q) ** (n - k) for k in range(max(m, 0), n + 1)]
    assert binomial_at_least(n, m, q) == pytest.approx(math.fsum(terms), rel=1e-9, abs=1e-300)


def test_a_sure_vote_is_sure() -> None:
    assert binomial_at_least(11, 11, 1.0) == 1.0
    assert binomial_at_least(11, 1, 0.0) == 0.0
    assert binomial_at_least(11, 0, 0.0) == 1.0
    assert binomial_at_least(11, 12, 1.0) == 0.0


def test_a_large_assembly_does_not_overflow() -> None:
    """By symmetry an odd assembly of coin-flippers passes half of everything."""
    assert binomial_at_least(3001, 1501, 0.5) == pytest.approx(0.5, abs=1e-9)


def test_no_surplus_is_an_even_vote_and_a_surplus_a_better_one() -> None:
    assert ratification_chance(8.0, 0.0) == 0.5
    assert ratification_chance(8.0, 0.25) == pytest.approx(1 / (1 + math.exp(-2.0)))
    assert ratification_chance(8.0, -0.25) == pytest.approx(1 / (1 + math.exp(2.0)))
    assert ratification_chance(1e6, -1.0) == 0.0
