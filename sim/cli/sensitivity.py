"""`detente sensitivity`: which inputs the outcome hangs on, and how much is luck."""

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
from sim.studies.sensitivity.request import SensitivityRequest
from sim.text import many

if TYPE_CHECKING:
    from sim.studies.sensitivity.playing import SensitivityPlan


@click.command("sensitivity")
@options.name
@request(SensitivityRequest)
@options.sets
@options.out("Keep the runs, figures and numbers there; the same again goes on.")
@options.force
@options.as_json
def command(
    name: str, sets: tuple[str, ...], out: str | None, force: bool, as_json: bool, **asked: Any
) -> None:
    """Say which inputs the outcome hangs on, and how much is luck.

    Over the ranges of all uncertain inputs: how far they move the probability of an outcome,
    luck taken out. Sobol indices by input, and by actor, issue and what backs an input. An
    input that changes nothing is put among them: if it comes out as anything, the result is
    flagged. Ctrl-C tells what is finished; with -o the same command goes on.
    """
    from sim.cli.loaded import loaded
    from sim.cli.study import drawn, show, watch
    from sim.shell import detente, given, operand
    from sim.studies.options import arguments, requested
    from sim.studies.sensitivity.playing import sensitivity_plan, sensitivity_results

    wanted = requested(SensitivityRequest, asked)
    stems = {f"sensitivity-{wanted.method}", f"sensitivity-{wanted.method}-groups"}
    folder = None if out is None else options.figures(out, stems, force=force)
    plan = sensitivity_plan(loaded(name, sets), wanted, out)
    _announce(plan)
    study = partial(sensitivity_results, plan, name=name, sets=sets)
    try:
        result = drawn(watch(study, plan.runs, plan.before), folder)
    except KeyboardInterrupt:
        words = [*arguments(wanted), *given("--set", *sets), *given("-o", out)]
        again = f"go on with: {detente('sensitivity', operand(name), *words)}"
        how = again if out else "with -o DIR it could be gone on with"
        warn(f"Stopped with {plan.rows} whole rows: too few to tell anything; {how}")
        raise click.exceptions.Exit(INTERRUPTED) from None
    show(result, as_json=as_json)
    if not result.complete:
        click.get_current_context().exit(INTERRUPTED)


def _announce(plan: SensitivityPlan) -> None:
    """Say before anything is played how much it is."""
    design, there = plan.plan.design, plan.before
    warn(
        f"{many(plan.runs, 'run')}: {design.rows:,} rows of {many(design.blocks, 'point')} x "
        f"{plan.request.runs:,} runs of luck{f'; {there:,} are there' if there else ''}"
    )
