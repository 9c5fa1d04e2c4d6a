"""Packages that nobody can have are open to nobody, tabled by nobody, and in no zone."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sim.analysis.baselines import mean_positions, standing
from sim.analysis.consents import Stakes
from sim.analysis.efficiency import Standings
from sim.engine.choices import event_of
from sim.ensemble.inputs import chance_of, first_inputs, kept_inputs
from sim.errors import ScenarioError, SettingError
from sim.scenario.case import Case
from sim.scenario.codebook import usage
from sim.talks.choices import Choice
from sim.talks.events import InputChanged, TextTabled
from sim.talks.fold import evolve
from sim.talks.timers import Timer
from tests.engine.made import Data, case_of, direct, entry, plain, runs_of, values_at

CHEAP_AND_SOON = {"price": ["p1", "p2"], "time": "t1", "why": "nothing can be built so cheaply"}
LATE_IS_CHEAP = {"if": {"time": "t3"}, "then": {"price": ["p1", "p2"]}, "why": "nobody pays late"}
RULES: Data = {"infeasible": [CHEAP_AND_SOON], "requires": [LATE_IS_CHEAP]}
SEED = "2024-08-23-times-of-israel"
GONE = {("p1", "t1"), ("p2", "t1"), ("p3", "t3"), ("p4", "t3")}


def terms(case: Case, package: int) -> tuple[str, ...]:
    places = case.names.package_options[package]
    return tuple(ids[o] for ids, o in zip(case.names.options, places, strict=True))


def test_the_packages_excluded_are_those_of_the_rules_each_with_its_reason() -> None:
    case = case_of(plain(**RULES))
    assert {terms(case, p) for p in case.names.excluded} == GONE
    assert set(case.names.excluded.values()) == {
        "price p1, time t1: nothing can be built so cheaply",
        "price p2, time t1: nothing can be built so cheaply",
        "time t3, price p3: nobody pays late",
        "time t3, price p4: nobody pays late",
    }


def test_a_rule_cites_the_facts_that_back_its_reason() -> None:
    rules = [{**one, "evidence": "corridor-demand", "assumed": "the price of a bridge"}
             for one in (CHEAP_AND_SOON, LATE_IS_CHEAP)]  # fmt: skip
    case = case_of(plain(seeds=[SEED], infeasible=rules[:1], requires=rules[1:]))
    assert usage(case.seeds.values(), case)["corridor-demand"] == ("infeasible.0", "requires.0")
    assert {terms(case, p) for p in case.names.excluded} == GONE


def test_a_fact_that_no_seed_has_is_a_fault_where_the_rule_cites_it() -> None:
    rule = {**CHEAP_AND_SOON, "evidence": ["corridor-demand", "corridor-demond"]}
    wrong = r"infeasible.0.evidence.1: unknown fact \(got corridor-demond\): did you mean"
    with pytest.raises(ScenarioError, match=wrong):
        case_of(plain(seeds=[SEED], infeasible=[rule]))


def test_a_rule_that_only_says_why_names_no_issue() -> None:
    with pytest.raises(ScenarioError, match=r"infeasible.0: names no issue"):
        case_of(plain(infeasible=[{"why": "cheap", "assumed": "by us"}]))


def test_nobody_is_open_to_them_and_the_best_is_among_the_others() -> None:
    case = case_of(plain(**RULES))
    tables = case.at(values_at(case))
    at = standing(tables)
    assert {terms(case, p) for p in tables.open_packages(at.phases)}.isdisjoint(GONE)
    assert len(tables.open_packages(at.phases)) == 8
    for point in at.points:
        left = [w for p, w in enumerate(point.worths) if p not in case.names.excluded]
        assert point.best == max(left) < 1.0  # each wants one end, and that is gone


def test_the_zone_of_agreement_holds_none_of_them() -> None:
    data = plain(**RULES)
    data["parties"] = {"no_deal": {"worth": 0}}
    case = case_of(data)
    tables = case.at(values_at(case))
    at = standing(tables)
    stakes = Stakes.of(Standings(tables, at.actors, at.points, at.no_deal))
    inside = stakes.consented(stakes.open_to)
    assert {terms(case, int(p)) for p in inside.nonzero()[0]}.isdisjoint(GONE)


def test_the_mean_position_is_the_nearest_package_that_there_can_be() -> None:
    """Ada's two positions weigh 3 to Bob's 1: means at .75 of price and .5 of time."""
    data = plain()
    data["parties"] = {"salience": {"price": 40, "time": 40}}
    for issue in ("price", "time"):
        data["actors"]["ada"][issue]["salience"] = 60
        data["actors"]["bob"][issue]["salience"] = 20

    def nearest(*rules: Data) -> tuple[str, ...]:
        case = case_of({**data, "infeasible": list(rules)})
        return mean_positions(case.at(values_at(case)))

    p2 = {"price": "p2", "why": "it cannot be"}
    assert nearest() == ("p2", "t1")  # .25 of 3 steps and of 2; t1 before t2 by its name
    # (1/12)^2 for p2 instead of (1/4)^2 for p1, and the same for both times.
    assert nearest({**p2, "time": "t1"}) == ("p2", "t2")
    # p3 lies 5/12 off, p1 3/12.
    assert nearest(p2) == ("p1", "t1")


@pytest.mark.parametrize("make", [plain, direct])
def test_no_text_of_a_run_is_one_of_them(make: Any) -> None:
    case = case_of(make(**RULES))
    told = {
        tuple(event.terms.values())
        for events, _ in runs_of(case, 6)
        for event in events
        if isinstance(event, TextTabled)
    }
    assert told
    assert told.isdisjoint(GONE)


def test_a_person_who_tables_one_is_told_why_not() -> None:
    case = case_of(plain(**RULES))
    state = first_inputs(case, 0, 0).record[1]
    choice = Choice(seq=0, actor="mia", verb="table", terms={"price": "p1", "time": "t1"}, days=7)
    with pytest.raises(
        SettingError,
        match=r"together \(price p1, time t1: nothing can be built so cheaply\): change one",
    ):
        event_of(state, choice, Timer(state.tick, 0, "", -1, 0))


def recorded(time: Any) -> Case:
    data = plain(
        **RULES,
        texts={"offer": {"by": "mia", "terms": {"price": "p1", "time": time}}},
        record={"tabled": entry("2025-01-01", "mia", "table", "offer")},
    )
    return case_of(data)


def test_draws_whose_recorded_text_nobody_can_have_are_never_kept() -> None:
    case = recorded({"choice": {"t1": 3, "t2": 1}})
    tried = [first_inputs(case, seed, 0) for seed in range(40)]
    for found in tried:
        possible = found.values["texts.offer.terms.time"] == "t2"
        assert chance_of(found) == (1.0 if possible else 0.0)
    kept = {kept_inputs(case, 0, draw).values["texts.offer.terms.time"] for draw in range(8)}
    assert kept == {"t2"}


def test_a_text_that_is_surely_one_of_them_is_a_fault() -> None:
    with pytest.raises(ScenarioError, match=r"texts.offer.terms: terms that nobody can have"):
        recorded("t1")


@pytest.mark.parametrize("kind", ["infeasible", "requires"])
def test_what_there_can_be_is_what_the_talks_are_and_changes_from_the_start_only(kind: str) -> None:
    """Left to change from now on it would act: the best that there can be is another at once."""
    rules = RULES[kind]
    case = case_of(plain(what_if={"fewer": {"set": {kind: rules}}}))
    assert case.start_variant("fewer").names.excluded
    with pytest.raises(ScenarioError, match=rf"fewer.set.{kind}: cannot change from now on"):
        case_of(plain(what_if={"fewer": {"from": "now", "set": {kind: rules}}}))
    changed = case.variant(((kind, json.dumps(rules)),))
    state = first_inputs(case, 0, 0).record[1]
    before = [point.best for point in state.stand]
    event = InputChanged(
        seq=state.seq, tick=state.tick, actor="", cause=0, fired=0, provenance="chosen",
        sets={kind: json.dumps(rules)}, values={},
    )  # fmt: skip
    evolve(state, event)
    assert [point.best for point in state.stand] != before
    assert state.tables.names.excluded == changed.names.excluded
