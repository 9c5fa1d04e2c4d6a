"""Which figures there are of an ensemble and of a run, and how they are written."""

from __future__ import annotations

from pathlib import Path

from sim.analysis.packages import package_space
from sim.analysis.story import story_of
from sim.analysis.timing import cumulative_incidence, day_grid
from sim.cli.layout import beside
from sim.cli.study_plates import of_result
from sim.ensemble.dataset import read
from sim.errors import SettingError
from sim.files.ledger import Outputs
from sim.plots.days import days_plate
from sim.plots.figure import Plate, save_plate
from sim.plots.outcomes import outcomes_plate
from sim.plots.packages import packages_plate
from sim.plots.terms import terms_plate
from sim.plots.timeline import series_of, timeline_plate
from sim.scenario.tables import Tables
from sim.studies.ensemble.storing import read_result
from sim.studies.ensemble.study import EnsembleStudy
from sim.talks.projections import worth_series
from sim.telling.tale import Tale


def of_folder(folder: Path, pair: str | None) -> list[Plate]:
    """The figures of a saved ensemble.

    Raises
    ------
    DetenteError
        Where the folder holds none, or the pair names nobody.
    """
    found = read(str(folder))
    result = read_result(found.place)
    study = EnsembleStudy(found.manifest.name, (), "", found.ensemble(), str(folder), ())
    title, labels = study.labels.title, study.case.labels
    frame = study.columns("outcome", "end_day")
    tables = study.tables(study.first_draw)
    space = package_space(tables, _pair(tables, pair))
    where = f"{title}, with the inputs of draw {study.first_draw}"
    return [
        outcomes_plate(study.shares, study.design, title),
        days_plate(
            cumulative_incidence(frame, day_grid(frame)), study.timings, study.design, title
        ),
        terms_plate(study.terms, labels, study.design, title),
        packages_plate(space, labels, where),
        *([] if result is None else of_result(result)),
    ]


def of_run(tale: Tale, pair: str | None) -> list[Plate]:
    """The figures of one run.

    Raises
    ------
    SettingError
        Where the pair names nobody.
    """
    labels, names = tale.case.labels, tale.tables.names.actors
    who = f"{tale.labels.title}: run {tale.first.run} of seed {tale.first.seed}"
    space = package_space(tale.tables, _pair(tale.tables, pair), tale.events)
    series = series_of(worth_series(tale.case, tale.events))
    run = story_of(tale.events, names, tale.tables.rules.deadline)
    return [
        timeline_plate(run, series, labels, who),
        packages_plate(space, labels, who),
    ]


def _pair(tables: Tables, asked: str | None) -> tuple[str, str]:
    """Two actors that consent: those asked for, else the first two parties."""
    names = tables.names.actors
    known = [names[i] for i in tables.consenting]
    if asked is None:
        parties = [names[i] for i in tables.parties]
        first, second, *_ = [*parties, *(name for name in known if name not in parties)]
        return first, second
    given = [part.strip() for part in asked.split(",")]
    if len(set(given)) != 2 or len(given) != 2 or any(name not in known for name in given):
        raise SettingError(f"--pair {asked}: write two of {', '.join(known)}, as --pair a,b")
    return given[0], given[1]


def saved(plates: list[Plate], folder: Outputs) -> list[str]:
    """Write the figures; a list of the files, a line a figure, and nothing where there is none.

    Raises
    ------
    DetenteError
        Where the folder cannot be written, or a file in it is somebody's own.
    """
    lines, room = [], max([20, *(len(plate.stem) + 4 for plate in plates)])
    for plate in plates:
        files = save_plate(plate, folder)
        ends = " ".join(path.suffix for path in files)
        lines += beside(f"  {plate.stem}", ends, room)
    return [f"Written to {folder.folder}/", *lines] if lines else []
