"""Finding the best of many without scoring all of them."""

import math
from collections.abc import Callable, Sequence

from sim.model import constants


def best_first(
    candidates: Sequence[int],
    bounds: Sequence[float],
    score: Callable[[int], Sequence[float]],
    keys: Sequence[int],
) -> int:
    """Find the package with the greatest score: branch and bound (Land & Doig 1960).

    Packages are scored in the order of their bounds, until no bound left comes up to the best
    score so far.

    Parameters
    ----------
    candidates : sequence of int
        Packages to choose from, at least one.
    bounds : sequence of float
        For each of them, what the first number of its score is at most; at least 0.
    score : callable
        The score of a package: numbers of at least 0, the first compared first.
    keys : sequence of int
        By package: among equals the smallest is chosen.

    Returns
    -------
    int
        The package; scores are compared to 12 significant digits.
    """
    best: tuple[tuple[float, ...], int, int] | None = None
    for k in sorted(range(len(candidates)), key=bounds.__getitem__, reverse=True):
        if best is not None and bounds[k] * (1.0 + constants.SEARCH_SLACK) < best[0][0]:
            break
        package = candidates[k]
        found = tuple([settled(value) for value in score(package)])
        if best is None or (found, -keys[package]) > best[:2]:
            best = found, -keys[package], package
    assert best is not None, "nothing to choose from"
    return best[2]


def settled(value: float) -> float:
    """Give a number to 12 significant digits, so that the order of sums makes no winner."""
    if value == 0.0 or math.isinf(value):
        return value
    return round(value, constants.SEARCH_DIGITS - 1 - math.floor(math.log10(abs(value))))
