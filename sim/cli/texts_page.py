"""What became of the texts that the model tabled, as a part of an ensemble's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.analysis.text_words import below_no_deal, how_many, shut_draws, text_rows
from sim.analysis.wording import in_100
from sim.cli.layout import figures_beside, paragraph

if TYPE_CHECKING:
    from sim.cli.study import Study


def texts_lines(study: Study) -> list[str]:
    """The table of texts, and what it says of frameworks and red lines."""
    counts, name = study.texts, study.labels.actor
    said = (below_no_deal(counts, name), shut_draws(counts))
    told = [line for text in said if text for line in paragraph(text, 2)]
    if not counts.texts:
        return ["", "TEXTS: the model tabled none", *told]
    many = "TEXT" if counts.texts == 1 else f"{counts.texts:,} TEXTS"
    heads, cells = [f"THE {many} TABLED AFTER THE RECORD"], [["texts", "of 100"]]
    for depth, what, part in text_rows(counts, name):
        heads.append("  " * (depth + 1) + what)
        cells.append(["", ""] if part is None else [f"{part.count:,}", in_100(part.share)])
    return ["", *figures_beside(heads, cells), *paragraph(f"{how_many(counts)}.", 2), *told]
