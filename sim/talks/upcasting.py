"""Events of older schemas, made into those of today: one pure function a step.

What is stored is never changed: an old event is made new each time it is read.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Fields = dict[str, Any]


# From the version that is the key's to the next. Empty: no event that was released changed.
STEPS: dict[tuple[str, int], Callable[[Fields], Fields]] = {}


def upcast(kind: str, version: int, fields: Fields, to: int) -> Fields | None:
    """An event's fields as of version `to`, or None where no step leads there."""
    while version < to:
        step = STEPS.get((kind, version))
        if step is None:
            return None
        fields, version = step(fields), version + 1
    return fields if version == to else None
