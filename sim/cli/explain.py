"""`detente explain`: why one event."""

# Imported when it is called: its --help needs none of it.
# ruff: noqa: PLC0415

from __future__ import annotations

import click

from sim.cli import options
from sim.cli.options import Which
from sim.cli.output import say, say_json


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
    from sim.cli.as_json import reasons_json
    from sim.cli.loaded import the_run
    from sim.cli.reason_page import page
    from sim.telling.reasons import reasons

    moment = options.moment(event, at)
    tale = the_run(Which.of(how), full=True).tale
    found = reasons(tale, tale.moment(moment))
    if as_json:
        say_json(reasons_json(tale, found))
    else:
        say(page(tale, found))
