"""Hazards that wait side by side, each holding one unit exponential.

Competing risks: Cox & Oakes (1984), *Analysis of Survival Data*. A hazard draws its
unit once and spends it at the current rate, so a change of rate only re-dates it.
"""

import math

from sim.model import constants


def settling_rate(h: float, slope: float, least_surplus: float) -> float:
    """Give the rate at which an item of a framework settles (Cox & Oakes 1984).

    Proportional hazards: h exp(slope * least surplus).

    Parameters
    ----------
    h : float
        Rate a day at surplus 0, at least 0.
    slope : float
        How much a surplus speeds it, at least 0.
    least_surplus : float
        Surplus of the party that gains least, frozen at the framework.

    Returns
    -------
    float
        Rate a day.
    """
    return h * math.exp(slope * least_surplus)


def days_left(unit: float, rate: float) -> float:
    """Give the days until a unit is spent at a rate.

    Parameters
    ----------
    unit : float
        What is left of the unit exponential, at least 0.
    rate : float
        Rate a day, at least 0.

    Returns
    -------
    float
        Days; infinite at rate 0.
    """
    if rate == 0.0:
        return constants.INFINITE
    return unit / rate


def spent(unit: float, rate: float, elapsed: float) -> float:
    """Give what is left of a unit after days at a rate.

    Parameters
    ----------
    unit : float
        What was left before, at least 0.
    rate : float
        Rate a day, at least 0.
    elapsed : float
        Days at that rate, at least 0.

    Returns
    -------
    float
        What is left, at least 0.
    """
    return max(unit - rate * elapsed, 0.0)
