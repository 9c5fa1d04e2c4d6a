"""Runs played at once come to the same rows, to the bit, as runs that are played one by one."""

from __future__ import annotations

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from sim.api import load
from sim.engine.many import Many, many
from sim.engine.play import play_after
from sim.ensemble.batches import Batch, table_of
from sim.ensemble.frame import layout_of, results_digest
from sim.ensemble.inputs import Kept, kept_inputs
from sim.ensemble.row import Row
from sim.errors import RecordError, ScenarioError
from sim.scenario.case import Case
from sim.talks import loading
from sim.talks.projections import summary
from tests.core.everything import everything
from tests.core.test_same_runs import SHIPPED
from tests.core.test_tries import FIRST, talkative
from tests.engine.extreme import extreme_scenarios
from tests.engine.generated import scenarios, seeds
from tests.engine.made import Data, case_of
from tests.often import tried

DRAWS = 3


def one_by_one(kept: Kept, number: int) -> Row:
    """A run that leaves a log."""
    events, state = play_after(kept.record, number)
    told = summary(events, state)
    return Row(number, kept.draw, number // DRAWS, kept.tried, told, state.tables.values)


def check_same(case: Case, seed: int, luck: int, ceiling: float = 1.0) -> None:
    """Some draws with so many runs each; `ceiling` as draws are kept where the record is rare."""
    rows, batches = [], []
    for draw in range(DRAWS):
        kept = kept_inputs(case, seed, draw, ceiling=ceiling)
        record = kept.record[1]
        if not loading.playable_once_closed(record):
            reject()
        assert record.record is not None, "it was played to its end"
        if not record.record.possible:
            continue
        numbers = range(draw, luck * DRAWS, DRAWS)
        batch = Batch.of(kept, DRAWS, numbers, Many(record).play(numbers))
        if batch is not None:
            batches.append(batch)
            rows += [one_by_one(kept, number) for number in numbers]
    if not batches:
        reject()
    layout = layout_of(case)
    together, apart = table_of([], batches, layout), table_of(rows, [], layout)
    assert together.equals(apart)
    assert together.schema == apart.schema
    assert results_digest(together) == results_digest(apart)


@tried(8, 300, "luck")
@pytest.mark.parametrize("name", SHIPPED)
def test_runs_of_shipped_scenarios_come_to_the_same(name: str, luck: int) -> None:
    check_same(load(name), 5, luck)


@pytest.mark.parametrize("first", FIRST)
def test_runs_after_a_record_in_which_much_happens_come_to_the_same(first: Data) -> None:
    check_same(talkative(first), 1, 4, ceiling=0.001)


def _check(data: Data, seed: int) -> None:
    try:
        check_same(case_of(data), seed, 2)
    except (ScenarioError, RecordError):
        reject()


@tried(15, 1000, "examples")
def test_runs_of_any_scenario_come_to_the_same(examples: int) -> None:
    drawn = given(data=everything() | scenarios() | extreme_scenarios(), seed=seeds)
    settings(max_examples=examples)(drawn(_check))()


def test_where_a_move_is_still_to_be_forced_nothing_is_played_at_once() -> None:
    case = load("cairo-2024")
    [name, *_] = case.what_if
    assert many(kept_inputs(case, 1, 0, name).record[1]) is None


def test_a_run_that_the_arrays_have_no_room_for_is_played_by_itself() -> None:
    case = load("flat-sale")
    kept = kept_inputs(case, 1, 0)
    width = len(Many(kept.record[1]).play(range(1))) // 8
    nowhere = bytes(8) + b"\0\0\0\0\0\0\0\xc0" + bytes(8 * (width - 2))  # an outcome of -2
    assert Batch.of(kept, 1, range(1), nowhere) is None


@given(first=st.integers(0, 5), luck=st.integers(1, 4))
@settings(max_examples=10, deadline=None)
def test_a_run_is_the_same_whatever_is_played_with_it(first: int, luck: int) -> None:
    kept = kept_inputs(load("flat-sale"), 2, 0)
    way = Many(kept.record[1])
    numbers = range(first, first + luck)
    alone = b"".join(way.play(range(one, one + 1)) for one in numbers)
    assert way.play(numbers) == alone
    assert Many(kept.record[1]).play(numbers) == alone
