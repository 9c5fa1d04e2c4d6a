"""Plays an ensemble on some processes; the numbers do not depend on how many.

An interrupt ends it cleanly: what was finished is a balanced study of fewer draws.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from sim.ensemble.chunks import Part, Settings, play_chunk
from sim.ensemble.frame import runs_frame
from sim.ensemble.inputs import Fit, pilot
from sim.errors import SettingError
from sim.talks.luck import MAX_SEED

if TYPE_CHECKING:
    from sim.scenario.case import Case

Progress = Callable[[int, int], None]  # runs done, runs asked for


@dataclass(frozen=True, slots=True)
class Ensemble:
    """Played runs. `tried` counts the draws of inputs it took until each was kept."""

    case: Case
    settings: Settings
    frame: pl.DataFrame
    fit: Fit
    tried: int
    complete: bool

    @property
    def draws(self) -> int:
        """Input draws kept."""
        return self.frame["draw"].n_unique()


def ensemble(case: Case, settings: Settings, progress: Progress | None = None) -> Ensemble:
    """Play the runs of an ensemble.

    Raises
    ------
    SettingError
        Where runs, draws, seed or jobs are out of range.
    RecordError
        Where no try can give the record.
    """
    _check(settings)
    fit = pilot(case, settings.seed)
    parts: list[Part] = []
    complete = True
    try:
        for part in _parts(case, settings, fit.weighted):
            parts.append(part)
            if progress is not None:
                progress(sum(len(p.rows) for p in parts), settings.runs)
    except KeyboardInterrupt:
        complete = False
        if not parts:
            raise
    rows = [row for part in parts for row in part.rows]
    values = {draw: v for part in parts for draw, v in sorted(part.values.items())}
    tables = case.at(next(iter(values.values())))
    frame = runs_frame(rows, values, tables.names, tables.consenting)
    tried = sum(n for part in parts for n in part.tried.values())
    assert not complete or frame.height == settings.runs, "runs went missing"
    return Ensemble(case, settings, frame, fit, tried, complete)


def _check(settings: Settings) -> None:
    for name, value in (("runs", settings.runs), ("draws", settings.draws)):
        if value < 1:
            raise SettingError(f"{name} is {value}: write 1 or more")
    if settings.jobs < 0:
        raise SettingError(f"jobs is {settings.jobs}: write 1 or more, or 0 for one a core")
    if not 0 <= settings.seed <= MAX_SEED:
        raise SettingError(f"seed is {settings.seed}: write a whole number from 0 to 2**63-1")


def _parts(case: Case, settings: Settings, weighted: bool) -> Iterator[Part]:
    blocks = _blocks(settings)
    jobs = min(settings.jobs or os.cpu_count() or 1, len(blocks))
    if jobs == 1:
        for block in blocks:
            yield play_chunk(case, settings, weighted, block)
        return
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    if context.get_start_method() == "forkserver":
        context.set_forkserver_preload(["sim.ensemble.chunks"])  # imported once, not by each
    with ProcessPoolExecutor(
        jobs, mp_context=context, initializer=_leave_interrupts_to_the_driver
    ) as pool:
        pending: set[Future[Part]] = set()
        try:
            waiting = iter(blocks)
            for block in waiting:
                pending.add(pool.submit(play_chunk, case, settings, weighted, block))
                if len(pending) >= 2 * jobs:
                    done, pending = wait(pending, return_when=FIRST_COMPLETED)
                    yield from (future.result() for future in done)
            while pending:
                done, pending = wait(pending, return_when=FIRST_COMPLETED)
                yield from (future.result() for future in done)
        finally:
            for future in pending:
                future.cancel()


def _blocks(settings: Settings) -> list[range]:
    """Draws in blocks of about a fiftieth of the study, so that progress shows."""
    size = max(1, settings.used_draws // 50)
    return [
        range(first, min(first + size, settings.used_draws))
        for first in range(0, settings.used_draws, size)
    ]


def _leave_interrupts_to_the_driver() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
