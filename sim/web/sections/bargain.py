"""What could be agreed as the record ends, and what a text would need."""

from __future__ import annotations

from sim.web.blocks import Block, Studied, commands
from sim.web.report import Report


def tell(report: Report) -> list[Block]:
    """The page of the study."""
    more = report.call("bargain", "--draws", report.size.draws)
    return [Studied.of(report.bargained), *commands("To see more of it:", more)]
