"""Points for studies of what the outcome hangs on: blocks of rows, row by row.

A design gives every input by a uniform at every row of every block. Row n of all blocks
belongs together: there the blocks differ in nothing but what each is about. So pieces are
played row by row through all blocks, and a study that is stopped holds whole rows; one that
is asked for more rows goes on with those it has.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Protocol

import msgspec
import numpy as np
import numpy.typing as npt

from sim.ensemble.arguments import MOST_POINTS
from sim.ensemble.cells import Cell, Shelf
from sim.ensemble.points import Held, Placed, Task, player
from sim.ensemble.pool import Packed
from sim.interrupts import uninterrupted

Floats = npt.NDArray[np.float64]
Bytes = npt.NDArray[np.uint8]
ROWS = 4  # rows a piece
LEVELS = 4  # of each input along a trajectory (Morris 1991)
STEP = 0.5  # how far a step goes: half of the values an input takes
_HALF = 2.0**-31  # between the places of a Sobol sequence


class Design(Protocol):
    """Blocks of N rows each; block 0 is N independent draws of all inputs."""

    @property
    def rows(self) -> int:
        """N."""

    @property
    def blocks(self) -> int:
        """How many blocks."""

    def at(self, block: int, rows: slice) -> Floats:
        """Some rows of a block: a uniform for every path."""

    def draw(self, block: int, row: int) -> int:
        """The number of the input draw that a row of a block stands for: whose errors it has."""


@dataclass(frozen=True, slots=True)
class Swapped:
    """Points A, points B, and A with some columns of B, a block each (Saltelli et al. 2010)."""

    a: Floats  # (N, k)
    b: Floats
    taken: tuple[tuple[int, ...], ...]  # columns from B, by block from 2 on

    @property
    def rows(self) -> int:
        """N."""
        return len(self.a)

    @property
    def blocks(self) -> int:
        """Two more than are swapped."""
        return 2 + len(self.taken)

    def at(self, block: int, rows: slice) -> Floats:
        """Some rows of a block."""
        if block < 2:
            return (self.a, self.b)[block][rows]
        columns = list(self.taken[block - 2])
        found = self.a[rows].copy()
        found[:, columns] = self.b[rows][:, columns]
        return found

    def draw(self, block: int, row: int) -> int:
        """B is of other draws than A; what is swapped is nothing but the columns."""
        return 2 * row + (block == 1)


@dataclass(frozen=True, slots=True)
class Ends:
    """Points A, and A with one column held, a block each."""

    a: Floats  # (N, k)
    held: tuple[tuple[int, float], ...]  # column and uniform, by block from 1 on

    @property
    def rows(self) -> int:
        """N."""
        return len(self.a)

    @property
    def blocks(self) -> int:
        """One more than are held."""
        return 1 + len(self.held)

    def at(self, block: int, rows: slice) -> Floats:
        """Some rows of a block."""
        found = self.a[rows].copy()
        if block:
            column, u = self.held[block - 1]
            found[:, column] = u
        return found

    def draw(self, block: int, row: int) -> int:  # noqa: ARG002  (the same in all)
        """Its row's."""
        return row


