"""A report as Markdown, its figures beside it: to be read, and changed, where text is kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from typing import Any

from sim.analysis.wording import NOTICE, size_of
from sim.version import VERSION
from sim.web.blocks import (
    Block,
    Commands,
    Figure,
    Folded,
    Heading,
    Listing,
    Pairs,
    Paragraph,
    Quote,
    Table,
    Verbatim,
)
from sim.web.page import Section
from sim.web.report import Report

# What Markdown, as code hosts read it, would take for more than a letter.
_MARKS = re.compile(r"[\\`*_\[\]<>|$~&]")
_AT_START = re.compile(r"^(\s*)([#+-]|\d+[.)])(?=\s)", re.MULTILINE)
_NOT_IN_ANCHORS = re.compile(r"[^\w\s-]")
WARNING = "**Mind:** "
Numbers = Iterator[int]


def markdown(report: Report, sections: Sequence[Section], folder: str) -> str:
    """The whole page. Equal reports give equal text.

    Parameters
    ----------
    report
        What it is of.
    sections
        What `page.told` made of it.
    folder
        Where its figures lie, as the page names it: `NAME.png` of each, and its numbers as
        `NAME.csv`.
    """
    writer = _Writer(folder)
    study = report.study
    made = f"Detente {VERSION}, scenario {study.case.digest[:8]}, results {study.digest[:8]}."
    parts = [
        f"# {_text(report.title)}",
        f"> **{NOTICE[0].upper()}{NOTICE[1:]}.**",
        _text(f"{size_of(study.design)}. Seed {report.seed}. Every number is assumed."),
        "\n".join(f"- [{_text(one.title)}](#{_anchor(one.title)})" for one in sections),
    ]
    for one in sections:
        parts += [f"## {_text(one.title)}", *map(writer.block, one.blocks)]
    return "\n\n".join([*parts, "---", f"{NOTICE[0].upper()}{NOTICE[1:]}. {made}"]) + "\n"


def figures_of(blocks: Sequence[Block]) -> Iterator[Figure]:
    """All figures of some blocks, those that are folded too, in order."""
    for block in blocks:
        if isinstance(block, Figure):
            yield block
        elif isinstance(block, Folded):
            yield from figures_of(block.blocks)


class _Writer:
    """Writes blocks, counting tables and figures."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._tables: Numbers = count(1)
        self._figures: Numbers = count(1)
        self._of: dict[type, Callable[[Any], str]] = {
            Paragraph: _paragraph,
            Heading: lambda one: f"### {_text(one.text)}",
            Quote: lambda one: f"> {_text(one.text)}",
            Listing: lambda one: "\n".join(f"- {_text(item)}" for item in one.items),
            Pairs: _pairs,
            Commands: lambda one: _fenced(one.about, "sh", "\n".join(one.lines)),
            Verbatim: lambda one: _fenced(one.about, "yaml", one.text),
            Table: self._table,
            Figure: self._figure,
            Folded: self._folded,
        }

    def block(self, block: Block) -> str:
        """A block as it stands between empty lines."""
        return self._of[type(block)](block)

    def _table(self, one: Table) -> str:
        wide = len(one.heads)
        marks = [":--" if k < one.left else "--:" for k in range(wide)]
        rows = [_row(one.heads), f"| {' | '.join(marks)} |"]
        for row in one.rows:
            head = [f"**{_cell(row[0])}**", *[""] * (wide - 1)]
            rows.append(f"| {' | '.join(head)} |" if len(row) == 1 else _row(row))
        return "\n".join([f"*Table {next(self._tables)}. {_text(one.caption)}*", "", *rows])

    def _figure(self, one: Figure) -> str:
        stem = f"{self._folder}/{one.name}"
        alt = f"{one.plate.alt} This is {NOTICE}."
        caption = f"Figure {next(self._figures)}. {one.caption} This is {NOTICE}."
        return f"![{_text(alt)}]({stem}.png)\n\n*{_text(caption)}* [Its numbers]({stem}.csv)."

    def _folded(self, one: Folded) -> str:
        inside = "\n\n".join(map(self.block, one.blocks))
        return f"<details>\n<summary>{_text(one.summary)}</summary>\n\n{inside}\n\n</details>"


def _paragraph(one: Paragraph) -> str:
    text = _text(one.text)
    return {"note": f"<sub>{text}</sub>", "warning": f"> {WARNING}{text}"}.get(one.role, text)


def _pairs(one: Pairs) -> str:
    heads = [f"**{_text(term)}**{'' if term.endswith('?') else ':'}" for term, _ in one.items]
    return "\n".join(
        f"- {head} {_text(said)}" for head, (_, said) in zip(heads, one.items, strict=True)
    )


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(map(_cell, cells))} |"


def _cell(text: str) -> str:
    return _text(" ".join(text.split()))


def _fenced(about: str, kind: str, text: str) -> str:
    """A text as it stands, in a fence longer than any inside it."""
    longest = max((len(found) for found in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{_text(about)}\n\n{fence}{kind}\n{text.rstrip()}\n{fence}"


def _text(text: str) -> str:
    """Words that stay words, whatever is in them."""
    marked = _MARKS.sub(lambda found: f"\\{found[0]}", " ".join(text.split()))
    return _AT_START.sub(r"\1\\\2", marked)


def _anchor(title: str) -> str:
    """What code hosts call a heading."""
    return _NOT_IN_ANCHORS.sub("", title).lower().replace(" ", "-")
