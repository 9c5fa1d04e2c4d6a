"""Tries at a record give the same chances in the core as in the talks themselves, to the bit."""

from __future__ import annotations

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from sim.api import load
from sim.ensemble import inputs
from sim.errors import ScenarioError
from sim.model.constants import MINUTES_A_DAY
from sim.scenario.case import Case
from sim.talks.luck import Luck
from sim.talks.tries import tries_of
from tests.core.everything import everything
from tests.core.test_same_runs import SHIPPED
from tests.engine.extreme import extreme_scenarios
from tests.engine.generated import runs, scenarios, seeds
from tests.engine.made import Data, case_of, entry, party, plain
from tests.often import tried


def check_same(case: Case, seed: int, tries: int) -> None:
    """Every chance of some tries, and which tries are kept, with coins and without."""
    found = tries_of(case)
    if found is None:
        reject()
    luck = Luck(seed, inputs.PILOT_RUN)
    for number in range(tries):
        played = inputs.inputs_at(case, seed, inputs.PILOT_RUN, number + 1)
        assert found.chance(luck, number) == inputs.chance_of(played)
    for ceiling in (1.0, 0.25):
        slow = inputs.first_kept(case, luck, range(tries), ceiling)
        assert found.first_kept(luck, range(tries), ceiling) == slow


@pytest.mark.parametrize("offered", [4.0, 6.0, 9.0])
@pytest.mark.parametrize("answered", ["2025-01-05", "2025-01-04..2025-01-06"])
def test_what_follows_a_held_date_comes_no_earlier(offered: float, answered: str) -> None:
    record = {
        "tabled": entry("2025-01-02..2025-01-08", "mia", "table", "one"),
        "no": entry(answered, "bob", "criticise", "one"),
    }
    texts = {"one": {"by": "mia", "terms": {"price": "p2", "time": "t2"}}}
    data = plain(texts=texts, record=record)
    data["calendar"] |= {"now": "2025-01-20"}
    case = case_of(data).holding({"record.tabled.when": offered})
    for run in range(5):
        moves = {move.id: move for move in case.at(inputs.drawn(case, Luck(1, run), 0)).record}
        assert moves["no"].tick >= moves["tabled"].tick == offered * MINUTES_A_DAY
    check_same(case, 1, 5)


@tried(20, 1000, "tries")
@pytest.mark.parametrize("name", SHIPPED)
def test_records_of_shipped_scenarios_are_as_likely(name: str, tries: int) -> None:
    check_same(load(name), 3, tries)


def talkative(first: Data) -> Case:
    """A record in which demands come and go, answers are given again and a text runs out."""
    record = {
        "tabled": entry("2025-01-02", "mia", "table", "one"),
        "no": entry("2025-01-03..2025-01-06", "bob", "criticise", "one"),
        "raised": entry("2025-01-04..2025-01-05", "cid", "raise", "cid.price"),
        "refused": entry("2025-01-06..2025-01-07", "cid", "criticise", "one"),
        "yes": entry("2025-01-04..2025-01-07", "bob", "accept", "one"),
        "over": entry("2025-01-07..2025-01-08", "cid", "withdraw", "cid.price"),
        "again": entry("2025-01-12", "mia", "table", "two"),
        "also": entry("2025-01-13", "bob", "criticise", "two"),
        "last": entry("2025-01-13..2025-01-14", "eve", "reject", "two"),
    }
    texts = {"one": {"by": "mia", **first}, "two": {"by": "mia", "answer_by": "unknown"}}
    data = plain(texts=texts, record=record)
    data["calendar"] |= {"now": "2025-01-20"}
    both = {"between": {"price": "p2", "time": "t2"}, "worth": 15}
    price = {"wants": "unknown", "red_line": "soft", "red_line_from": "unknown", "before": "p3"}
    cid = {"roles": ["party"], "price": price, "interactions": {"both": {**both}}}
    data["actors"]["bob"] = party("p4", "t3", planning_horizon="2025-03-01", consistency=50)
    data["actors"]["cid"] = {**cid, "time": {"wants": "t3"}, "soft_red_line": 100}
    outside = {"roles": ["stakeholder"], "needed": "on change", "time": {"wants": "t3"}}
    data["actors"]["eve"] = outside
    data["actors"]["mia"]["reaches"] += ["cid", "eve"]
    data["issues"]["time"]["status_quo"] = "t2"
    return case_of(data)


FIRST = [{"answer_by": "9 days"}, {"answer_by": "6 days", "terms": {"price": "p2", "time": "t2"}}]


@pytest.mark.parametrize("first", FIRST)
def test_a_record_in_which_much_happens_is_as_likely(first: Data) -> None:
    check_same(talkative(first), 1, 60)


def _check(data: Data, seed: int, run: int) -> None:
    try:
        case = case_of(data)
    except ScenarioError:
        reject()
    check_same(case, seed ^ run, 3)


@tried(25, 3000, "examples")
def test_any_record_is_as_likely(examples: int) -> None:
    drawn = given(data=everything() | scenarios(), seed=seeds, run=st.integers(0, 9))
    settings(max_examples=examples)(drawn(_check))()


@tried(5, 1000, "examples")
def test_extreme_records_are_as_likely(examples: int) -> None:
    drawn = given(data=extreme_scenarios(budget=2_000), seed=seeds, run=runs)
    settings(max_examples=examples)(drawn(_check))()
