"""Inequity aversion: Fehr & Schmidt (1999)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.tilt import tilt

surplus = st.floats(-1, 1)


def test_only_those_who_gain_more_count_and_all_are_counted() -> None:
    """Fehr & Schmidt (1999), equation 1: alpha/(n-1) sum max(x_j - x_i, 0)."""
    assert tilt(0.5, 0.2, [0.5, 0.1, 0.2]) == pytest.approx(0.5 * 0.3 / 3)


def test_with_no_others_nothing_is_lost() -> None:
    assert tilt(1.0, -0.5, []) == 0.0


@given(surplus, st.lists(surplus, min_size=1, max_size=5))
def test_gaining_most_costs_nothing(own: float, others: list[float]) -> None:
    assert tilt(1.0, max(own, *others), others) == 0.0


@given(st.floats(0, 1), surplus, surplus, st.lists(surplus, max_size=5))
def test_gaining_more_never_costs_more(
    tau: float, own: float, more: float, others: list[float]
) -> None:
    assert tilt(tau, max(own, more), others) <= tilt(tau, min(own, more), others)
