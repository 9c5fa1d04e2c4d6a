from __future__ import annotations

from sim.analysis.basis import basis_of
from sim.scenario.loading import load


def test_what_the_real_case_rests_on() -> None:
    case = load("cairo-2024")
    found = basis_of(case)
    assert (found.documents, found.publishers) == (1, 1)
    assert sum(found.facts.values()) == len(case.facts)
    assert found.coded == len(case.citations)
    assert found.numbers == found.in_file + found.defaults
    assert found.parties == ("hamas", "israel")
