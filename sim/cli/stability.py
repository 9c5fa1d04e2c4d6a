"""`detente stability`: who could move alone, and which states would hold."""

# Imported when it is called: its --help needs none of it.
# ruff: noqa: PLC0415

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from sim.cli import options
from sim.interrupts import INTERRUPTED

if TYPE_CHECKING:
    from sim.files.ledger import Outputs
    from sim.studies.stability.result import StabilityResult

FIGURES = {"stability-graph", "stability-matrix"}
CONCEPTS = ("Nash", "GMR", "SMR", "SEQ")


@click.command("stability")
@options.name
@click.option(
    "--draws", default=200, show_default=True, type=click.IntRange(1, 100_000), metavar="N",
    help="Draws of the unknown inputs, where preferences come from numbers.",
)  # fmt: skip
@click.option("--seed", default=0, show_default=True, type=options.SEED, help="Of the inputs.")
@click.option(
    "--coalition", default=3, show_default=True, type=click.IntRange(1, 12), metavar="N",
    help="The most actors of a coalition that is looked at; 1: none are.",
)  # fmt: skip
@click.option(
    "--state", default="", metavar="N|ISSUE=OPTION,...",
    help="A state that is to hold: which smallest changes of preference would make it.",
)  # fmt: skip
@click.option(
    "--concept", default="SEQ", show_default=True, metavar="WAY",
    type=click.Choice(CONCEPTS, case_sensitive=False), help="In which way: Nash, GMR, SMR or SEQ.",
)  # fmt: skip
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
    from sim.cli.output import as_data, say, say_document, say_json
    from sim.studies.stability.document import document

    folder = None if out is None else options.figures(out, FIGURES, force=force)
    result = _result(name, sets, asked)
    files = [] if folder is None else _written(result, folder)
    if as_json:
        say_json(as_data(result))
    else:
        say_document(document(result, everything=everything))
        if files:
            say(["", *files])
    if not result.complete:
        click.get_current_context().exit(INTERRUPTED)


def _result(name: str, sets: tuple[str, ...], asked: dict[str, Any]) -> StabilityResult:
    from sim.cli.loaded import loaded
    from sim.cli.progress import watched
    from sim.cli.stopping import stoppable
    from sim.studies.progress import Progress
    from sim.studies.stability.request import StabilityRequest
    from sim.studies.stability.study import stability

    case, request = loaded(name, sets), StabilityRequest(**asked)
    with stoppable() as stop, watched(request.draws, what="draws") as progress:
        watch = Progress(lambda done, of, _: progress(done, of), stop)
        return stability(case, request, watch, name=name, sets=sets)


def _written(result: StabilityResult, folder: Outputs) -> list[str]:
    from sim.cli.conflict_plates import plates
    from sim.cli.plates import saved

    return saved(plates(result), folder)
