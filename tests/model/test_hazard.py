"""Competing hazards: Cox & Oakes (1984)."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.hazard import days_left, settling_rate, spent

rates = st.floats(1e-4, 10)


def test_a_surplus_speeds_settling() -> None:
    assert settling_rate(0.05, 2.0, 0.5) == pytest.approx(0.05 * math.e)
    assert settling_rate(0.05, 0.0, 0.5) == 0.05
    assert settling_rate(0.05, 2.0, -0.5) < 0.05


def test_a_hazard_without_a_rate_never_comes() -> None:
    assert days_left(1.2, 0.0) == math.inf
    assert spent(1.2, 0.0, 400.0) == 1.2


@given(unit=st.floats(0.01, 10), rate=rates, part=st.floats(0, 1))
def test_a_rate_that_stays_the_same_leaves_the_day_the_same(
    unit: float, rate: float, part: float
) -> None:
    day = days_left(unit, rate)
    rest = spent(unit, rate, part * day)
    assert part * day + days_left(rest, rate) == pytest.approx(day)


def test_a_doubled_rate_halves_what_is_left() -> None:
    rest = spent(1.0, 0.1, 4.0)
    assert days_left(rest, 0.1) == pytest.approx(6.0)
    assert days_left(rest, 0.2) == pytest.approx(3.0)


@given(st.floats(0, 10), rates, st.floats(0, 1e6))
def test_nothing_is_spent_that_is_not_there(unit: float, rate: float, elapsed: float) -> None:
    assert 0.0 <= spent(unit, rate, elapsed) <= unit
