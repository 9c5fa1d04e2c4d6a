"""Events as rows: nothing is lost, and the numbers most asked for are columns."""

from __future__ import annotations

import io

import polars as pl
import pytest

from sim.ensemble.chunks import play_run
from sim.ensemble.event_rows import event_of_row, lines_of
from sim.ensemble.event_table import EVENTS, events_frame
from sim.ensemble.parts import hashes_by_run, hashes_of
from sim.scenario.loading import load
from sim.scenario.shipped import shipped_scenarios
from sim.talks.event import Answer
from sim.talks.events import AnyEvent, AssessmentFormed, TalksOpened


def run_of(name: str, number: int = 0) -> list[AnyEvent]:
    return play_run(load(name), 3, number, 100)[0]


@pytest.mark.parametrize("name", shipped_scenarios())
def test_events_come_back_as_they_were(name: str) -> None:
    events = run_of(name)
    content = io.BytesIO()
    events_frame(lines_of(0, events)).write_parquet(content)
    frame = pl.read_parquet(io.BytesIO(content.getvalue()))
    assert dict(frame.schema) == {name: kind() for name, kind in EVENTS.items()}
    assert [event_of_row(row) for row in frame.iter_rows(named=True)] == events


def test_hot_numbers_have_columns() -> None:
    events = run_of("cairo-2024")
    rows = events_frame(lines_of(0, events)).rows(named=True)
    for event, row in zip(events, rows, strict=True):
        if isinstance(event, Answer) and event.weighing is not None:
            assert (row["worth"], row["luck"]) == (event.weighing.worth, event.weighing.luck)
            assert row["text"] == event.text
        elif isinstance(event, AssessmentFormed):
            assert row["chance"] == event.chance
        else:
            assert row["worth"] is None
    assert isinstance(events[0], TalksOpened)
    assert rows[0]["draw"] is None  # the number of the input draw is no draw of luck


def test_hashes_are_of_each_run_and_outlive_a_file() -> None:
    lines = [line for number in (0, 1) for line in lines_of(number, run_of("flat-sale", number))]
    hashes = hashes_by_run(lines)
    assert len(hashes) == 2
    assert (hashes[0] != hashes[1]).any()
    content = io.BytesIO()
    events_frame(lines).write_parquet(content)
    assert (hashes_of("events", pl.read_parquet(io.BytesIO(content.getvalue()))) == hashes).all()


def test_no_events_are_a_table_too() -> None:
    assert events_frame([]).height == 0
    assert len(hashes_by_run([])) == 0
