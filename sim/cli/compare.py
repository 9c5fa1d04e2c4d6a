"""`detente compare`: scenarios side by side."""

# Imported when it is called: its --help needs none of it.
# ruff: noqa: PLC0415

from __future__ import annotations

from functools import partial
from typing import Any

import click

from sim.cli import options
from sim.cli.requests import request
from sim.interrupts import INTERRUPTED
from sim.studies.compare.request import CompareRequest


@click.command("compare")
@click.argument(
    "names", metavar="NAME [NAME2 ...]", callback=options.named, nargs=-1, required=True
)
@request(CompareRequest)
@options.sets
@options.out("Write the figure and its numbers there.")
@options.force
@options.as_json
def command(
    names: tuple[str, ...],
    sets: tuple[str, ...],
    out: str | None,
    force: bool,
    as_json: bool,
    **asked: Any,
) -> None:
    """Set a scenario beside its what_if variants, or beside other scenarios.

    How far the share of every outcome differs, each with its 95% interval, by size. A
    variant from now is played on the same kept runs with the same luck, pair by pair; one
    from the start, and another scenario, is conditioned on its record anew. --now needs no
    variant: it changes the scenario's fields from now on, and no file.
    """
    from sim.cli.loaded import loaded
    from sim.cli.study import drawn, show, watch
    from sim.studies.compare.playing import compare_results
    from sim.studies.options import requested

    wanted = requested(CompareRequest, asked)
    wanted.settings()
    folder = None if out is None else options.figures(out, {"compare"}, force=force)
    case, *beside = [loaded(name, sets) for name in names]
    study = partial(compare_results, case, wanted, beside=beside, names=names, sets=sets)
    result = drawn(watch(study, wanted.runs), folder)
    show(result, as_json=as_json)
    if not result.complete:
        click.get_current_context().exit(INTERRUPTED)
