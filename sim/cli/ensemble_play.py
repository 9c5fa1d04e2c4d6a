"""Plays what `detente ensemble` was asked for."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from typing import TYPE_CHECKING

import click
import polars as pl

from sim.analysis.long_tables import pairs_table, products_table
from sim.analysis.wording import NOTICE
from sim.cli.at_hand import name_at_hand
from sim.cli.codebook import codebook_csv
from sim.cli.ensemble_asked import Asked, begun, gone_on, place_asked
from sim.cli.loaded import loaded
from sim.cli.output import warn
from sim.cli.progress import watched
from sim.cli.stopping import stoppable
from sim.ensemble import manifest as manifests
from sim.ensemble.cluster import Cluster
from sim.ensemble.crews import Crew, crew_of
from sim.ensemble.dataset import Dataset
from sim.ensemble.driver import Ensemble, nothing_played
from sim.ensemble.places import MANIFEST, Place, held
from sim.ensemble.playing import How, play_missing
from sim.files.ledger import Outputs
from sim.interrupts import INTERRUPTED, last_of
from sim.shell import detente, given
from sim.spreadsheet import csv_bytes
from sim.studies.ensemble.playing import enough, ensemble
from sim.studies.ensemble.request import check_outcome, check_ranges
from sim.studies.ensemble.results import answers
from sim.studies.ensemble.storing import RESULT, read_result, still_answers, write_result
from sim.studies.ensemble.study import EnsembleStudy
from sim.studies.progress import Progress
from sim.text import many

if TYPE_CHECKING:
    from sim.studies.ensemble.result import EnsembleResult

INPUTS, PAIRS, PRODUCTS = "inputs.csv", "pairs.csv", "products.csv"


def studied(asked: Asked) -> EnsembleResult:
    """Play it, in memory or into a folder.

    Raises
    ------
    DetenteError
        Where it cannot be played, or written.
    """
    asked.consistent()
    place = place_asked(asked)
    if place is not None:
        return _answered(asked, _written(asked, place), place)
    return last_of(_in_memory(asked))


def _answered(asked: Asked, study: EnsembleStudy, place: Place) -> EnsembleResult:
    """What a played data set comes to, as it was kept there or worked out now."""
    kept = still_answers(read_result(place), study, asked.request)
    if kept is not None:
        return kept
    runs = study.found.played
    with stoppable() as stop, watched(runs, runs) as progress:
        result = last_of(answers(study, asked.request, Progress(progress, stop)))
    if result.complete:
        result = _drawn(result)
        write_result(place, result)
    return result


def _drawn(result: EnsembleResult) -> EnsembleResult:
    """The result with its figures and tables, which are written into a folder of this machine."""
    folder, files = result.played.folder, [*result.played.files, RESULT]
    if folder is not None and "://" not in folder:
        outputs = Outputs(folder)
        if result.changes is not None:
            files += _figures(result, outputs)
        for name, table in _tables(result).items():
            outputs.write(name, csv_bytes(table.with_columns(pl.lit(NOTICE).alias("notice"))))
            files.append(name)
    return replace(result, played=replace(result.played, files=tuple(files)))


def _figures(result: EnsembleResult, outputs: Outputs) -> list[str]:
    from sim.cli.study_plates import of_result  # noqa: PLC0415  (takes a second)
    from sim.plots.figure import save_plate  # noqa: PLC0415  (the same)

    plates = of_result(result)
    for plate in plates:
        save_plate(plate, outputs)
    return [f"{plate.stem}.{end}" for plate in plates for end in ("png", "csv")]


def _tables(result: EnsembleResult) -> dict[str, pl.DataFrame]:
    """Those that no figure has."""
    found = dict[str, pl.DataFrame]()
    if result.changes is not None and result.changes.pairs:
        found[PAIRS] = pairs_table(result.changes.pairs)
    if result.products is not None:
        found[PRODUCTS] = products_table(result.products)
    return found


def _in_memory(asked: Asked) -> Generator[EnsembleResult]:
    assert asked.name is not None, "a scenario"
    case, request = loaded(asked.name, asked.sets), asked.request
    with stoppable() as stop, watched(request.runs) as progress:
        yield from ensemble(
            case, request, Progress(progress, stop), name=asked.name, sets=asked.sets
        )


def _written(asked: Asked, place: Place) -> EnsembleStudy:
    """Play what is missing of a data set, which is made when there is a crew to play it."""
    if asked.resume is not None:
        manifests.read(place)  # or `held` makes a folder
    crew, finished = _crew(asked), False
    try:
        with held(place):
            found = _data_set(asked, place)
            played = _played(asked, found, crew)
        finished = played.complete
    finally:
        crew.close(at_once=not finished)
    if not found.played:
        raise nothing_played(played.set_aside)
    m = found.manifest
    files = (MANIFEST, "runs/", *(["events/"] if m.events_of else []), INPUTS)
    return EnsembleStudy(name_at_hand(m), m.sets, m.variant, played, place.url, files)


def _data_set(asked: Asked, place: Place) -> Dataset:
    if asked.resume is None:
        check_ranges(asked.request, asked.case()[1])
        found = begun(asked, place)
        check_outcome(found.case, asked.outcome)
        place.write(INPUTS, codebook_csv(found.case))
        return found
    found, dropped = gone_on(asked, place)
    check_outcome(found.case, asked.outcome)
    check_ranges(asked.request, found.manifest.what_if)
    if dropped:
        warn(f"{many(dropped, 'damaged part is', 'damaged parts are')} played again.")
    return found


def _played(asked: Asked, found: Dataset, crew: Crew) -> Ensemble:
    runs = sum(stretch.runs for stretch in found.manifest.stretches)
    shared = asked.cluster is None or asked.shared_disk or "://" in found.place.url
    try:
        with stoppable() as stop, watched(runs, found.played) as progress:
            how = How(crew, shared, progress, stop, enough(found.manifest.within))
            return play_missing(found, how)
    except KeyboardInterrupt:
        resume = detente("ensemble", *given("--resume", found.place.url))
        warn(
            f"Stopped at once. {many(found.played, 'run is', 'runs are')} kept; go on with: "
            f"{resume}"
        )
        raise click.exceptions.Exit(INTERRUPTED) from None


def _crew(asked: Asked) -> Crew:
    if asked.cluster is None:
        return crew_of(asked.jobs)
    return Cluster(asked.cluster)
