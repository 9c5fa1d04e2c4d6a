"""`detente play`: take a seat, and decide for it."""

# Imported when it is called: its --help needs none of it.
# ruff: noqa: PLC0415

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sim.cli import options
from sim.errors import SettingError
from sim.files import is_file, refuse_taken

if TYPE_CHECKING:
    from sim.cli.seat_game import Game


@click.command("play")
@click.argument("name", metavar="[NAME|FILE]", callback=options.named, required=False)
@click.option(
    "--as", "seats", multiple=True, metavar="SEAT",
    help="Whom to play; given again, several take turns at one keyboard.",
)  # fmt: skip
@click.option("--seed", type=options.SEED, help="Of the inputs and the luck; left out: 0.")
@options.sets
@options.what_if
@options.out("Keep the game there.", metavar="FILE")
@click.option("--force", is_flag=True, help="Let it replace a file.")
@click.option(
    "--resume", metavar="FILE", callback=options.named, help="Go on with a game that is kept there."
)
def command(name: str | None, resume: str | None, **how: Any) -> None:
    """Take a seat at the talks, and decide for it; the engine plays everyone else.

    At each decision you see what your seat knows, and nothing more; ? explains what is
    asked. The game is a log, kept after every decision: quit when you like. It is run 0 of
    its seed, as `detente run` plays it.
    """
    from sim.cli.seat_session import Session
    from sim.cli.seat_terminal import at_a_keyboard, played

    if resume is None:
        game, path = _new(name, **how)
    else:
        game, path = _kept(name, Path(resume), **how)
    replace = bool(resume or how["force"])
    session = Session(
        game,
        lambda kept: kept.save(path, replace=replace or session.kept),
        path,
        hand_over=at_a_keyboard(),
    )
    played(session)


def _new(name: str | None, seats: tuple[str, ...], **how: Any) -> tuple[Game, Path]:
    from sim.cli.loaded import loaded
    from sim.cli.seat_game import Game, checked, seats_of
    from sim.ensemble.inputs import first_of
    from sim.ensemble.what_if import under

    if name is None:
        raise SettingError("no scenario: write its name, or --resume and a game that is kept")
    case, added = under(loaded(name, how["sets"]), how["what_if"], titled_so=False)
    if not seats:
        first = seats_of(case)
        raise SettingError(f"no seat: add --as and one of {', '.join(first)}")
    taken = checked(case, seats)
    seed = how["seed"] or 0
    path = Path(how["out"] or f"{Path(name).stem}-{'-'.join(taken)}.jsonl")
    if is_file(path) and not how["force"]:
        raise SettingError(
            f"{path}: is there already: go on with --resume {path}, or add --force to replace it"
        )
    refuse_taken(path, "-o", force=True)
    values, start = first_of(case, seed, added, taken)
    return Game(case, name, values, start), path


def _kept(name: str | None, path: Path, **how: Any) -> tuple[Game, Path]:
    from sim.cli.loaded import from_log
    from sim.cli.seat_game import Game

    given = {"--as": how["seats"], "--seed": how["seed"] is not None, "--set": how["sets"]}
    given |= {"--what-if": how["what_if"], "-o": how["out"], "--force": how["force"]}
    over = [name] if name is not None else [key for key, value in given.items() if value]
    if over:
        raise SettingError(f"{over[0]}: --resume {path} goes on with what is kept: leave it out")
    source = from_log(str(path))
    return Game.of(source.case(), source), path
