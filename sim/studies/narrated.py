"""What an event says, as rows of a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sim.report.blocks import Row, Table

if TYPE_CHECKING:
    from sim.telling.line import Line


def narrated(title: str, lines: Sequence[Line]) -> Table:
    """Events one after another, what belongs to each inside it."""
    return Table(title, (), tuple(row for line in lines for row in _rows(line)))


def _rows(line: Line) -> Iterator[Row]:
    head = " ".join(filter(None, (str(line.seq), line.mark, line.when, line.who)))
    yield Row(head, text=line.text)
    for issue, option in line.terms:
        yield Row(issue, depth=2, text=option)
    for note in line.notes:
        yield Row(note, depth=2)
