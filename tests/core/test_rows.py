"""Events and rows of the core say the same: what happens by itself goes both ways, to the bit."""

from __future__ import annotations

import pytest
from msgspec.json import encode

from sim.api import load
from sim.core import codes
from sim.scenario.loading import load_text
from sim.talks.events import InputChanged, RecordClosed, TalksOpened
from sim.talks.log import read_log
from sim.talks.rows import KINDS, events_of, row_of
from tests.core.side_by_side import check_rows, closed_run
from tests.core.test_same_runs import SHIPPED
from tests.golden.write import FOLDER, RUNS


@pytest.mark.parametrize("name", RUNS)
def test_events_of_a_log_are_the_same_again_as_rows(name: str) -> None:
    path = FOLDER / f"{name}.jsonl"
    log = read_log(path)
    case = load_text(log.header.scenario, f"{path}: scenario", seeds=log.header.seeds)
    first = log.events[0]
    assert isinstance(first, TalksOpened)
    tables = case.at(first.values)
    told = [event for event in log.events if event.provenance == "simulated"]
    for event in told:
        if not isinstance(event, RecordClosed):
            row, numbers = row_of(event, tables)
            [again] = events_of([row], numbers, tables, event.seq)
            assert encode(again) == encode(event)


@pytest.mark.parametrize("name", SHIPPED)
def test_events_of_the_core_are_its_rows_again(name: str) -> None:
    assert check_rows(closed_run(load(name), 2, 1)[0])


def test_every_kind_of_event_is_a_row_but_what_changes_the_numbers() -> None:
    """The core's numbers are others after those that are none."""
    kinds = {kind for entry in KINDS.values() for kind in entry.types}
    assert not kinds & {TalksOpened, RecordClosed, InputChanged}
    assert len(kinds) == 27
    assert {codes.LET_PASS} == {k for k, one in KINDS.items() if one.make is None}
