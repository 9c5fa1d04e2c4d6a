"""A log altered anywhere is refused at once, with its place, by whatever reads logs."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.cli.loaded import Source, from_log
from sim.engine.play import Start, play
from sim.engine.verifying import verify
from sim.errors import DetenteError, LogError
from sim.scenario.case import Case
from sim.talks.log import FORMAT, NOTICE, Header, lines, whole
from sim.telling.story import told
from sim.version import VERSION
from tests.altering import Altered, altered_lines, altered_order, no_text_of_ours
from tests.cli.asking import ask
from tests.engine.made import case_of, eventful, run_of
from tests.engine.test_seats import game, seats_of

AT_ONCE = 1.0  # seconds of one process
CASE = case_of(eventful())


def log_of(case: Case, number: int) -> bytes:
    header = Header(VERSION, FORMAT, NOTICE, "made", case.text, {})
    return whole(header, lines(run_of(case, number)[0]))


LOG = log_of(CASE, 54)


def read(content: bytes, folder: Path) -> Source:
    path = folder / "run.jsonl"
    path.write_bytes(content)
    return from_log(str(path))


def use(source: Source, case: Case) -> None:
    """All that commands do with a log: tell it, explain it, play it again."""
    source.agrees_with(case)
    verify(case, source.events, source.rows)
    tale = source.tale_of(case, full=True)
    for event in tale.events:
        told(tale, event)


def outcome(change: Altered, case: Case, folder: Path) -> str:
    """What became of an altered log: refused with its place, or used as it stands."""
    try:
        use(read(change.content, folder), case)
    except LogError as error:
        assert re.match(r".*run\.jsonl:\d+:\d+: ", str(error)), (change.what, str(error))
        return "refused"
    return "used"
