"""Who controls what, and orders over states: what is read, and every fault at its place."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sim.analysis.conflict_graph import graph_of, members
from sim.errors import ScenarioError, SettingError
from sim.scenario.loading import load_text
from tests.engine.made import case_of, plain

Data = dict[str, Any]


def conflict(ranking: Any, control: Any = ("price",), **changes: Any) -> Data:
    """Ada and Bob over a price of two and a time of two, each with an order."""
    data = plain(
        issues={
            "price": {"options": {"low": "low", "high": "high"}},
            "time": {"options": {"soon": "soon", "late": "late"}},
        },
        **changes,
    )
    data["actors"] = {
        "ada": {"roles": ["party"], "ranking": ranking, "control": control},
        "bob": {"roles": ["party"], "ranking": ["rest"], "control": ["time"]},
    }
    return data


def moves(data: Data) -> dict[str, dict[int, list[int]]]:
    graph = graph_of(case_of(data))
    return {
        name: {s + 1: [q + 1 for q in members(ends)] for s, ends in enumerate(row) if ends}
        for name, row in zip(graph.actors, graph.reach, strict=True)
    }


CONTROL: list[tuple[Any, dict[int, list[int]]]] = [  # states: low soon, low late, high soon, ...
    (["price"], {1: [3], 2: [4], 3: [1], 4: [2]}),
    ("price", {1: [3], 2: [4], 3: [1], 4: [2]}),
    ({"price": "all"}, {1: [3], 2: [4], 3: [1], 4: [2]}),
    ({"price": "high"}, {1: [3], 2: [4]}),
    ({"price": {"high": "low"}}, {3: [1], 4: [2]}),
    (["price", "time"], {1: [2, 3, 4], 2: [1, 3, 4], 3: [1, 2, 4], 4: [1, 2, 3]}),
]


@pytest.mark.parametrize(("control", "expected"), CONTROL)
def test_an_actor_moves_on_what_it_controls_and_as_it_does(
    control: Any, expected: dict[int, list[int]]
) -> None:
    assert moves(conflict(["rest"], control))["ada"] == expected


def test_states_that_nobody_can_have_are_none() -> None:
    data = conflict(["rest"], infeasible=[{"price": "high", "time": "late", "why": "none"}])
    assert moves(data) == {"ada": {1: [3], 3: [1]}, "bob": {1: [2], 2: [1]}}


def test_states_that_are_merged_are_one() -> None:
    data = conflict(["rest"], merged=[{"price": "high", "why": "it is over then"}])
    assert moves(data) == {"ada": {1: [3], 2: [3], 3: [1, 2]}, "bob": {1: [2], 2: [1]}}


def test_talks_in_which_nobody_controls_anything_are_refused_with_the_cure() -> None:
    with pytest.raises(SettingError, match=r"--set 'ada\.control=\[price\]'"):
        graph_of(case_of(plain()))


LOW, HIGH = {"price": "low"}, {"price": "high"}
FAULTS: list[tuple[Any, Any, str]] = [
    ([LOW, "rest"], ["prize"], r"ada\.control.*: unknown issue \(got prize\): did you mean price"),
    ([LOW, "rest"], {"price": "hi"}, r"ada\.control\.price: unknown option \(got hi\)"),
    ([LOW, "rest"], 7, r"ada\.control: no issues that somebody controls \(got 7\)"),
    ([LOW], ["price"], r"ada\.ranking: 2 states left out \(such as price high, time soon\)"),
    ([LOW, HIGH, LOW], ["price"], r"ranking\.2: a state that stands at level 1 too .*low.*soon"),
    ([LOW, HIGH, "rest"], ["price"], r"ranking\.2: no state that is not ranked yet"),
    ([LOW, {"price": "mid"}], ["price"], r"ranking\.1: unknown option \(got mid\)"),
    ([LOW, {}], ["price"], r"ranking\.1: no state \(got \{\}\)"),
]  # fmt: skip


@pytest.mark.parametrize(("ranking", "control", "said"), FAULTS)
def test_a_mistake_is_told_at_its_place(ranking: Any, control: Any, said: str) -> None:
    with pytest.raises(ScenarioError, match=said):
        case_of(conflict(ranking, control))


def test_merged_states_stand_at_one_level() -> None:
    merged = [{"price": "high", "why": "it is over then"}]
    ranking = [{"price": "high", "time": "soon"}, "rest"]
    with pytest.raises(ScenarioError, match=r"states that are merged at two levels"):
        case_of(conflict(ranking, merged=merged))
    with pytest.raises(ScenarioError, match=r"merged\.0: nothing to merge \(got 1 state\)"):
        case_of(conflict(["rest"], merged=[{**LOW, "time": "soon", "why": "no"}]))


def test_an_actor_has_an_order_or_numbers() -> None:
    data = conflict(["rest"])
    data["actors"]["ada"]["price"] = {"wants": "low"}
    with pytest.raises(ScenarioError, match="both a ranking and what it wants on price"):
        case_of(data)


def test_who_moves_wants_something() -> None:
    data = plain()
    data["actors"]["mia"]["control"] = ["price"]
    with pytest.raises(ScenarioError, match=r"mia\.control: mia could move, and nothing is known"):
        case_of(data)


def test_what_needs_numbers_says_whose_are_lacking_and_where() -> None:
    text = json.dumps(conflict(["rest"]), indent=1)
    line = next(k for k, row in enumerate(text.splitlines(), 1) if "ranking" in row)
    case = load_text(text, "conflict.yaml")
    with pytest.raises(ScenarioError) as caught:
        case.at({})
    first = caught.value.faults[0]
    assert (first.place.file, first.place.line, first.path) == (
        "conflict.yaml",
        line,
        "ada.ranking",
    )
    assert "needs numbers of ada" in first.wrong
    assert "detente stability" in first.cure
