"""Which inputs the outcome hangs on, and how much is luck."""

from __future__ import annotations

from sim.studies.sensitivity.request import POINTS
from sim.web.blocks import Block, Paragraph, Studied, commands
from sim.web.report import Report


def tell(report: Report) -> list[Block]:
    """The page of the study, and where it is a small one the command of a larger."""
    found = report.sensed.found
    if found.rows >= POINTS["sobol"]:
        return [Studied.of(report.sensed)]
    larger = report.call("sensitivity", "--outcome", found.outcome)
    return [
        Paragraph("A small study: its intervals are wide."),
        Studied.of(report.sensed),
        *commands("A larger one:", larger),
    ]
