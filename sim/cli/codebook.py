"""The codebook as rows of a CSV file."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from sim.analysis.wording import ASSUMED
from sim.scenario.codebook import codebook

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


def codebook_csv(case: Case) -> str:
    """Every input, its range, the words it came from, and what backs them."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEAD)
    for row in codebook(case):
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
        writer.writerow([*what, facts, known, places, row.why, default, ASSUMED])
    return out.getvalue()
