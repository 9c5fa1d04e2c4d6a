"""`detente bargain`: what could be agreed, and what a text would need."""

# Imported when it is called: its --help needs none of it.
# ruff: noqa: PLC0415

from __future__ import annotations

from functools import partial
from typing import Any

import click

from sim.cli import options
from sim.cli.requests import request
from sim.interrupts import INTERRUPTED
from sim.studies.bargain.request import BargainRequest

FIGURES = {"bargain-packages", "bargain-missing", "bargain-needs", "bargain-openings"}


@click.command("bargain")
@options.name
@request(BargainRequest)
@options.sets
@options.out("Write the figures and their numbers there.")
@options.force
@options.as_json
def command(
    name: str, sets: tuple[str, ...], out: str | None, force: bool, as_json: bool, **asked: Any
) -> None:
    """See what could be agreed as things stand, and what a text would need.

    Over draws of the inputs, given the record and without playing on: whether there is a zone
    of agreement and what lies in it, the packages that solutions of bargaining theory choose,
    whose consent is missing where, and which added option would open a zone. Then the other
    way round: how little each input would have to be otherwise for one text to be accepted.
    """
    from sim.cli.loaded import loaded
    from sim.cli.study import drawn, show, watch
    from sim.studies.bargain.playing import bargain_results
    from sim.studies.options import requested

    wanted = requested(BargainRequest, asked)
    folder = None if out is None else options.figures(out, FIGURES, force=force)
    study = partial(bargain_results, loaded(name, sets), wanted, name=name, sets=sets)
    result = drawn(watch(study, wanted.draws, what="draws and inputs"), folder)
    show(result, as_json=as_json)
    if not result.complete:
        click.get_current_context().exit(INTERRUPTED)
