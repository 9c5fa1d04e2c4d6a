"""Actors by their positions, for tools that know of no worths but of places on a line."""

from __future__ import annotations

from sim.exports.held import Held, Side
from sim.imports.notes import Notes


def place_on(held: Held, side: Side, issue: int, notes: Notes) -> int | None:
    """The option of an issue that is an actor's position; None: it has none.

    Noted are its worths of other options, where they do not fall evenly with the distance.
    """
    best = side.wants[issue]
    name = f"{side.id} on {held.issues[issue].id}"
    if best is None:
        if side.saliences[issue] > 0.0:
            notes.lost(f"{name}: it likes several options alike")
        return None
    row = side.worths[issue]
    farthest = max(best, len(row) - 1 - best)
    evenly = [1.0 - abs(o - best) / farthest for o in range(len(row))]
    if max(abs(a - b) for a, b in zip(row, evenly, strict=True)) > _NEAR:
        notes.lost(f"{name}: what options are worth but for the one it likes best")
    return best


_NEAR = 1e-6
