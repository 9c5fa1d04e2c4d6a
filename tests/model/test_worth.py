"""Additive values: Keeney & Raiffa (1976)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.worth import shares, value_from_ideal, value_from_opposed, value_with_purpose

unit = st.floats(0, 1)


@st.composite
def places(draw: st.DrawFn) -> tuple[int, int, int]:
    n = draw(st.integers(2, 12))
    return draw(st.integers(0, n - 1)), draw(st.integers(0, n - 1)), n


def test_value_falls_evenly_from_an_ideal_in_the_middle() -> None:
    assert [value_from_ideal(o, 1, 4) for o in range(4)] == [0.5, 1.0, 0.5, 0.0]


def test_value_rises_evenly_from_what_is_opposed() -> None:
    assert [value_from_opposed(o, 0, 3) for o in range(3)] == [0.0, 0.5, 1.0]


def test_a_single_option_is_worth_one_to_everyone() -> None:
    assert value_from_ideal(0, 0, 1) == 1.0
    assert value_from_opposed(0, 0, 1) == 1.0


@given(places())
def test_opposing_an_option_is_the_reverse_of_wanting_it(place: tuple[int, int, int]) -> None:
    option, anchor, n = place
    wanted = value_from_ideal(option, anchor, n)
    assert 0.0 <= wanted <= 1.0
    assert value_from_opposed(option, anchor, n) == pytest.approx(1.0 - wanted)


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
