"""Tries of the shipped scenarios' records, remembered: hundreds of commands search for the same.

A try is a function of the case, the seed, the draw and its number; `tests/engine`, `tests/ensemble`
and every process of its own play it anew.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from sim.ensemble import inputs
from sim.ensemble.inputs import Kept
from sim.scenario.case import Case
from sim.scenario.loading import load
from sim.scenario.shipped import shipped_scenarios
from sim.talks.luck import Luck
from sim.talks.state import State

MOST = 3000  # some 50 kB each
TRY = inputs._attempt
TRIES: dict[tuple[str, int, int, int, str], Kept] = {}


@cache
def shipped() -> frozenset[str]:
    return frozenset(load(name).digest for name in shipped_scenarios())


def remembered(
    case: Case,
    luck: Luck,
    number: int,
    what_if: str = "",
    lost: Callable[[State], bool] | None = None,
) -> Kept:
    if case._held or case.digest not in shipped():
        return TRY(case, luck, number, what_if, lost)
    key = (case.digest, luck.seed, luck.run, number, what_if)
    found = TRIES.get(key)
    if found is None or not (is_whole(found) or (lost is not None and lost(found.record[1]))):
        if len(TRIES) >= MOST:
            TRIES.clear()
        found = TRIES[key] = TRY(case, luck, number, what_if, lost)
    return found


def is_whole(found: Kept) -> bool:
    """Whether a try was played to the end of its record, and not given up before."""
    return found.record[1].record is not None


@pytest.fixture(autouse=True)
def tries_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "_attempt", remembered)
