"""`detente explain`: why one event."""

# Imported when it is called: its --help needs none of it.
# ruff: noqa: PLC0415

from __future__ import annotations

import click

from sim.cli import options
from sim.cli.options import Which
from sim.cli.output import say, say_json


@click.command("explain")
@click.argument("name", metavar="NAME|FILE|LOG")
@click.argument("seq", metavar="N", type=click.IntRange(0, 10**9))
@options.which_run
@options.sets
@options.what_if
@options.as_json
def command(name: str, seq: int, seed: int, run: int, draws: int, **how: object) -> None:
    """Say why event N of a run came about.

    The run is a scenario's with its seed, played again, or that of a log file: the numbers
    it rests on, the bars they were measured against, the draw, and what led up to it.
    """
    from sim.cli.as_json import reasons_json
    from sim.cli.loaded import is_log, played, read
    from sim.cli.reason_page import page
    from sim.telling.reasons import reasons

    sets = how["sets"]
    assert isinstance(sets, tuple)
    if is_log(name):
        options.refuse_for_log(sets, str(how["what_if"]))
        tale = read(name, full=True)[0]
    else:
        tale = played(Which(name, seed, run, draws, sets, str(how["what_if"])), full=True)
    found = reasons(tale, seq)
    if how["as_json"]:
        say_json(reasons_json(tale, found))
    else:
        say(page(tale, found))
