"""`detente sweep`: how the outcomes follow one input, or two."""

# Imported when it is called: its --help needs none of it.
# ruff: noqa: PLC0415

from __future__ import annotations

from typing import Any

import click

from sim.cli import options
from sim.cli.output import say, say_json, warn
from sim.interrupts import INTERRUPTED


@click.command("sweep")
@options.name
@click.option(
    "--over", "over", multiple=True, required=True, metavar="PATH=LOW:HIGH:STEP",
    help="An input and its values, in its own unit, from LOW to HIGH in steps; or "
    "PATH=LOW:HIGH/POINTS, or PATH=a,b,c. Give it twice for two.",
)  # fmt: skip
@options.outcome
@click.option(
    "-n", "--runs", type=click.IntRange(1, 10**6), metavar="N",
    help="Runs at each point.  [default: 400; over two inputs 200]",
)  # fmt: skip
@click.option(
    "--draws", type=click.IntRange(1, 10**6), metavar="N",
    help="Draws of the other inputs at each point; each is played runs/draws times.  "
    "[default: 50; over two inputs 20]",
)  # fmt: skip
@click.option("--seed", default=0, show_default=True, type=options.SEED, help="Of inputs and luck.")
@options.jobs
@options.sets
@options.what_if
@options.out("Keep what is played there, and write the figure; the same again goes on.")
@options.force
@options.as_json
def command(as_json: bool, force: bool, **how: Any) -> None:
    """See how the outcomes follow one input, or two.

    At every point the input is certain, the others are drawn, and the record is conditioned
    on anew, with the same luck. Over one input: the share of an outcome at every value with
    both ranges, and whether it tips from under to over 50 of 100 somewhere. Over two: a map.
    """
    from sim.cli.sweep_page import page
    from sim.cli.swept import Asked, as_data, swept, written

    out = how["out"]
    folder = None if out is None else options.figures(out, {"sweep"}, force=force)
    found = swept(Asked(**how), warn)
    files = [] if folder is None else written(found, folder)
    if as_json:
        say_json(as_data(found))
    else:
        say(page(found, files))
    if not found.complete:
        click.get_current_context().exit(INTERRUPTED)
