"""`detente map`: who stands where, who reaches whom, whose consent is needed."""

# Imported when it is called: its --help needs none of it.
# ruff: noqa: PLC0415

from __future__ import annotations

import click

from sim.cli import options
from sim.cli.requests import request
from sim.studies.actor_map.request import MapRequest

FIGURES = {"map", "map-phone"}


@click.command("map")
@options.name
@request(MapRequest)
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
    from sim.cli.loaded import loaded
    from sim.cli.study import drawn, show
    from sim.studies.actor_map.study import actor_map

    folder = None if out is None else options.figures(out, FIGURES, force=force)
    result = actor_map(loaded(name, sets), issue, name=name, sets=sets)
    show(drawn(result, folder), as_json=as_json)
