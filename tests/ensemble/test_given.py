"""Inputs that a frame or a log gives, or a design of points: set again as they are."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from sim.api import Case, ensemble, load, play, with_inputs
from sim.engine.verifying import verify
from sim.errors import SettingError
from sim.scenario.distributions import bounds, possible
from sim.scenario.loading import load_text
from sim.scenario.shipped import shipped_scenarios
from tests.engine.made import case_of, eventful

DATE = "record.critique.when"


def made(name: str) -> Case:
    return case_of(eventful()) if name == "eventful" else load(name)


@pytest.mark.parametrize("name", [*shipped_scenarios(), "eventful"])
def test_a_row_of_a_frame_given_again_is_the_same_run(name: str) -> None:
    case = made(name)
    for row in ensemble(case, runs=4, draws=2, seed=5).frame.iter_rows(named=True):
        again = with_inputs(case, row)
        if row["weight"] == 1.0:
            run = play(again, seed=5, run=row["run"], draws=2, tried=row["inputs_tried"])
            assert run.events == play(case, seed=5, run=row["run"], draws=2).events
        drawn = again.draw(lambda _: 0.123)
        assert drawn == {key[6:]: row[key] for key in row if key.startswith("input.")}


@pytest.mark.parametrize("name", ["cairo-2024", "eventful"])
def test_inputs_of_a_run_given_again_are_those_of_every_run(name: str) -> None:
    run = play(made(name), seed=2)
    case = with_inputs(made(name), run.inputs)
    assert play(case, seed=9).inputs == run.inputs
    frame = ensemble(case, runs=4, draws=4, seed=1).frame
    for path, value in run.inputs.items():
        assert frame[f"input.{path}"].to_list() == [value] * 4
    log = play(case, seed=9).events
    again = verify(load_text(case.text, "again.yaml"), log)
    assert (again.difference, again.wrong) == (None, "")


def test_some_inputs_are_given_and_the_others_drawn_as_they_were() -> None:
    case = load("cairo-2024")
    point = {"hamas.corridor.salience": np.float64(33.0), DATE: 47.25, "us.leans": None}
    given = with_inputs(case, point)
    drawn, before = (one.draw(lambda _: 0.4) for one in (given, case))
    assert {path for path in drawn if drawn[path] != before[path]} == set(point) - {"us.leans"}
    assert type(drawn["hamas.corridor.salience"]) is float
    assert drawn[DATE] == 47.25


def test_a_value_that_the_scenario_says_nothing_of_may_be_given_where_it_could() -> None:
    case = load("cairo-2024")
    [low, _] = bounds(next(i for i in case.inputs if i.path == "us.bias").dist) or (0, 0)
    assert with_inputs(case, {"us.bias": low / 2}).draw(lambda _: 0.5)["us.bias"] == low / 2


def test_what_is_given_stays_under_a_what_if() -> None:
    case = load("cairo-2024")
    path = "hamas.corridor.salience"
    for name in case.what_if:
        frame = ensemble(with_inputs(case, {path: 33.0}), 2, 2, 1, what_if=name).frame
        assert set(frame[f"input.{path}"]) == {33.0}, name


def test_a_what_if_that_says_something_else_of_an_input_has_the_last_word() -> None:
    case, path = load("cairo-2024"), "israel.corridor.also_served_by.monitored"
    given = with_inputs(case, {path: 10.0})
    frame = ensemble(given, 4, 4, 1, what_if="substitute-trusted").frame
    assert frame[f"input.{path}"].min() >= 80  # type: ignore[operator]


def wrong(case: Case) -> dict[str, tuple[Mapping[str, Any], str]]:
    """Rows that cannot be, with what is said of each."""
    word = next(i for i in case.inputs if i.uncertain and i.unit == "option")
    return {
        "unknown": ({"hamas.corridor.salienc": 1}, "did you mean hamas.corridor.salience"),
        "text": ({"us.bias": "50"}, "us.bias is '50': write a number, in points"),
        "truth": ({"us.bias": True}, "us.bias is True: write a number"),
        "nan": ({"us.bias": math.nan}, "us.bias is nan: write a number"),
        "large": ({"us.bias": 101.0}, "us.bias=101.0: outside 0 to 100"),
        "number": ({word.path: 3}, f"{word.path} is 3: write a word, as {possible(word.dist)[0]}"),
        "word": ({word.path: "nowhere"}, f"{word.path}=nowhere: "),
        "certain": ({"egypt.corridor.opposes": "leave"}, "the scenario is certain of it"),
        "date": ({DATE: 900.0}, f"{DATE} is 900.0: write days within what it says"),
        "moment": ({DATE: "2024-08-16"}, "write a number, in days from the start of the calendar"),
    }


@pytest.mark.parametrize("kind", wrong(load("cairo-2024")))
def test_a_value_that_cannot_be_is_told_with_input_and_cure(kind: str) -> None:
    row, told = wrong(load("cairo-2024"))[kind]
    with pytest.raises(SettingError) as caught:
        with_inputs(load("cairo-2024"), row)
    assert told in str(caught.value)
