"""A text that settles some issues leaves the rest at the status quo, whatever that is drawn as."""

from __future__ import annotations

from typing import Any

import pytest

from sim.errors import ScenarioError
from sim.scenario.case import Case
from sim.talks.luck import Luck
from sim.telling.marks import marks
from tests.engine.made import case_of, entry, plain


def offered(terms: Any, quo: Any = "unknown", **more: Any) -> Case:
    data = plain(
        texts={"offer": {"by": "mia", "terms": terms}},
        record={"tabled": entry("2025-01-01", "mia", "table", "offer")},
        **more,
    )
    data["issues"]["time"]["status_quo"] = quo
    return case_of(data)


def test_the_rest_is_the_status_quo_of_the_same_draw() -> None:
    case = offered({"price": "p2", "rest": "status quo"})
    seen = set()
    for n in range(12):
        luck = Luck(3, n)
        tables = case.at(case.draw(lambda path, luck=luck: luck.u(path, "input")))  # type: ignore[misc]
        options = case.names.package_options[tables.texts["offer"].package]
        assert options == (1, tables.status_quo[1])
        seen.add(options)
    assert len(seen) == 3


def test_it_adds_no_input_and_is_marked_as_it_is_known() -> None:
    case = offered({"price": "p2", "rest": "status quo"})
    assert "texts.offer.terms.time" not in case.paths
    assert marks(case)["texts.offer.terms.time"] == "assumed"


def test_what_is_neither_named_nor_left_so_stays_unknown() -> None:
    assert "texts.offer.terms.time" in offered({"price": "p2"}).paths


@pytest.mark.parametrize("rest", ["t1", "unknown", {"choice": {"status quo": 1, "t1": 1}}])
def test_the_rest_is_no_one_option(rest: Any) -> None:
    with pytest.raises(ScenarioError, match=r"terms.rest: the rest is no one option"):
        offered({"price": "p2", "rest": rest})


def test_an_issue_may_not_be_called_rest() -> None:
    data = plain()
    data["issues"]["rest"] = {"options": {"a": "a", "b": "b"}}
    with pytest.raises(ScenarioError, match="an issue by a name that means something else"):
        case_of(data)


def test_terms_that_nobody_can_have_count_the_rest() -> None:
    rule = {"price": "p2", "time": "t3", "why": "too late"}
    with pytest.raises(ScenarioError, match=r"together \(price p2, time t3: too late\)"):
        offered({"price": "p2", "rest": "status quo"}, "t3", infeasible=[rule])
