"""Ratification at home: two-level games (Putnam 1988)."""

import math
from math import lgamma  # Python's own: C's differs in last digits

from sim.model import draws


def ratification_chance(k: float, surplus: float) -> float:
    """Give the chance that a deal is ratified, by its domestic surplus (Putnam 1988).

    Parameters
    ----------
    k : float
        How sharply the surplus decides, at least 0.
    surplus : float
        Worth at home over the no-deal worth, of either sign.

    Returns
    -------
    float
        0 to 1; .5 at surplus 0.
    """
    return draws.logistic_cdf(k * surplus)


def binomial_at_least(n: int, m: int, q: float) -> float:
    """Give the chance of at least m ayes among n independent votes (Putnam 1988).

    Parameters
    ----------
    n : int
        Votes, at least 0.
    m : int
        Ayes needed.
    q : float
        Chance of each aye, 0 to 1.

    Returns
    -------
    float
        P(Bin(n, q) >= m).
    """
    if m <= 0:
        return 1.0
    if m > n or q <= 0.0:
        return 0.0
    if q >= 1.0:
        return 1.0
    # In logs, since the coefficients of a large assembly overflow a float.
    aye, nay, ways = math.log(q), math.log1p(-q), lgamma(n + 1)
    terms = []
    for k in range(m, n + 1):
        log_ways = ways - lgamma(k + 1) - lgamma(n - k + 1)
        terms.append(math.exp(log_ways + k * aye + (n - k) * nay))
    return min(math.fsum(terms), 1.0)
