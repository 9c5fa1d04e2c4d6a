"""`detente explain`: why one event."""

# Imported when it is called: its --help needs none of it.
# ruff: noqa: PLC0415

from __future__ import annotations

import click

from sim.cli import options
from sim.cli.options import Which


@click.command("explain")
@options.a_run
@options.a_moment
@options.as_json
def command(event: str | None, at: str | None, as_json: bool, **how: object) -> None:
    """Say why event N of a run came about.

    RUN is a scenario with its seed, played again; a log file; or, with --store, the id of a
    kept run. Told are the numbers the event rests on, the bars they were measured against,
    the draw, and what led up to it; of an answer also what would have made it another.
    """
    from sim.cli.loaded import the_run
    from sim.cli.study import show
    from sim.studies.explain.study import explained

    moment, which = options.moment(event, at), Which.of(how)
    tale = the_run(which, full=True).tale
    result = explained(tale, tale.moment(moment), name=which.name, words=which.words)
    show(result, as_json=as_json)
