"""What no deal is worth, given as the package that it comes to."""

from __future__ import annotations

from typing import Any

import pytest

from sim.errors import ScenarioError
from sim.scenario.case import Case
from sim.scenario.stances import RAISED
from sim.scenario.tables import Tables
from sim.talks.luck import Luck
from tests.engine.made import case_of, direct, plain, run_of

ADA, BOB = 0, 1
P3_T2 = {"price": "p3", "time": "t2"}


def made(package: dict[str, Any], **ada: Any) -> Case:
    data = direct()
    data["actors"]["ada"] |= {"no_deal": {"package": package}, **ada}
    data["issues"]["time"]["status_quo"] = "t3"
    return case_of(data)


def tables_of(case: Case, run: int = 0) -> Tables:
    return case.at(case.draw(lambda path: Luck(0, run).u(path, "input")))


def worth_to(tables: Tables, actor: int, **terms: str) -> float:
    point = tables.standpoint(actor, (RAISED, RAISED))
    return point.worth(tables.names.package(terms))


def test_no_deal_is_worth_in_each_draw_what_its_package_is_worth_by_its_weights() -> None:
    case, seen = made(P3_T2), set()
    for run in range(20):
        tables = tables_of(case, run)
        assert tables.actors[ADA].worth == worth_to(tables, ADA, price="p3", time="t2")
        seen.add(tables.actors[ADA].worth)
    assert len(seen) == 20


def test_such_a_package_brings_its_terms_and_no_worth_as_inputs() -> None:
    case = made({"price": {"choice": {"p2": 1, "p3": 1}}, "rest": "status quo"})
    paths = [one.path for one in case.inputs if one.path.startswith("ada.no_deal.")]
    assert paths == ["ada.no_deal.loss_in_90_days", "ada.no_deal.package.price"]
    prices = set()
    for run in range(20):
        tables = tables_of(case, run)
        price = str(tables.values["ada.no_deal.package.price"])
        assert tables.actors[ADA].worth == worth_to(tables, ADA, price=price, time="t3")
        prices.add(price)
    assert prices == {"p2", "p3"}


def test_a_package_of_all_parties_gives_way_to_a_worth_of_ones_own() -> None:
    data = direct(parties={"no_deal": {"package": P3_T2}})
    data["actors"]["ada"]["no_deal"] = {"worth": 31}
    tables = tables_of(case_of(data))
    assert tables.actors[ADA].worth == 0.31
    assert tables.actors[BOB].worth == worth_to(tables, BOB, price="p3", time="t2")


def test_a_demand_that_is_not_yet_raised_at_now_weighs_nothing_in_it() -> None:
    price = {"wants": "p1", "raised": "2025-02-01"}
    assert tables_of(made({"price": "p1", "time": "t3"}, price=price)).actors[ADA].worth == 0.0


def test_what_options_add_together_counts_and_worth_stays_within_its_bounds() -> None:
    both = {"best": {"between": {"price": "p1", "time": "t1"}, "worth": [20, 30]}}
    best = tables_of(made({"price": "p1", "time": "t1"}, interactions=both))
    assert best.actors[ADA].worth == 1.0
    both["best"]["worth"] = [-30, -20]
    less = tables_of(made({"price": "p1", "time": "t1"}, interactions=both))
    assert less.actors[ADA].worth == worth_to(less, ADA, price="p1", time="t1")
    assert 0.7 <= less.actors[ADA].worth <= 0.8


def test_a_worth_takes_the_place_of_a_package_and_the_other_way_round() -> None:
    case = made(P3_T2)
    number = case.variant((("ada.no_deal.worth", "40"),))
    assert tables_of(number).actors[ADA].worth == 0.4
    again = number.variant((("ada.no_deal.package", "{price: p1, time: t1}"),))
    assert tables_of(again).actors[ADA].worth == 1.0


def test_a_package_may_change_from_now() -> None:
    data = direct(what_if={"worse": {"from": "now", "set": {
        "ada.no_deal.package.price": "p4", "bob.no_deal.package": {"price": "p1", "time": "t1"},
    }}})  # fmt: skip
    data["actors"]["ada"]["no_deal"] = {"package": P3_T2}
    assert case_of(data).now_moves("worse")


@pytest.mark.parametrize(
    ("no_deal", "said"),
    [
        ({"package": {"price": "p1"}}, "no option for time: name one, or add rest: status quo"),
        ({"package": {**P3_T2, "place": "x"}}, r"unknown issue \(got place\)"),
        ({"package": {"price": "p9", "time": "t1"}}, r"unknown option \(got p9\)"),
        ({"package": {"rest": "p1"}}, r"the rest is no one option \(got p1\)"),
        ({"package": P3_T2, "worth": 30}, "both worth and package: keep one of the two"),
    ],
)
def test_a_package_that_says_too_little_or_too_much_is_refused(
    no_deal: dict[str, Any], said: str
) -> None:
    data = direct()
    data["actors"]["ada"]["no_deal"] = no_deal
    with pytest.raises(ScenarioError, match=said):
        case_of(data)


def test_talks_with_a_package_and_a_curve_are_played_to_their_end() -> None:
    data = plain(parties={"no_deal": {"package": {"rest": "status quo"}}})
    data["issues"]["price"]["options"] = {"from": 1, "to": 4, "step": 1}
    data["actors"]["ada"]["price"] = {"curve": {"1": 100, "3": "medium", "4": 0}}
    data["actors"]["bob"]["price"] = {"wants": "4"}
    case = case_of(data)
    assert all(run_of(case, run)[1].outcome for run in range(3))
