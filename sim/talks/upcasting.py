"""Events of older schemas, made into those of today: one pure function a step.

What is stored is never changed: an old event is made new each time it is read.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Fields = dict[str, Any]


def opened_2(old: Fields) -> Fields:
    """`future` and `parent` became branches: a run may leave others, one after the other."""
    new = {key: value for key, value in old.items() if key not in ("future", "parent")}
    future, parent = old["future"], old["parent"]
    way = {"at": 0, "tick": 0, "fired": -1, "future": future, "parent": parent}
    return {**new, "seats": [], "branches": [way] if future or parent else []}


# From the version that is the key's to the next.
STEPS: dict[tuple[str, int], Callable[[Fields], Fields]] = {
    ("TalksOpened", 1): opened_2,
}


def upcast(kind: str, version: int, fields: Fields, to: int) -> Fields | None:
    """An event's fields as of version `to`, or None where no step leads there."""
    while version < to:
        step = STEPS.get((kind, version))
        if step is None:
            return None
        fields, version = step(fields), version + 1
    return fields if version == to else None
