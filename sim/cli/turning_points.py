"""`detente turning-points`: where along a run its futures changed."""

# Imported when it is called: its --help needs none of it.
# ruff: noqa: PLC0415

from __future__ import annotations

from dataclasses import replace
from typing import Any

import click

from sim.cli import options
from sim.cli.options import Which
from sim.cli.output import say, say_json
from sim.cli.versions import say_version
from sim.interrupts import INTERRUPTED


@click.command("turning-points")
@options.a_run
@click.option(
    "-n", "--futures", "count", default=500, show_default=True, type=click.IntRange(1, 10**6),
    help="Before and after every decision.",
)  # fmt: skip
@options.jobs
@options.out(
    "Write the figure and its numbers there; left out: a folder of the run's name in out/."
)
@options.force
@options.as_json
def command(count: int, jobs: int, **how: Any) -> None:
    """Show where along a run its futures changed.

    RUN is a scenario with its seed, a log file, or the id of a kept run with --store. From
    just before and right after every decision of it futures are played, of the same luck:
    the share that ends in each outcome is a curve along the run, and its largest swings are
    named. Many are looked at, and a swing inside its (joint) interval is not called one.

    Writes a figure with a CSV of all decisions. The numbers do not depend on --jobs. Ctrl-C
    ends it with the futures that were finished of every decision.
    """
    from sim.analysis.turning import decisions, turning_points
    from sim.cli.loaded import the_run
    from sim.cli.progress import watched
    from sim.cli.turning_page import Turning, page, turning_json
    from sim.plots.figure import save_plate

    which = Which.of(how)
    folder = options.figures(how["out"] or which.figures, {"turning-points"}, force=how["force"])
    run = the_run(which, full=True)
    say_version(run.tale.first)
    with watched(2 * count * len(decisions(run.tale.events))) as progress:
        found = turning_points(run.tale.case, run.tale.events, count, jobs, progress)
    turning = Turning(run, found, count)
    if found.rows:
        turning = replace(turning, files=save_plate(turning.plate(), folder))
    if how["as_json"]:
        say_json(turning_json(turning))
    else:
        say(page(turning))
    if not found.complete:
        click.get_current_context().exit(INTERRUPTED)
