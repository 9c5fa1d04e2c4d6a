"""What became of what a source says, for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import wrap

from sim.cli.output import WIDTH
from sim.imports.notes import Fate, Note


def told(notes: Iterable[Note]) -> Iterator[str]:
    """Notes by their fate, under a heading each."""
    notes = list(notes)
    for fate in Fate:
        found = [str(note) for note in notes if note.fate is fate]
        if found:
            yield from ("", fate.value.upper())
        for note in found:
            yield from wrap(note, WIDTH, initial_indent="  ", subsequent_indent="    ")
