from __future__ import annotations

from sim.analysis.basis import basis_of, differences
from sim.scenario.distributions import Point, Uniform
from sim.scenario.inputs import Input
from sim.scenario.loading import load


def test_what_the_real_case_rests_on() -> None:
    case = load("cairo-2024")
    found = basis_of(case)
    assert (found.documents, found.publishers) == (1, 1)
    assert sum(found.facts.values()) == len(case.facts)
    assert found.coded == len(case.citations)
    assert found.numbers == found.in_file + found.defaults
    assert found.parties == ("hamas", "israel")
    assert 0 < found.cited_differences < len(found.differences)


def test_only_what_parties_do_not_have_alike_is_a_difference() -> None:
    def one(path: str, low: float, *facts: str) -> Input:
        return Input(path, Uniform(low, 100.0), "points", "left out", facts)

    inputs = [
        one("a.tilt", 0), one("b.tilt", 0), one("c.tilt", 7), one("a.firmness", 0),
        one("b.firmness", 80, "wont-budge"), Input("a.x.wants", Point("stay"), "option", "stay"),
    ]  # fmt: skip
    found = differences(inputs, ("a", "b"))
    assert [(d.path, d.evidence) for d in found] == [("firmness", ("wont-budge",)), ("x.wants", ())]
