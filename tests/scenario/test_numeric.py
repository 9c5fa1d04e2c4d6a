"""Issues whose options are numbers: read, shown, valued by the number, and faulted in place."""

from __future__ import annotations

from typing import Any

import pytest

from sim.errors import ScenarioError
from sim.scenario.case import Case
from sim.scenario.numeric import Scale
from sim.scenario.tables import Tables
from sim.scenario.words import as_option, number_of, option_id
from sim.talks.events import TextTabled
from sim.telling.labels import Labels
from tests.engine.made import case_of, direct, run_of, values_at

EITHER = {"choice": {310_000: 2, 315_000: 1}}
PRICE = {"from": 300_000, "to": 350_000, "step": 5000, "unit": "EUR"}


def case_at(case: Case) -> Tables:
    return case.at(values_at(case))


def priced(options: dict[str, Any] = PRICE, **ada: Any) -> Case:
    data = direct()
    data["issues"]["price"] = {"options": options}
    data["actors"]["ada"]["price"] = {"wants": 300_000, **ada}
    data["actors"]["bob"]["price"] = {"opposes": 300_000}
    return case_of(data)


def test_options_are_the_numbers_from_one_end_to_the_other() -> None:
    case = priced()
    assert case.names.options[0] == tuple(str(n) for n in range(300_000, 355_000, 5000))
    assert list(case.labels.options["price"].values())[:2] == ["300,000 EUR", "305,000 EUR"]


@pytest.mark.parametrize(
    ("options", "ids", "titles"),
    [
        ({"from": -1, "to": 0.5, "step": 0.5, "unit": "%"},
         ["minus1", "minus0_5", "0", "0_5"], ["-1.0%", "-0.5%", "0.0%", "0.5%"]),
        ({"from": 0.1, "to": 0.3, "step": 0.1}, ["0_1", "0_2", "0_3"], ["0.1", "0.2", "0.3"]),
        ({"from": 1e6, "to": 3e6, "step": 1e6}, ["1000000", "2000000", "3000000"],
         ["1,000,000", "2,000,000", "3,000,000"]),
    ],
)  # fmt: skip
def test_ids_are_safe_in_paths_and_titles_are_for_people(
    options: dict[str, Any], ids: list[str], titles: list[str]
) -> None:
    scale = Scale.model_validate(options)
    assert scale.titles == dict(zip(ids, titles, strict=True))


@pytest.mark.parametrize(("written", "id_"), [("2.50", "2_5"), (-3, "minus3"), (1e3, "1000")])
def test_a_number_is_written_as_it_comes(written: float | str, id_: str) -> None:
    assert option_id(written) == id_
    assert number_of(id_) == float(written)
    assert as_option(id_) == f"{float(written):g}"


@pytest.mark.parametrize("name", ["007", "1e3x", "p300", "2024-08", "free"])
def test_a_name_is_left_as_it_is(name: str) -> None:
    assert option_id(name) == name
    assert as_option(name) == name


def test_worth_is_by_the_number_in_equal_steps() -> None:
    actors = case_at(priced()).actors
    left, right = (actors[k].stances[0] for k in (0, 1))
    assert left is not None
    assert right is not None
    assert right.values == pytest.approx(left.values[::-1])
    named = {f"o{n:02}": str(n) for n in range(11)}
    data = direct()
    data["issues"]["price"] = {"options": named}
    data["actors"]["ada"]["price"] = {"wants": "o00"}
    data["actors"]["bob"]["price"] = {"opposes": "o00"}
    same = case_at(case_of(data)).actors[0].stances[0]
    assert same is not None
    assert left.values == same.values


def test_every_place_of_an_option_takes_the_number() -> None:
    data = direct()
    data["issues"]["price"] = {"options": PRICE, "status_quo": 320_000}
    data["texts"] = {
        "offer": {"by": "ada", "terms": {"price": {"choice": {310_000: 2, 315_000: 1}}}}
    }
    ada = {"wants": 3e5, "purpose": "x", "also_served_by": {"305000": "high"}, "before": "unknown"}
    data["actors"]["ada"]["price"] = {**ada, "raised": "2025-01-05"}
    line = {"red_line": "hard", "red_line_at": [345_000, 350_000]}
    data["actors"]["bob"]["price"] = {"opposes": "unknown", **line}
    case = case_of(data)
    assert case.at(values_at(case)).status_quo[0] == 4
    assert "ada.price.also_served_by.305000" in case.paths


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"step": 1}, "options.step: more than 500 options (50,001 of them) (got 1): write 200 or"),
        ({"to": 340_000, "step": 20}, "(2,001 of them) (got 20): write 100 or more"),
        (
            {"step": 7000},
            "(got 7000): write to: 349000 or 356000, or another",
        ),
        ({"step": 60_000}, "(got 60000): write to: 360000, or another step"),
        ({"step": 0}, "options.step: outside 0.0001 to"),
        ({"to": 300_000}, "options.to: not above `from` (got 300000): write more than 300000"),
        ({"to": "350,000 EUR"}, 'options.to: not a number (got "350,000 EUR"): write 350000'),
        ({"from": 1e13}, "options.from: outside -1,000,000,000,000 to 1,000,000,000,000"),
        ({"steps": 5}, "options.steps: unknown key (got steps): did you mean step?"),
        ({"step": None}, "options.step: nothing is given"),
    ],
)
def test_a_fault_stands_where_its_number_does(change: dict[str, Any], said: str) -> None:
    with pytest.raises(ScenarioError) as told:
        priced({**PRICE, **change})
    assert said in str(told.value).splitlines()[0]


