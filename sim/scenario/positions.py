"""Which inputs of an actor are positions: what it wants and how firmly, and what no deal is worth.

What is wanted is one position, whether a file says what an actor wants or what it opposes. Which
numbers are positions the one table of inputs says; the words that are stand here.
"""

from __future__ import annotations

from collections.abc import Collection
from fnmatch import fnmatchcase

from sim.scenario.defaults import rows

WANTED = ("wants", "opposes")
_OF_AN_ACTOR = ("needed", *(row.path for row in rows("actor") if row.position))
_OF_A_STANCE = (
    *WANTED, "firmness", "red_line", "red_line_from", "curve.*",
    *(pattern for row in rows("stance") if row.position for pattern in (row.path, f"{row.path}.*")),
)  # fmt: skip


def position_of(path: str, actors: Collection[str], issues: Collection[str]) -> str | None:
    """Where an input is set as a position; None: it is none."""
    actor, _, field = path.partition(".")
    if actor not in actors:
        return None
    issue, _, below = field.partition(".")
    if issue not in issues:
        return path if field in _OF_AN_ACTOR else None
    if below in WANTED:
        return f"{actor}.{issue}.{WANTED[0]}"
    return path if any(fnmatchcase(below, pattern) for pattern in _OF_A_STANCE) else None
