"""Inputs alone and together, and what is told of a whole study."""

from __future__ import annotations

import pytest

from sim.analysis.factors import (
    ASSUMED,
    GROUPINGS,
    GUARD,
    NO_ISSUE,
    OTHERS,
    WHOLE,
    groups_of,
    guard_of,
    inputs_of,
    others_of,
    paths_of,
)
from sim.analysis.sensitivity import decimals
from sim.api import load
from sim.errors import SettingError
from tests.analysis.sensing import studied


def test_every_input_is_in_one_group_of_each_kind() -> None:
    case = load("cairo-2024")
    paths = paths_of(case)
    groups = groups_of(case)
    for kind in GROUPINGS:
        columns = sorted(k for one in groups if one.kind == kind for k in one.columns)
        assert columns == list(range(len(paths) - 1))

    def where(kind: str, path: str) -> str:
        column = paths.index(path)
        return next(one.name for one in groups if one.kind == kind and column in one.columns)

    assert where("actor", "hamas.corridor.salience") == "hamas"
    assert where("issue", "hamas.corridor.salience") == "corridor"
    assert where("issue", "texts.bridging.terms.corridor") == "corridor"
    assert where("issue", "hamas.no_deal.worth") == NO_ISSUE
    assert where("actor", "texts.bridging.terms.corridor") == WHOLE
    assert where("backing", "hamas.no_deal.worth") == ASSUMED
    assert where("backing", "israel.corridor.firmness") in {"reported", "claimed", "anonymous"}


def test_a_backing_is_that_of_the_weakest_fact() -> None:
    case = load("cairo-2024")
    kinds = {name: fact.attribution for name, fact in case.facts.items()}
    told = {one.name: one.backing for one in inputs_of(case)}
    for one in case.inputs:
        if one.path in told and one.evidence:
            cited = {kinds[fact] for fact in one.evidence}
            order = ("anonymous", "claimed", "reported")
            assert told[one.path] == next(kind for kind in order if kind in cited)
        elif one.path in told:
            assert told[one.path] == ASSUMED


def test_the_guard_is_no_input_of_the_case() -> None:
    case = load("flat-sale")
    assert paths_of(case)[-1] == GUARD
    assert all("." in path for path in paths_of(case)[:-1])
    assert guard_of(case).columns == (len(paths_of(case)) - 1,)


def test_some_inputs_leave_the_others_as_one_factor() -> None:
    case = load("flat-sale")
    mine = inputs_of(case, ("buyer.no_deal.*", "seller.firmness"))
    assert [one.name for one in mine] == [
        "buyer.no_deal.loss_in_90_days", "buyer.no_deal.worth", "seller.firmness"
    ]  # fmt: skip
    (others,) = others_of(case, mine)
    assert others.name == OTHERS
    assert len(others.columns) + len(mine) == len(paths_of(case)) - 1
    assert others_of(case, inputs_of(case)) == []
    with pytest.raises(SettingError, match="--inputs tenant: fits no uncertain input"):
        inputs_of(case, ("tenant",))


def test_what_rests_on_nobodys_report_is_what_the_assumed_inputs_have_a_hand_in() -> None:
    case = load("cairo-2024")
    backed = {one.name: one.backing for one in inputs_of(case)}
    assumed, word = "hamas.no_deal.worth", "israel.corridor.firmness"
    assert (backed[assumed], backed[word] != ASSUMED) == (ASSUMED, True)
    for path, rests in ((assumed, 1.0), (word, 0.0)):
        resting = studied(case, "sobol", {path: 0.7}, points=128).resting
        assert resting is not None
        assert resting.value == pytest.approx(rests, abs=0.15)
        assert resting.told_apart == (rests > 0)
    assert studied(case, "sobol", {assumed: 0.7}, (assumed,)).resting is None


def test_a_grouping_of_one_group_says_nothing() -> None:
    kinds = {one.kind for one in groups_of(load("flat-sale"))}
    assert kinds == {"actor", "issue"}  # all of its inputs are assumed


def test_what_is_not_0_is_not_rounded_to_it() -> None:
    assert [decimals(x) for x in (0.0, 0.004, -0.004, 0.126)] == ["0.00", "<0.01", ">-0.01", "0.13"]
