"""Commands, seed, version and digests: what it takes to get the same page."""

from __future__ import annotations

from sim.version import VERSION
from sim.web.blocks import Block, Folded, Pairs, Paragraph, Verbatim, commands, note
from sim.web.report import Report

NOT_AT_HAND = (
    "No file at hand is the scenario that was played, so commands about it are left out. It is "
    "below, whole: write it to a file."
)


def tell(report: Report) -> list[Block]:
    """The commands, what they were run on, and the scenario itself."""
    study = report.study
    return [
        *commands("This page:", report.asked),
        *commands("The runs, and one of them by itself:", report.played, report.one_run),
        *([] if study.name else [note(NOT_AT_HAND)]),
        Pairs(
            (
                ("Version", f"Detente {VERSION}"),
                ("Seed", str(report.seed)),
                ("Digest of the scenario", study.case.digest),
                ("Digest of the runs", study.digest),
            )
        ),
        Paragraph(
            "The same version, scenario and seed give the same runs, whatever the number of "
            "processes, on every supported Python of one platform. Equal inputs give this page "
            "byte for byte; it bears no date of its making."
        ),
        Folded("The scenario itself", [Verbatim("Its file, whole:", study.case.text)]),
    ]
