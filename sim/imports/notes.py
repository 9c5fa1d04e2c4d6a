"""What became of what a source says: carried, assumed or lost, each with its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NoReturn

from sim.errors import Fault, FileFaults, Place


class ForeignError(FileFaults):
    """A file of another tool is not what it should be, or says what no scenario can hold."""


class Fate(Enum):
    """What became of it."""

    CARRIED = "carried"
    ASSUMED = "assumed"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that a source says, or does not say, and what became of it."""

    fate: Fate
    what: str
    place: str = ""  # where in the source; "": nowhere

    def __str__(self) -> str:
        return f"{self.what} ({self.place})" if self.place else self.what


class Notes:
    """Gathers notes in the order in which a source is read; what is said twice is said once."""

    def __init__(self) -> None:
        self._notes: dict[Note, None] = {}

    def carried(self, what: str, *places: Place | str) -> None:
        """It stands in the scenario, or in the exported file, as it did."""
        self._add(Fate.CARRIED, what, places)

    def assumed(self, what: str, *places: Place | str) -> None:
        """The source does not say it, or says it otherwise; the reason is in the words."""
        self._add(Fate.ASSUMED, what, places)

    def lost(self, what: str, *places: Place | str) -> None:
        """It has no place on the other side."""
        self._add(Fate.LOST, what, places)

    def _add(self, fate: Fate, what: str, places: Sequence[Place | str]) -> None:
        self._notes[Note(fate, what, span(places))] = None

    def all(self) -> tuple[Note, ...]:
        """Every note."""
        return tuple(self._notes)


def span(places: Sequence[Place | str]) -> str:
    """Where it stands: one place, or from the first to the last, the file named once."""
    if not places:
        return ""
    if isinstance(places[0], Place):
        first, last = str(min(places, key=_order)), str(max(places, key=_order))
    else:
        first, last = str(places[0]), str(places[-1])
    if first == last:
        return first
    head, marked, tail = last.rpartition(": cell ")
    if not marked:
        head, marked, tail = last.partition(":")
    return (
        f"{first} to {tail}" if head and first.startswith(head + marked) else f"{first} to {last}"
    )


def _order(place: Place | str) -> tuple[str, int, int]:
    assert isinstance(place, Place), "places are all of one kind"
    return place.file, place.line, place.column


def refuse(place: Place, wrong: str, cure: str, path: str = "") -> NoReturn:
    """Stop at a place.

    Raises
    ------
    ForeignError
        Always.
    """
    raise ForeignError([Fault(place, path, wrong, cure)])
