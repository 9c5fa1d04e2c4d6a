"""Tables whose long cells go on below, in columns of fixed width."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.cli.layout import wrapped

GAP = 2  # between columns


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a grid: its head, its width, and whether it is set to the right."""

    head: str
    width: int
    right: bool = False


def grid(columns: Sequence[Column], rows: Sequence[Sequence[str]], indent: int = 2) -> list[str]:
    """Rows in columns of fixed width, long cells going on below."""
    found = []
    for row in [[column.head for column in columns], *rows]:
        cells = [
            wrapped(cell, column.width) if cell else [""]
            for cell, column in zip(row, columns, strict=True)
        ]
        for k in range(max(map(len, cells))):
            parts = [
                (cell[k] if k < len(cell) else "").rjust(column.width)
                if column.right
                else (cell[k] if k < len(cell) else "").ljust(column.width)
                for cell, column in zip(cells, columns, strict=True)
            ]
            found.append((" " * indent + (" " * GAP).join(parts)).rstrip())
    return found
