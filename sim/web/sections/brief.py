"""In brief: the sentence to quote, and how to read it."""

from __future__ import annotations

from sim.analysis.wording import NOTICE, percent, quotation, size_of, why_no_range
from sim.text import many
from sim.web.blocks import Block, Listing, Paragraph, Quote, warning
from sim.web.report import Report


def tell(report: Report) -> list[Block]:
    """What was played, what it came to, and what kind of number that is."""
    study = report.study
    shown = next(one for one in study.shares if one.outcome == report.outcome)
    basis = study.basis
    told: list[Block] = [*_lacks(report), Quote(quotation(shown))]
    told.append(
        Paragraph(
            f"What stands here are counts of runs of {NOTICE}. A run is one way the talks "
            "could go from the last day of the record on, played by a model from a description of "
            "the parties and from luck. Nothing is said of how likely anything is in the world."
        )
    )
    wide = shown.inputs
    second = (
        f"If the inputs differ ({percent(wide.level)} range): how far it would move if the inputs "
        "that no source reports were other ones. This is the range to mind: more runs do not "
        "narrow it."
        if wide is not None
        else why_no_range(study.design)
    )
    told += [
        Paragraph("Each share has two ranges:"),
        Listing(
            (
                (
                    f"If played again ({percent(shown.sampling.level)} interval): how far it would "
                    f"move with other draws and other luck. It is of {size_of(study.design)}."
                ),
                second,
            )
        ),
        Paragraph(
            f"Behind it stand {many(basis.documents, 'document')} with "
            f"{many(sum(basis.facts.values()), 'cited fact')}, and "
            f"{many(basis.numbers, 'number')}, all assumed: {basis.in_file:,} by the scenario's "
            f"file, {basis.defaults:,} by the tool's wide defaults, the same for every actor. "
            "Actors are listed in alphabetical order."
        ),
    ]
    return told


def _lacks(report: Report) -> list[Block]:
    """What was asked for and is not there."""
    found = report.study.found
    runs, asked = report.study.design.runs, found.settings.runs
    if found.set_aside:
        lost = sum(block.runs for block in found.set_aside)
        return [
            warning(
                f"Set aside: {many(lost, 'run')} killed whoever played them, again and again. All "
                "below is of the others."
            )
        ]
    if found.complete:
        return []
    of = "" if found.settings.within else f" of {asked:,}"
    return [warning(f"Stopped early: {runs:,}{of} runs were finished. All below is of these.")]
