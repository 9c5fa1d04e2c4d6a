"""The scenario beside its what-if variants."""

from __future__ import annotations

from sim.web.blocks import Block, Paragraph, Studied
from sim.web.report import Report


def tell(report: Report) -> list[Block]:
    """The page of the comparison."""
    if not report.case.what_if:
        return [Paragraph("This scenario declares no what-if variants.")]
    return [Studied.of(report.beside)]
