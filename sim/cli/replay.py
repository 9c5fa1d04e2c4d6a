"""`detente replay`: a run from its log alone."""

# Imported when it is called: its --help needs none of it.
# ruff: noqa: PLC0415

from __future__ import annotations

import click

from sim.cli import options
from sim.cli.options import Which
from sim.cli.output import say, say_json


@click.command("replay")
@click.argument("name", metavar="RUN")
@options.as_kept
@click.option("--at", "at", metavar="N|+DAY", help="An event's number, or the end of a day: +31.")
@click.option("--all", "everything", is_flag=True, help="Show the quiet events too.")
@options.as_json
def command(name: str, store: str, at: str | None, everything: bool, as_json: bool) -> None:
    """Tell a run from its log alone; with --at, where it stood at that moment.

    RUN is a log file or, with --store, the id of a kept run, or the beginning of one.
    Nothing is played: the state is what the events up to then add up to.
    """
    tell(Which(name, store=store), at, everything=everything, as_json=as_json)


def tell(which: Which, at: str | None, *, everything: bool, as_json: bool) -> None:
    """Print a run that was played before.

    Raises
    ------
    DetenteError
        Where there is none such, or it cannot be read.
    """
    from sim.cli import as_json as js
    from sim.cli.loaded import Found, kept
    from sim.cli.story_page import page
    from sim.cli.then_page import page as then_page
    from sim.telling.moment import then

    found = Found.of(kept(which), full=everything or at is not None)
    tale = found.tale
    if at is not None:
        moment = then(tale, tale.moment(at))
        if as_json:
            say_json(js.then_json(tale, moment))
        else:
            say(then_page(tale, moment))
    elif as_json:
        say_json(js.run_json(tale))
    else:
        say(page(found, everything=everything))
