"""Whose yes makes a deal when not everyone's is needed."""

from collections.abc import Sequence

from sim.model import constants


def quota_met(accepted_weight: float, total_weight: float, quota: float) -> bool:
    """Say whether acceptors weigh enough: a weighted quota rule (Shapley & Shubik 1954).

    Parameters
    ----------
    accepted_weight, total_weight : float
        Weight of the parties that accept, and of all, at least 0, in one unit.
    quota : float
        Share of the total that is needed, 0 to 1.

    Returns
    -------
    bool
        Whether somebody of weight accepts and the share is reached, give or take 1e-9, so
        that weights such as a third add up in spite of rounding.
    """
    return 0.0 < accepted_weight >= (quota - constants.QUOTA_SLACK) * total_weight


def chance_of_quota(
    chances: Sequence[float], weights: Sequence[float], total_weight: float, quota: float
) -> float:
    """Give the chance that independent acceptors together weigh enough.

    Parameters
    ----------
    chances : sequence of float
        Of each one's yes, 0 to 1.
    weights : sequence of float
        Of each, at least 0, in the unit of `total_weight`.
    total_weight, quota : float
        As in `quota_met`.

    Returns
    -------
    float
        0 to 1, by convolution over the weights: quick where many weigh the same.
    """
    ways = {0.0: 1.0}
    for chance, weight in zip(chances, weights, strict=True):
        after: dict[float, float] = {}
        for so_far, way in ways.items():
            for added, part in ((weight, chance), (0.0, 1.0 - chance)):
                key = round(so_far + added, constants.WEIGHT_DIGITS)
                after[key] = after.get(key, 0.0) + way * part
        ways = after
    met = 0.0
    for weight, way in ways.items():
        if quota_met(weight, total_weight, quota):
            met += way
    return min(1.0, met)
