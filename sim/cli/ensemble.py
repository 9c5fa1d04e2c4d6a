"""`detente ensemble`: many runs, and what they came to."""

# Imported when it is called: its --help needs none of it.
# ruff: noqa: PLC0415

from __future__ import annotations

from typing import Any

import click

from sim.cli import options
from sim.cli.whole import Whole
from sim.ensemble.arguments import HIGHEST_LIMIT, MOST_RUNS
from sim.interrupts import INTERRUPTED

SET_ASIDE = 3  # some runs killed whoever played them


@click.command("ensemble")
@click.argument("name", metavar="[NAME|FILE]", callback=options.named, required=False)
@click.option(
    "-n", "--runs", type=Whole("auto"), metavar="N|auto",
    help="Runs; auto: until the shares are known within --within.  [default: 2000]",
)  # fmt: skip
@click.option(
    "--within", type=click.FloatRange(0.5, 100), metavar="POINTS",
    help="Of 100: how wide an interval -n auto lets be.  [default: 2]",
)  # fmt: skip
@click.option(
    "--draws", type=click.IntRange(1, 10**9), metavar="N",
    help="Draws of the unknown inputs; each is played runs/draws times.  [default: 1000, or half "
    "the runs where that is fewer]",
)  # fmt: skip
@click.option("--seed", type=options.SEED, metavar="N", help="Of inputs and luck.  [default: 0]")
@click.option(
    "--tries", type=click.IntRange(1, HIGHEST_LIMIT), metavar="N",
    help="Tries that a draw may take on average, where the record is rare.  [default: 2000]",
)  # fmt: skip
@options.jobs
@options.sets
@options.what_if
@options.out("Write runs and events there as they come.", metavar="DIR|URL")
@click.option(
    "--events", type=Whole("all", "none", least=0), metavar="all|none|N",
    help="Keep the events of all runs, or of the first N.  [default: all of up to 20000, "
    "else 1000]",
)  # fmt: skip
@click.option(
    "--chunk", type=click.IntRange(1, 100_000), metavar="N", help="Runs a file, at most.",
)  # fmt: skip
@click.option(
    "--resume",
    metavar="DIR|URL",
    callback=options.named,
    help="Play what is missing there; needs no NAME.",
)
@click.option("--cluster", metavar="ADDRESS", help="Play on a Dask cluster: tcp://host:8786.")
@click.option("--shared-disk", is_flag=True, help="The cluster's machines see the folder too.")
@click.option(
    "--kept", type=click.IntRange(0, MOST_RUNS), metavar="N",
    help="Kept runs that are played on under every changed position; 0: none.  [default: an "
    "eighth of the runs, 500 at most, none under 100]",
)  # fmt: skip
@click.option(
    "--ranges", type=click.Choice(["half", "double"]),
    help="Play the study again with ranges of that width, beside the first.",
)  # fmt: skip
@click.option(
    "--outcome", default="deal", show_default=True, metavar="OUTCOME|ISSUE=OPTION",
    help="The ending, or the term of a deal, whose shifts are printed.",
)  # fmt: skip
@click.option(
    "--all", "everything", is_flag=True,
    help="Print all there is: when, texts, terms of frameworks, simple rules.",
)  # fmt: skip
@options.as_json
def command(everything: bool, as_json: bool, **how: Any) -> None:
    """Play many runs and print what they came to.

    The share of every outcome has two ranges: its sampling error, if all were played again,
    and how far it moves across the inputs that no source reports. The numbers do
    not depend on --jobs or --cluster. Ctrl-C finishes what is under way; what is in a
    folder is gone on with by --resume.
    """
    from sim.cli.ensemble_asked import Asked
    from sim.cli.ensemble_play import studied
    from sim.cli.output import as_data, say_document, say_json
    from sim.studies.ensemble.document import document

    result = studied(Asked(**how))
    if as_json:
        say_json(as_data(result))
    else:
        say_document(document(result, everything=everything))
    if result.played.set_aside:
        click.get_current_context().exit(SET_ASIDE)
    if not result.complete:
        click.get_current_context().exit(INTERRUPTED)
