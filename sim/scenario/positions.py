"""Which inputs of an actor are positions: what it wants and how firmly, and what no deal is worth.

What is wanted is one position, whether a file says what an actor wants or what it opposes.
"""

from __future__ import annotations

from collections.abc import Collection
from fnmatch import fnmatchcase

WANTED = ("wants", "opposes")
_OF_AN_ACTOR = (
    "firmness",
    "needed",
    "no_deal.worth",
    "no_deal.loss_in_90_days",
    "no_deal.discount",
)
_OF_A_STANCE = (
    *WANTED, "firmness", "red_line", "red_line_from", "salience", "points.*", "curve.*",
    "also_served_by.*",
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
