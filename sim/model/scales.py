"""From what a file writes to what the model counts."""

import math


def counted(written: float, zero: float, per: float, log: bool) -> float:
    """Give what the model counts.

    Parameters
    ----------
    written : float
        As a file writes it: points of 0-100, days, a rate a day.
    zero : float
        What is counted for a written 0.
    per : float
        What each written 1 above it adds; on a log scale what a written 100 multiplies by.
    log : bool
        Whether each point counts for the same ratio.

    Returns
    -------
    float
        The number of the model.
    """
    if log:
        return zero * math.pow(per, written / 100.0)
    return zero + per * written
