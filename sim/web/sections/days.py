"""When: how the outcomes build up over the days after the record."""

from __future__ import annotations

from sim.analysis.timing import cumulative_incidence, day_grid
from sim.analysis.wording import size_of
from sim.plots.days import days_plate
from sim.telling.labels import written_date
from sim.web.blocks import Block, Figure, Table
from sim.web.report import Report
from sim.web.words import DASH


def tell(report: Report) -> list[Block]:
    """The figure by day, and when frameworks and deals came."""
    study = report.study
    frame = study.columns("outcome", "end_day")
    lines = cumulative_incidence(frame, day_grid(frame))
    after = written_date(study.labels.last_day)
    rows = []
    for one in study.timings:
        row = (one.what, f"{one.count:,}", DASH, DASH)
        if one.median is not None:
            half = f"{one.lower_quartile:.0f}{DASH}{one.upper_quartile:.0f}"
            row = (one.what, f"{one.count:,}", f"{one.median:.0f}", half)
        rows.append(row)
    size = size_of(study.design)
    return [
        Figure(
            days_plate(lines, study.timings, study.design, report.title),
            f"Outcomes by day after the record. {size}.",
        ),
        Table(
            f"When frameworks and deals came, in days after {after}. {size}",
            ("What", "runs", "middle one", "middle half"),
            rows,
        ),
    ]
