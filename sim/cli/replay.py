"""`detente replay`: a run from its log alone."""

# Imported when it is called: its --help needs none of it.
# ruff: noqa: PLC0415

from __future__ import annotations

import click

from sim.cli import options
from sim.cli.options import Which
from sim.cli.output import say, say_json
from sim.errors import SettingError


@click.command("replay")
@click.argument("name", metavar="RUN", callback=options.named)
@options.as_kept
@click.option(
    "--run", "run", type=click.IntRange(0, 10**12), help="This run of the data set in folder RUN."
)
@click.option("--at", "at", metavar="N|+DAY", help="An event's number, or the end of a day: +31.")
@click.option("--all", "everything", is_flag=True, help="Show the quiet events too.")
@options.as_json
def command(name: str, store: str, run: int | None, at: str | None, **how: bool) -> None:
    """Tell a run from its log alone; with --at, where it stood at that moment.

    RUN is a log file or, with --store, the id of a kept run, or the beginning of one.
    Nothing is played: the state is what the events up to then add up to.

    With --run, RUN is a folder that `detente ensemble -o` wrote: the run is played again from
    its manifest and held against what the folder keeps of it.
    """
    from sim.cli.replay_dataset import is_dataset, replay_kept

    if is_dataset(name):
        if run is None:
            raise SettingError(f"{name}: is a folder of many runs: add --run and a run's number")
        click.get_current_context().exit(replay_kept(name, run, at, **how))
    if run is not None:
        raise SettingError(f"--run {run}: {name} is no folder that `detente ensemble -o` wrote")
    tell(Which(name, store=store), at, **how)


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
