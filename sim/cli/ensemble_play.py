"""Plays what `detente ensemble` was asked for."""

from __future__ import annotations

import click
import polars as pl

from sim.analysis.precision import widest
from sim.cli.at_hand import name_at_hand
from sim.cli.codebook import codebook_csv
from sim.cli.ensemble_asked import Asked, begun, gone_on, place_asked
from sim.cli.output import warn
from sim.cli.progress import watched
from sim.cli.stopping import stoppable
from sim.cli.study import Study
from sim.ensemble import manifest as manifests
from sim.ensemble.cluster import Cluster
from sim.ensemble.crews import Crew
from sim.ensemble.dataset import Dataset
from sim.ensemble.driver import Ensemble, crew_of, ensemble, nothing_played
from sim.ensemble.growing import Enough
from sim.ensemble.places import MANIFEST, Place, held
from sim.ensemble.playing import How, play_missing
from sim.interrupts import INTERRUPTED
from sim.shell import detente, given

INPUTS = "inputs.csv"


def studied(asked: Asked) -> Study:
    """Play it, in memory or into a folder.

    Raises
    ------
    DetenteError
        Where it cannot be played, or written.
    """
    asked.consistent()
    place = place_asked(asked)
    if place is not None:
        return _written(asked, place)
    assert asked.name is not None, "a scenario"
    return Study(asked.name, asked.sets, asked.what_if, _in_memory(asked), None, [])


def _in_memory(asked: Asked) -> Ensemble:
    case, added = asked.case()
    settings = asked.settings(added)
    with stoppable() as stop, watched(settings.runs) as progress:
        return ensemble(case, settings, progress, stop, _enough(settings.within))


def _written(asked: Asked, place: Place) -> Study:
    """Play what is missing of a data set, which is made when there is a crew to play it."""
    if asked.resume is not None:
        manifests.read(place)  # or `held` makes a folder
    crew, finished = _crew(asked), False
    try:
        with held(place):
            found = _data_set(asked, place)
            ensemble = _played(asked, found, crew)
        finished = ensemble.complete
    finally:
        crew.close(at_once=not finished)
    if not found.played:
        raise nothing_played(ensemble.set_aside)
    m = found.manifest
    files = [MANIFEST, "runs/", *(["events/"] if m.events_of else []), INPUTS]
    return Study(name_at_hand(m), m.sets, m.variant, ensemble, place.url, files)


def _data_set(asked: Asked, place: Place) -> Dataset:
    if asked.resume is None:
        found = begun(asked, place)
        place.write(INPUTS, codebook_csv(found.case))
        return found
    found, dropped = gone_on(asked, place)
    if dropped:
        parts = "part is" if dropped == 1 else "parts are"
        warn(f"{dropped} damaged {parts} played again.")
    return found


def _played(asked: Asked, found: Dataset, crew: Crew) -> Ensemble:
    runs = sum(stretch.runs for stretch in found.manifest.stretches)
    shared = asked.cluster is None or asked.shared_disk or "://" in found.place.url
    try:
        with stoppable() as stop, watched(runs, found.played) as progress:
            how = How(crew, shared, progress, stop, _enough(found.manifest.within))
            return play_missing(found, how)
    except KeyboardInterrupt:
        resume = detente("ensemble", *given("--resume", found.place.url))
        warn(f"Stopped at once. {found.played:,} runs are kept; go on with: {resume}")
        raise click.exceptions.Exit(INTERRUPTED) from None


def _crew(asked: Asked) -> Crew:
    if asked.cluster is None:
        return crew_of(asked.jobs)
    return Cluster(asked.cluster)


def _enough(within: float) -> Enough | None:
    def known(table: pl.LazyFrame) -> bool:
        runs = table.select("run", "draw", "weight", "outcome").collect()
        return bool((runs["weight"] > 0).any()) and widest(runs) < within

    return known if within else None
