"""`detente compare`: scenarios side by side."""

# Imported when it is called: its --help needs none of it.
# ruff: noqa: PLC0415

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from sim.cli import options
from sim.cli.output import say, say_json
from sim.ensemble.arguments import draws_of
from sim.errors import SettingError
from sim.files.ledger import Outputs

if TYPE_CHECKING:
    from sim.cli.compared import Side


@click.command("compare")
@click.argument(
    "names", metavar="NAME [NAME2 ...]", callback=options.named, nargs=-1, required=True
)
@click.option(
    "--what-if", "what_if", multiple=True, metavar="VARIANT",
    help="Only this variant; may be given more than once.",
)  # fmt: skip
@click.option(
    "--now", "now", multiple=True, metavar="PATH=VALUE",
    help="Set a field from now on, beside its mirror; given more than once, all at once.",
)  # fmt: skip
@click.option("-n", "--runs", default=2000, show_default=True, type=click.IntRange(1, 10**7))
@click.option(
    "--draws", type=click.IntRange(1, 10**7), metavar="N",
    help="Draws of the unknown inputs; each is played runs/draws times.  [default: 1000, or half "
    "the runs where that is fewer]",
)  # fmt: skip
@click.option("--seed", default=0, show_default=True, type=options.SEED, help="Of inputs and luck.")
@options.jobs
@options.sets
@options.out("Write the figure and its numbers there.")
@options.force
@options.as_json
def command(
    names: tuple[str, ...], out: str | None, as_json: bool, force: bool, **how: Any
) -> None:
    """Set a scenario beside its what_if variants, or beside other scenarios.

    How far the share of every outcome differs, each with its 95% interval, by size. A
    variant from now is played on the same kept runs with the same luck, pair by pair; one
    from the start, and another scenario, is conditioned on its record anew. --now needs no
    variant: it changes the scenario's fields from now on, and no file.
    """
    from sim.cli.compare_page import page
    from sim.cli.compared import Asked, as_data, side_by_side
    from sim.cli.ensemble_asked import IN_MEMORY

    if how["runs"] > IN_MEMORY:
        raise SettingError(
            f"-n {how['runs']}: a comparison is played in memory: write {IN_MEMORY} or fewer"
        )
    for option in ("what_if", "now"):
        if len(names) > 1 and how[option]:
            named = option.replace("_", "-")
            raise SettingError(f"--{named}: is of one scenario: give one NAME")
    how["draws"] = draws_of(how["runs"], how["draws"])
    folder = None if out is None else options.figures(out, {"compare"}, force=force)
    side = side_by_side(Asked(names, **how))
    files = [] if folder is None else _written(side, folder)
    if as_json:
        say_json(as_data(side))
    else:
        say(page(side, files))


def _written(side: Side, folder: Outputs) -> list[str]:
    from sim.analysis.wording import size_of
    from sim.cli.plates import saved
    from sim.plots.contrasts import contrasts_plate

    return saved([contrasts_plate(side.beside, side.title, size_of(side.design))], folder)
