"""A report as Markdown, its figures beside it: to be read, and changed, where text is kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sim.analysis.wording import NOTICE, size_of
from sim.plots.figure import Plate
from sim.report.blocks import Figure as Drawn
from sim.report.captions import Captions
from sim.report.markdown import cell_text, fenced, pairs, row, words
from sim.report.markdown import markdown as written
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
    Studied,
    Table,
    Verbatim,
)
from sim.web.page import Section
from sim.web.report import Report

_NOT_IN_ANCHORS = re.compile(r"[^\w\s-]")
WARNING = "**Mind:** "


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
        f"# {words(report.title)}",
        f"> **{NOTICE[0].upper()}{NOTICE[1:]}.**",
        words(f"{size_of(study.design)}. Seed {report.seed}. Every number is assumed."),
        "\n".join(f"- [{words(one.title)}](#{_anchor(one.title)})" for one in sections),
    ]
    for one in sections:
        parts += [f"## {words(one.title)}", *map(writer.block, one.blocks)]
    return "\n\n".join([*parts, "---", f"{NOTICE[0].upper()}{NOTICE[1:]}. {made}"]) + "\n"


def plates_of(blocks: Sequence[Block]) -> Iterator[tuple[str, Plate]]:
    """All figures of some blocks with their names, those that are folded too, in order."""
    for block in blocks:
        if isinstance(block, Figure):
            yield block.name, block.plate
        elif isinstance(block, Studied):
            yield from ((plate.stem, plate) for plate in block.plates)
        elif isinstance(block, Folded):
            yield from plates_of(block.blocks)


class _Writer:
    """Writes blocks, counting tables and figures."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._captions = Captions(numbered=True, notice=f"This is {NOTICE}.")
        self._of: dict[type, Callable[[Any], str]] = {
            Paragraph: _paragraph,
            Heading: lambda one: f"### {words(one.text)}",
            Quote: lambda one: f"> {words(one.text)}",
            Listing: lambda one: "\n".join(f"- {words(item)}" for item in one.items),
            Pairs: lambda one: pairs(one.items),
            Commands: lambda one: fenced(one.about, "sh", "\n".join(one.lines)),
            Verbatim: lambda one: fenced(one.about, "yaml", one.text),
            Table: self._table,
            Figure: self._figure,
            Folded: self._folded,
            Studied: self._studied,
        }

    def block(self, block: Block) -> str:
        """A block as it stands between empty lines."""
        return self._of[type(block)](block)

    def _table(self, one: Table) -> str:
        wide = len(one.heads)
        marks = [":--" if k < one.left else "--:" for k in range(wide)]
        rows = [row(one.heads), f"| {' | '.join(marks)} |"]
        for own in one.rows:
            head = [f"**{cell_text(own[0])}**", *[""] * (wide - 1)]
            rows.append(f"| {' | '.join(head)} |" if len(own) == 1 else row(own))
        return "\n".join([f"*{self._captions.table()}{words(one.caption)}*", "", *rows])

    def _figure(self, one: Figure) -> str:
        stem = f"{self._folder}/{one.name}"
        alt = f"{one.plate.alt} This is {NOTICE}."
        caption = f"{self._captions.figure()}{one.caption} This is {NOTICE}."
        return f"![{words(alt)}]({stem}.png)\n\n*{words(caption)}* [Its numbers]({stem}.csv)."

    def _studied(self, one: Studied) -> str:
        known = {plate.stem: plate for plate in one.plates}

        def draw(figure: Drawn) -> str:
            stem, plate = f"{self._folder}/{figure.name}", known[figure.name]
            alt = words(f"{plate.alt} This is {NOTICE}.")
            return f"![{alt}]({stem}.png) [Its numbers]({stem}.csv)."

        return written(one.document, draw, self._captions, level=3)

    def _folded(self, one: Folded) -> str:
        inside = "\n\n".join(map(self.block, one.blocks))
        return f"<details>\n<summary>{words(one.summary)}</summary>\n\n{inside}\n\n</details>"


def _paragraph(one: Paragraph) -> str:
    text = words(one.text)
    return {"note": f"<sub>{text}</sub>", "warning": f"> {WARNING}{text}"}.get(one.role, text)


def _anchor(title: str) -> str:
    """What code hosts call a heading."""
    return _NOT_IN_ANCHORS.sub("", title).lower().replace(" ", "-")
