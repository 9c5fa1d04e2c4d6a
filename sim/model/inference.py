"""What an answer would rest on at each possible no-deal worth: the inner loops of belief.

The same formulas as in `aspiration` and `aversion`, written out over the grid of `belief`,
since mediators ask this most of all; a test holds the two against each other.
"""

import math
from collections.abc import Sequence

from sim.model.constants import POINTS
from sim.model.draws import interval_mass


def inclinations(
    taker: Sequence[float], text: Sequence[float], moment: Sequence[float], others: Sequence[float]
) -> list[float]:
    """Give an actor's inclination to a text at each possible no-deal worth.

    Parameters
    ----------
    taker : (precision, aversion to one-sided texts)
    text : (its worth to the actor, the actor's best worth), in [0, 1]
    moment : (share of the no-deal worth that waiting leaves; what statements and shocks add
        to it; share conceded; share of aspiration over reservation that a label takes off)
    others : share attained by each other party, as the actor believes it

    Returns
    -------
    list of float
        21 inclinations, in the order of POINTS.
    """
    precision, tau = taker
    worth, best = text
    left, added, conceded, label = moment
    n = len(others)
    levels = [(share, best * share - worth) for share in others]
    found = []
    for point in POINTS:
        r = point * left + added
        if r < 0.0:
            r = 0.0
        elif r > best:
            r = best
        theta = best - conceded * (best - r)
        if theta < r or conceded >= 1.0:
            theta = r
        if label:
            theta = (1.0 - label) * theta + label * r
        short = 0.0
        for share, level in levels:
            gap = r * (1.0 - share) + level
            if gap > 0.0:
                short += gap
        felt = tau * (short / n) if n else 0.0
        found.append(precision * (worth - theta - felt))
    return found


def masses(los: Sequence[float], his: Sequence[float]) -> list[float]:
    """Give the logistic mass of each interval, as `interval_mass` does; an empty one has none.

    Differences of the tail that is the smaller, so that far tails keep their size.
    """
    found = []
    for lo, hi in zip(los, his, strict=True):
        if lo >= hi:
            found.append(0.0)
        elif lo > 0.0:
            found.append(_upper_tail(lo) - _upper_tail(hi))
        else:
            found.append(_upper_tail(-hi) - _upper_tail(-lo))
    return found


def _upper_tail(x: float) -> float:
    return 1.0 / (1.0 + math.exp(x)) if x < 700.0 else 0.0


def chances_of_yes(
    x: Sequence[float], bar: float, bounds: tuple[Sequence[float], Sequence[float]] | None
) -> list[float]:
    """Give the chance of a yes at each possible no-deal worth.

    Parameters
    ----------
    x : inclinations, as from `inclinations`
    bar : what inclination plus luck must exceed
    bounds : the least and most luck that agree with the answers so far; None: any

    Returns
    -------
    list of float
        In [0, 1]; 0 where the answers so far are impossible.
    """
    if bounds is None:
        return [interval_mass(bar - one, math.inf) for one in x]
    found = []
    for one, lo, hi in zip(x, *bounds, strict=True):
        least = bar - one
        if lo >= hi or least >= hi:
            found.append(0.0)
        elif least <= lo:
            found.append(1.0)
        else:
            whole = interval_mass(lo, hi)
            found.append(interval_mass(least, hi) / whole if whole > 0.0 else 0.0)
    return found
