"""Tries of the inputs: the same whoever makes them, and weighed as kept draws are kept."""

from __future__ import annotations

import numpy as np
import pytest

from sim.ensemble.chunks import Settings
from sim.ensemble.driver import ensemble
from sim.ensemble.inputs import chance_of, first_inputs, kept_inputs
from sim.ensemble.lessons import before_the_record, tries
from sim.scenario.case import Case
from sim.talks.state import State
from tests.engine.made import Data, case_of, entry, plain


def answered(does: str = "reject", **changes: object) -> Data:
    return plain(
        calendar={"start": "2025-01-01", "now": "2025-01-05", "horizon": "20 days"},
        texts={"offer": {"by": "mia", "label": "draft", "terms": {"price": "p3", "time": "t2"}}},
        record={
            "text": entry("2025-01-02", "mia", "table", "offer"),
            "answer": entry("2025-01-03", "ada", does, "offer"),
        },
        **changes,
    )


def case() -> Case:
    return case_of(answered())


def long_no_deal(state: State) -> bool:
    return state.tables.actors[0].worth > 0.45


def test_a_try_is_the_first_of_its_draw() -> None:
    made = case()
    found = tries(made, 3, 5, jobs=1)
    for number in range(5):
        one = first_inputs(made, 3, number)
        assert {path: row[number] for path, row in found.values.items()} == {
            path: one.values[path] for path in found.values
        }
        assert found.likelihood[number] == chance_of(one)
    assert set(found.values) == {one.path for one in made.inputs if one.uncertain}


def test_neither_processes_nor_how_many_change_a_try() -> None:
    made = case()
    here, there = tries(made, 3, 230, 1, long_no_deal), tries(made, 3, 230, 2, long_no_deal)
    assert here.values == there.values
    assert np.array_equal(here.likelihood, there.likelihood)
    assert np.array_equal(here.seen, there.seen)
    fewer = tries(made, 3, 40, jobs=1)
    assert np.array_equal(fewer.likelihood, here.likelihood[:40])


def test_what_is_looked_for_is_seen_in_each() -> None:
    found = tries(case(), 3, 60, 1, long_no_deal)
    worths = np.array(found.values["ada.no_deal.worth"], dtype=np.float64)
    assert np.array_equal(found.seen, worths > 45)
    assert tries(case(), 3, 10, jobs=1).seen.all()


def test_progress_is_told_up_to_the_end() -> None:
    told: list[tuple[int, int]] = []
    tries(case(), 3, 250, jobs=1, progress=lambda done, asked: told.append((done, asked)))
    assert told == [(100, 250), (200, 250), (250, 250)]


def test_weighed_tries_are_draws_as_an_ensemble_keeps_them() -> None:
    made = case()
    found = tries(made, 3, 700, jobs=1)
    worth = np.array(found.values["ada.no_deal.worth"], dtype=np.float64)
    weights = found.likelihood / found.likelihood.sum()
    kept = np.array([kept_inputs(made, 9, d).values["ada.no_deal.worth"] for d in range(250)])
    numbers = kept.astype(np.float64)
    error = numbers.std() * (1 / 250 + np.square(weights).sum()) ** 0.5
    assert abs(weights @ worth - numbers.mean()) < 3 * error
    assert worth.mean() < numbers.mean() - error  # a no teaches of what no deal is worth


def test_before_the_record_every_draw_counts() -> None:
    made, settings = case(), Settings(runs=30, draws=10, seed=4, jobs=1)
    frame = before_the_record(made, settings)
    assert frame["run"].to_list() == list(range(30))
    assert frame["draw"].to_list() == [run % 10 for run in range(30)]
    assert frame["weight"].to_list() == [1.0] * 30
    many = Settings(runs=30, draws=10, seed=4, jobs=2)
    assert before_the_record(made, many).equals(frame)


def test_where_nothing_was_answered_before_the_record_is_after_it() -> None:
    data = answered()
    del data["record"]["answer"]
    made, settings = case_of(data), Settings(runs=24, draws=8, seed=4, jobs=1)
    frame = before_the_record(made, settings)
    after = ensemble(made, settings).frame.sort("run")
    assert frame["outcome"].to_list() == after["outcome"].to_list()
    assert tries(made, 4, 20, jobs=1).likelihood == pytest.approx(np.ones(20))
