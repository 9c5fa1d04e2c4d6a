"""Numbers of things, in words."""

from __future__ import annotations

import pytest

from sim.scenario.codebook import codebook
from sim.scenario.loading import load
from sim.text import many, unit_of


@pytest.mark.parametrize(
    ("count", "noun", "told"),
    [
        (1, "run", "1 run"),
        (0, "run", "0 runs"),
        (2_000, "kept run", "2,000 kept runs"),
        (1.0, "day", "1 day"),
        (1.5, "day", "1.5 days"),
        ("1.0", "day", "1.0 days"),
        (3, "try", "3 tries"),
        (1, "try", "1 try"),
        (2, "branch", "2 branches"),
        (3, "process", "3 processes"),
    ],
)
def test_one_thing_is_told_in_the_singular(count: float, noun: str, told: str) -> None:
    assert many(count, noun) == told


def test_a_plural_may_be_given() -> None:
    assert many(1, "part is", "parts are") == "1 part is"
    assert many(2, "part is", "parts are") == "2 parts are"


def test_a_unit_of_one_is_singular_where_it_is_a_plural() -> None:
    units = {"days": "day", "nights": "night", "hours a week": "hour a week", "a day": "a day"}
    units |= {"EUR": "EUR", "US": "US", "gas": "gas", "glass": "glass", "%": "%", "": ""}
    assert {unit: unit_of("1", unit) for unit in units} == units
    assert unit_of("2", "nights") == "nights"


def test_the_codebook_and_options_that_are_numbers_say_one_day_and_one_night() -> None:
    scale = "issues.price.options={from: 0, to: 2, step: 1, unit: nights}"
    sets = [scale, "issues.price.status_quo=null", "buyer.price.wants=0", "seller.price.wants=2"]
    case = load("flat-sale", sets)
    assert list(case.labels.options["price"].values()) == ["0 nights", "1 night", "2 nights"]
    (row,) = (row for row in codebook(case) if row.path == "calendar.rethink")
    assert row.shown == "1 day"
