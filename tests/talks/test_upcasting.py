"""Logs of older schemas are read as events of today."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sim.engine.verifying import first_difference
from sim.errors import LogError
from sim.scenario.loading import load_text
from sim.talks.event import Branch
from sim.talks.events import TalksOpened
from sim.talks.log import event_of, read_log
from sim.talks.upcasting import STEPS, opened_2, upcast

OLD = Path(__file__).parent / "old"


def test_a_log_of_an_older_schema_folds_and_plays_again() -> None:
    path = OLD / "cairo-2024.v1.jsonl"
    stored = [json.loads(line) for line in path.read_text("utf-8").splitlines()[1:]]
    assert (stored[0]["v"], "future" in stored[0]) == (1, True)
    log = read_log(path)
    first = log.events[0]
    assert isinstance(first, TalksOpened)
    assert (first.branches, first.future, first.parent) == ((), 0, "")
    assert first_difference(load_text(log.header.scenario, log.header.name), log.events) is None


def test_a_future_of_version_1_is_a_branch_from_the_start() -> None:
    path = OLD / "cairo-2024.v1.jsonl"
    old = json.loads(path.read_text("utf-8").splitlines()[1]) | {"future": 3, "parent": "ab"}
    first = event_of(json.dumps(old).encode(), "here")
    assert isinstance(first, TalksOpened)
    assert first.branches == (Branch(0, 0, -1, 3, "ab"),)
    assert old["future"] == 3, "a step is pure"


def test_steps_lead_from_every_older_version_to_the_next() -> None:
    for kind, version in STEPS:
        assert version >= 1
        assert (kind, version + 1) in STEPS or version + 1 == {"TalksOpened": 2}[kind]
    assert upcast("TalksOpened", 2, {}, 2) == {}
    assert upcast("TalksOpened", 3, {}, 2) is None
    assert upcast("TextTabled", 1, {}, 2) is None
    assert opened_2({"future": 0, "parent": "", "seed": 1}) == {
        "seed": 1,
        "seats": [],
        "branches": [],
    }


@pytest.mark.parametrize(("kind", "version"), [("TalksOpened", 3), ("TextLapsed", 2)])
def test_a_schema_of_a_later_version_is_refused(kind: str, version: int) -> None:
    row = json.dumps({"run": 0, "v": version, "type": kind}).encode()
    with pytest.raises(LogError, match=f"here: is of schema version {version} of {kind}"):
        event_of(row, "here")
