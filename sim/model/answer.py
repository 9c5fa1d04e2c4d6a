"""Answering a text: an ordered logit with three answers.

McCullagh (1980), "Regression models for ordinal data"; read as a quantal response,
McKelvey & Palfrey (1995). The noise eps is standard logistic.

Adding a noise to an inclination rounds, so ``answer(x + eps, a, r)`` can differ from
``noise_interval`` in the last bit. ``answer(eps, a - x, r + x)`` asks the same question
with the interval's own ends and agrees with it exactly.
"""

from sim.model import constants, draws


def inclination(precision: float, worth: float, aspiration: float, aversion: float) -> float:
    """Give the inclination to accept, without noise (McKelvey & Palfrey 1995).

    Parameters
    ----------
    precision : float
        lambda, at least 0: 0 is a coin, infinity the threshold rule.
    worth, aspiration, aversion : float
        Worth of the package, what it is compared with, and what its one-sidedness costs.

    Returns
    -------
    float
        x, in units of the noise.
    """
    return precision * (worth - aspiration - aversion)


def rejection_bar(kappa0: float, blame: float, q: float) -> float:
    """Give how far below zero an inclination must fall for a formal no.

    That a no costs more when agreement seems near is an assumption of this model.

    Parameters
    ----------
    kappa0 : float
        Bar when agreement is out of sight, at least 0.
    blame : float
        Blame for a formal no when agreement is certain, at least 0.
    q : float
        Belief that agreement is near, 0 to 1.

    Returns
    -------
    float
        The bar, at least 0.
    """
    return kappa0 + blame * q


def answer(z: float, accept_bar: float, reject_bar: float) -> int:
    """Turn an inclination with noise into an answer (McCullagh 1980).

    Parameters
    ----------
    z : float
        Inclination plus noise.
    accept_bar, reject_bar : float
        Bars, with ``-reject_bar <= accept_bar``.

    Returns
    -------
    int
        ``ACCEPT`` above `accept_bar`, ``REJECT`` below ``-reject_bar``, else
        ``CRITICISE`` (so on a bar itself).
    """
    if z > accept_bar:
        return constants.ACCEPT
    if z < -reject_bar:
        return constants.REJECT
    return constants.CRITICISE


def answer_probabilities(
    x: float, accept_bar: float, reject_bar: float
) -> tuple[float, float, float]:
    """Give the chance of each answer (McCullagh 1980).

    Parameters
    ----------
    x : float
        Inclination, without noise.
    accept_bar, reject_bar : float
        Bars, with ``-reject_bar <= accept_bar``.

    Returns
    -------
    tuple of float
        Chances to accept, criticise, reject; each 0 to 1, summing to 1.
    """
    return (
        draws.logistic_cdf(x - accept_bar),
        draws.interval_mass(-reject_bar - x, accept_bar - x),
        draws.logistic_cdf(-reject_bar - x),
    )


def noise_interval(
    answer: int, x: float, accept_bar: float, reject_bar: float
) -> tuple[float, float]:
    """Give the noises that bring about an answer (McCullagh 1980).

    Parameters
    ----------
    answer : int
        ``ACCEPT``, ``CRITICISE`` or ``REJECT``.
    x : float
        Inclination, without noise.
    accept_bar, reject_bar : float
        Bars, with ``-reject_bar <= accept_bar``.

    Returns
    -------
    tuple of float
        Ends of the open interval of eps; infinite where it has no end.
    """
    return (
        lowest_noise(answer, x, accept_bar, reject_bar),
        highest_noise(answer, x, accept_bar, reject_bar),
    )


def lowest_noise(answer: int, x: float, accept_bar: float, reject_bar: float) -> float:
    """Give the lower end of `noise_interval`, of the same numbers."""
    if answer == constants.REJECT:
        return -constants.INFINITE
    return (accept_bar if answer == constants.ACCEPT else -reject_bar) - x


def highest_noise(answer: int, x: float, accept_bar: float, reject_bar: float) -> float:
    """Give the upper end of `noise_interval`, of the same numbers."""
    if answer == constants.ACCEPT:
        return constants.INFINITE
    return (accept_bar if answer == constants.CRITICISE else -reject_bar) - x
