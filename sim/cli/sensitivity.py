"""`detente sensitivity`: which inputs the outcome hangs on, and how much is luck."""

# Imported when it is called: its --help needs none of it.
# ruff: noqa: PLC0415

from __future__ import annotations

from typing import Any

import click

from sim.cli import options
from sim.cli.output import say, say_json
from sim.ensemble.arguments import MOST_POINTS
from sim.interrupts import INTERRUPTED

METHODS = ("sobol", "morris", "tornado")


@click.command("sensitivity")
@options.name
@click.option(
    "--method", default="sobol", show_default=True, type=click.Choice(METHODS),
    help="Indices of variance; screening; one input at a time.",
)  # fmt: skip
@options.outcome
@click.option(
    "--points", type=click.IntRange(8, MOST_POINTS), metavar="N",
    help="Points of the inputs, a power of two.  [default: sobol 64, others 16]",
)  # fmt: skip
@click.option(
    "--runs", default=16, show_default=True, type=click.IntRange(4, 10_000), metavar="N",
    help="Runs of luck, the same at each point.",
)  # fmt: skip
@click.option(
    "--inputs", "inputs", multiple=True, metavar="PATTERN",
    help="Only inputs like this, as 'hamas.*'; may be given more than once.",
)  # fmt: skip
@click.option("--seed", default=0, show_default=True, type=options.SEED, help="Of points and luck.")
@options.jobs
@options.sets
@options.what_if
@options.out("Keep the runs, figures and numbers there; the same again goes on.")
@options.force
@options.as_json
def command(as_json: bool, force: bool, **how: Any) -> None:
    """Say which inputs the outcome hangs on, and how much is luck.

    Over the ranges of all uncertain inputs: how far they move the probability of an outcome,
    luck taken out. Sobol indices by input, and by actor, issue and what backs an input. An
    input that changes nothing is put among them: if it comes out as anything, the result is
    flagged. Ctrl-C tells what is finished; with -o the same command goes on.
    """
    from sim.cli.sensed import Asked, as_data, drawn, sensed
    from sim.cli.sensitivity_page import page

    out, method = how["out"], how["method"]
    stems = {f"sensitivity-{method}", f"sensitivity-{method}-groups"}
    folder = None if out is None else options.figures(out, stems, force=force)
    found = sensed(Asked(**how))
    if folder is not None:
        found = drawn(found, folder)
    if as_json:
        say_json(as_data(found))
    else:
        say(page(found))
    if not found.complete:
        click.get_current_context().exit(INTERRUPTED)
