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
@options.a_run
@click.option("--pair", metavar="A,B", help="Two actors whose worths to draw.")
@click.option("-o", "--out", metavar="DIR", help="Write the figures there.")
def command(pair: str | None, out: str | None, **how: object) -> None:
    """Draw figures: PNG, SVG, a CSV of the numbers drawn, and the figure in words.

    RUN is a folder that `detente ensemble -o` wrote: its outcomes, days, terms and packages.
    Or one run: a scenario with its seed, a log file or, with --store, the id of a kept run:
    its timeline and packages.
    """
    from sim.cli.loaded import the_run
    from sim.cli.plates import of_folder, of_run, saved

    which, given = Which.of(how), None if out is None else options.figure_folder(out)
    if Path(which.name).is_dir() and not which.store:
        options.refuse_choice(which)
        folder, plates = Path(which.name), of_folder(Path(which.name), pair)
    else:
        found = the_run(which)
        folder, plates = _folder(found.which), of_run(found.tale, pair)
    say(saved(plates, folder if given is None else given))


def _folder(which: Which) -> Path:
    """Where a run's figures go by themselves."""
    if which.store:
        return Path("out") / which.name
    if which.kept:
        return Path()
    stem = f"{Path(which.name).stem}-seed-{which.seed}"
    return Path("out") / (stem + (f"-run-{which.run}" if which.run else ""))
