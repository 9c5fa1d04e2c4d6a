"""What a package is worth: additive multi-attribute value.

Keeney & Raiffa (1976), *Decisions with Multiple Objectives*; Raiffa (1982), *The Art
and Science of Negotiation*. An issue's options lie in order, numbered 0 to n - 1.
"""

import itertools
import math
from collections.abc import Sequence


def steps_from_ideal(ideal: int, n: int) -> list[int]:
    """Count whole steps from the ideal option to each.

    Parameters
    ----------
    ideal : int
        Its place among the issue's options, 0 to ``n - 1``.
    n : int
        Number of options, at least 1.

    Returns
    -------
    list of int
        Steps from the best, by option.
    """
    return [abs(option - ideal) for option in range(n)]


def steps_from_opposed(opposed: int, n: int) -> list[int]:
    """Count whole steps to each option from the one that is farthest from what is opposed.

    Parameters
    ----------
    opposed : int
        Place of the option opposed among the issue's options, 0 to ``n - 1``.
    n : int
        Number of options, at least 1.

    Returns
    -------
    list of int
        Steps from the best, by option: the mirror of wanting the farther end.
    """
    farthest = max(opposed, n - 1 - opposed)
    return [farthest - abs(option - opposed) for option in range(n)]


def steps_from_best(points: Sequence[float]) -> list[int]:
    """Count whole steps to each option from the nearest of those with the most points.

    Parameters
    ----------
    points : sequence of float
        What each option is worth, in any unit.

    Returns
    -------
    list of int
        Steps from the nearest best, by option.
    """
    top = max(points)
    best = [place for place, worth in enumerate(points) if worth == top]
    return [min(abs(option - place) for place in best) for option in range(len(points))]


def along_lines(points: Sequence[float | None]) -> list[float]:
    """Fill in what lies between points that are given: a piecewise-linear value function.

    Keeney & Raiffa (1976), chapter 4: values are asked for at some levels of an attribute, and
    straight lines join them.

    Parameters
    ----------
    points : sequence of float or None
        What each of equally spaced options is worth; None: it is not said. The first and the last
        are given.

    Returns
    -------
    list of float
        Worth by option; what is given stays to the bit.
    """
    known = [(place, worth) for place, worth in enumerate(points) if worth is not None]
    found = [known[0][1]]
    for (start, low), (end, high) in itertools.pairwise(known):
        found += [low + (high - low) * k / (end - start) for k in range(1, end - start)]
        found.append(high)
    return found


def value(steps: float, of: int, tolerance: float) -> float:
    """Value an option by its steps from the best: 1 - (s/D)**gamma (Keeney & Raiffa 1976).

    Parameters
    ----------
    steps : float
        From the best option to this one, 0 to `of`; whole for an option that there is.
    of : int
        From the best option to the farthest, at least 0.
    tolerance : float
        gamma, above 0: 1 counts all steps alike; above it the first ones cost little.

    Returns
    -------
    float
        1 at the best option, 0 at the farthest; 1 if there is nowhere to step.
    """
    if of == 0:
        return 1.0
    return 1.0 - math.pow(steps / of, tolerance)


def value_with_purpose(position: float, sigma: float, serves: float) -> float:
    """Mix the value of a position with how far its purpose is served (Raiffa 1982).

    Parameters
    ----------
    position : float
        Value of the option as a position, 0 to 1.
    sigma : float
        How much of the demand is its purpose, 0 to 1.
    serves : float
        How far the option serves that purpose, 0 to 1.

    Returns
    -------
    float
        Value, 0 to 1.
    """
    return (1.0 - sigma) * position + sigma * serves


def shares(weights: Sequence[float]) -> list[float]:
    """Scale weights so that they sum to one (Keeney & Raiffa 1976).

    Parameters
    ----------
    weights : sequence of float
        Each at least 0, in any unit.

    Returns
    -------
    list of float
        Shares, 0 to 1, in the given order; all 0 if every weight is 0.
    """
    total = 0.0
    for weight in weights:
        total += weight
    if total == 0.0:
        return [0.0] * len(weights)
    return [weight / total for weight in weights]
