"""Every input: its range, the words it came from, and what backs it."""

from __future__ import annotations

from sim.scenario.case import Case
from sim.scenario.codebook import CodebookRow, codebook
from sim.scenario.ground_rules import ground_rules
from sim.text import many
from sim.web.blocks import Block, Folded, Paragraph, Table, commands
from sim.web.report import Report


def tell(report: Report) -> list[Block]:
    """The whole codebook, folded on a screen and open on paper."""
    case = report.case
    rows = sorted(codebook(case), key=lambda row: (_head(case, row.path), row.path))
    cells: list[tuple[str, ...]] = []
    heading = ""
    for row in (*rows, *ground_rules(case)):
        head = _head(case, row.path)
        if head != heading:
            cells.append((head,))
            heading = head
        cells.append(_cells(row))
    heads = ("Input", "May be", "In the file", "Backed by")
    table = Table("Every input and what backs it", heads, cells, left=4)
    return [
        Paragraph(
            f"{many(len(rows), 'input')}, the tool's own defaults among them. What may be more "
            "than one value is drawn once a draw of the inputs, evenly within its range unless it "
            "says otherwise. Points are of 0 to 100, each actor's on a scale of its own; those of "
            "different actors cannot be compared. A fact backs an input's word; every number is "
            "assumed."
        ),
        Folded(f"All {many(len(rows), 'input')}", [table]),
        *commands("As CSV:", report.call("inputs", "--csv", seeded=False, what_if=False)),
    ]


def _head(case: Case, path: str) -> str:
    """The block an input stands in: an actor's name, or the scenario's own."""
    first = path.partition(".")[0]
    return case.labels.actors.get(first, first.replace("_", " "))


def _cells(row: CodebookRow) -> tuple[str, ...]:
    words = "" if row.words == row.range_text else row.words
    return row.path, row.shown, words, row.backing
