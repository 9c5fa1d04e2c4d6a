"""`detente debrief`: played games side by side."""

# Imported when it is called: its --help needs none of it.
# ruff: noqa: PLC0415

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sim.cli import options
from sim.cli.requests import request
from sim.errors import SettingError
from sim.interrupts import INTERRUPTED
from sim.shell import given
from sim.studies.debrief.request import DebriefRequest
from sim.studies.options import requested
from sim.text import many

if TYPE_CHECKING:
    from sim.telling.tale import Tale


@click.command("debrief")
@click.argument("games", nargs=-1, required=True, metavar="GAMES...", callback=options.named)
@request(DebriefRequest)
@click.option(
    "--store",
    default="",
    metavar="FILE|URL",
    callback=options.named,
    help="GAMES are ids of runs kept there.",
)
@options.out("Write the figure and its numbers there.")
@options.force
@options.as_json
def command(games: tuple[str, ...], store: str, out: str | None, force: bool, **how: Any) -> None:
    """Set games of one scenario side by side.

    GAMES are log files: how each ended, what it came to for each role, whether it left
    anything on the table, and where the odds turned. Nothing is added up over roles, whose
    points cannot be compared. Ctrl-C ends the futures with the games that were finished.
    """
    from sim.cli.study import drawn, show, watch
    from sim.studies.debrief.playing import debrief_results, debrief_runs

    as_json = how.pop("as_json")
    wanted = requested(DebriefRequest, how)
    folder = None if out is None else options.figures(out, {"debrief"}, force=force)
    tales, words = _tales(games, store), given("--store", store)
    study = partial(debrief_results, tales, wanted, names=games, words=words)
    result = drawn(watch(study, debrief_runs(tales, wanted)), folder)
    show(result, as_json=as_json)
    if not result.complete:
        click.get_current_context().exit(INTERRUPTED)


def _tales(games: Sequence[str], store: str) -> dict[str, Tale]:
    """The games by name: a file's without its ending, an id as it is."""
    from sim.cli.loaded import Found, kept
    from sim.cli.options import Which

    stems = [Path(name).stem for name in games]
    if store:
        names = list(games)
    elif len(set(stems)) == len(stems):
        names = stems
    else:
        names = [str(Path(name).with_suffix("")) for name in games]
    found = {
        name: Found.of(kept(Which(game, store=store))).tale
        for name, game in zip(names, games, strict=True)
    }
    if len(found) < len(games):
        raise SettingError(f"{many(len(games), 'game')}, some given twice: give each once")
    return found