@pytest.mark.parametrize(
    ("stance", "said"),
    [
        ({"red_line_at": [322_000.5]}, "unknown option (got 322000.5): did you mean 320000?"),
        ({"red_line_at": [3e5]}, "a red line at what it wants most (got 300000): take it out"),
        ({"red_line_at": [305_000] * 2}, "listed twice (got 305000): keep one of the two"),
        ({"points": dict.fromkeys(range(305000, 355000, 5000), 50)}, "no points for 300000: give"),
        ({"points": {2.5: 50}}, "unknown option (got 2.5): did you mean 300000?"),
    ],
)
def test_faults_name_options_by_their_numbers(stance: dict[str, Any], said: str) -> None:
    wants = {} if "points" in stance else {"wants": 300_000, "red_line": "soft"}
    data = direct()
    data["issues"]["price"] = {"options": PRICE}
    data["actors"]["ada"]["price"] = {**wants, **stance}
    data["actors"]["bob"]["price"] = {"opposes": 300_000}
    with pytest.raises(ScenarioError) as told:
        case_of(data)
    assert said in str(told.value)


@pytest.mark.parametrize(
    ("wants", "said"),
    [
        (322_000, "unknown option (got 322000): did you mean 320000?"),
        ("low", "(got low): write one of 300000, 305000, 310000"),
    ],
)
def test_a_number_that_is_no_step_is_answered_with_the_nearest(wants: Any, said: str) -> None:
    with pytest.raises(ScenarioError) as told:
        priced(wants=wants)
    assert said in str(told.value)


def test_what_is_tabled_is_told_with_its_unit() -> None:
    case = priced()
    texts = [event for event in run_of(case, 1)[0] if isinstance(event, TextTabled)]
    assert texts
    assert {text.terms["price"] for text in texts} <= set(case.names.options[0])
    titles = Labels.of(case)
    assert titles.option("price", texts[0].terms["price"]).endswith("000 EUR")


def curved(curve: dict[Any, Any], **price: Any) -> Case:
    data = direct()
    data["issues"]["price"] = {"options": PRICE}
    data["actors"]["ada"]["price"] = {"curve": curve, **price}
    data["actors"]["bob"]["price"] = {"opposes": 300_000}
    return case_of(data)


def test_a_curve_joins_the_numbers_it_gives_by_straight_lines() -> None:
    case = curved({300_000: 0, 320_000: 80, 350_000: 50}, red_line="hard", red_line_from=6)
    stance = case_at(case).actors[0].stances[0]
    assert stance is not None
    rises, falls = [0, 0.2, 0.4, 0.6, 0.8], [0.75, 0.7, 0.65, 0.6, 0.55, 0.5]
    assert stance.values == pytest.approx((*rises, *falls))
    assert [place for place, line in enumerate(stance.lines) if line] == [10]  # steps from 320,000


def test_each_number_of_a_curve_is_an_input() -> None:
    case = curved({300_000: "very low", 340_000: [60, 80], 350_000: "unknown"})
    paths = {one.path for one in case.inputs if ".curve." in one.path}
    assert paths == {f"ada.price.curve.{price}" for price in (300_000, 340_000, 350_000)}
    held = case.variant((("ada.price.curve.340000", "70"),))
    stance = case_at(held).actors[0].stances[0]
    assert stance is not None
    assert stance.values[8] == pytest.approx(0.7)
    assert case_at(held.variant((("ada.price.wants", "300000"),))).actors[0].stances[0] is not None


@pytest.mark.parametrize(
    ("curve", "price", "said"),
    [
        ({300_000: 0, 345_000: 9}, {}, "a curve that does not reach 350000: give both ends"),
        ({310_000: 9}, {}, "a curve that does not reach 300000 and 350000"),
        ({300_000: 0, 350_000: 101}, {}, "outside 0 to 100"),
        ({300_000: 0, 322_000: 1, 350_000: 9}, {}, r"unknown option \(got 322000\)"),
        ({300_000: 0, 350_000: 9}, {"wants": 300_000}, "both wants and curve"),
    ],
)
def test_a_curve_that_says_no_worth_is_refused(
    curve: dict[int, int], price: dict[str, Any], said: str
) -> None:
    with pytest.raises(ScenarioError, match=said):
        curved(curve, **price)


def test_a_curve_is_of_numbers() -> None:
    data = direct()
    data["actors"]["ada"]["price"] = {"curve": {"p1": 0, "p4": 100}}
    with pytest.raises(ScenarioError, match="a curve over options that are no numbers"):
        case_of(data)
