"""`detente debrief`: played games side by side."""

# Imported when it is called: its --help needs none of it.
# ruff: noqa: PLC0415

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sim.cli import options
from sim.cli.output import say, say_json
from sim.errors import SettingError
from sim.files.ledger import Outputs
from sim.interrupts import INTERRUPTED
from sim.text import many

if TYPE_CHECKING:
    from sim.analysis.debrief import Debrief, Turn
    from sim.analysis.games import Played
    from sim.scenario.case import Case
    from sim.telling.tale import Tale

FUTURES = 200


@click.command("debrief")
@click.argument("games", nargs=-1, required=True, metavar="GAMES...", callback=options.named)
@click.option(
    "-n", "--futures", default=FUTURES, show_default=True, type=click.IntRange(0, 10**6),
    help="Futures at every decision, to see where the odds turned; 0 leaves that out.",
)  # fmt: skip
@click.option(
    "--store",
    default="",
    metavar="FILE|URL",
    callback=options.named,
    help="GAMES are ids of runs kept there.",
)
@options.out("Write the figure and its numbers there.")
@options.force
@options.jobs
@options.as_json
def command(games: tuple[str, ...], futures: int, store: str, out: str | None, **how: Any) -> None:
    """Set games of one scenario side by side.

    GAMES are log files: how each ended, what it came to for each role, whether it left
    anything on the table, and where the odds turned. Nothing is added up over roles, whose
    points cannot be compared. Ctrl-C ends the futures with the games that were finished.
    """
    from sim.analysis.debrief import debrief_of
    from sim.analysis.games import Played, game_of, one_scenario
    from sim.cli.debrief_json import debrief_json
    from sim.cli.debrief_page import Page, page

    folder = None if out is None else options.figures(out, {"debrief"}, force=how["force"])
    tales = _tales(games, store)
    played = [Played(name, tale.case, tale.events) for name, tale in tales.items()]
    one_scenario(played)
    read = [game_of(one) for one in played]
    over = [one for one, game in zip(played, read, strict=True) if game.outcome]
    turns = _turns(over, futures, how["jobs"])
    stopped = futures > 0 and len(turns) < len(over)
    found, case = debrief_of(read, turns), played[0].case
    files = [] if folder is None else _drawn(found, case, folder)
    if how["as_json"]:
        say_json(debrief_json(found, case))
    else:
        say(page(Page(found, tales, files, stopped)))
    if stopped:
        click.get_current_context().exit(INTERRUPTED)


def _turns(games: Sequence[Played], futures: int, jobs: int) -> dict[str, Turn]:
    if not futures or not games:
        return {}
    from sim.analysis.debrief import futures_of, turns_of
    from sim.cli.progress import watched

    with watched(futures_of(games, futures)) as progress:
        return turns_of(games, futures, jobs, progress)


def _drawn(found: Debrief, case: Case, folder: Outputs) -> list[str]:
    """Write the figure; a list of its files."""
    from sim.cli.plates import saved
    from sim.plots.debrief import debrief_plate

    return saved([debrief_plate(found, case.labels, case.title)], folder)


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
        name: Found.of(kept(Which(given, store=store))).tale
        for name, given in zip(names, games, strict=True)
    }
    if len(found) < len(games):
        raise SettingError(f"{many(len(games), 'game')}, some given twice: give each once")
    return found
