"""Logs of older schemas are read as events of today: the mechanism, on a schema made up here."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sim.engine.verifying import verify
from sim.errors import LogError
from sim.talks.events import TextLapsed
from sim.talks.log import event_of, read_log
from sim.talks.upcasting import STEPS, Fields, upcast
from tests.talks.older import CASE, EVENTS, older_log


@pytest.fixture
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return older_log(tmp_path, monkeypatch)


def test_a_log_of_an_older_schema_is_that_of_today(old: Path) -> None:
    log = read_log(old)
    assert b'"reason"' in b"".join(log.rows), "what is stored is never changed"
    assert any(isinstance(event, TextLapsed) for event in log.events)
    assert log.events == EVENTS
    assert verify(CASE, log.events).equal


def test_an_older_line_says_no_more_than_its_schema(old: Path) -> None:
    old.write_bytes(old.read_bytes().replace(b'"reason":', b'"more":1,"reason":', 1))
    with pytest.raises(LogError, match="is not written as a log is"):
        read_log(old)


def test_steps_lead_from_every_older_version_to_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(STEPS, ("Made", 1), lambda fields: {**fields, "step": 1})
    monkeypatch.setitem(STEPS, ("Made", 2), lambda fields: {**fields, "step": 2})
    first: Fields = {"a": 1}
    assert upcast("Made", 1, first, 3) == {"a": 1, "step": 2}
    assert first == {"a": 1}
    assert upcast("Made", 3, {}, 3) == {}
    assert upcast("Made", 4, {}, 3) is None
    assert upcast("Other", 1, {}, 2) is None


@pytest.mark.parametrize(("kind", "version"), [("TalksOpened", 3), ("TextLapsed", 2)])
def test_a_schema_of_a_later_version_is_refused(kind: str, version: int) -> None:
    row = json.dumps({"run": 0, "v": version, "type": kind}).encode()
    with pytest.raises(LogError, match=f"here: is of schema version {version} of {kind}"):
        event_of(row, "here")
