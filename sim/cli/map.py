"""`detente map`: who stands where, who reaches whom, whose consent is needed."""

# Imported when it is called: its --help needs none of it.
# ruff: noqa: PLC0415

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sim.cli import options

if TYPE_CHECKING:
    from sim.analysis.actor_map import ActorMap
    from sim.files.ledger import Outputs

FIGURES = {"map", "map-phone"}


@click.command("map")
@options.name
@click.option(
    "--issue", default="", metavar="ISSUE", help="Whose positions.  [default: the first]",
)  # fmt: skip
@options.sets
@options.out("Write the figure there, wide and for a phone, and its numbers.")
@options.force
@options.as_json
def command(
    name: str, issue: str, sets: tuple[str, ...], out: str | None, force: bool, as_json: bool
) -> None:
    """See who stands where: positions, salience, worths of no deal, consent and channels.

    From the scenario alone: nothing is played. Actors are in the order of their positions on one
    issue.
    """
    from sim.analysis.actor_map import actor_map
    from sim.cli.loaded import loaded
    from sim.cli.output import as_data, say, say_document, say_json
    from sim.studies.actor_map import document

    folder = None if out is None else options.figures(out, FIGURES, force=force)
    found = actor_map(loaded(name, sets), issue)
    files = [] if folder is None else _written(found, folder)
    if as_json:
        say_json(as_data(found))
    else:
        say_document(document(found, name, sets))
        if files:
            say(["", *files])


def _written(found: ActorMap, folder: Outputs) -> list[str]:
    from sim.cli.plates import saved
    from sim.plots.actor_map import Words, map_plates
    from sim.studies.actor_map import alt, consent, reached_by

    words = Words(
        {one.actor: consent(one) for one in found.actors},
        {one.actor: reached_by(found, one) for one in found.actors},
    )
    return saved(list(map_plates(found, words, alt(found))), folder)
