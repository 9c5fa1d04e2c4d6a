"""Which entries of a record surely come after which others."""

from __future__ import annotations

from collections.abc import Sequence

from sim.scenario.language import Entry

ANSWERS = ("accept", "criticise", "reject")
STANDING = ("raise", "withdraw")


def order(record: Sequence[Entry]) -> tuple[tuple[int, ...], ...]:
    """What each entry surely comes after, by place; all else is in order of the dates alone.

    Each comes after entries listed above it, never below.
    """
    return tuple(
        tuple(at for at, above in enumerate(record[:place]) if _comes_first(above, entry))
        for place, entry in enumerate(record)
    )


def _comes_first(above: Entry, entry: Entry) -> bool:
    if entry.does == "table":  # it takes the place of the text that those answered
        return above.does in ("table", *ANSWERS)
    if above.what != entry.what:
        return False
    if entry.does in ANSWERS and above.does in ANSWERS:
        return not set(above.who.names).isdisjoint(entry.who.names)
    if entry.does in (*ANSWERS, "doubt"):
        return above.does == "table"
    return entry.does in STANDING and above.does in STANDING
