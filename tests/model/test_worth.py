"""Additive values: Keeney & Raiffa (1976)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.worth import (
    shares,
    steps_from_best,
    steps_from_ideal,
    steps_from_opposed,
    value,
    value_with_purpose,
)

unit = st.floats(0, 1)


@st.composite
def places(draw: st.DrawFn) -> tuple[int, int, int]:
    n = draw(st.integers(2, 12))
    return draw(st.integers(0, n - 1)), draw(st.integers(0, n - 1)), n


def values(steps: list[int], tolerance: float = 1.0) -> list[float]:
    return [value(one, max(steps), tolerance) for one in steps]


def test_value_falls_evenly_from_an_ideal_in_the_middle() -> None:
    assert values(steps_from_ideal(1, 4)) == [0.5, 1.0, 0.5, 0.0]


def test_value_rises_evenly_from_what_is_opposed() -> None:
    assert values(steps_from_opposed(0, 3)) == [0.0, 0.5, 1.0]


def test_tolerance_makes_the_first_steps_cheap_and_its_lack_makes_them_dear() -> None:
    """1 - x**gamma, x = s/D."""
    steps = steps_from_ideal(0, 5)
    assert values(steps, 2.0) == [1.0, 0.9375, 0.75, 0.4375, 0.0]
    assert values(steps, 0.5) == pytest.approx([1.0, 0.5, 1 - 0.5**0.5, 1 - 0.75**0.5, 0.0])


def test_a_single_option_is_worth_one_to_everyone() -> None:
    assert values(steps_from_ideal(0, 1)) == [1.0]
    assert values(steps_from_opposed(0, 1)) == [1.0]


@given(places(), st.floats(0.5, 2.0))
def test_whoever_opposes_one_end_mirrors_whoever_wants_the_other_to_the_bit(
    place: tuple[int, int, int], tolerance: float
) -> None:
    _, anchor, n = place
    opposed = values(steps_from_opposed(0, n), tolerance)
    assert opposed == values(steps_from_ideal(n - 1, n), tolerance)
    turned = values(steps_from_opposed(n - 1 - anchor, n), tolerance)
    assert values(steps_from_opposed(anchor, n), tolerance) == turned[::-1]


def test_steps_count_from_the_nearest_of_several_best() -> None:
    assert steps_from_best([100, 40, 40, 100, 0]) == [0, 1, 1, 0, 1]
    assert steps_from_best([7, 7]) == [0, 0]


def test_a_served_purpose_makes_up_for_a_lost_position() -> None:
    assert value_with_purpose(position=0.0, sigma=0.75, serves=0.8) == pytest.approx(0.6)


@given(unit, unit)
def test_without_a_purpose_only_the_position_counts(position: float, serves: float) -> None:
    assert value_with_purpose(position, 0.0, serves) == position
    assert value_with_purpose(position, 1.0, serves) == serves


def test_shares_keep_proportions() -> None:
    assert shares([1.0, 3.0, 0.0]) == [0.25, 0.75, 0.0]


def test_no_weight_at_all_gives_no_shares() -> None:
    assert shares([0.0, 0.0]) == [0.0, 0.0]
    assert shares([]) == []


@given(st.lists(st.floats(1e-6, 1e6), min_size=1, max_size=9))
def test_shares_sum_to_one(weights: list[float]) -> None:
    assert sum(shares(weights)) == pytest.approx(1.0)
