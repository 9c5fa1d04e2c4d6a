"""Texts on the table: who tabled them, which answer a refusal, and how they ended."""

from __future__ import annotations

from sim.analysis.text_words import below_no_deal, how_many, shut_draws, text_rows
from sim.analysis.wording import in_100
from sim.web.blocks import Block, Paragraph, Table
from sim.web.report import Report


def tell(report: Report) -> list[Block]:
    """The table of texts, and what it says of frameworks and red lines."""
    counts, name = report.study.texts, report.study.labels.actor
    told: list[Block] = [
        Paragraph(text) for text in (below_no_deal(counts, name), shut_draws(counts)) if text
    ]
    if not counts.texts:
        return [Paragraph("The model tabled no text."), *told]
    rows: list[tuple[str, ...]] = []
    for _, what, part in text_rows(counts, name):
        rows.append((what,) if part is None else (what, f"{part.count:,}", in_100(part.share)))
    caption = f"Texts tabled after the record. {how_many(counts)}"
    return [Table(caption, ("What", "texts", "of 100 texts"), rows), *told]
