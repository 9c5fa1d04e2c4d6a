"""What a mediator believes of a reservation value, and what words move.

Bayes' rule on a grid; a log-odds rule for public statements; the credibility of a
biased mediator after Kydd (2003), "Which side are you on?".
"""

import math
from collections.abc import Sequence

from sim.model import constants


def prior(centre: float, sd: float) -> list[float]:
    """Spread a first belief around a centre: a logistic density at ``constants.POINTS``.

    Parameters
    ----------
    centre : float
        Where it is thought to be; may lie outside 0 to 1.
    sd : float
        Standard deviation of the density, at least 0; at 0 all is on the nearest point.

    Returns
    -------
    list of float
        21 weights summing to 1.
    """
    scale = max(sd * constants.LOGISTIC_UNIT_SD, constants.NARROWEST)
    logs = []
    for point in constants.POINTS:
        z = abs(point - centre) / scale
        logs.append(-z - 2.0 * math.log1p(math.exp(-z)))
    # Relative to the top, so that a far centre cannot make every weight vanish.
    top = max(logs)
    weights = [math.exp(log - top) for log in logs]
    total = math.fsum(weights)
    return [weight / total for weight in weights]


def posterior(prior: Sequence[float], likelihood: Sequence[float]) -> list[float]:
    """Update a belief by Bayes' rule.

    Parameters
    ----------
    prior : sequence of float
        Weights summing to 1.
    likelihood : sequence of float
        Chance of what was seen at each point, 0 to 1, as many.

    Returns
    -------
    list of float
        Weights summing to 1; the prior if what was seen is impossible under it.
    """
    weights = [p * seen for p, seen in zip(prior, likelihood, strict=True)]
    total = math.fsum(weights)
    if total == 0.0:
        return list(prior)
    return [weight / total for weight in weights]


def mean(weights: Sequence[float]) -> float:
    """Give the mean of a belief over ``constants.POINTS``.

    Parameters
    ----------
    weights : sequence of float
        21 weights summing to 1.

    Returns
    -------
    float
        Expected no-deal worth, 0 to 1.
    """
    total = 0.0
    for point, weight in zip(constants.POINTS, weights, strict=True):
        total += point * weight
    return total


def moved(q: float, credibility: float, log_lr: float) -> float:
    """Move a belief by a statement: logit q += C log LR (Bayes' rule, discounted).

    Written on the odds, so that a statement without content or credibility leaves
    `q` as it was, to the last bit.

    Parameters
    ----------
    q : float
        Belief that agreement is near, 0 to 1.
    credibility : float
        C, at least 0.
    log_lr : float
        Log likelihood ratio of the statement, of either sign.

    Returns
    -------
    float
        The belief after it, 1e-6 to 1 - 1e-6.
    """
    q = min(max(q, constants.LEAST_BELIEF), 1.0 - constants.LEAST_BELIEF)
    push = credibility * log_lr
    if push >= 0.0:
        q = q / (q + (1.0 - q) * math.exp(-push))
    else:
        odds = q * math.exp(push)
        q = odds / (odds + (1.0 - q))
    return min(max(q, constants.LEAST_BELIEF), 1.0 - constants.LEAST_BELIEF)


def credibility(c0: float, bias: float, mean_bias_of_others: float) -> float:
    """Give how far an actor believes a biased mediator (idea: Kydd 2003).

    That leaning to the other side costs credibility is Kydd's; the exponential is ours.

    Parameters
    ----------
    c0 : float
        Credibility of a mediator that does not lean to the others, 0 to 1.
    bias, mean_bias_of_others : float
        The mediator's bias toward this actor and toward the others, -1 to 1.

    Returns
    -------
    float
        Credibility, 0 to `c0`.
    """
    return c0 * math.exp(-constants.LEAN_COST * max(0.0, mean_bias_of_others - bias))
