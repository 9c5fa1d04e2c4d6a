"""Further runs of some draws of an ensemble: how far luck and how far inputs move it.

Many draws with two runs each tell inputs apart, but not how the chances of the draws are spread:
for that some are played more often. These runs are told of by nothing but the range over inputs;
they have the numbers that they would have in an ensemble of so many runs.
"""

from __future__ import annotations

import polars as pl

from sim.ensemble.blocks import Block
from sim.ensemble.crews import crew_of
from sim.ensemble.driver import Ensemble, Tally, caller, chunk_size, table_of
from sim.ensemble.driving import Drive, Progress, Stop, never
from sim.ensemble.parts import Task

DRAWS, LUCK = 300, 20  # 5,400 runs more than two runs a draw


def deepened(
    found: Ensemble,
    jobs: int = 1,
    progress: Progress | None = None,
    stop: Stop = never,
    draws: int = DRAWS,
    luck: int = LUCK,
) -> pl.DataFrame:
    """Runs of the first draws of an ensemble up to so much luck each; those that it lacks.

    Once `stop` says so, what is under way is finished and no more begun.
    """
    settings = found.settings
    has = -(-settings.runs // settings.draws)
    last = min(draws, settings.used_draws)
    block = Block((0, last), (min(has, luck), luck), (0, luck * settings.draws), settings.draws)
    task = Task(found.case, settings.seed, settings.what_if, found.fit.ceiling, in_memory=True)
    tally, crew = Tally(progress), crew_of(jobs)
    drive = Drive(crew, caller(crew, task), stop, found.kept_at)
    frames, ended = list[pl.DataFrame](), False
    tally.asked = block.runs
    try:
        for done in drive.results(block.cut(chunk_size(block))):
            frames.append(done.table)
            tally.add(done)
        ended = not tally.lacks(drive)
    finally:
        crew.close(at_once=not ended)
    return table_of(frames, found.case, settings).sort("run").collect()
