"""Shipped scenarios and tries of their records, remembered: hundreds of commands want the same.

A case is a function of the files, and remembers what was asked of it; a try is one of the case,
the seed, the draw and its number. `tests/scenario`, `tests/engine`, `tests/ensemble` and every
process of its own read and play them anew.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache

import pytest

from sim.ensemble import inputs
from sim.ensemble.inputs import Kept
from sim.plugins import editions
from sim.scenario import loading
from sim.scenario.case import Case
from sim.scenario.loading import load
from sim.scenario.shipped import find, shipped_scenarios
from sim.talks.luck import Luck
from sim.talks.state import State

MOST = 3000  # some 50 kB each
TRY = inputs._attempt
LOAD = loading.load_text
TRIES: dict[tuple[str, int, int, int, str], Kept] = {}


def read_once(
    text: str, filename: str, sets: Sequence[str] = (), seeds: Mapping[str, str] | None = None
) -> Case:
    if sets or seeds is not None or filename not in paths():
        return LOAD(text, filename, sets, seeds)
    return _read_once(text, filename, editions())


@lru_cache(maxsize=5)
def _read_once(text: str, filename: str, _: tuple[int, ...]) -> Case:
    return LOAD(text, filename)


@cache
def paths() -> frozenset[str]:
    return frozenset(str(find(name)) for name in shipped_scenarios())


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


def remember(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "_attempt", remembered)
    monkeypatch.setattr(loading, "load_text", read_once)


@pytest.fixture(autouse=True)
def what_is_shipped_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    remember(monkeypatch)
