"""`detente replay`: a run from its log alone."""

# Imported when it is called: its --help needs none of it.
# ruff: noqa: PLC0415

from __future__ import annotations

from pathlib import Path

import click

from sim.cli import options
from sim.cli.output import say, say_json


@click.command("replay")
@click.argument("log", metavar="LOG")
@click.option("--at", "at", metavar="N|+DAY", help="An event's number, or the end of a day: +31.")
@click.option("--all", "everything", is_flag=True, help="Show the quiet events too.")
@options.as_json
def command(log: str, at: str | None, everything: bool, as_json: bool) -> None:
    """Tell a run from its log alone; with --at, where it stood at that moment.

    Nothing is played: the state is what the events up to then add up to.
    """
    from sim.cli import as_json as js
    from sim.cli.loaded import read
    from sim.cli.story_page import page
    from sim.cli.then_page import page as then_page
    from sim.telling.moment import then

    tale = read(log, full=everything or at is not None)[0]
    if at is not None:
        found = then(tale, tale.moment(at))
        if as_json:
            say_json(js.then_json(tale, found))
        else:
            say(then_page(tale, found))
    elif as_json:
        say_json(js.run_json(tale))
    else:
        say(page(tale, None, Path(log), everything=everything))
