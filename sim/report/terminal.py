"""Writes a document as lines for a terminal or a file: no colours, aligned by display width."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import StringIO
from typing import Any

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text as Styled

from sim.report.blocks import (
    Block,
    Column,
    Command,
    Document,
    Figure,
    Heading,
    Note,
    Pairs,
    Row,
    Table,
    Text,
)
from sim.report.commands import command_lines

WIDTH = 80
_STEP = 2  # how far a row lies inside the one above it
_GAP = 2  # between columns
_HANG = 2  # how far a label goes in where it is continued
_LEAST = 16  # of labels: where less is left the cells stand below them
_HEAD = 8  # of a line that names files or commands
_ABOUT = 40  # where it says what they are for

_ANYWHERE = Console(file=StringIO(), color_system=None, width=WIDTH)


def lines(document: Document, width: int = WIDTH) -> list[str]:
    """A document in lines of at most `width` columns."""
    found: list[str] = []
    before: Block | None = None
    for block in document:
        if isinstance(block, Figure) and not block.path:
            continue
        if before is not None and not _close(before, block):
            found.append("")
        found += _WRITERS[type(block)](block, width)
        before = block
    return [line.rstrip() for line in found]


def _close(before: Block, block: Block) -> bool:
    """Whether a block stands right below the one before it."""
    if isinstance(block, Note):
        return True
    if isinstance(before, Heading):
        return not isinstance(block, Heading)
    if isinstance(before, Figure):
        return isinstance(block, Figure | Command)
    return type(before) is type(block) and isinstance(block, Text | Command)


def wrapped(text: str, width: int, hang: int = 0) -> list[str]:
    """A text in lines of at most `width` columns; all but the first indented by `hang`."""
    found = [one.plain.rstrip() for one in Styled(text).wrap(_ANYWHERE, max(1, width))]
    if hang and len(found) > 1:
        rest = text[len(found[0]) :].lstrip()
        return [found[0], *_indented(rest, width, hang)]
    return found or [""]


def _indented(text: str, width: int, indent: int) -> list[str]:
    return [" " * indent + one for one in wrapped(text, width - indent)]


def _heading(block: Heading, width: int) -> list[str]:
    return wrapped(block.text, width)


def _text(block: Text, width: int) -> list[str]:
    return _indented(block.text, width, block.indent)


def _note(block: Note, width: int) -> list[str]:
    return _indented(block.text, width, _STEP)


def _pairs(block: Pairs, width: int) -> list[str]:
    room = min(max(cell_len(head) for head, _ in block.items) + _STEP + _GAP, width // 2)
    return [
        line
        for head, text in block.items
        for line in _beside(" " * _STEP + head, text, room, width)
    ]


def _beside(head: str, text: str, room: int, width: int) -> list[str]:
    """A text in a column of its own, its head to the left of it."""
    left = wrapped(head, room - 1, _STEP + _HANG)
    right = wrapped(text, width - room)
    rows = max(len(left), len(right))
    left += [""] * (rows - len(left))
    right += [""] * (rows - len(right))
    return [set_cell_size(a, room) + b for a, b in zip(left, right, strict=True)]


def _figure(block: Figure, width: int) -> list[str]:
    return _pointed(block.head, block.path, block.about, width)


def _command(block: Command, width: int) -> list[str]:
    # A comment to a shell: the line runs when it is pasted whole.
    about = f"# {block.about}" if block.about else ""
    return _pointed(block.head, block.call, about, width)


def _pointed(head: str, what: str, about: str, width: int) -> list[str]:
    """A file or a command, and on the same line what it shows if there is room for it."""
    lines = command_lines(head, what, _HEAD, width)
    if not about:
        return lines
    column = _HEAD + 32
    begins = max(column, cell_len(lines[0]) + _GAP)
    if len(lines) == 1 and begins + cell_len(about) <= width:
        return [set_cell_size(lines[0], begins) + about]
    return [*lines, *_indented(about, width, _HEAD + _STEP)]


def _table(block: Table, width: int) -> list[str]:
    sizes = _sizes(block)
    needed = sum(size + _GAP for size in sizes) + _widest_label(block)
    width = min(width, max(WIDTH, needed))
    room = width - sum(size + _GAP for size in sizes)
    if room < min(_LEAST, _widest_label(block)):
        return _stacked(block, width)
    found = _heads(block, sizes, room)
    for row in block.rows:
        if row.text:
            found += _beside(_label(row), row.text, _text_room(block, width), width)
        else:
            found += _row(row, block.columns, sizes, room)
    return found


def _sizes(block: Table) -> list[int]:
    """How wide each column has to be."""
    cells = [row.cells for row in block.rows if row.cells]
    return [
        max(map(cell_len, [*column.head, *(row[k] for row in cells)]))
        for k, column in enumerate(block.columns)
    ]


def _widest_label(block: Table) -> int:
    """Of rows that have cells beside it."""
    beside = [row for row in block.rows if row.cells] or block.rows
    return max(cell_len(_label(row)) for row in beside)


def _label(row: Row) -> str:
    return " " * (_STEP * row.depth) + row.label


def _text_room(block: Table, width: int) -> int:
    """Where the texts beside labels begin."""
    told = [cell_len(_label(row)) for row in block.rows if row.text]
    return min(max(told) + _GAP, width // 2)


def _heads(block: Table, sizes: Sequence[int], room: int) -> list[str]:
    """The title, beside the heads of the columns if there is room, else above them."""
    deep = max((len(column.head) for column in block.columns), default=0)
    told = [
        _cells(
            [column.head[k] if k < len(column.head) else "" for column in block.columns],
            block.columns,
            sizes,
        )
        for k in range(deep)
    ]
    if told and cell_len(block.title) <= room:
        first, *rest = told
        return [set_cell_size(block.title, room) + first, *(" " * room + one for one in rest)]
    width = room + sum(size + _GAP for size in sizes)
    return [*wrapped(block.title, width), *(" " * room + one for one in told)]


def _row(row: Row, columns: Sequence[Column], sizes: Sequence[int], room: int) -> list[str]:
    indent = _STEP * row.depth
    if not row.cells:
        width = room + sum(size + _GAP for size in sizes) - indent
        return [" " * indent + one for one in wrapped(row.label, width, _HANG)]
    empty = next((k for k, cell in enumerate(row.cells) if cell), len(row.cells))
    room += sum(size + _GAP for size in sizes[:empty])  # a label may lie over empty cells
    first, *more = wrapped(row.label, room - indent, _HANG)
    head = set_cell_size(" " * indent + first, room)
    cells = _cells(row.cells[empty:], columns[empty:], sizes[empty:])
    return [head + cells, *(" " * indent + one for one in more)]


def _cells(cells: Sequence[str], columns: Sequence[Column], sizes: Sequence[int]) -> str:
    found = ""
    for cell, column, size in zip(cells, columns, sizes, strict=True):
        space = " " * (size - cell_len(cell))
        found += " " * _GAP + (cell + space if column.words else space + cell)
    return found


def _stacked(block: Table, width: int) -> list[str]:
    """The table where it is too wide: heads above, and the cells of a row behind its label."""
    # Words without a head are bars: what they show stands beside them as a number.
    said = [k for k, column in enumerate(block.columns) if not column.words or any(column.head)]
    heads = [" ".join(block.columns[k].head).strip() for k in said]
    head = f"{block.title}: {', '.join(filter(None, heads))}" if any(heads) else block.title
    found = wrapped(head, width, _HANG)
    for row in block.rows:
        indent = _STEP * row.depth
        cells = [row.cells[k].strip() for k in said if row.cells and row.cells[k]]
        told = row.text or ", ".join(cells)
        label = f"{row.label}: {told}" if told else row.label
        found += [" " * indent + one for one in wrapped(label, width - indent, _HANG)]
    return found


_WRITERS: dict[type[Block], Callable[[Any, int], list[str]]] = {
    Heading: _heading,
    Text: _text,
    Note: _note,
    Pairs: _pairs,
    Figure: _figure,
    Command: _command,
    Table: _table,
}
