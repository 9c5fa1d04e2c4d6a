"""Where along one run its futures changed."""

from __future__ import annotations

from sim.analysis.shifts import points
from sim.analysis.turning import TurningPoint, decisions, turning_points
from sim.analysis.wording import in_100, named, percent
from sim.cli.loaded import Found
from sim.cli.options import Which
from sim.cli.progress import watched
from sim.cli.turning_page import Turning
from sim.telling.story import OUTCOMES, counts_for, ending
from sim.text import many
from sim.web.blocks import Block, Figure, Heading, Paragraph, Table, commands, note
from sim.web.report import Report
from sim.web.words import shift_span, signed

MOST = 12  # swings listed


def tell(report: Report) -> list[Block]:
    """The first run of the seed: its decisions, and what each moved."""
    run = Found.played(Which(report.scenario, report.seed, sets=report.sets), full=True)
    tale = run.tale
    futures = report.size.futures
    with watched(2 * futures * len(decisions(tale.events)), what="futures") as progress:
        found = turning_points(tale.case, tale.events, futures, report.jobs, progress)
    if not found.complete:
        raise KeyboardInterrupt
    turning = Turning(run, found, futures)
    told: list[Block] = [
        Paragraph(
            f"Run 0 of seed {report.seed}, one of many: {OUTCOMES[tale.end.outcome]}. "
            f"{ending(tale)} {counts_for(tale)}".strip()
        ),
        *commands("Its story:", report.call("run")),
    ]
    if not found.rows:
        return [*told, Paragraph("Nobody decides anything in this run after the record.")]
    rows = many(len(found.rows), "decision")
    size = f"{many(found.futures, 'future')} before and after each of {rows}"
    return [
        *told,
        Figure(turning.plate(), f"Shares of the outcomes along one run. {size}."),
        *_swings(turning, size),
        *_says(turning),
        *commands("With more futures:", report.call("turning-points", "-n", 500)),
    ]


def _swings(turning: Turning, size: str) -> list[Block]:
    found = turning.found
    level = percent(found.level)
    called = found.called[:MOST]
    if not called:
        return [
            Paragraph(
                f"No decision's swing is told apart from 0 at a joint {level} ({size}): in this "
                "run no single decision turned it."
            )
        ]
    rows = [_swing(turning, row) for row in called]
    heads = ("Event", "Day", "What happened", "Outcome", "of 100, before", "after", "moved",
             f"joint {level} interval")  # fmt: skip
    return [Table(f"The largest swings told apart from 0. {size}", heads, rows, left=4)]


def _swing(turning: Turning, row: TurningPoint) -> tuple[str, ...]:
    return (
        str(row.seq),
        signed(turning.tale.labels.day(turning.tale.events[row.seq].tick)),
        turning.what[row.seq],
        named(row.outcome),
        in_100(row.before[row.outcome]),
        in_100(row.after[row.outcome]),
        signed(points(row.shift)),
        shift_span(row.interval),
    )


def _says(turning: Turning) -> list[Block]:
    found = turning.found
    told = (
        "Before: a decision is drawn again in every future, with all luck that has not shown. "
        "After: it is as it was. Inputs that nobody reported are as this run drew them, on both "
        "sides: this is where this run turned, not where the talks would. A large swing is no "
        "measure of anyone's fault."
    )
    joint = (
        f"{found.comparisons:,} intervals hold together at {percent(found.level)} (Bonferroni: "
        f"each at {percent(round(found.each_level, 6))}); futures of equal luck are paired (Tango "
        "1998)."
    )
    if found.certain:
        joint += (
            f" {found.certain:,} of the {many(len(found.rows), 'decision')} move no future: by "
            "then they were bound to come."
        )
    return [Heading("What this says"), Paragraph(told), note(joint)]
