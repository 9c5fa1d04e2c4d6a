"""Plays an ensemble on some processes; the numbers do not depend on how many.

An interrupt ends it cleanly: what was finished is a balanced study.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

import polars as pl

from sim.ensemble.arguments import HIGHEST_LIMIT, MOST_JOBS, MOST_RUNS, whole
from sim.ensemble.blocks import LEAST_LUCK, Block
from sim.ensemble.chunks import Settings
from sim.ensemble.crews import Crew, Here, crew_of
from sim.ensemble.driving import Call, Drive, Progress, Search, Stop, never
from sim.ensemble.fit import Fit
from sim.ensemble.frame import layout_of, results_digest
from sim.ensemble.growing import Enough, stretches
from sim.ensemble.parts import Bench, Done, Task, packed, work
from sim.ensemble.searching import pilot_of, searched
from sim.errors import DetenteError
from sim.interrupts import last_of
from sim.talks.luck import MAX_SEED
from sim.text import many

if TYPE_CHECKING:
    from sim.scenario.case import Case

LARGEST = 1000  # runs a chunk


@dataclass(frozen=True)
class Ensemble:
    """Played runs: their table, read when it is asked for.

    `complete`: all that were asked for are there. `set_aside` are blocks of runs that killed
    whoever played them, and are not.
    """

    case: Case
    settings: Settings
    table: pl.LazyFrame
    fit: Fit
    complete: bool = True
    set_aside: tuple[Block, ...] = ()
    known_digest: str = ""

    def __repr__(self) -> str:
        of = f"{many(self.settings.runs, 'run')} of {many(self.settings.used_draws, 'draw')}"
        state = "" if self.complete else f", {self.frame.height:,} of them played"
        return f"Ensemble({self.case.title!r}: {of}, seed {self.settings.seed}{state})"

    @property
    def interrupted(self) -> bool:
        """Whether runs are missing that were not set aside."""
        aside = sum(block.runs for block in self.set_aside)
        return not self.complete and self.played + aside < self.settings.runs

    @cached_property
    def played(self) -> int:
        """How many runs the table has."""
        return int(self.table.select(pl.len()).collect().item())

    @cached_property
    def frame(self) -> pl.DataFrame:
        """The whole table, in run order, in memory."""
        return self.table.collect().sort("run")

    @cached_property
    def digest(self) -> str:
        """Of the rows in run order."""
        return self.known_digest or results_digest(self.frame)

    @cached_property
    def draws(self) -> int:
        """Input draws kept."""
        return self._inputs_tried.height

    @cached_property
    def tried(self) -> int:
        """Draws of the inputs until each was kept."""
        return int(self._inputs_tried["inputs_tried"].sum())

    @property
    def kept_at(self) -> dict[int, int]:
        """By draw, the try at which its inputs were kept."""
        return dict(self._inputs_tried.iter_rows())

    @cached_property
    def _inputs_tried(self) -> pl.DataFrame:
        return self.table.select("draw", "inputs_tried").unique().collect()


class Tally:
    """Counts runs as they are finished, after those of a table, and says so."""

    def __init__(self, progress: Progress | None, before: pl.LazyFrame | None = None) -> None:
        self.done = 0
        self.asked = 0
        self._progress = progress
        self._shares: dict[str, float] = {}
        if before is not None:
            kept = before.group_by("outcome").agg(pl.len(), pl.col("weight").sum()).collect()
            self.done = int(kept["len"].sum())
            self._shares = dict(zip(kept["outcome"], kept["weight"], strict=True))

    def searching(self, search: Search) -> None:
        """Say how far draws are looked for, before any run is played."""
        if self._progress is not None:
            self._progress(self.done, self.asked, search)

    def lacks(self, drive: Drive) -> int:
        """How many runs are neither done nor set aside, after what was asked for was played."""
        lacking = self.asked - self.done - sum(block.runs for block in drive.set_aside)
        assert lacking == 0 or drive.stopping, f"{lacking} runs went missing"
        return lacking

    def add(self, done: Done) -> None:
        """Count a chunk."""
        self.done += len(done.hashes)
        for outcome, weight in done.shares.items():
            self._shares[outcome] = self._shares.get(outcome, 0.0) + weight
        if self._progress is not None:
            total = sum(self._shares.values()) or 1.0
            shares = {outcome: weight / total for outcome, weight in self._shares.items()}
            self._progress(self.done, self.asked, shares)


def ensemble(
    case: Case,
    settings: Settings,
    progress: Progress | None = None,
    stop: Stop = never,
    enough: Enough | None = None,
    like: Ensemble | None = None,
) -> Ensemble:
    """Play the runs of an ensemble and keep its table in memory: the last of `playing`."""
    return last_of(playing(case, settings, progress, stop, enough, like))


def playing(
    case: Case,
    settings: Settings,
    progress: Progress | None = None,
    stop: Stop = never,
    enough: Enough | None = None,
    like: Ensemble | None = None,
) -> Generator[Ensemble]:
    """What has been played of an ensemble after each chunk; the last is the whole.

    Once `stop` says so, what is under way is finished and no more begun. `enough` tells
    whether shares are known within `settings.within`, where that is not 0. `like` is an ensemble
    with the same record and past: its inputs are kept.

    Raises
    ------
    SettingError, RecordError
        Where a setting is out of range, or no try can give the record.
    KeyboardInterrupt
        Where it is interrupted before anything was finished.
    """
    check(settings)
    tally = Tally(progress)
    fit = pilot_of(case, settings, tally.searching) if like is None else like.fit
    tried: Mapping[int, int] = {} if like is None else like.kept_at
    task = Task(case, settings.seed, settings.what_if, fit.ceiling, in_memory=True)
    frames, crew = list[pl.DataFrame](), crew_of(settings.jobs)
    ended, aside = False, list[Block]()
    try:
        search = searched(task, settings, fit, crew, stop, tally.searching)
        for fit, tried in search:  # noqa: B007  (the last)
            task = replace(task, ceiling=fit.ceiling)
        drive = Drive(crew, caller(crew, task), stop, tried)
        aside = drive.set_aside
        for stretch in stretches(settings, lambda: table_of(frames, case, settings), enough):
            tally.asked += stretch.runs
            for done in drive.results(stretch.cut(chunk_size(stretch))):
                frames.append(done.table)
                tally.add(done)
                yield Ensemble(
                    case, settings, table_of(frames, case, settings), fit, complete=False
                )
            if tally.lacks(drive):
                break
        ended = not tally.lacks(drive)
    except KeyboardInterrupt:
        pass
    finally:
        crew.close(at_once=not ended)
    if not frames:
        raise nothing_played(aside)
    complete = ended and not aside
    if settings.within and complete:
        settings = replace(settings, runs=tally.asked)
    table = table_of(frames, case, settings).sort("run")
    yield Ensemble(case, settings, table, fit, complete, tuple(aside))


def table_of(frames: list[pl.DataFrame], case: Case, settings: Settings) -> pl.LazyFrame:
    """The table of chunks, as they came; an empty one of none."""
    empty = pl.DataFrame(schema=layout_of(case, settings.what_if).schema)
    return pl.concat([empty, *frames]).lazy()


def nothing_played(aside: Sequence[Block]) -> BaseException:
    """What is raised where no run is there: an interrupt, unless all were set aside."""
    if not aside:
        return KeyboardInterrupt()
    runs = sum(block.runs for block in aside)
    return DetenteError(
        f"none of {many(runs, 'run')} could be played, each kills whoever plays it: see whether "
        "there is memory enough, and play one by itself with `detente run`"
    )


def check(settings: Settings) -> None:
    """See that numbers are in their ranges.

    Raises
    ------
    SettingError
        Where one is not.
    """
    whole("runs", settings.runs, 1, MOST_RUNS)
    whole("draws", settings.draws, 1, MOST_RUNS)
    whole("jobs", settings.jobs, 0, MOST_JOBS)
    whole("seed", settings.seed, 0, MAX_SEED)
    whole("tries", settings.tries, 0, HIGHEST_LIMIT)


def caller(crew: Crew, task: Task) -> Call:
    """What plays a block on a crew."""
    return Bench(task).work if isinstance(crew, Here) else partial(work, packed(task))


def chunk_size(stretch: Block) -> int:
    """A twentieth of it, so that progress shows, and no more than what a worker can hold."""
    return max(LEAST_LUCK, min(LARGEST, stretch.runs // 20))
