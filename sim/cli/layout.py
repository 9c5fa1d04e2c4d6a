"""Text in columns at 80 characters."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import TYPE_CHECKING

from sim.cli.output import WIDTH
from sim.report.commands import command_lines

if TYPE_CHECKING:
    from sim.telling.line import Line

_WHO = (7, 11)  # least and most room for who did it
_WHEN = (4, 13)
_GAP = 2


def wrapped(text: str, width: int, hang: int = 0) -> list[str]:
    """A text in lines of at most `width`; all but the first indented by `hang`."""
    found = wrap(
        text, width, subsequent_indent=" " * hang, break_on_hyphens=False,
        break_long_words=True,
    )  # fmt: skip
    return found or [""]


def paragraph(text: str, indent: int = 0) -> list[str]:
    """A text over the whole width."""
    return [" " * indent + one for one in wrapped(text, WIDTH - indent)]


def beside(head: str, text: str, indent: int) -> list[str]:
    """A text in a column of its own, its head to the left of the first line."""
    lines = wrapped(text, WIDTH - indent)
    return [f"{head:<{indent}}{lines[0]}", *(" " * indent + one for one in lines[1:])]


def command(head: str, call: str, indent: int) -> list[str]:
    """A command to be copied, its head to the left of it."""
    return command_lines(head, call, indent, WIDTH)


def between(left: str, right: str) -> str:
    """Two texts on one line, the second at the right end; under each other if too long."""
    room = WIDTH - len(left) - len(right)
    return f"{left}{' ' * room}{right}" if room >= _GAP else f"{left}\n  {right}"


def columns(lines: Sequence[Line]) -> tuple[int, int]:
    """Room for when and for who, for all lines of a story."""
    when = max((len(one.when) for one in lines), default=0)
    who = max((len(one.who) for one in lines), default=0)
    return _within(when, _WHEN) + _GAP, _within(who, _WHO) + _GAP


def _within(size: int, ends: tuple[int, int]) -> int:
    return min(max(size, ends[0]), ends[1])


def laid_out(line: Line, room: tuple[int, int]) -> list[str]:
    """One line of a story with its terms and notes."""
    when, who = room
    head = f"{line.seq:>3} {line.mark}  "
    left = len(head) + when
    named = wrapped(line.who, who - _GAP)
    body = [*wrapped(line.text, WIDTH - left - who), *_terms(line, WIDTH - left - who)]
    for note in line.notes:
        body += wrapped(note, WIDTH - left - who, 2)
    rows = max(len(named), len(body))
    found = []
    for k in range(rows):
        start = f"{head}{line.when:<{when}}" if k == 0 else " " * left
        name = named[k] if k < len(named) else ""
        found.append(f"{start}{name:<{who}}{body[k] if k < len(body) else ''}".rstrip())
    return found


def _terms(line: Line, width: int) -> list[str]:
    wide = max((len(issue) for issue, _ in line.terms), default=0) + _GAP
    found = []
    for issue, option in line.terms:
        parts = wrapped(option, width - wide - _GAP)
        heads = [issue, *[""] * (len(parts) - 1)]
        found += [f"  {head:<{wide}}{part}" for head, part in zip(heads, parts, strict=True)]
    return found


def figures_beside(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows of short cells at the right end, each with a text of any length to its left."""
    right = [line[2:] for line in table([["", *row] for row in rows])]
    room = WIDTH - max(map(len, right))
    found = []
    for head, cells in zip(heads, right, strict=True):
        indent = len(head) - len(head.lstrip())
        first, *more = wrapped(head.strip(), room - indent, 2)
        found.append(f"{' ' * indent + first:<{room}}{cells}".rstrip())
        found += [" " * indent + one for one in more]
    return found


def table(rows: Sequence[Sequence[str]], left: int = 1, indent: int = 2) -> list[str]:
    """Rows in columns, the first `left` to the left and the rest to the right."""
    cells = [list(row) for row in rows]
    wide = [max(len(row[k]) for row in cells) for k in range(len(cells[0]))] if cells else []
    found = []
    for row in cells:
        parts = [
            cell.ljust(w) if k < left else cell.rjust(w)
            for k, (cell, w) in enumerate(zip(row, wide, strict=True))
        ]
        found.append((" " * indent + "   ".join(parts)).rstrip())
    return found
