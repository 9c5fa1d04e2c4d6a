"""`detente plot`: figures of an ensemble, or of one run."""

# Imported when it is called: its --help needs none of it.
# ruff: noqa: PLC0415

from __future__ import annotations

from pathlib import Path

import click

from sim.cli import options
from sim.cli.options import Which
from sim.cli.output import say


@click.command("plot")
@click.argument("name", metavar="DIR|NAME|FILE|LOG")
@options.which_run
@options.sets
@options.what_if
@click.option("--pair", metavar="A,B", help="Two actors whose worths to draw.")
@click.option("-o", "--out", metavar="DIR", help="Write the figures there.")
def command(
    name: str, seed: int, run: int, draws: int, sets: tuple[str, ...], **how: object
) -> None:
    """Draw figures: PNG, SVG, a CSV of the numbers drawn, and the figure in words.

    Of a folder that `detente ensemble -o` wrote: outcomes, days, terms and packages. Of a
    scenario with its seed, or of a log: one run's timeline and packages.
    """
    from sim.cli.loaded import is_log, played, read
    from sim.cli.plates import of_folder, of_run, saved

    pair = None if how["pair"] is None else str(how["pair"])
    if Path(name).is_dir():
        options.refuse_for_log(sets, str(how["what_if"]))
        folder, plates = Path(name), of_folder(Path(name), pair)
    elif is_log(name):
        options.refuse_for_log(sets, str(how["what_if"]))
        folder, plates = Path(), of_run(read(name)[0], pair)
    else:
        tale = played(Which(name, seed, run, draws, sets, str(how["what_if"])))
        stem = f"{Path(name).stem}-seed-{seed}" + (f"-run-{run}" if run else "")
        folder, plates = Path("out") / stem, of_run(tale, pair)
    if how["out"] is not None:
        folder = Path(str(how["out"]))
    say(saved(plates, folder))
