"""Tries at a record give the same chances in the core as in the talks themselves, to the bit."""

from __future__ import annotations

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from sim.api import load
from sim.ensemble import inputs
from sim.errors import ScenarioError
from sim.scenario.case import Case
from sim.talks.luck import Luck
from sim.talks.tries import tries_of
from tests.core.everything import everything
from tests.core.test_same_runs import SHIPPED
from tests.engine.extreme import extreme_scenarios
from tests.engine.generated import runs, scenarios, seeds
from tests.engine.made import Data, case_of
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


@tried(20, 1000, "tries")
@pytest.mark.parametrize("name", SHIPPED)
def test_records_of_shipped_scenarios_are_as_likely(name: str, tries: int) -> None:
    check_same(load(name), 3, tries)


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
