"""The codebook as rows of a CSV file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.analysis.wording import ASSUMED
from sim.scenario.codebook import codebook
from sim.scenario.ground_rules import ground_rules

if TYPE_CHECKING:
    from sim.scenario.case import Case

HEAD = (
    "input",
    "range",
    "unit",
    "words",
    "facts",
    "attribution",
    "paragraph",
    "assumed",
    "default",
    "notice",
)


def codebook_csv(case: Case) -> bytes:
    """Every input, its range, the words it came from, and what backs them; then the rules."""
    import polars as pl  # noqa: PLC0415  (slow, and the page of inputs needs none of it)

    from sim.spreadsheet import csv_bytes  # noqa: PLC0415  (the same)

    rows = []
    for row in (*codebook(case), *ground_rules(case)):
        facts, known, places = (
            "; ".join(parts)
            for parts in (
                [fact.id for fact in row.facts],
                [fact.attribution for fact in row.facts],
                [str(fact.paragraph) for fact in row.facts],
            )
        )
        default = "yes" if row.default else "no"
        what = [row.path, row.range_text, row.unit, row.words]
        rows.append([*what, facts, known, places, row.why, default, ASSUMED])
    return csv_bytes(pl.DataFrame(rows, dict.fromkeys(HEAD, pl.String), orient="row"))
