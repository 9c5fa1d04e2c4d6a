"""A log as an older version might have written it: its schema is made up."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.talks.log import FORMAT, NOTICE, Header, lines, whole
from sim.talks.upcasting import STEPS, Fields
from sim.version import VERSION
from tests.engine.made import case_of, eventful, run_of

CASE = case_of(eventful())
EVENTS = run_of(CASE, 2)[0]


def lapsed_0(old: Fields) -> Fields:
    """As if `why` had been called `reason` once."""
    return {**{key: value for key, value in old.items() if key != "reason"}, "why": old["reason"]}


def aged(row: bytes) -> bytes:
    """A line of today as that schema would have written it."""
    if b'"type":"TextLapsed"' not in row:
        return row
    return row.replace(b'"v":1', b'"v":0').replace(b'"why"', b'"reason"')


def older_log(folder: Path, patch: pytest.MonkeyPatch) -> Path:
    """A log of that schema, which this version is made to know."""
    patch.setitem(STEPS, ("TextLapsed", 0), lapsed_0)
    header = Header(VERSION, FORMAT, NOTICE, "made", CASE.text)
    path = folder / "old.jsonl"
    path.write_bytes(whole(header, map(aged, lines(EVENTS))))
    return path
