"""`detente stability`: who could move alone, and which states would hold."""

# Imported when it is called: its --help needs none of it.
# ruff: noqa: PLC0415

from __future__ import annotations

from functools import partial
from typing import Any

import click

from sim.cli import options
from sim.cli.requests import request
from sim.interrupts import INTERRUPTED
from sim.studies.stability.request import StabilityRequest

FIGURES = {"stability-graph", "stability-matrix"}


@click.command("stability")
@options.name
@request(StabilityRequest)
@click.option("--all", "everything", is_flag=True, help="Print all states, ways and coalitions.")
@options.sets
@options.out("Write the figures and their numbers there.")
@options.force
@options.as_json
def command(
    name: str, sets: tuple[str, ...], out: str | None, force: bool, everything: bool,
    as_json: bool, **asked: Any,
) -> None:  # fmt: skip
    """See who could move alone, and which states would hold.

    The graph model for conflict resolution (Fang, Hipel & Kilgour 1993), over the packages of a
    scenario whose actors `control:` some issues: for each actor and state whether it is stable
    (Nash, GMR, SMR, SEQ), equilibria with the moves that they rest on, and what coalitions could
    do. Preferences are rankings, or worths of draws of the inputs.
    """
    from sim.cli.loaded import loaded
    from sim.cli.output import as_data, say_document, say_json
    from sim.cli.study import drawn, watch
    from sim.studies.options import requested
    from sim.studies.stability.document import document
    from sim.studies.stability.study import stability_results

    wanted = requested(StabilityRequest, asked)
    folder = None if out is None else options.figures(out, FIGURES, force=force)
    study = partial(stability_results, loaded(name, sets), wanted, name=name, sets=sets)
    result = drawn(watch(study, wanted.draws), folder)
    if as_json:
        say_json(as_data(result))
    else:
        say_document(document(result, everything=everything))
    if not result.complete:
        click.get_current_context().exit(INTERRUPTED)
