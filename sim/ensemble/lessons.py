"""Inputs as they are drawn, each with the chance that it gives the record.

A try draws all inputs and plays the record on them; nothing is kept or thrown away. Tries
weighing all the same are the inputs before the record, weighed by their likelihood the
inputs after it: both from the same tries (importance sampling; Kahn & Marshall 1953). Try k
of a seed is the first try of its input draw k, in this process or another.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import polars as pl

from sim.engine.play import play_after
from sim.ensemble.blocks import first_runs
from sim.ensemble.chunks import Settings
from sim.ensemble.inputs import chance_of, first_inputs
from sim.ensemble.pool import Packed, worked
from sim.talks.state import State

if TYPE_CHECKING:
    from sim.scenario.case import Case

HOME = "sim.ensemble.lessons"
Progress = Callable[[int, int], None]  # done, asked for
Look = Callable[[State], bool]  # at the state just before the record closes
_PIECE = 100  # tries of a piece


@dataclass(frozen=True, slots=True)
class Tries:
    """N tries, in the order of their numbers.

    `values` by path of an input that varies, in the unit of the file; `seen` (N,) what was
    looked for in each, true where nothing was.
    """

    values: dict[str, list[float | str]]
    likelihood: npt.NDArray[np.float64]
    seen: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Job:
    case: Case
    seed: int
    paths: tuple[str, ...]
    look: Look | None


@dataclass(frozen=True, slots=True)
class _Piece:
    rows: list[tuple[float | str, ...]]
    likelihood: list[float]
    seen: list[bool]


def tries(
    case: Case, seed: int, number: int, jobs: int = 0, look: Look | None = None,
    progress: Progress | None = None,
) -> Tries:  # fmt: skip
    """The first tries of a seed.

    Parameters
    ----------
    number
        How many, at least 1.
    jobs
        Processes: 0 is one a core. They change no number.
    look
        What else to see of each: a function that a module holds.
    """
    paths = tuple(one.path for one in case.inputs if one.uncertain)
    work = partial(_tried, Packed.of(_Job(case, seed, paths, look)))
    spans = [(first, min(first + _PIECE, number)) for first in range(0, number, _PIECE)]
    pieces = _in_order(work, spans, jobs, progress)
    rows = [row for piece in pieces for row in piece.rows]
    return Tries(
        {path: [row[k] for row in rows] for k, path in enumerate(paths)},
        np.array([one for piece in pieces for one in piece.likelihood], dtype=np.float64),
        np.array([one for piece in pieces for one in piece.seen], dtype=np.bool_),
    )


def _in_order(
    work: Callable[[tuple[int, int]], _Piece],
    spans: Sequence[tuple[int, int]],
    jobs: int,
    progress: Progress | None,
) -> list[_Piece]:
    found: dict[int, _Piece] = {}
    done = 0
    for place, piece in worked(work, spans, jobs, HOME):
        found[place] = piece
        done += len(piece.likelihood)
        if progress is not None:
            progress(done, spans[-1][1])
    return [found[place] for place in range(len(spans))]


def _tried(packed: Packed[_Job], span: tuple[int, int]) -> _Piece:
    job = packed.thing
    piece = _Piece([], [], [])
    for number in range(*span):
        made = first_inputs(job.case, job.seed, number)
        piece.rows.append(tuple(made.values[path] for path in job.paths))
        piece.likelihood.append(chance_of(made))
        piece.seen.append(job.look is None or job.look(made.record[1]))
    return piece


def before_the_record(
    case: Case, settings: Settings, progress: Progress | None = None
) -> pl.DataFrame:
    """Runs whose inputs the record says nothing of: one row a run, all of weight 1.

    Every draw of the inputs counts, however unlikely it makes the recorded answers. What the
    record reports is played as reported, and the runs go on from there.
    """
    packed = Packed.of((case, settings))
    draws = settings.used_draws
    found: dict[int, list[tuple[int, int, str]]] = {}
    done = 0
    for place, rows in worked(partial(_played, packed), range(draws), settings.jobs, HOME):
        found[place] = rows
        done += len(rows)
        if progress is not None:
            progress(done, settings.runs)
    rows = sorted(row for draw in range(draws) for row in found[draw])
    frame = pl.DataFrame(rows, schema=["run", "draw", "outcome"], orient="row")
    return frame.with_columns(weight=pl.lit(1.0))


def _played(packed: Packed[tuple[Case, Settings]], draw: int) -> list[tuple[int, int, str]]:
    case, settings = packed.thing
    draws = settings.used_draws
    record = first_inputs(case, settings.seed, draw).record
    return [
        (number, draw, play_after(record, number, 0.0)[1].outcome)
        for number in first_runs(settings.runs, draws).of_draw(draw)
    ]
