"""What a package is worth: additive multi-attribute value.

Keeney & Raiffa (1976), *Decisions with Multiple Objectives*; Raiffa (1982), *The Art
and Science of Negotiation*. An issue's options lie in order, numbered 0 to n - 1.
"""

from collections.abc import Sequence


def value_from_ideal(option: int, ideal: int, n: int) -> float:
    """Value an option by its nearness to the ideal one (Keeney & Raiffa 1976).

    Parameters
    ----------
    option, ideal : int
        Places among the issue's options, 0 to ``n - 1``.
    n : int
        Number of options, at least 1.

    Returns
    -------
    float
        1 at the ideal, 0 at the option farthest from it; 1 if there is one option.
    """
    if n == 1:
        return 1.0
    return 1.0 - abs(option - ideal) / max(ideal, n - 1 - ideal)


def value_from_opposed(option: int, opposed: int, n: int) -> float:
    """Value an option by its distance from the opposed one (Keeney & Raiffa 1976).

    Parameters
    ----------
    option, opposed : int
        Places among the issue's options, 0 to ``n - 1``.
    n : int
        Number of options, at least 1.

    Returns
    -------
    float
        0 at the opposed option, 1 at the farthest from it; 1 if there is one option.
    """
    if n == 1:
        return 1.0
    return abs(option - opposed) / max(opposed, n - 1 - opposed)


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
