"""`detente plot`: figures of an ensemble, or of one run."""

# Imported when it is called: its --help needs none of it.
# ruff: noqa: PLC0415

from __future__ import annotations

from pathlib import Path

import click

from sim import files
from sim.cli import options
from sim.cli.options import Which
from sim.cli.output import say

OF_FOLDER = {"outcomes", "days", "terms", "packages", "if_changed", "positions", "unknowns"}
OF_RUN = {"timeline", "packages"}


@click.command("plot")
@options.a_run
@click.option("--pair", metavar="A,B", help="Two actors whose worths to draw.")
@options.out(
    "Write the figures there; left out: into the data set's folder, or one of the run's "
    "name in out/."
)
@options.force
def command(pair: str | None, out: str | None, force: bool, **how: object) -> None:
    """Draw figures: PNG, SVG, a CSV of the numbers drawn, and the figure in words.

    RUN is a folder that `detente ensemble -o` wrote: its outcomes, days, terms and packages,
    and what its page says: what each position moves (if_changed; positions, a page to be
    printed) and which unknowns separate its runs (unknowns).
    Or one run: a scenario with its seed, a log file or, with --store, the id of a kept run:
    its timeline and packages.
    """
    from sim.cli.loaded import the_run
    from sim.cli.plates import of_folder, of_run, saved

    which = Which.of(how)
    if not which.store and files.is_folder(which.name):
        options.refuse_choice(which)
        folder = options.figures(out or which.name, OF_FOLDER, force=force)
        say(saved(of_folder(Path(which.name), pair), folder))
        return
    folder = options.figures(out or which.figures, OF_RUN, force=force)
    say(saved(of_run(the_run(which).tale, pair), folder))
