"""Words, numbers, ranges, units and dates mean what the documentation says."""

from __future__ import annotations

import datetime as dt
import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from sim.scenario.dates import day
from sim.scenario.defaults import DEFAULTS
from sim.scenario.distributions import Choice, Point, Triangular, Uniform, bounds
from sim.scenario.rows import FIFTHS
from sim.scenario.tree import Data
from sim.scenario.words import pick, quantity

UNIFORM = st.floats(0.0, 1.0, exclude_min=True, exclude_max=True)
POINTS = st.floats(0.0, 100.0)


@pytest.mark.parametrize(
    ("written", "row", "expected"),
    [
        (70, "salience", Point(70.0)),
        ("60%", "salience", Point(60.0)),
        ([60, 80], "salience", Uniform(60.0, 80.0)),
        ([50, 50], "salience", Point(50.0)),
        ([60, 70, 80], "salience", Triangular(60.0, 70.0, 80.0)),
        ("very low", "salience", Uniform(0.0, 20.0)),
        ("very high", "salience", Uniform(80.0, 100.0)),
        ("unknown", "worth", Uniform(20.0, 70.0)),
        ("medium", "worth", Uniform(40.0, 60.0)),
        ("unknown", "precision", Uniform(0.0, 100.0)),
        ("3 days", "delay", Point(3.0)),
        ("1 week", "delay", Point(7.0)),
        ("12 hours", "delay", Point(0.5)),
        ("7 to 21 days", "delay", Uniform(7.0, 21.0)),
        (["2 days", "9 days"], "delay", Uniform(2.0, 9.0)),
        ("0.4 a day", "settles", Point(0.4)),
        ("0.7 a week", "settles", Point(0.1)),
        ({"choice": {"10": 1, "20": 3}}, "worth", Choice((10.0, 20.0), (0.25, 1.0))),
    ],
)
def test_what_is_written_is_this_distribution(written: Data, row: str, expected: object) -> None:
    found = quantity(written, DEFAULTS[row]).dist
    if isinstance(expected, Point):
        assert isinstance(found, Point)
        assert found.value == pytest.approx(expected.value)
    else:
        assert found == expected


@pytest.mark.parametrize(
    "written",
    [
        None, True, -1, 101, "70", "hgih", float("nan"), float("inf"), [80, 20], [1], [1, 2, 3, 4],
        [10, [20, 30]], {"choice": {}}, {"choice": {"10": -1}}, {"choice": {"10": 0}},
        {"choose": {"10": 1}}, "3 days", "60 to", {"choice": {"a": 1}},
    ],
)  # fmt: skip
def test_what_is_no_quantity_is_refused_with_a_cure(written: Data) -> None:
    with pytest.raises(PydanticCustomError) as caught:
        quantity(written, DEFAULTS["salience"])
    assert caught.value.context is not None
    assert caught.value.context["cure"]


@pytest.mark.parametrize("written", [3, "3", "-1 days", "3 metres", "a day", "1e9 days", [1, 2]])
def test_a_length_of_time_needs_its_unit(written: Data) -> None:
    with pytest.raises(PydanticCustomError):
        quantity(written, DEFAULTS["delay"])


@pytest.mark.parametrize("name", DEFAULTS)
def test_the_fifths_tile_their_range(name: str) -> None:
    row = DEFAULTS[name]
    fifths = [row.fifth(word) for word in FIFTHS]
    assert all(a[1] == b[0] for a, b in pairwise(fifths))
    whole = (0.0, 100.0) if row.unit == "points" else (row.low, row.high)
    assert (fifths[0][0], fifths[-1][1]) == pytest.approx(whole)


