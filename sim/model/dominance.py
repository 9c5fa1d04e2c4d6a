"""Which packages no other beats: Pareto dominance over a list, with one tolerance everywhere."""

from collections.abc import Sequence
from itertools import pairwise

from sim.model.constants import SAME


def pareto_front(worths: Sequence[Sequence[float]], candidates: Sequence[int]) -> list[int]:
    """Keep the packages none of which another beats for all (Pareto efficiency).

    The sweep over a sorted list is Kung, Luccio & Preparata's (1975): n log n for two
    actors, n times the front for more.

    Parameters
    ----------
    worths : sequence of sequence of float
        By actor, then by package; finite.
    candidates : sequence of int
        Packages to compare.

    Returns
    -------
    list of int
        The undominated ones in the given order; equal ones all stay. What differs by no more
        than `SAME` is the same.
    """
    rows = [_levels([row[p] for p in candidates]) for row in worths]
    points = list(zip(*rows, strict=True))
    front: list[tuple[int, ...]] = []
    for point in sorted(points, reverse=True):
        # With two actors the last kept is the best so far for the second.
        rivals = front[-1:] if len(worths) <= 2 else front
        if not any(_at_least(rival, point) for rival in rivals):
            front.append(point)
    kept = frozenset(front)
    return [p for p, point in zip(candidates, points, strict=True) if point in kept]


def _levels(values: Sequence[float]) -> list[int]:
    """The place of each value in their order, those that are the same at one place."""
    order = sorted(range(len(values)), key=values.__getitem__)
    found, level = [0] * len(values), 0
    for before, k in pairwise(order):
        level += values[k] - values[before] > SAME
        found[k] = level
    return found


def _at_least(rival: Sequence[int], point: Sequence[int]) -> bool:
    return all(mine >= its for mine, its in zip(rival, point, strict=True))
