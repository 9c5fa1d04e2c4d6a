"""`detente infer`: what the record teaches about what nobody can see."""

# Imported when it is called: its --help needs none of it.
# ruff: noqa: PLC0415

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from sim.cli import options
from sim.cli.output import say, say_json, warn
from sim.ensemble.arguments import draws_of
from sim.files.ledger import Outputs

if TYPE_CHECKING:
    from sim.cli.inferred import Inferred

FIGURES = {"lessons", "explanations", "told-apart"}


@click.command("infer")
@options.name
@click.option(
    "--tries", default=6000, show_default=True, type=click.IntRange(1, 10**6),
    help="Tries of the inputs, for each explanation.",
)  # fmt: skip
@click.option(
    "-n", "--runs", default=2000, show_default=True, type=click.IntRange(1, 10**7),
    help="Of the shares before and after the record.",
)  # fmt: skip
@click.option(
    "--draws", type=click.IntRange(1, 10**7), metavar="N",
    help="Draws of the unknown inputs for those; each is played runs/draws times.  [default: "
    "1000, or half the runs where that is fewer]",
)  # fmt: skip
@click.option("--seed", default=0, show_default=True, type=options.SEED, help="Of inputs and luck.")
@options.jobs
@click.option("--all", "every", is_flag=True, help="List every input that varies.")
@options.sets
@options.out("Write the figures and their numbers there.")
@options.force
@options.as_json
def command(out: str | None, every: bool, as_json: bool, force: bool, **how: Any) -> None:
    """Say what the record teaches about what nobody can see.

    Inputs before and after the record; how the runs end without what it teaches and with it;
    how often it comes out under each explanation that the scenario declares as hypotheses, and
    which recorded answers tell these apart. "Does not tell them apart" is an answer.
    """
    from sim.cli.infer_page import page
    from sim.cli.inferred import Asked, as_data, inferred

    how["draws"] = draws_of(how["runs"], how["draws"])
    folder = None if out is None else options.figures(out, FIGURES, force=force)
    found = inferred(Asked(**how))
    files = [] if folder is None else _written(found, folder)
    if folder is not None and not files:
        warn(f"-o {out}: no figure was written: the record holds no answer that could teach.")
    if as_json:
        say_json(as_data(found))
    else:
        say(page(found, files, every=every))


def _written(found: Inferred, folder: Outputs) -> list[str]:
    from sim.analysis.lesson_words import Amounts
    from sim.cli.plates import saved
    from sim.plots.explanations import explanations_plate, ratios_plate
    from sim.plots.lessons import lessons_plate

    words, title = Amounts.of(found.case), found.title
    plates = [lessons_plate(found.lessons, found.listed, words, title)] if found.answers else []
    if found.explained.chances:
        plates.append(explanations_plate(found.explained, found.asked.tries, title))
    if found.explained.ratios:
        plates.append(ratios_plate(found.explained, title))
    return saved(plates, folder)
