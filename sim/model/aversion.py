"""Aversion to a one-sided text, in shares of what each could gain (Fehr & Schmidt 1999)."""

from collections.abc import Sequence

from sim.model import constants


def attained(worth: float, no_deal: float, best: float) -> float:
    """Give the share of what an actor could gain that a package brings it.

    Shares of the attainable (Kalai & Smorodinsky 1975) need no points of different actors
    to be compared.

    Parameters
    ----------
    worth : float
        Of the package to the actor.
    no_deal, best : float
        Its reservation value, and its best worth.

    Returns
    -------
    float
        -1 to 1: 0 at the reservation value, 1 at the best. It never falls as `no_deal` falls.
    """
    share = (worth - no_deal) / max(best - no_deal, constants.LEAST_ROOM)
    return min(1.0, max(constants.LEAST_SHARE, share))


def aversion(tau: float, own: tuple[float, float, float], others: Sequence[float]) -> float:
    """Give the worth lost because others come nearer to their best (Fehr & Schmidt 1999).

    Only their disadvantageous half: tau times the mean over the others (their 1/(n - 1)) of
    how far the package falls short of what would bring the actor the same share. Written so
    that rounding keeps the order: a higher reservation value never gives a smaller loss.

    Parameters
    ----------
    tau : float
        Sensitivity, at least 0.
    own : tuple of float
        (worth of the package, reservation value, best worth) of the actor.
    others : sequence of float
        Share attained by each other party, as the actor believes it, -1 to 1.

    Returns
    -------
    float
        Loss in worth, at least 0; 0 with no others.
    """
    if not others:
        return 0.0
    worth, no_deal, best = own
    short = 0.0
    for share in others:
        gap = no_deal * (1.0 - share) + (best * share - worth)
        if gap > 0.0:
            short += gap
    return tau * (short / len(others))
