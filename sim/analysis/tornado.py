"""One input at a time: how far the share of an outcome swings between its two ends.

Each input is put at its 5% and its 95% point, or a choice at each of its values, around the
same N draws of all others and with the same L runs of luck; the swing is the mean difference.
So it is no swing around one centre, where most inputs may be of no effect. Only ends are
compared: an input that matters in the middle of its range may have no swing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.pigeonhole import REPLICATES, Cells, Estimate, Times
from sim.scenario.distributions import Choice

if TYPE_CHECKING:
    from sim.scenario.distributions import Distribution

ENDS = (0.05, 0.95)


@dataclass(frozen=True, slots=True)
class Swing:
    """The share at one end in [0, 1], at the other, and how far apart they are.

    `low` and `high` are places among the ends: the first and the last of a range; of a choice
    the values with the least and the greatest share, picked after they were looked at, so
    that the interval of their difference flatters it. `changed` is the share of runs that
    do not end alike at all ends.
    """

    low: int
    high: int
    shares: tuple[float, ...]
    swing: Estimate
    changed: float


def ends_of(dist: Distribution) -> tuple[float, ...]:
    """The uniforms at which an input is put: one for each value of a choice."""
    if not isinstance(dist, Choice):
        return ENDS
    starts = (0.0, *dist.bounds)
    return tuple((a + b) / 2 for a, b in zip(starts, dist.bounds, strict=False))


def swing(
    tables: Sequence[Cells], *, ordered: bool, times: Times, level: float = 0.95
) -> Swing:  # fmt: skip
    """The swing of one input.

    Parameters
    ----------
    tables : (N, L) at each end
    ordered : whether it is a range, whose ends are the first and the last
    times : multiplicities of the N rows and L runs, the same for all inputs
    """
    shares = tuple(float(table.mean()) for table in tables)
    low, high = 0, len(tables) - 1
    if not ordered:
        low, high = int(np.argmin(shares)), int(np.argmax(shares))
    moved = tables[high].astype(np.float64) - tables[low]
    stack = np.stack(tables)
    return Swing(
        low,
        high,
        shares,
        times.estimate(times.mean(moved), level),
        float((stack != stack[0]).any(axis=0).mean()),
    )


def times_of(rows: int, runs: int, seed: int = 0, replicates: int = REPLICATES) -> Times:
    """Multiplicities for `swing`."""
    return Times.drawn((rows, runs), seed, replicates)