@dataclass(frozen=True, slots=True)
class Trajectories:
    """Points A, and N ways through the inputs on a grid that step by one at a time (Morris 1991).

    Block 1 + j is after j steps. `order` (N, s) are the columns in which the steps go, and
    `ends` (N, s) the uniforms they come to, from `starts` (N, k).
    """

    a: Floats  # (N, k)
    starts: Floats
    order: npt.NDArray[np.int64]
    ends: Floats

    @property
    def rows(self) -> int:
        """N."""
        return len(self.a)

    @property
    def blocks(self) -> int:
        """Two more than there are steps."""
        return 2 + int(self.order.shape[1])

    @property
    def moved(self) -> Floats:
        """(N, s) by how much each step moves its input, as a part of its values."""
        rows = np.arange(self.rows)[:, None]
        return np.asarray(self.ends - self.starts[rows, self.order])

    def at(self, block: int, rows: slice) -> Floats:
        """Some rows of a block."""
        if block == 0:
            return self.a[rows]
        found = self.starts[rows].copy()
        place = np.arange(len(found))[:, None]
        steps = slice(0, block - 1)
        found[place, self.order[rows, steps]] = self.ends[rows, steps]
        return found

    def draw(self, block: int, row: int) -> int:  # noqa: ARG002  (the same in all)
        """Its row's."""
        return row


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some rows of a block, at each of which `luck` runs are played."""

    block: int
    rows: tuple[int, int]
    luck: int

    @property
    def runs(self) -> int:
        """How many runs it is."""
        return (self.rows[1] - self.rows[0]) * self.luck

    def holds(self, cell: Cell) -> bool:
        """Whether a cell has these runs, and a weight a point."""
        points = self.rows[1] - self.rows[0]
        return cell.sizes == (self.runs, points, 0)


def sobol_points(columns: int, rows: int, seed: int) -> tuple[Floats, Floats]:
    """Two independent matrices (rows, columns) of uniforms in (0, 1): A and B.

    The two halves of a scrambled Sobol sequence (Owen 1998); more rows begin with the same.

    Parameters
    ----------
    rows
        A power of two, where alone the sequence is balanced (Owen 2022).
    """
    from scipy.stats import qmc  # noqa: PLC0415  (slow, and other designs need none of it)

    rng = np.random.Generator(np.random.PCG64(seed))
    with uninterrupted():  # compiled code prints what it cannot raise
        points = qmc.Sobol(2 * columns, scramble=True, rng=rng).random(rows) + _HALF
    return points[:, :columns], points[:, columns:]


def fingerprint(design: Design) -> str:
    """Of the first points of a design: what tells whether another SciPy or SALib gives others."""
    first = [design.at(block, slice(0, ROWS)) for block in (0, design.blocks - 1)]
    return hashlib.blake2b(np.concatenate(first).tobytes(), digest_size=6).hexdigest()


def stretches(design: Design, luck: int) -> list[Stretch]:
    """All of a design in pieces, row by row through all blocks."""
    assert design.rows % ROWS == 0, "whole pieces"
    pieces = design.rows // ROWS * design.blocks
    return [_stretch(design, luck, number) for number in range(pieces)]


def any_stretch(design: Design, luck: int) -> Callable[[int], Stretch | None]:
    """The pieces of a design by number, of all rows that it could be asked for."""
    pieces = MOST_POINTS // ROWS * design.blocks
    return lambda number: _stretch(design, luck, number) if number < pieces else None


def _stretch(design: Design, luck: int, number: int) -> Stretch:
    row, block = divmod(number, design.blocks)
    return Stretch(block, (row * ROWS, (row + 1) * ROWS), luck)


def stretch_player(task: Task, design: Design) -> Callable[[Stretch], Cell]:
    """What plays the pieces in any process; the weights of its cells are one a point.

    That is the chance which luck gives the record there, in [0, 1].
    """
    return partial(_play, player(task), Packed.of(design))


def _play(placed: Callable[[Held | Placed], Cell], packed: Packed[Design], piece: Stretch) -> Cell:
    points = packed.thing.at(piece.block, slice(*piece.rows))
    draws = tuple(packed.thing.draw(piece.block, row) for row in range(*piece.rows))
    cell = placed(Placed(tuple(map(tuple, points.tolist())), draws, piece.luck))
    chances = np.reshape(cell.weights, (-1, piece.luck)).mean(axis=1)
    return msgspec.structs.replace(cell, weights=tuple(chances.tolist()))


@dataclass(frozen=True, slots=True)
class Played:
    """What is played of a design: the first rows of every block that are there whole."""

    shelf: Shelf
    blocks: int
    rows: int
    luck: int

    @classmethod
    def of(cls, shelf: Shelf, design: Design, luck: int) -> Played:
        """As many whole rows as a shelf holds of a design."""
        groups = design.rows // ROWS
        whole = 0
        while whole < groups and all(
            whole * design.blocks + block in shelf.cells for block in range(design.blocks)
        ):
            whole += 1
        return cls(shelf, design.blocks, whole * ROWS, luck)

    def table(self, block: int, outcome: str) -> Bytes:
        """(rows, luck) whether each run of a block ended so: 1 or 0."""
        ended = [cell.ended(outcome) for cell in self._cells(block)]
        return np.concatenate(ended).reshape(self.rows, self.luck).astype(np.uint8)

    def chances(self, block: int) -> Floats:
        """(rows,) how likely the record was at each point of a block."""
        return np.concatenate([cell.weights for cell in self._cells(block)])

    def _cells(self, block: int) -> Iterator[Cell]:
        pieces = range(block, self.rows // ROWS * self.blocks, self.blocks)
        return (self.shelf.cells[piece] for piece in pieces)
