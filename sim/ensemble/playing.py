"""Plays what is missing of a data set, and keeps it as it comes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import polars as pl

from sim.ensemble.blocks import Block
from sim.ensemble.crews import Crew
from sim.ensemble.dataset import Dataset
from sim.ensemble.driver import Ensemble, Tally, caller
from sim.ensemble.driving import Drive, Progress, Stop, never
from sim.ensemble.growing import Enough, stretches
from sim.ensemble.parts import Task
from sim.ensemble.searching import searched
from sim.errors import DetenteError
from sim.shell import detente, given
from sim.text import many


@dataclass(frozen=True)
class How:
    """How a data set is played; nothing here changes a number of it.

    `shared`: workers write their parts themselves; else they hand them to the driver.
    """

    crew: Crew
    shared: bool = True
    progress: Progress | None = None
    stop: Stop = never
    enough: Enough | None = None


def play_missing(found: Dataset, how: How) -> Ensemble:
    """Play what a data set lacks; nobody else may write into it meanwhile (`places.held`).

    Raises
    ------
    DetenteError
        Where the disk is full, nobody is left to play, a worker has another version, or a draw
        cannot give the record: what was kept stays.
    """
    m = found.manifest
    if m.set_aside:  # they are tried again, and may be among the parts soon
        found.change(set_aside=())
    where = found.place.url if how.shared else ""
    task = Task(found.case, m.seed, m.what_if, m.pilot.ceiling, m.events_of, m.deep, where)
    before = found.ensemble()
    tried: Mapping[int, int] = before.kept_at
    tally = Tally(how.progress, before.table)
    search = searched(task, found.settings, m.pilot, how.crew, how.stop, tally.searching)
    for fit, tried in search:  # noqa: B007  (the last)
        found.change(pilot=fit)
        task = replace(task, ceiling=fit.ceiling)
    drive = Drive(how.crew, caller(how.crew, task), how.stop, tried)
    for stretch in _stretches(found, how.enough):
        tally.asked = sum(one.runs for one in found.manifest.stretches)
        _play_stretch(found, stretch, drive, tally)
        if drive.stopping and tally.lacks(drive):
            found.finish(complete=False, set_aside=drive.set_aside)
            return found.ensemble()
    _count(found, drive)
    if found.manifest.within and not drive.set_aside:
        found.change(runs=tally.asked)
    found.finish(complete=not drive.set_aside, set_aside=drive.set_aside)
    return found.ensemble()


def _play_stretch(found: Dataset, stretch: Block, drive: Drive, tally: Tally) -> None:
    try:
        for done in drive.results(found.missing(stretch)):
            found.keep(done)
            tally.add(done)
    except DetenteError as error:
        raise DetenteError(
            f"{error}; {many(found.played, 'run is', 'runs are')} kept: when that is mended, "
            f"`{detente('ensemble', *given('--resume', found.place.url))}` plays the others"
        ) from error


def _stretches(found: Dataset, enough: Enough | None) -> Iterator[Block]:
    """The stretches begun before, and then what more it takes."""
    known = found.manifest.stretches
    if not found.manifest.within and known:
        yield from known
        return
    more = stretches(found.settings, lambda: found.ensemble().table, enough, len(known))
    for k, stretch in enumerate(more):
        if k >= len(known):
            found.change(stretches=(*found.manifest.stretches, stretch))
        yield stretch


def _count(found: Dataset, drive: Drive) -> None:
    """See that all runs are there that were asked for."""
    asked = sum(stretch.runs for stretch in found.manifest.stretches)
    aside = sum(block.runs for block in drive.set_aside)
    kept = found.ensemble().table.select(pl.len()).collect().item()
    assert kept == found.played == asked - aside, f"{kept} of {asked} runs, {aside} set aside"
