"""Quantiles and tails of well-known distributions.

SciPy takes as long to import as all else together, and most of what is asked for needs none of
it: whoever calls a function imports it.
"""

# ruff: noqa: PLC0415

from __future__ import annotations

from statistics import NormalDist

import numpy as np

from sim.analysis.runs import Floats

_NORMAL = NormalDist()


def normal_quantile(share: float) -> float:
    """The value below which a standard normal number lies with this chance."""
    return _NORMAL.inv_cdf(share)


def normal_below(values: Floats | float) -> Floats:
    """The chances of a standard normal number below each value."""
    from scipy.special import ndtr

    found: Floats = ndtr(np.asarray(values, dtype=np.float64))
    return found


def student_quantile(freedom: float, share: float) -> float:
    """The value below which Student's t of these degrees of freedom lies with this chance."""
    from scipy.special import stdtrit

    return float(stdtrit(freedom, share))


def chi_square_above(freedom: float, values: Floats | float) -> Floats:
    """The chances of a chi-square of these degrees of freedom above each value."""
    from scipy.special import chdtrc

    return np.asarray(chdtrc(freedom, np.asarray(values)), dtype=np.float64)


def kolmogorov_above(distance: float) -> float:
    """The chance of a Kolmogorov distance, times the root of the sample size, above this one."""
    from scipy.special import kolmogorov

    return float(kolmogorov(distance))
