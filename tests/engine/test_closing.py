"""A run that would take too many tries to give the record is drawn as it is given the record."""

from __future__ import annotations

from collections import Counter

import pytest

from sim.api import load
from sim.engine import closing
from sim.engine.play import Start, play
from sim.engine.verifying import verify
from sim.ensemble.inputs import kept_inputs
from sim.talks.events import AnyEvent, RecordClosed
from sim.talks.luck import Luck

RUNS = 3000


def closed(events: list[AnyEvent]) -> RecordClosed:
    return next(event for event in events if isinstance(event, RecordClosed))


def test_such_a_run_is_played_and_can_be_verified(monkeypatch: pytest.MonkeyPatch) -> None:
    case = load("cairo-2024")
    kept = kept_inputs(case, 3, 0)
    starts = [Start(3, run, 0, kept.tried - 1) for run in range(60)]
    monkeypatch.setattr(closing, "MOST_TRIES", 1_000)
    own = [closed(play(case, kept.values, start)[0]) for start in starts]
    monkeypatch.setattr(closing, "MOST_TRIES", 1)
    logs = [play(case, kept.values, start)[0] for start in starts]
    assert {event.tried == 1 for event in own} == {True, False}, "some need no second try"
    for before, events in zip(own, logs, strict=True):
        assert closed(events).tried == 1
        if before.tried == 1:
            assert closed(events) == before
    assert all(verify(case, events).equal for events in logs[:3])


def test_what_answers_rest_on_is_as_likely_either_way() -> None:
    record = kept_inputs(load("cairo-2024"), 3, 0).record[1].record
    assert record is not None
    tried, given = Counter[tuple[bool, ...]](), Counter[tuple[bool, ...]]()
    for run in range(RUNS):
        luck = Luck(3, run)
        first = record.first_kept(luck, 100_000)
        assert first is not None
        tried[tuple(first.shared.values())] += 1
        given[tuple(record.given(Luck(4, run)).shared.values())] += 1
    assert len(tried) > 1
    for coins in tried | given:
        share = (tried[coins] + given[coins]) / (2 * RUNS)
        error = (2 * share * (1 - share) / RUNS) ** 0.5
        assert abs(tried[coins] - given[coins]) / RUNS < 4 * error
