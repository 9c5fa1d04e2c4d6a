"""Aversion to a text that leaves others better off (Fehr & Schmidt 1999)."""

from collections.abc import Sequence


def tilt(tau: float, own: float, others: Sequence[float]) -> float:
    """Give the worth lost because others gain more (Fehr & Schmidt 1999).

    Only their disadvantageous half: tau times the mean over the others (their
    1/(n - 1)) of max(0, s_j - s_i).

    Parameters
    ----------
    tau : float
        Sensitivity, at least 0.
    own : float
        Own surplus over the reservation value.
    others : sequence of float
        Surplus of each other party, as this one believes it.

    Returns
    -------
    float
        Loss in worth, at least 0; 0 with no others.
    """
    if not others:
        return 0.0
    lead = 0.0
    for surplus in others:
        if surplus > own:
            lead += surplus - own
    return tau * (lead / len(others))
