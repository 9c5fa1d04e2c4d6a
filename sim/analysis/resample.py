"""Bootstrap over input draws, and intervals (Efron & Tibshirani 1993).

Runs that share a draw of the inputs are not independent, so whole draws are resampled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from sim.analysis.laws import normal_quantile
from sim.analysis.runs import Floats, Ints

REPLICATES = 2000
_CELLS = 4_000_000  # of one block of replicates x draws


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high` at a `level`; `how` names the method."""

    low: float
    high: float
    level: float
    how: str


@dataclass(frozen=True, slots=True)
class InputRange(Interval):
    """A range over inputs; its ends are known to `within` so much (95%, whichever is wider)."""

    within: float


def resamples(draws: int, seed: int, replicates: int = REPLICATES) -> Iterator[Ints]:
    """How often each draw comes in each replicate, in blocks (b, draws)."""
    rng = np.random.Generator(np.random.PCG64(seed))
    even = np.full(draws, 1.0 / draws)
    for size in blocks(draws, replicates):
        yield rng.multinomial(draws, even, size=size)


def blocks(draws: int, replicates: int) -> Iterator[int]:
    """Sizes of blocks that keep replicates x draws within memory."""
    most = max(1, _CELLS // draws)
    while replicates > 0:
        yield min(most, replicates)
        replicates -= most


def bootstrap(
    draws: int, seed: int, statistic: Callable[[Floats], Floats], replicates: int = REPLICATES
) -> Floats:
    """A statistic (b, draws) -> (b, k) of the draws' multiplicities: (replicates, k)."""
    drawn = resamples(draws, seed, replicates)
    if draws * replicates <= _CELLS:  # one block: other statistics of the same draws ask for it
        drawn = iter([_remembered(draws, seed, replicates)])
    return np.concatenate([statistic(times.astype(np.float64)) for times in drawn])


@lru_cache(maxsize=1)
def _remembered(draws: int, seed: int, replicates: int) -> Ints:
    (times,) = resamples(draws, seed, replicates)
    return times.astype(np.int32)


def tails(level: float) -> tuple[float, float]:
    """The two probabilities between which an interval of this level lies."""
    assert 0 < level < 1, f"level {level} is not in (0, 1)"
    return (1 - level) / 2, (1 + level) / 2


def wilson(share: float, n: float, level: float) -> tuple[float, float]:
    """The score interval of a share of `n` independent runs (Wilson 1927)."""
    z2 = normal_quantile(tails(level)[1]) ** 2
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = ((share * (1 - share) + z2 / (4 * n)) * z2 / n) ** 0.5 / (1 + z2 / n)
    return (
        0.0 if share == 0 else max(0.0, middle - half),
        1.0 if share == 1 else min(1.0, middle + half),
    )


def unseen(draws: float, tail: float) -> float:
    """The share that `draws` of the inputs may all miss with this probability.

    1 - tail**(1/draws), the exact (Clopper & Pearson 1934) bound after no success, with
    draws and not runs as the unit: inputs that always give an outcome may not be drawn.
    """
    return float(1 - tail ** (1 / draws))
