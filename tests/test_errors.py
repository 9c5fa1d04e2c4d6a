"""Errors that cross processes."""

from __future__ import annotations

import pickle
from collections.abc import Iterator

import pytest

from sim import errors
from sim.errors import (
    DetenteError,
    Fault,
    LogError,
    OutputError,
    PathError,
    Place,
    ScenarioError,
    SeedError,
    StreamConflict,
)

FAULTS = [Fault(Place("a.yaml", 2, 3), "x.y", "is wrong", "write it right")]
OWN: list[DetenteError] = [
    ScenarioError(FAULTS),
    SeedError(FAULTS),
    PathError("a.yaml", OSError(13, "Permission denied")),
    OutputError("a.csv", OSError(28, "No space left on device")),
    LogError("r.jsonl:3:1: is no event", 1),
    StreamConflict("abc", 3, 4, "another seed"),
]


def kinds() -> Iterator[type[DetenteError]]:
    for kind in vars(errors).values():
        if isinstance(kind, type) and issubclass(kind, DetenteError):
            yield kind


@pytest.mark.parametrize("kind", list(kinds()))
def test_every_error_comes_back_whole_from_another_process(kind: type[DetenteError]) -> None:
    made = [one for one in OWN if type(one) is kind]
    if kind.__init__ is DetenteError.__init__:
        made.append(kind("what is wrong"))
    for one in made:
        again = pickle.loads(pickle.dumps(one))
        assert (type(again), str(again)) == (kind, str(one))
    assert made or kind is errors.FileFaults
