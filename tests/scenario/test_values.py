"""What options are worth to an actor, and which of them cross its red line."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import Any

import pytest

from sim.errors import ScenarioError
from sim.scenario.case import Case
from sim.scenario.stances import HARD_LINE, NO_LINE, Stance
from sim.talks.luck import Luck
from tests.engine.made import Data, case_of, plain

PRICES = ("p1", "p2", "p3", "p4")


def made(price: Data, **party: Any) -> Case:
    data = plain()
    data["actors"]["ada"] |= {"price": price, **party}
    return case_of(data)


def stance(case: Case, run: int = 0) -> Stance:
    found = case.at(case.draw(partial(Luck(5, run).u, "input"))).actors[0].stances[0]
    assert found is not None
    return found


def crossed(case: Case, run: int = 0) -> str:
    return "".join("x" if line == HARD_LINE else "." for line in stance(case, run).lines)


def counts(case: Case, runs: int = 3000) -> Counter[str]:
    return Counter(crossed(case, run) for run in range(runs))


@pytest.mark.parametrize(
    ("points", "gamma"), [(0, 0.5), (25, 0.5**0.5), (50, 1.0), (75, 2**0.5), (100, 2.0)]
)
def test_tolerance_is_written_on_a_log_scale(points: float, gamma: float) -> None:
    case = made({"wants": "p1"}, tolerance=points)
    tables = case.at(case.draw(lambda _: 0.5))
    assert tables.actors[0].tolerance == pytest.approx(gamma, rel=1e-15)
    assert stance(case).values == pytest.approx(tuple(1 - (s / 3) ** gamma for s in range(4)))


def test_a_tolerance_in_the_middle_is_exactly_linear() -> None:
    assert stance(made({"wants": "p1"}, tolerance=50)).values == tuple(1 - s / 3 for s in range(4))


@pytest.mark.parametrize("word", ["unknown", "low", [10, 90]])
def test_tolerance_is_drawn_alike_in_its_logarithm(word: Any) -> None:
    """Half of the draws lie below the geometric middle of the range, not the arithmetic one."""
    case = made({"wants": "p1"}, tolerance=word)
    low, high = {"unknown": (0.5, 2.0), "low": (0.5 * 4**0.2, 0.5 * 4**0.4)}.get(
        str(word), (0.5 * 4**0.1, 0.5 * 4**0.9)
    )
    drawn = [
        case.at(case.draw(partial(Luck(5, run).u, "input"))).actors[0].tolerance
        for run in range(2000)
    ]
    assert all(low <= one <= high for one in drawn)
    below = sum(one < (low * high) ** 0.5 for one in drawn) / 2000
    assert abs(below - 0.5) < 4 * 0.5 / 2000**0.5


def test_before_a_demand_the_same_tolerance_and_no_line() -> None:
    price = {"wants": "p1", "before": "p3", "raised": "2025-02-01", "red_line": "hard"}
    found = stance(made({**price, "red_line_from": 1}, tolerance=100))
    assert found.before == pytest.approx((0.0, 0.75, 1.0, 0.75))
    assert found.lines == (NO_LINE, *[HARD_LINE] * 3)


@pytest.mark.parametrize(("verb", "where"), [("wants", "p1"), ("opposes", "p4")])
def test_where_nothing_tells_a_line_begins_at_each_step_equally_often(
    verb: str, where: str
) -> None:
    """The same rule for who wants one end and who opposes the other."""
    found = counts(made({verb: where, "red_line": "hard"}))
    assert set(found) == {".xxx", "..xx", "...x"}
    assert all(abs(n - 1000) < 4 * (3000 * 2 / 9) ** 0.5 for n in found.values())


def test_where_the_position_is_drawn_too_each_step_there_is_is_equally_likely() -> None:
    case = made({"wants": {"choice": {"p1": 1, "p2": 1}}, "red_line": "hard"})
    found = counts(case, 6000)
    assert set(found) == {".xxx", "..xx", "...x", "x.xx"}  # p2 can step once, or twice to p4
    by_first = [found[".xxx"], found["..xx"]]
    assert all(abs(n - 1000) < 4 * (6000 / 6 * 5 / 6) ** 0.5 for n in by_first)
    assert abs(found["x.xx"] - 1500) < 4 * (6000 / 4 * 3 / 4) ** 0.5


@pytest.mark.parametrize(("start", "lines"), [(1, ".xxx"), (2, "..xx"), (3, "...x"), (0, ".xxx")])
def test_a_line_lies_where_a_file_says(start: int, lines: str) -> None:
    assert crossed(made({"wants": "p1", "red_line": "hard", "red_line_from": start})) == lines


def test_a_file_may_name_the_options_that_cross() -> None:
    price = {"wants": "p1", "red_line": "hard", "red_line_at": ["p2", "p4"]}
    assert crossed(made(price)) == ".x.x"


def test_an_option_of_which_nothing_is_said_serves_a_purpose_as_well_as_its_position() -> None:
    price = {"wants": "p1", "purpose": "why", "purpose_share": 60, "also_served_by": {"p4": 70}}
    found = stance(made(price, tolerance=50))
    assert found.values == pytest.approx((1.0, 2 / 3, 1 / 3, 0.6 * 0.7))


def test_a_line_is_lifted_where_a_purpose_is_served_well_enough_however_it_is_served() -> None:
    price = {
        "wants": "p1", "red_line": "hard", "red_line_from": 1, "purpose": "why", "lifted_at": 60,
        "also_served_by": {"p4": 60, "p3": 59},
    }  # fmt: skip
    assert crossed(made(price, tolerance=50)) == "..x."


def test_points_take_the_place_of_a_position() -> None:
    points = {"p1": 40, "p2": 90, "p3": 30, "p4": 90}
    found = stance(made({"points": points, "red_line": "hard", "red_line_from": 1}))
    assert found.values == pytest.approx((0.4, 0.9, 0.3, 0.9))
    assert found.lines == (HARD_LINE, NO_LINE, HARD_LINE, NO_LINE)


def test_points_may_be_words_ranges_and_choices_each_an_input() -> None:
    points = {"p1": "high", "p2": [20, 30], "p3": {"choice": {"5": 1, "10": 1}}, "p4": "unknown"}
    case = made({"points": points, "red_line": "hard"})
    paths = [one.path for one in case.inputs if one.path.startswith("ada.price.points.")]
    assert paths == [f"ada.price.points.{price}" for price in PRICES]
    for run in range(50):
        high, range_, choice, _ = stance(case, run).values
        assert 0.6 <= high <= 0.8
        assert 0.2 <= range_ <= 0.3
        assert choice in (0.05, 0.1)
        assert "x" in crossed(case, run)


def test_points_all_alike_leave_no_red_line() -> None:
    points = dict.fromkeys(PRICES, 50)
    assert crossed(made({"points": points, "red_line": "hard"})) == "...."


@pytest.mark.parametrize(
    ("price", "said"),
    [
        ({"points": {"p1": 1, "p2": 2, "p3": 3}}, "no points for p4: give every option its points"),
        ({"points": {**dict.fromkeys(PRICES, 1), "p5": 2}}, "unknown option (got p5)"),
        ({"points": dict.fromkeys(PRICES, 101)}, "outside 0 to 100"),
        ({"points": dict.fromkeys(PRICES, 1), "wants": "p1"}, "both wants and points"),
        ({"points": dict.fromkeys(PRICES, 1), "opposes": "p1"}, "both opposes and points"),
        ({"wants": "p1", "red_line_from": 2}, "no red line is given"),
        (
            {"wants": "p1", "red_line": "hard", "red_line_from": 4},
            "beyond the last option, 3",
        ),
        (
            {"wants": "p2", "red_line": "hard", "red_line_from": 3},
            "beyond the last option, 2",
        ),
        ({"wants": "p1", "red_line": "hard", "red_line_from": "low"}, "not a number"),
        ({"wants": "p1", "red_line": "hard", "red_line_at": ["p9"]}, "p9"),
        ({"wants": "p1", "red_line": "hard", "red_line_at": ["p1"]}, "at what it wants most"),
        (
            {"wants": "p1", "red_line": "hard", "red_line_at": ["p4"], "red_line_from": 1},
            "both red_line_from and red_line_at",
        ),
    ],
)
def test_points_and_lines_that_cannot_be_are_refused(price: Data, said: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        made(price)
    assert said in str(caught.value)


def test_a_yes_is_refused_only_where_it_surely_crosses_a_hard_line() -> None:
    def story(terms: str, **price: Any) -> Data:
        data = plain(
            texts={"offer": {"by": "mia", "terms": {"price": terms, "time": "t1"}}},
            record={
                "a": {"when": "2025-01-02", "who": "mia", "does": "table", "what": "offer"},
                "b": {"when": "2025-01-03", "who": "ada", "does": "accept", "what": "offer"},
            },
        )
        data["calendar"]["now"] = "2025-01-05"
        data["actors"]["ada"]["price"] |= {"red_line": "hard", **price}
        return data

    for terms, price in (("p4", {}), ("p2", {"red_line_from": 1}), ("p3", {"red_line_at": ["p3"]})):
        with pytest.raises(ScenarioError, match="a yes across ada's hard red line"):
            case_of(story(terms, **price))
    case_of(story("p3"))  # the line may lie at the last step
    case_of(story("p2", red_line_from=2))
    case_of(story("p4", red_line_at=["p3"]))
