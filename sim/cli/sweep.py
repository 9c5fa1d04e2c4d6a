"""`detente sweep`: how the outcomes follow one input, or two."""

# Imported when it is called: its --help needs none of it.
# ruff: noqa: PLC0415

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import click

from sim.cli import options
from sim.cli.output import warn
from sim.cli.requests import request
from sim.interrupts import INTERRUPTED
from sim.studies.sweep.request import SweepRequest
from sim.text import many

if TYPE_CHECKING:
    from sim.studies.sweep.playing import SweepPlan


@click.command("sweep")
@options.name
@request(SweepRequest)
@options.sets
@options.out("Keep what is played there, and write the figure; the same again goes on.")
@options.force
@options.as_json
def command(
    name: str, sets: tuple[str, ...], out: str | None, force: bool, as_json: bool, **asked: Any
) -> None:
    """See how the outcomes follow one input, or two.

    At every point the input is certain, the others are drawn, and the record is conditioned
    on anew, with the same luck. Over one input: the share of an outcome at every value with
    both ranges, and whether it tips from under to over 50 of 100 somewhere. Over two: a map.
    """
    from sim.cli.loaded import loaded
    from sim.cli.study import drawn, show, watch
    from sim.shell import detente, given, operand
    from sim.studies.options import arguments, requested
    from sim.studies.sweep.playing import sweep_plan, sweep_results

    wanted = requested(SweepRequest, asked)
    folder = None if out is None else options.figures(out, {"sweep"}, force=force)
    plan = sweep_plan(loaded(name, sets), wanted, out)
    _announce(plan)
    study = partial(sweep_results, plan, name=name, sets=sets)
    try:
        result = drawn(watch(study, plan.runs, plan.before), folder)
    except KeyboardInterrupt:
        told = "Stopped before any draw was played at every point."
        if out is not None:
            words = [*arguments(wanted), *given("--set", *sets), *given("-o", out)]
            again = detente("sweep", operand(name), *words)
            told += f" {many(len(plan.shelf.cells), 'piece')} are kept; go on with: {again}"
        warn(told)
        raise click.exceptions.Exit(INTERRUPTED) from None
    show(result, as_json=as_json)
    if not result.complete:
        click.get_current_context().exit(INTERRUPTED)


def _announce(plan: SweepPlan) -> None:
    """Say before anything is played which points there are, and what was played already."""
    for axis in plan.axes:
        warn(axis.points)
    if plan.before:
        rest = "going on with the rest" if plan.before < plan.runs else "nothing has to be played"
        runs = many(plan.runs, "run")
        warn(f"{plan.before:,} of {runs} are in {plan.kept} already: {rest}.")