@pytest.mark.parametrize("name", DEFAULTS)
def test_written_bounds_are_the_documented_ones(name: str) -> None:
    row = DEFAULTS[name]
    assert row.counted(row.low) == pytest.approx(row.least)
    assert row.counted(row.high) == pytest.approx(row.most)
    assert row.least < row.most
    assert row.meaning
    assert row.source


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [
        ("worth", 0.2, 0.7), ("loss_in_90_days", 0, 0.5), ("planning_horizon", 30, 365),
        ("firmness", 0, 1), ("tolerance", 0.5, 2),
        ("opening_concession", 0, 0.9), ("aversion", 0, 1), ("soft_red_line", 0.1, 0.5),
        ("lock_in", 0, 0.05), ("settles", 0.005, 0.1), ("slope", 0, 5), ("delay", 2, 21),
        ("precision", 3, 30), ("accept_bar", 0, 2), ("reject_bar", 0.5, 3), ("blame", 0, 2),
        ("consistency", 0, 1), ("label_effect", 0, 0.5), ("belief_error", 0.02, 0.2),
        ("lock_in_half_life", 7, 60), ("credibility", 0, 0.6), ("breaks_down", 0, 0.02),
        ("deliberation", 1, 7), ("channel_delay", 0, 3), ("misreport", 0, 0.2),
    ],
)  # fmt: skip
def test_the_table_is_that_of_the_model(name: str, least: float, most: float) -> None:
    assert (DEFAULTS[name].least, DEFAULTS[name].most) == (least, most)


@given(st.tuples(POINTS, POINTS, POINTS).map(sorted), UNIFORM)
def test_a_draw_lies_within_its_bounds(parts: list[float], u: float) -> None:
    for written in (parts, parts[::2]):
        dist = quantity(list(written), DEFAULTS["salience"]).dist
        value = dist.sample(u)
        span = bounds(dist)
        assert isinstance(value, float)
        assert span is not None
        assert span[0] - 1e-9 <= value <= span[1] + 1e-9


@given(st.tuples(POINTS, POINTS, POINTS).map(sorted), UNIFORM, UNIFORM)
def test_a_higher_uniform_never_draws_lower(parts: list[float], u: float, v: float) -> None:
    dist = quantity(list(parts), DEFAULTS["salience"]).dist
    low, high = dist.sample(min(u, v)), dist.sample(max(u, v))
    assert isinstance(low, float)
    assert isinstance(high, float)
    assert low <= high + 1e-9


def test_the_triangle_has_its_closed_form_mean() -> None:
    dist = Triangular(10.0, 20.0, 60.0)
    n = 20_000
    mean = math.fsum(dist.sample((i + 0.5) / n) for i in range(n)) / n
    assert mean == pytest.approx((10 + 20 + 60) / 3, abs=1e-3)


@given(st.dictionaries(st.sampled_from("abcdef"), st.floats(0.1, 5.0), min_size=1), UNIFORM)
def test_a_choice_does_not_hang_on_the_order_it_is_written_in(
    weights: dict[float | str, float], u: float
) -> None:
    backwards = dict(reversed(weights.items()))
    assert Choice.of(weights).sample(u) == Choice.of(backwards).sample(u)


def test_weights_are_shares() -> None:
    choice = pick({"choice": {"a": 1, "b": 2, "c": 0}}).among(("a", "b", "c"))
    assert isinstance(choice, Choice)
    assert choice.weights == pytest.approx({"a": 1 / 3, "b": 2 / 3})


def test_a_choice_of_one_is_certain_and_no_is_a_name() -> None:
    assert pick({"choice": {"a": 3}}).sure == "a"
    assert pick("no").sure == "no"
    assert pick("unknown").among(("x",)) == Point("x")


@pytest.mark.parametrize(
    ("written", "span"),
    [
        ("2024-08-16", (46.5, 46.5)),
        ("2024-07", (0.0, 31.0)),
        ("2024-08-18..2024-08-22", (48.0, 53.0)),
        ("2024-07..2024-08-02", (0.0, 33.0)),
    ],
)
def test_a_day_given_is_its_noon_and_a_span_all_its_days(
    written: str, span: tuple[float, float]
) -> None:
    assert day(written).span(dt.date(2024, 7, 1)) == span


@pytest.mark.parametrize(
    "written",
    [None, 2024, "2024-02-30", "2024-13", "2024-8-1", "soon", "..", "2024-08-02..2024-08-01"],
)
def test_what_is_no_date_is_refused(written: Data) -> None:
    with pytest.raises(PydanticCustomError):
        day(written)
