"""The bootstrap over points and runs, where the same runs are played at every point.

Outcomes stand in a table of rows (points of the inputs) and columns (runs of luck): two
cells of one row share their inputs, two of one column their luck. So rows and columns are
resampled apart, each with its multiplicities (the pigeonhole bootstrap; Owen 2007). That
counts what is neither of the row nor of the run, but of both, up to seven times: three times
in a mean, seven in a square. So rows alone and runs alone are resampled too, and the interval
is drawn in to the width of rows + runs - both (Cameron, Gelbach & Miller 2011).

Copies of one run are never set against each other where two runs are needed: squares and
products pair different runs only, which takes luck out of a square without bias (a
U-statistic; Hoeffding 1948).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sim.analysis.laws import normal_quantile, student_quantile
from sim.analysis.resample import Interval, tails
from sim.analysis.runs import Floats

REPLICATES = 1000
_ROWS = 128  # taken at a time
HOW = "bootstrap over points and runs"
Cells = npt.NDArray[np.uint8] | Floats  # (rows, runs)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with its interval."""

    value: float
    interval: Interval

    @property
    def told_apart(self) -> bool:
        """Whether the interval leaves out 0."""
        return not self.interval.low <= 0.0 <= self.interval.high


@dataclass(frozen=True, slots=True)
class Times:
    """How often each row (R, N) and each run (R, L) counts.

    Replicate 0 is as it was; then come equal numbers with both resampled, rows, and runs.
    """

    rows: Floats
    runs: Floats

    @classmethod
    def drawn(cls, shape: tuple[int, int], seed: int, replicates: int = REPLICATES) -> Times:
        """Multiplicities of N rows and L runs, at least 2 of each.

        A resample with one row or one run alone has no pairs, and is drawn again.
        """
        rng = np.random.Generator(np.random.PCG64(seed))
        rows, runs = (_drawn(size, rng, 2 * replicates) for size in shape)
        one_row, one_run = (np.ones((1, size)) for size in shape)
        same_rows, same_runs = (np.ones((replicates, size)) for size in shape)
        return cls(
            np.concatenate([one_row, rows, same_rows]),
            np.concatenate([one_run, runs[:replicates], same_runs, runs[replicates:]]),
        )

    def estimate(self, found: Floats, level: float) -> Estimate:
        """A statistic (R,) of these multiplicities: its value and interval."""
        value = float(found[0])
        ends = [np.quantile(one, tails(level)) for one in np.split(found[1:], 3)]
        wide = [float(high - low) ** 2 for low, high in ends]
        of_rows = wide[1] * _few(self.rows.shape[1], level)
        of_runs = wide[2] * _few(self.runs.shape[1], level)
        of_both = max(0.0, wide[0] - wide[1] - wide[2])
        left = max(of_rows, of_rows + of_runs - of_both, wide[0] / 3)
        drawn_in = (left / wide[0]) ** 0.5 if wide[0] > 0.0 else 1.0
        low, high = (value + drawn_in * (float(end) - value) for end in ends[0])
        return Estimate(value, Interval(min(low, value), max(high, value), level, HOW))

    def mean(self, cells: Cells) -> Floats:
        """(R,) the mean of all cells."""
        sums = self.rows @ _floats(cells)  # (R, L)
        return np.asarray((self.runs * sums).sum(axis=1) / cells.size)

    def product(self, one: Cells, two: Cells) -> Floats:
        """(R,) the mean over rows of the product of two tables' means given the inputs.

        Without bias: of each row only different runs are paired. A table with itself gives
        the mean square.
        """
        return self._products(one, two, self.rows) / len(one)

    def squared_mean(self, tables: tuple[Cells, ...]) -> Floats:
        """(R,) the square of the mean over all rows of some tables, without bias.

        Only cells that share neither row nor run are paired; row n of one table and row n
        of another are different points.
        """
        many, squares = len(tables), self.rows**2
        size = many * self.rows.sum(axis=1)
        sums = self.rows @ np.sum([_floats(table) for table in tables], axis=0)  # (R, L)
        whole = (self.runs * sums).sum(axis=1) ** 2 - (self.runs**2 * sums**2).sum(axis=1)
        own = np.sum([self._products(table, table, squares) for table in tables], axis=0)
        found: Floats = (whole / self.pairs - own) / (size**2 - many * squares.sum(axis=1))
        return found

    def _products(self, one: Cells, two: Cells, weights: Floats) -> Floats:
        """(R,) sums over the rows that hold anything, some at a time to take little memory."""
        found = np.zeros(len(weights))
        rows = np.flatnonzero(one.any(axis=1) & two.any(axis=1))
        for first in range(0, len(rows), _ROWS):
            some = rows[first : first + _ROWS]
            a, b = _floats(one[some]), _floats(two[some])
            apart = (self.runs @ a.T) * (self.runs @ b.T) - self.runs**2 @ (a * b).T
            found += (weights[:, some] * apart).sum(axis=1)
        return np.asarray(found / self.pairs)

    @property
    def pairs(self) -> Floats:
        """(R,) pairs of different runs."""
        return np.asarray(self.runs.sum(axis=1) ** 2 - (self.runs**2).sum(axis=1))


def _drawn(size: int, rng: np.random.Generator, replicates: int) -> Floats:
    assert size >= 2, "pairs need two"
    even = np.full(size, 1.0 / size)
    found = rng.multinomial(size, even, size=replicates)
    while (alone := (found == size).any(axis=1)).any():
        found[alone] = rng.multinomial(size, even, size=int(alone.sum()))
    return found.astype(np.float64)


def _floats(cells: Cells) -> Floats:
    return np.asarray(cells, dtype=np.float64)


def _few(size: int, level: float) -> float:
    """How much wider, squared, few rows or runs make it than many would."""
    upper = tails(level)[1]
    return size / (size - 1) * (student_quantile(size - 1, upper) / normal_quantile(upper)) ** 2
