"""The Pareto frontier of many packages for many actors."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sim.analysis.runs import Bools, Floats
from sim.model.constants import SAME

Places = npt.NDArray[np.intp]
Bits = npt.NDArray[np.uint8]
_STEPS = 64  # into which each actor's order is cut
_ROWS = 512  # packages looked at together: what fits into a processor's cache


def frontier(worths: Floats) -> Bools:
    """(P,) whether no other package is worth at least as much to all and more to somebody.

    What differs by no more than `SAME` is worth as much, and equal packages all stay. For each
    actor and step of its order the packages from that step on are a row of bits; the rows of a
    package, joined by AND, leave those that may dominate it, and only these are compared.

    Parameters
    ----------
    worths
        (A, P), finite.
    """
    ranks = np.stack([_levels(row) for row in worths])
    counts = ranks.max(axis=1, keepdims=True, initial=0) + 1
    steps = ranks * _STEPS // counts
    from_step = [np.packbits(row >= np.arange(_STEPS + 1)[:, np.newaxis], axis=1) for row in steps]
    dominated = np.zeros(worths.shape[1], dtype=np.bool_)
    for first in range(0, len(dominated), _ROWS):
        own = np.arange(first, min(first + _ROWS, len(dominated)))
        dominated[own] = _joined(from_step, steps[:, own] + 1).any(axis=1)
        left = own[~dominated[own]]
        rivals = _joined(from_step, steps[:, left])
        mine, theirs = _places(rivals)
        ahead, behind = ranks[:, theirs], ranks[:, left[mine]]
        beaten = (ahead >= behind).all(axis=0) & (ahead > behind).any(axis=0)
        dominated[left[mine[beaten]]] = True
    return ~dominated


def _levels(row: Floats) -> Places:
    """The place of each worth in their order, those that are the same at one place."""
    order = np.argsort(row, kind="stable")
    levels = np.zeros(len(row), dtype=np.intp)
    levels[order[1:]] = np.cumsum(np.diff(row[order]) > SAME)
    return levels


def _joined(rows: list[Bits], steps: Places) -> Bits:
    """(n, P / 8) the packages that stand at these steps or later for all actors, as bits."""
    found: Bits = rows[0][steps[0]]
    for of_actor, step in zip(rows[1:], steps[1:], strict=True):
        found &= of_actor[step]
    return found


def _places(bits: Bits) -> tuple[Places, Places]:
    """The rows and places of all bits that are set; most bytes have none."""
    rows, at = np.nonzero(bits)
    nth, bit = np.nonzero(np.unpackbits(bits[rows, at][:, np.newaxis], axis=1))
    return rows[nth], at[nth] * 8 + bit
