"""Closed-form inverses that turn a uniform into the draw that is needed.

Inversion: Devroye (1986), *Non-Uniform Random Variate Generation*. Every `u` is
strictly between 0 and 1, no nearer to either than 2**-53; a draw rises with its `u`.
"""

import math
from math import gamma  # Python's own: C's differs in last digits

from sim.model import constants


def logistic(u: float) -> float:
    """Draw a standard logistic (Devroye 1986).

    Parameters
    ----------
    u : float
        Uniform in (0, 1).

    Returns
    -------
    float
        log(u / (1 - u)).
    """
    return math.log(u / (1.0 - u))


def logistic_cdf(x: float) -> float:
    """Give F(x) of the standard logistic, exact in both tails.

    Parameters
    ----------
    x : float
        Any number, infinities included.

    Returns
    -------
    float
        Chance of a draw of at most `x`, 0 to 1.
    """
    if x >= 0.0:
        return 1.0 / (1.0 + math.exp(-x))
    odds = math.exp(x)
    return odds / (1.0 + odds)


def interval_mass(lo: float, hi: float) -> float:
    """Give F(hi) - F(lo) of the standard logistic, in any tail.

    Written F(hi) F(-lo) (1 - exp(lo - hi)), which is the same and never subtracts two
    near-equal numbers.

    Parameters
    ----------
    lo, hi : float
        Ends, infinities included.

    Returns
    -------
    float
        Chance of a draw between them, 0 to 1; 0 if the interval is empty.
    """
    if lo >= hi:
        return 0.0
    if hi == constants.INFINITE:
        return logistic_cdf(-lo)  # the same to the bit: the other factors are 1
    return -math.expm1(lo - hi) * logistic_cdf(hi) * logistic_cdf(-lo)


def logistic_between(u: float, lo: float, hi: float) -> float:
    """Draw a standard logistic given that it lies in an interval (Devroye 1986).

    Q(F(lo) + u (F(hi) - F(lo))), as the log of odds whose terms are all positive. In a
    tail the odds are taken relative to the end nearer zero, where they do not vanish.

    Parameters
    ----------
    u : float
        Uniform in (0, 1).
    lo, hi : float
        Ends, ``lo < hi``, infinities included.

    Returns
    -------
    float
        A draw strictly inside; an end only if no float lies between the two.
    """
    fade = math.exp(lo - hi)
    if lo >= 0.0:
        low, high = (1.0 - u) * logistic_cdf(lo), u * logistic_cdf(hi)
        x = lo + math.log((low + high) / (low + fade * high))
    elif hi <= 0.0:
        low, high = (1.0 - u) * logistic_cdf(-lo), u * logistic_cdf(-hi)
        x = hi - math.log((low + high) / (fade * low + high))
    else:
        below = (1.0 - u) * logistic_cdf(lo) + u * logistic_cdf(hi)
        above = (1.0 - u) * logistic_cdf(-lo) + u * logistic_cdf(-hi)
        x = math.log(below / above)
    if x <= lo:
        return math.nextafter(lo, hi)
    if x >= hi:
        return math.nextafter(hi, lo)
    return x


def exponential(u: float) -> float:
    """Draw an exponential of mean one (Devroye 1986).

    Parameters
    ----------
    u : float
        Uniform in (0, 1).

    Returns
    -------
    float
        Above 0.
    """
    return -math.log1p(-u)


def weibull_mean(shape: float) -> float:
    """Give the mean of a Weibull of scale one (Weibull 1951).

    Parameters
    ----------
    shape : float
        Above .01, lest the mean overflow.

    Returns
    -------
    float
        Gamma(1 + 1 / shape), above .88.
    """
    return gamma(1.0 + 1.0 / shape)


def weibull(u: float, shape: float, whole: float) -> float:
    """Draw a Weibull of mean one (Weibull 1951; Devroye 1986).

    Parameters
    ----------
    u : float
        Uniform in (0, 1).
    shape : float
        1 is the exponential, above it more regular; above .01.
    whole : float
        Its mean at scale one, as from `weibull_mean`.

    Returns
    -------
    float
        Above 0.
    """
    return math.pow(-math.log1p(-u), 1.0 / shape) / whole


def uniform(u: float, lo: float, hi: float) -> float:
    """Draw evenly from a range.

    Parameters
    ----------
    u : float
        Uniform in (0, 1).
    lo, hi : float
        Ends, ``lo <= hi``.

    Returns
    -------
    float
        `lo` to `hi`.
    """
    return lo + u * (hi - lo)


def triangular(u: float, lo: float, best: float, hi: float) -> float:
    """Draw from a range with a likeliest value (Devroye 1986).

    Parameters
    ----------
    u : float
        Uniform in (0, 1).
    lo, best, hi : float
        Least, likeliest and greatest value, in that order.

    Returns
    -------
    float
        `lo` to `hi`.
    """
    width = hi - lo
    if u * width < best - lo:
        return min(lo + math.sqrt(u * width * (best - lo)), best)
    return max(hi - math.sqrt((1.0 - u) * width * (hi - best)), best)
