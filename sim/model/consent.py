"""Whose yes makes a deal when not everyone's is needed."""

_TOLERANCE = 1e-9


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
        Whether the share is reached, give or take 1e-9, so that weights such as a third
        add up in spite of rounding.
    """
    return accepted_weight >= (quota - _TOLERANCE) * total_weight
