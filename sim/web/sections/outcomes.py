"""How the runs ended: shares of the five outcomes, each with both ranges."""

from __future__ import annotations

from sim.analysis.wording import ENDED, in_100, named, percent, size_of, why_no_range
from sim.plots.outcomes import outcomes_plate
from sim.web.blocks import Block, Figure, Folded, Pairs, Table, commands, note
from sim.web.report import Report
from sim.web.words import range_heads, span


def tell(report: Report) -> list[Block]:
    """The figure, the same as a table, and how both ranges are computed."""
    study = report.study
    first, design = study.shares[0], study.design
    wide = next((one.inputs for one in study.shares if one.inputs is not None), None)
    rows = [
        (
            named(one.outcome),
            f"{one.count:,}",
            in_100(one.share),
            span(one.sampling),
            span(one.inputs),
        )
        for one in study.shares
    ]
    heads = ("Outcome", "runs", "of 100 runs", *range_heads(first.sampling, wide))
    size = size_of(design)
    told: list[Block] = [
        Figure(outcomes_plate(study.shares, design, report.title), f"How the runs ended. {size}."),
        Table(f"How the runs ended. {size}", heads, rows),
        note(_how(report)),
    ]
    if wide is None:
        told.append(note(why_no_range(design)))
    meant = [(named(outcome), f"The run {what}.") for outcome, what in ENDED.items()]
    return [
        *told,
        Folded("What the outcomes mean", [Pairs(meant)]),
        *commands("To play these runs again:", report.played),
    ]


def _how(report: Report) -> str:
    first = report.study.shares[0]
    wide = next((one.inputs for one in report.study.shares if one.inputs is not None), None)
    told = (
        f"If played again: {percent(first.sampling.level)} interval, {first.sampling.how}; each "
        "outcome by itself."
    )
    if wide is not None:
        told += (
            f" If the inputs differ: {percent(wide.level)} range of the share given the inputs, "
            f"with luck taken out ({wide.how})."
        )
    return told
