"""How the outcomes follow one input or two: shares at every point, with both ranges.

At a point the input is certain, the others are drawn, and the record is conditioned on
anew: the share there is what it would be if this input were known, and the record came as
reported. Every point has the same luck, and the same tries of the other inputs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import polars as pl

from sim.analysis.runs import Floats, Runs, runs_of
from sim.analysis.shares import OutcomeShare, outcome_shares
from sim.analysis.tipping import Along, Tipping, tipping
from sim.ensemble.axes import Axis
from sim.ensemble.cells import Cell
from sim.ensemble.points import Held, Value
from sim.errors import RecordError
from sim.talks.events import OUTCOMES

Played = Sequence[tuple[Held, Cell]]  # the pieces of one point, each with what it came to


@dataclass(frozen=True, slots=True)
class Point:
    """What the runs at one point came to.

    `shares` are of all five outcomes, in the order of `OUTCOMES`, or of one; none where no try
    gives the record. `record` is the share of tries that do, 0 to 1; None where nothing is
    recorded.
    """

    values: tuple[Value, ...]  # one an axis
    runs: int
    shares: tuple[OutcomeShare, ...]
    record: float | None

    def of(self, outcome: str) -> OutcomeShare | None:
        """The share of one outcome, if there is one."""
        return next((share for share in self.shares if share.outcome == outcome), None)


@dataclass(frozen=True, slots=True)
class Sweep:
    """Points along one axis, or two (the values of the second run fastest).

    `draws` and `luck` are what was played at each point, and `asked` the draws asked for.
    `tip` is of `outcome`; None where there are two axes, names, or no runs.
    """

    axes: tuple[Axis, ...]
    outcome: str
    points: tuple[Point, ...]
    draws: int
    luck: int
    asked: int
    tip: Tipping | None

    @property
    def outcomes(self) -> tuple[str, ...]:
        """Those that are counted: along one input all, over two the one that was asked for."""
        return OUTCOMES if len(self.axes) == 1 else (self.outcome,)

    @property
    def empty(self) -> int:
        """How many points have no run that counts."""
        return sum(not point.shares for point in self.points)

    def table(self, outcome: str) -> Floats:
        """An outcome's share by the values of each axis; nan where there is none."""
        found = [point.of(outcome) for point in self.points]
        shares = np.array([np.nan if one is None else one.share for one in found])
        return shares.reshape([len(axis.values) for axis in self.axes])


def sweep_of(
    axes: tuple[Axis, ...],
    played: Sequence[Played],
    outcome: str,
    asked: int,
    *,
    recorded: bool,
    seed: int = 0,
) -> Sweep:
    """What the pieces of a sweep come to.

    Parameters
    ----------
    axes : one or two
    played : the pieces of each point, in the order of their draws
    outcome : the one whose tipping point is looked for
    asked : draws asked for at each point
    recorded : whether the scenario has a record to be conditioned on
    seed : of the bootstrap alone
    """
    frames = [pl.concat([_frame(*one) for one in pieces]) for pieces in played]
    counted = [_counted(frame) for frame in frames]
    outcomes = OUTCOMES if len(axes) == 1 else (outcome,)  # of hundreds of points, what is shown
    points = tuple(
        Point(
            values,
            frame.height,
            () if runs is None else tuple(outcome_shares(frame, 0.95, seed, outcomes)),
            _record(pieces) if recorded else None,
        )
        for values, pieces, frame, runs in zip(
            product(*(axis.values for axis in axes)), played, frames, counted, strict=True
        )
    )
    draws = sum(piece.draws[1] - piece.draws[0] for piece, _ in played[0])
    tip = None
    if len(axes) == 1 and axes[0].numeric:
        along = _along(axes[0].numbers, counted, draws, outcome)
        tip = None if along is None else tipping(along, seed=seed)
    luck = played[0][0][0].luck
    return Sweep(axes, outcome, points, draws, luck, asked, tip)


def _counted(frame: pl.DataFrame) -> Runs | None:
    """The runs of a point that count, if there are any."""
    try:
        return runs_of(frame) if frame.height else None
    except RecordError:
        return None


def _frame(piece: Held, cell: Cell) -> pl.DataFrame:
    runs = len(cell.outcomes)
    place = np.arange(runs)
    return pl.DataFrame(
        {
            "run": place + piece.draws[0] * piece.luck,
            "draw": piece.draws[0] + place // piece.luck,
            "weight": np.array(cell.weights) if cell.weights else np.ones(runs),
            "outcome": np.array(OUTCOMES)[np.frombuffer(cell.outcomes, np.uint8)],
        },
        schema_overrides={"outcome": pl.String},
    )


def _record(pieces: Played) -> float:
    """The share of tries that give the record: as many as it took, or as they weigh."""
    weights = [weight for _, cell in pieces for weight in cell.weights]
    if weights:
        return float(np.mean(weights))
    tried = [tries for _, cell in pieces for tries in cell.tried]
    return len(tried) / sum(tried) if tried else 0.0


def _along(
    values: tuple[float, ...], counted: Sequence[Runs | None], draws: int, outcome: str
) -> Along | None:
    """Weights by point and draw, of the points that have runs."""
    there = [(value, runs) for value, runs in zip(values, counted, strict=True) if runs is not None]
    if not there:
        return None
    hits, weights = np.zeros((len(there), draws)), np.zeros((len(there), draws))
    for row, (_, runs) in enumerate(there):
        columns = runs.frame["draw"].to_numpy()[runs.first_of_draw()]
        hits[row, columns] = runs.by_draw(runs.weight * runs.ended(outcome))
        weights[row, columns] = runs.by_draw(runs.weight)
    effective = np.array([runs.effective for _, runs in there])
    return Along(outcome, np.array([value for value, _ in there]), hits, weights, effective)
