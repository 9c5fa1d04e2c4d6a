"""Who stands where: read from a scenario, in the order of positions."""

from __future__ import annotations

from typing import Any

import pytest

from sim.analysis.actor_map import Span, actor_map
from sim.errors import SettingError
from tests.engine.made import case_of, direct, party, plain


def test_actors_stand_in_the_order_of_what_they_like_best() -> None:
    found = actor_map(case_of(plain()))
    assert (found.issue, list(found.options)) == ("price", ["p1", "p2", "p3", "p4"])
    assert [one.actor for one in found.actors] == ["ada", "bob", "mia"]
    assert [one.position and found.place(one.position)[1] for one in found.actors] == [0, 3, None]


POSITIONS: list[tuple[dict[str, Any], str, dict[str, float]]] = [
    ({"wants": "p2"}, "wants", {"p2": 1.0}),
    ({"opposes": "p2"}, "opposes", {"p4": 1.0}),
    ({"opposes": {"choice": {"p1": 3, "p4": 1}}}, "opposes", {"p4": 0.75, "p1": 0.25}),
    ({"points": {"p1": 0, "p2": [40, 80], "p3": 60, "p4": 10}}, "points", {"p2": 0.5, "p3": 0.5}),
    ({"wants": "unknown"}, "wants", dict.fromkeys(("p1", "p2", "p3", "p4"), 0.25)),
]


@pytest.mark.parametrize(("stance", "by", "best"), POSITIONS)
def test_a_position_is_the_option_it_likes_best(
    stance: dict[str, Any], by: str, best: dict[str, float]
) -> None:
    data = plain()
    data["actors"]["ada"]["price"] = stance
    ada = next(one for one in actor_map(case_of(data)).actors if one.actor == "ada")
    assert ada.position is not None
    assert ada.position.by == by
    assert ada.position.best == pytest.approx(best)


def test_what_is_opposed_in_the_middle_leaves_both_ends() -> None:
    data = plain()
    data["actors"]["ada"]["time"] = {"opposes": "t2"}
    ada = next(one for one in actor_map(case_of(data), "time").actors if one.actor == "ada")
    assert ada.position is not None
    assert ada.position.best == {"t1": 0.5, "t3": 0.5}


def test_numbers_are_ranges_of_the_file_or_defaults_and_said_to_be() -> None:
    data = plain()
    data["actors"]["ada"] |= {"no_deal": {"worth": [30, 40]}}
    data["actors"]["ada"]["price"]["salience"] = "high"
    ada, bob = actor_map(case_of(data)).actors[:2]
    assert ada.position is not None
    assert ada.position.salience == Span(60.0, 80.0, 70.0, default=False)
    assert ada.worth == Span(30.0, 40.0, 35.0, default=False)
    assert bob.worth == Span(20.0, 70.0, 45.0, default=True)


def test_a_package_of_no_deal_has_no_number() -> None:
    data = direct()
    data["issues"]["price"]["status_quo"] = "p1"
    data["issues"]["time"]["status_quo"] = "t1"
    data["actors"]["ada"]["no_deal"] = {"package": {"rest": "status quo", "price": "p2"}}
    ada = actor_map(case_of(data)).actors[0]
    assert (ada.worth, ada.fallback) == (None, True)


CONSENTS: list[tuple[dict[str, Any], dict[str, Any], str, bool]] = [
    ({}, {}, "unknown", False),
    ({"needed": "always"}, {}, "always", False),
    ({"needed": "no"}, {}, "no", False),
    ({"needed": "on change"}, {}, "on change", False),
    ({}, {"consent": {"quota": "60%"}}, "no", False),
    ({"needed": "always"}, {"consent": {"quota": "60%", "vetoes": ["cy"]}}, "always", True),
]


@pytest.mark.parametrize(("own", "rule", "consent", "veto"), CONSENTS)
def test_whose_consent_is_needed(
    own: dict[str, Any], rule: dict[str, Any], consent: str, veto: bool
) -> None:
    data = plain(**rule)
    data["actors"]["cy"] = {"roles": ["stakeholder"], "price": {"wants": "p1"}, **own}
    data["actors"]["mia"]["reaches"] = ["ada", "bob", "cy"]
    by_name = {one.actor: one for one in actor_map(case_of(data)).actors}
    assert (by_name["cy"].consent, by_name["cy"].veto) == (consent, veto)
    assert by_name["ada"].consent == "always"
    assert by_name["mia"].consent == "no"
    assert by_name["cy"].reached_by == ("mia",)
    assert by_name["mia"].reaches == ("ada", "bob", "cy")


def test_a_ranking_gives_a_position_and_no_number() -> None:
    data = plain()
    data["actors"]["ada"] = {"roles": ["party"], "ranking": [{"price": "p3"}, "rest"]}
    ada = next(one for one in actor_map(case_of(data)).actors if one.actor == "ada")
    assert ada.position is not None
    assert (ada.position.best, ada.position.salience, ada.worth) == ({"p3": 1.0}, None, None)


def test_two_who_change_places_change_them_on_the_map() -> None:
    data = plain()
    data["actors"]["ada"], data["actors"]["bob"] = party("p4", "t3"), party("p1", "t1")
    assert [one.actor for one in actor_map(case_of(data)).actors] == ["bob", "ada", "mia"]


def test_an_issue_that_there_is_not_is_named() -> None:
    with pytest.raises(SettingError, match="--issue prize: no issue: write one of price, time"):
        actor_map(case_of(plain()), "prize")
