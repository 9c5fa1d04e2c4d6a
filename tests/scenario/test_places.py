"""Faults told where they were made, and what is no fault."""

from __future__ import annotations

import json

import pytest

from sim.errors import ScenarioError
from sim.scenario.distributions import Uniform
from sim.scenario.loading import load_text
from tests.engine.made import Data, case_of, entry, plain

CHEAP = {"price": "p1", "time": "t1", "why": "nobody builds so cheaply"}


@pytest.mark.parametrize(
    "option", ["texts.offer.terms={price: p1, time: t1}", "texts.offer.terms.price=p1"]
)
def test_a_fault_that_a_setting_makes_is_placed_at_the_setting(option: str) -> None:
    offer = {"by": "mia", "terms": {"price": "p2", "time": "t1"}}
    text = json.dumps(plain(infeasible=[CHEAP], texts={"offer": offer}))
    path = option.partition("=")[0]
    with pytest.raises(ScenarioError, match=rf"^--set {path}:1:8: texts.offer.terms: terms that"):
        load_text(text, "made.yaml", [option])


def test_attendance_that_is_unknown_is_written_not_reported() -> None:
    calendar = {"start": "2025-01-01", "now": "2025-01-03", "horizon": "60 days"}
    calendar |= {"sessions": {"one": {"when": "2025-01-05", "attend": "unknown"}}}  # type: ignore[dict-item]
    with pytest.raises(ScenarioError, match=r"\(got unknown\): write not reported: each actor is"):
        case_of(plain(calendar=calendar))


def lined(points: Data) -> Data:
    data = plain()
    data["actors"]["ada"]["price"] = {
        "points": points, "red_line": "hard", "red_line_at": ["p1"]
    }  # fmt: skip
    return data


def test_a_red_line_at_what_is_surely_best_is_a_fault_where_points_are_ranges() -> None:
    points = {"p1": [80, 100], "p2": [10, 80], "p3": 20, "p4": 0}
    with pytest.raises(ScenarioError, match=r"red_line_at.0: a red line at what it wants most"):
        case_of(lined(points))
    assert case_of(lined({**points, "p2": [10, 81]})).names.actors == ("ada", "bob", "mia")


def test_of_a_month_that_contains_the_start_or_now_the_days_on_record_count() -> None:
    calendar = {"start": "2026-01-05", "now": "2026-02-10", "horizon": "60 days"}
    record = {
        "first": entry("2026-01", "ada", "claim progress"),
        "then": entry("2026-02", "bob", "claim progress"),
    }
    case = case_of(plain(calendar=calendar, record=record))
    dates = {one.path: one.dist for one in case.inputs if one.path.startswith("record.")}
    assert dates == {"record.first.when": Uniform(0, 27), "record.then.when": Uniform(27, 37)}
    record["then"]["when"] = "2026-03"
    with pytest.raises(ScenarioError, match=r"record.then.when: after now \(got 2026-03"):
        case_of(plain(calendar=calendar, record=record))


def test_an_id_with_a_hyphen_is_called_the_same_everywhere() -> None:
    data = plain()
    data["actors"]["press-club"] = {"roles": ["observer"]}
    assert case_of(data).labels.actors["press-club"] == "Press club"
