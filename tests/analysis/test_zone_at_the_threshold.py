"""A package worth exactly what no deal is lies in the zone, unless the scenario asks for more."""

from __future__ import annotations

import pytest

from sim.analysis.consents import Stakes
from sim.analysis.efficiency import Standings, zone
from sim.errors import ScenarioError
from sim.scenario.case import Case
from tests.engine.made import Data, case_of, direct, values_at


def halves(accepts: Data) -> Case:
    """Two who want the two ends of two issues; no deal is worth half of all to each."""
    data = direct(**accepts)
    data["issues"] = {name: {"options": {"a": "a", "b": "b"}} for name in ("price", "time")}
    data["parties"] = {"no_deal": {"worth": 50}, "salience": {"price": 50, "time": 50}}
    for name, option in (("ada", "a"), ("bob", "b")):
        data["actors"][name] |= {issue: {"wants": option} for issue in ("price", "time")}
    return case_of(data)


def at_now(case: Case) -> Standings:
    tables = case.at(values_at(case))
    phases = tuple((1, 1) for _ in tables.actors)
    points = tuple(tables.standpoint(i, phases[i]) for i in tables.consenting)
    return Standings(tables, tables.consenting, points, (0.5, 0.5))


@pytest.mark.parametrize(
    ("accepts", "size"), [({}, 2), ({"accepts": "at least"}, 2), ({"accepts": "above"}, 0)]
)
def test_the_zone_holds_the_packages_that_are_worth_enough(accepts: Data, size: int) -> None:
    at = at_now(halves(accepts))
    assert zone(at).size == size
    stakes = Stakes.of(at)
    assert stakes.consented(stakes.willing).sum() == size


def test_no_other_word_is_taken() -> None:
    with pytest.raises(ScenarioError, match=r"accepts: none of its words \(got about\)"):
        halves({"accepts": "about"})
