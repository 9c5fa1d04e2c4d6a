"""The values of an input, as `--over` names them."""

from __future__ import annotations

from functools import cache

import pytest

from sim.ensemble.axes import Axis, axis_of
from sim.errors import SettingError
from sim.scenario.case import Case
from sim.scenario.loading import load


@cache
def cairo() -> Case:
    return load("cairo-2024")


def axis(text: str) -> Axis:
    return axis_of(cairo(), text)


def test_a_range_is_as_many_values_as_it_says() -> None:
    found = axis("hamas.corridor.salience=0:100:5")
    assert found.values == tuple(float(value) for value in range(0, 101, 5))
    assert (found.declared, found.declares) == ((60.0, 80.0), "60 to 80 points")
    assert found.called == "hamas.corridor.salience (points of 0-100)"
    assert axis("hamas.no_deal.worth=0.1:0.7:0.1").values == (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7)


def test_values_are_in_the_unit_of_the_file() -> None:
    days, rate = axis("hamas.deliberation=1:7/4"), axis("after_yes.settles=0.01,0.1,0.05")
    assert (days.unit, days.values) == ("days", (1.0, 3.0, 5.0, 7.0))
    assert (rate.unit, rate.values) == ("a day", (0.01, 0.05, 0.1))  # they rise


def test_names_keep_their_order_and_say_which_the_scenario_gives() -> None:
    found = axis("israel.other_demands.wants=met, dropped")
    assert (found.values, found.numeric) == (("met", "dropped"), False)
    assert [found.says(value) for value in found.values] == [True, False]
    assert found.declares == "met"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("hamas.corridor.salience", "write PATH=LOW:HIGH:STEP, PATH=LOW:HIGH/POINTS or PATH=a,b"),
        ("hamas.corridor.saliense=0:100:5", "did you mean hamas.corridor.salience"),
        ("zzz=0:1/5", "no input of this scenario: `detente inputs NAME` lists them all"),
        ("hamas.corridor.salience=0:120:20", "outside 0 to 100 (got 120)"),
        ("hamas.corridor.salience=100:0/5", "LOW must be below HIGH: write 0:100/5"),
        ("hamas.corridor.salience=100:0:50", "LOW must be below HIGH: write 0:100:50"),
        ("hamas.corridor.salience=5:5:1", "HIGH must be above LOW: write another after 5:"),
        ("hamas.corridor.salience=0:101:50", "outside 0 to 100 (got 101)"),
        ("hamas.corridor.salience=0:100/1", "write from 2 to 1001 POINTS (got 1)"),
        ("hamas.corridor.salience=0:100/x", "write from 2 to 1001 POINTS (got x)"),
        ("hamas.corridor.salience=0:100", "write PATH=LOW:HIGH:STEP, PATH=LOW:HIGH/POINTS"),
        ("hamas.corridor.salience=0:100:30", "write a STEP of 25, or 0:100/5 for 5 points"),
        (
            "hamas.corridor.salience=1:8:3",
            "do not end at 8: write a STEP of 3.5, or 1:8/4 for 4 points",
        ),
        ("hamas.corridor.salience=0:10:4", "write a STEP of 5, or 0:10/4 for 4 points"),
        ("hamas.corridor.salience=0:100:15", "do not end at 100: write 0:100/8 for 8 points"),
        ("hamas.corridor.salience=0:100:0", "a STEP of 0 from 0 to 100: write one above 0"),
        ("hamas.corridor.salience=0:100:-10", "write one above 0, at most 100"),
        (
            "hamas.corridor.salience=0:100:0.01",
            "10,001 points: write 1001 or fewer, such as 0:100/21",
        ),
        ("hamas.corridor.salience=0:100:200", "write one above 0, at most 100"),
        ("hamas.lock_in_half_life=0:60:10", "outside 1 hour to 3,653 days (got 0.0 days)"),
        ("hamas.corridor.salience=0,0", "write two values or more, each once"),
        ("hamas.corridor.salience=low,high", "'low' is no number: write points of 0-100"),
        ("hamas.deliberation=1 week,7", "'1 week' is no number: write numbers, in days"),
        ("israel.corridor.wants=leaves,stay", "leave"),
        ("israel.corridor.wants=unknown,stay", "unknown is more than one value"),
        ("record.text.when=2024-08-16,2024-08-17", "is a date, and dates cannot be swept"),
        ("title=a,b", "no input of this scenario"),
    ],
)
def test_mistakes_are_told_with_a_cure(text: str, said: str) -> None:
    with pytest.raises(SettingError) as told:
        axis(text)
    assert str(told.value).startswith("--over ")
    assert said in str(told.value)
