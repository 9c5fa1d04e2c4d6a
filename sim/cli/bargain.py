"""`detente bargain`: what could be agreed, and what a text would need."""

# Imported when it is called: its --help needs none of it.
# ruff: noqa: PLC0415

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from sim.cli import options
from sim.cli.output import say, say_json
from sim.files.ledger import Outputs

if TYPE_CHECKING:
    from sim.cli.bargained import Bargained

FIGURES = {"bargain-packages", "bargain-missing", "bargain-needs", "bargain-openings"}


@click.command("bargain")
@options.name
@click.option(
    "--text", "text", default="", metavar="TEXT|ISSUE=OPTION,...",
    help="The text that is to be accepted.  [default: the one on the table, else the Nash "
    "package]",
)  # fmt: skip
@click.option(
    "--chance", default=0.5, show_default=True,
    type=click.FloatRange(0, 1, min_open=True, max_open=True), metavar="P",
    help="How likely all whose consent it needs are to accept it.",
)  # fmt: skip
@click.option(
    "--after", default=0.0, show_default=True, type=click.FloatRange(0), metavar="DAYS",
    help="Days after the record on which they answer, nothing else having happened.",
)  # fmt: skip
@click.option(
    "--draws", default=400, show_default=True, type=click.IntRange(1, 10**6),
    help="Draws of the unknown inputs; the first 200 of them for the text.",
)  # fmt: skip
@click.option("--seed", default=0, show_default=True, type=options.SEED, help="Of the inputs.")
@options.jobs
@options.sets
@options.what_if
@options.out("Write the figures and their numbers there.")
@options.force
@options.as_json
def command(out: str | None, as_json: bool, force: bool, **how: Any) -> None:
    """See what could be agreed as things stand, and what a text would need.

    Over draws of the inputs, given the record and without playing on: whether there is a zone
    of agreement and what lies in it, the packages that solutions of bargaining theory choose,
    whose consent is missing where, and which added option would open a zone. Then the other
    way round: how little each input would have to be otherwise for one text to be accepted.
    """
    from sim.cli.bargain_page import page
    from sim.cli.bargained import Asked, as_data, bargained

    folder = None if out is None else options.figures(out, FIGURES, force=force)
    found = bargained(Asked(**how))
    files = [] if folder is None else _written(found, folder)
    if as_json:
        say_json(as_data(found))
    else:
        say(page(found, files))


def _written(found: Bargained, folder: Outputs) -> list[str]:
    from sim.cli.plates import saved
    from sim.plots.bargain import missing_plate, space_plate
    from sim.plots.bargain_needs import needs_plate, openings_plate

    static, issues = found.static, found.case.names.issues
    plates = [
        space_plate(static.space, issues, found.title),
        missing_plate(static.missing, static.space, issues, found.title),
        needs_plate(found.inverse, found.put, found.title),
    ]
    if static.openings.without:
        plates.append(openings_plate(static.openings, found.title))
    return saved(plates, folder)
