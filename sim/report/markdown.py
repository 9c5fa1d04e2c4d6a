"""Writes a document as Markdown, as code hosts read it; words stay words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from sim.report.blocks import (
    Block,
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
from sim.report.captions import Captions

Draw = Callable[[Figure], str]
"""A figure as Markdown; nothing where it is not to be shown."""

# What Markdown would take for more than a letter.
_MARKS = re.compile(r"[\\`*_\[\]<>|$~&]")
_AT_START = re.compile(r"^(\s*)([#+-]|\d+[.)])(?=\s)", re.MULTILINE)


def _pointed(figure: Figure) -> str:
    return f"![{words(figure.about)}](<{figure.path}>)" if figure.path else ""


def markdown(
    document: Document,
    draw: Draw = _pointed,
    captions: Captions | None = None,
    *,
    level: int = 1,
) -> str:
    """A document, its blocks apart by empty lines; `draw`, `captions`, `level` as for HTML."""
    writer = _Writer(draw, captions or Captions(), level)
    return "\n\n".join(filter(None, map(writer.block, document)))


class _Writer:
    def __init__(self, draw: Draw, captions: Captions, level: int) -> None:
        self._draw, self._captions, self._level = draw, captions, level
        self._of: dict[type[Block], Callable[[Any], str]] = {
            Heading: self._heading,
            Text: lambda one: words(one.text),
            Note: lambda one: f"<sub>{words(one.text)}</sub>",
            Table: self._table,
            Pairs: lambda one: pairs(one.items),
            Figure: self._figure,
            Command: lambda one: fenced(f"{one.about or one.head.capitalize()}:", "sh", one.call),
        }
        self._heads = 0

    def block(self, block: Block) -> str:
        return self._of[type(block)](block)

    def _heading(self, one: Heading) -> str:
        self._heads += 1
        return f"{'#' * (self._level + (self._heads > 1))} {words(one.text)}"

    def _table(self, one: Table) -> str:
        columns = max(1, len(one.columns))
        marks = [":--", *(":--" if column.words else "--:" for column in one.columns)]
        heads = ["", *(" ".join(column.head) for column in one.columns)]
        if not one.columns:
            marks, heads = [":--", ":--"], ["", ""]
        rows = [row(heads), f"| {' | '.join(marks)} |", *(_row(own, columns) for own in one.rows)]
        return "\n".join([f"*{self._captions.table()}{words(one.title)}*", "", *rows])

    def _figure(self, one: Figure) -> str:
        drawn = self._draw(one)
        if not drawn:
            return ""
        return f"{drawn}\n\n*{self._captions.figure()}{words(self._captions.below(one.about))}*"


def _row(own: Row, columns: int) -> str:
    """A row; what lies inside another begins with a mark, for spaces would be lost."""
    label = f"{'· ' * (own.depth - 1)}{own.label}"
    if own.cells:
        return row([label, *own.cells])
    head = cell_text(label) if own.text else f"**{cell_text(label)}**"
    return f"| {' | '.join([head, cell_text(own.text), *[''] * (columns - 1)])} |"


def row(cells: Sequence[str]) -> str:
    """Cells as a row of a table."""
    return f"| {' | '.join(map(cell_text, cells))} |"


def cell_text(text: str) -> str:
    """A text on the one line that a cell is."""
    return words(" ".join(text.split()))


def pairs(items: Sequence[tuple[str, str]]) -> str:
    """Terms, each with what is said of it."""
    heads = [f"**{words(term)}**{'' if term.endswith('?') else ':'}" for term, _ in items]
    return "\n".join(
        f"- {head} {words(said)}" for head, (_, said) in zip(heads, items, strict=True)
    )


def fenced(about: str, kind: str, text: str) -> str:
    """A text as it stands, in a fence longer than any inside it."""
    longest = max((len(found) for found in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{words(about)}\n\n{fence}{kind}\n{text.rstrip()}\n{fence}"


def words(text: str) -> str:
    """Words that stay words, whatever is in them."""
    marked = _MARKS.sub(lambda found: f"\\{found[0]}", " ".join(text.split()))
    return _AT_START.sub(r"\1\\\2", marked)
