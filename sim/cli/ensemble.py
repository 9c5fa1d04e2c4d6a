"""`detente ensemble`: many runs, and what they came to."""

# Imported when it is called: its --help needs none of it.
# ruff: noqa: PLC0415

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sim.cli import options
from sim.cli.main import INTERRUPTED
from sim.cli.output import say, say_json
from sim.errors import SettingError
from sim.files import write_bytes

if TYPE_CHECKING:
    from sim.ensemble.driver import Ensemble


@click.command("ensemble")
@options.name
@click.option("-n", "--runs", default=2000, show_default=True, type=click.IntRange(1, 10**9))
@click.option(
    "--draws", default=100, show_default=True, type=click.IntRange(1, 10**9),
    help="Draws of the unknown inputs; each is played runs/draws times.",
)  # fmt: skip
@click.option("--seed", default=0, show_default=True, type=options.SEED, help="Of inputs and luck.")
@click.option(
    "--jobs", default=0, type=click.IntRange(0, 10_000), help="Processes; left out: one a core."
)
@options.sets
@options.what_if
@click.option("-o", "--out", metavar="DIR", help="Write the runs there.")
@options.as_json
def command(
    name: str, runs: int, draws: int, seed: int, sets: tuple[str, ...], **how: object
) -> None:
    """Play many runs and print what they came to.

    The share of every outcome has two ranges: how far it would move if all were played
    again, and how far if the inputs that no source reports were different. The numbers do
    not depend on --jobs. Ctrl-C ends it with what was finished.
    """
    from sim.analysis.runs import runs_of
    from sim.cli.ensemble_json import ensemble_json
    from sim.cli.ensemble_page import page
    from sim.cli.study import Study

    folder = None if how["out"] is None else Path(str(how["out"]))
    if folder is not None:
        _refuse(folder)
    variant, jobs = str(how["what_if"]), how["jobs"]
    assert isinstance(jobs, int)
    found = _played(name, sets, variant, (runs, draws, seed, jobs))
    runs_of(found.frame)  # where no run counts, nothing is written
    study = Study(name, tuple(sets), variant, found, folder, _written(found, folder, name))
    if how["as_json"]:
        say_json(ensemble_json(study))
    else:
        say(page(study))
    if not found.complete:
        click.get_current_context().exit(INTERRUPTED)


def _refuse(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise SettingError(f"-o {folder}: is a file: write the name of a folder")


def _played(
    name: str, sets: tuple[str, ...], variant: str, size: tuple[int, int, int, int]
) -> Ensemble:
    """The ensemble of these runs, draws, seed and jobs."""
    from sim.cli.loaded import loaded
    from sim.cli.progress import watched
    from sim.ensemble.chunks import Settings
    from sim.ensemble.driver import ensemble
    from sim.ensemble.what_if import under

    case, added = under(loaded(name, sets), variant)
    settings = Settings(*size, added)
    with watched(settings.runs) as progress:
        return ensemble(case, settings, progress)


def _written(found: Ensemble, folder: Path | None, name: str) -> list[Path]:
    """Write runs, manifest and codebook; the files written."""
    if folder is None:
        return []
    from sim.cli.codebook import codebook_csv
    from sim.ensemble.files import save

    inputs = folder / "inputs.csv"
    write_bytes(inputs, codebook_csv(found.case).encode())
    return [*save(found, folder, name), inputs]
