"""`detente inputs`: the codebook of a scenario."""

# Imported when it is called: its --help needs none of it.
# ruff: noqa: PLC0415

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from sim.cli import options
from sim.cli.layout import beside, paragraph, wrapped
from sim.cli.output import say, say_bytes, say_json
from sim.text import many

if TYPE_CHECKING:
    from sim.scenario.case import Case
    from sim.scenario.codebook import CodebookRow, Difference


@click.command("inputs")
@options.name
@options.sets
@click.option("--csv", "as_csv", is_flag=True, help="Print the codebook as CSV instead.")
@options.as_json
def command(name: str, sets: tuple[str, ...], as_csv: bool, as_json: bool) -> None:
    """List every input: its range, the words it came from, and what backs it.

    The tool's own defaults are listed too. At the end: the inputs in which parties differ,
    and what backs each difference. A fact backs the word, never the number.
    """
    from sim.cli.codebook import codebook_csv
    from sim.cli.loaded import loaded
    from sim.scenario.codebook import codebook, differences
    from sim.scenario.ground_rules import ground_rules

    case = loaded(name, sets)
    if as_csv:
        say_bytes(codebook_csv(case))
    elif as_json:
        rows = [asdict(row) for row in codebook(case)]
        rules = [asdict(row) for row in ground_rules(case)]
        differ = [asdict(one) for one in differences(case)]
        say_json({"inputs": rows, "rules": rules, "differences": differ})
    else:
        say(_page(case, codebook(case), ground_rules(case), differences(case)))


def _page(
    case: Case, rows: list[CodebookRow], rules: list[CodebookRow], differ: list[Difference]
) -> list[str]:
    told = [
        *paragraph(case.title),
        *paragraph(
            f"{many(len(rows), 'input')}. A fact backs an input's word; every number is assumed. "
            "Points are of 0-100, each actor's on a scale of its own."
        ),
    ]
    heading = ""
    for row in (*sorted(rows, key=lambda row: (_head(case, row.path), row.path)), *rules):
        head = _head(case, row.path)
        if head != heading:
            told += ["", head.upper()]
            heading = head
        told += _row(row)
    return [*told, "", *_differences(case, differ)]


def _head(case: Case, path: str) -> str:
    """The block an input stands in: an actor's id, or the scenario's own."""
    first = path.partition(".")[0]
    return case.labels.actors.get(first, first.replace("_", " "))


def _row(row: CodebookRow) -> list[str]:
    words = "" if row.words == row.range_text else f"   [{row.words}]"
    first = f"{row.path}   {row.shown}{words}"
    return [*(f"  {line}" for line in wrapped(first, 78, 4)), *paragraph(row.backing, 6)]


def _differences(case: Case, differ: list[Difference]) -> list[str]:
    if not differ:
        return ["PARTIES DIFFER in no input."]
    cited = sum(one.cited for one in differ)
    told = paragraph(
        f"PARTIES DIFFER in {many(len(differ), 'input')}: {cited} cite a fact, "
        f"{len(differ) - cited} are assumed"
    )
    for one in differ:
        told.append(f"  {one.field}")
        for party in sorted(one.values, key=lambda p: case.labels.actors[p].casefold()):
            title = case.labels.actors[party]
            backing = one.backing[party]
            text = one.values[party] + (f"   [{backing}]" if backing else "")
            told += beside(f"    {title}", text, 16)
    return told
