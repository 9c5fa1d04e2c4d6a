"""`detente turning-points`: where along a run its futures changed."""

# Imported when it is called: its --help needs none of it.
# ruff: noqa: PLC0415

from __future__ import annotations

from functools import partial
from typing import Any

import click

from sim.cli import options
from sim.cli.options import Which
from sim.cli.requests import request
from sim.cli.versions import say_version
from sim.interrupts import INTERRUPTED
from sim.studies.turning.request import TurningRequest


@click.command("turning-points")
@options.a_run
@request(TurningRequest)
@options.out(
    "Write the figure and its numbers there; left out: a folder of the run's name in out/."
)
@options.force
@options.as_json
def command(
    futures: int, jobs: int, out: str | None, force: bool, as_json: bool, **how: Any
) -> None:
    """Show where along a run its futures changed.

    RUN is a scenario with its seed, a log file, or the id of a kept run with --store. From
    just before and right after every decision of it futures are played, of the same luck:
    the share that ends in each outcome is a curve along the run, and its largest swings are
    named. Many are looked at, and a swing inside its (joint) interval is not called one.

    Writes a figure with a CSV of all decisions. The numbers do not depend on --jobs. Ctrl-C
    ends it with the futures that were finished of every decision.
    """
    from sim.cli.loaded import the_run
    from sim.cli.study import drawn, show, watch
    from sim.studies.turning.playing import turning_results, turning_runs

    which, wanted = Which.of(how), TurningRequest(futures, jobs)
    folder = options.figures(out or which.figures, {"turning-points"}, force=force)
    run = the_run(which, full=True)
    say_version(run.tale.first)
    study = partial(turning_results, run.tale, wanted, name=which.name, words=which.words)
    result = watch(study, turning_runs(run.tale, wanted))
    result = drawn(result, folder if result.found.rows else None)
    show(result, as_json=as_json)
    if not result.complete:
        click.get_current_context().exit(INTERRUPTED)
