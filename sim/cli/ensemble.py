"""`detente ensemble`: many runs, and what they came to."""

from __future__ import annotations

from pathlib import Path

import click

from sim.cli import options
from sim.cli.codebook import codebook_csv
from sim.cli.ensemble_json import ensemble_json
from sim.cli.ensemble_page import page
from sim.cli.loaded import loaded
from sim.cli.main import INTERRUPTED
from sim.cli.output import say, say_json
from sim.cli.progress import watched
from sim.cli.study import Study
from sim.ensemble.chunks import Settings
from sim.ensemble.driver import Ensemble, ensemble
from sim.ensemble.files import save
from sim.ensemble.what_if import under
from sim.errors import SettingError
from sim.files import write_bytes


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

    Every share has two ranges: how far it would move if all were played again, and how far
    if the inputs that no source reports were different. The numbers do not depend on --jobs.
    Ctrl-C ends it with what was finished.
    """
    folder = None if how["out"] is None else Path(str(how["out"]))
    if folder is not None:
        _refuse(folder)
    variant, jobs = str(how["what_if"]), how["jobs"]
    assert isinstance(jobs, int)
    case, added = under(loaded(name, sets), variant)
    settings = Settings(runs, draws, seed, jobs, added)
    with watched(runs) as progress:
        found = ensemble(case, settings, progress)
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


def _written(found: object, folder: Path | None, name: str) -> list[Path]:
    """Write runs, manifest and codebook; the files written."""
    if folder is None:
        return []

    assert isinstance(found, Ensemble)
    inputs = folder / "inputs.csv"
    write_bytes(inputs, codebook_csv(found.case).encode())
    return [*save(found, folder, name), inputs]
