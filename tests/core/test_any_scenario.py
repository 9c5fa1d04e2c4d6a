"""Whatever talks are described, both clocks play the same: event for event, bit for bit."""

from __future__ import annotations

from hypothesis import given, reject, settings
from hypothesis import strategies as st

from sim.ensemble.changed import Change
from sim.errors import RecordError, ScenarioError
from sim.talks.timers import WITHDRAWAL
from tests.core.everything import CHANGES, everything
from tests.core.side_by_side import changed_run, check_rows, check_same, closed_run
from tests.engine.extreme import extreme_scenarios
from tests.engine.generated import runs, scenarios, seeds
from tests.engine.made import Data, case_of, party, plain
from tests.often import tried

places = st.lists(st.floats(0, 1), max_size=2)


def _check(data: Data, seed: int, run: int, places: list[float]) -> None:
    try:
        closed, _ = closed_run(case_of(data), seed, run)
    except (RecordError, ScenarioError):  # or a yes across a hard red line
        reject()
    check_same(closed, places)
    check_rows(closed)


@tried(15, 3000, "examples")
def test_any_talks_are_played_alike(examples: int) -> None:
    drawn = given(data=everything() | scenarios(), seed=seeds, run=runs, places=places)
    settings(max_examples=examples)(drawn(_check))()


@tried(5, 1000, "examples")
def test_extreme_talks_are_played_alike(examples: int) -> None:
    extremes = extreme_scenarios(budget=2_000)
    drawn = given(data=extremes, seed=seeds, run=runs, places=places)
    settings(max_examples=examples)(drawn(_check))()


@tried(10, 2000, "examples")
def test_changes_from_now_are_played_alike(examples: int) -> None:
    change = st.sampled_from(CHANGES)
    drawn = given(data=everything(), seed=seeds, run=runs, change=change)
    settings(max_examples=examples)(drawn(_changed_alike))()


def _changed_alike(data: Data, seed: int, run: int, change: Change) -> None:
    try:
        case = case_of(data)
        closed, last = closed_run(case, seed, run)
        changed = changed_run(closed, last, case, change)
    except (RecordError, ScenarioError):  # inputs without the record; a scenario without the field
        reject()
    check_same(changed)


def test_a_date_that_is_pending_stands_where_a_change_leaves_none() -> None:
    """What was to be withdrawn is, though it is wanted otherwise from now on, and with no date."""
    data = plain()
    data["actors"]["ada"]["price"] = {"opposes": "p4", "withdrawn": "2025-02-10..2025-02-12"}
    case = case_of(data)
    closed, last = closed_run(case, 1, 1)
    assert any(kind == WITHDRAWAL for kind, _ in closed.timers)
    changed = changed_run(closed, last, case, (("ada.price.opposes", "nothing"),))
    assert changed.tables.actors[0].stances[0] != closed.tables.actors[0].stances[0]
    check_same(changed)


def test_arrays_grow_with_what_comes() -> None:
    """More tastes, timers, observations and events than there is room for at first."""
    crowd = [f"p{k}" for k in range(17)]
    firm = {"no_deal": {"worth": 70}, "accept_bar": 100, "reject_bar": 100, "blame": 100}
    data = plain(
        consent={"quota": "100%"},
        parties={"statements": "2 a day"},
        texts={"one": {"by": "mia", "terms": {"price": "p4", "time": "t3"}}},
        record={"tabled": {"when": "2025-01-01", "who": "mia", "does": "table", "what": "one"}},
    )
    data["actors"] = {name: party("p1", "t1", **firm) for name in crowd}
    data["actors"]["mia"] = {"roles": ["mediator"], "reaches": crowd}
    for name in crowd:
        told = {"when": "2025-01-02", "who": name, "does": "criticise", "what": "one"}
        data["record"][name] = told
    data["calendar"] |= {"now": "2025-01-02", "horizon": "3 days"}
    check_same(closed_run(case_of(data), 1, 1)[0])
