"""What a package is compared with: reservation value, concession, aspiration.

The sums are written so that rounding keeps their order: a higher reservation value
never gives a lower aspiration, not even in the last bit.
"""

import math

from sim.model import constants


def lock_in(level: float, elapsed: float, half_life: float) -> float:
    """Decay the cost of going back on public statements (Fearon 1994).

    Audience costs are Fearon's; that they halve in a fixed time is an assumption.

    Parameters
    ----------
    level : float
        Lock-in at the start, in worth, at least 0.
    elapsed : float
        Days since then, at least 0.
    half_life : float
        Days in which it halves, above 0.

    Returns
    -------
    float
        Lock-in now, 0 to `level`.
    """
    return level * math.pow(0.5, elapsed / half_life)


def no_deal_left(share: float, loss: float, waited: float, discount: float = 0.0) -> float:
    """Give what waiting leaves of the worth of no deal (Zartman 2000).

    On all sides alike, the hurting stalemate. What waiting costs is a fixed part of it a day, a
    fixed discounting factor, or both at once (the two kinds of Rubinstein 1982, there on a pie):
    ds/dt = -loss/90 - discount s, never below 0.

    Parameters
    ----------
    share : float
        Share left on the day that is counted from: 1 on the day the worth is told for.
    loss : float
        Share of the whole worth that is lost in 90 days, at least 0.
    waited : float
        Days since; below 0 before.
    discount : float
        Rate a day at which what is left is discounted besides, at least 0.

    Returns
    -------
    float
        Share left, at least 0; above 1 before that day.
    """
    if discount == 0.0:
        return max(0.0, share - loss * waited / constants.LOSS_DAYS)
    power = min(-discount * waited, constants.MOST_BEFORE)
    lost = loss / constants.LOSS_DAYS * math.expm1(power) / discount
    return max(0.0, share * math.exp(power) + lost)


def reservation(b: float, left: float, added: float, best: float) -> float:
    """Give the worth below which no deal is better (Raiffa 1982).

    b + c (now - t) + L + S with c = b loss / 90, written so that it never falls as `b` rises.

    Parameters
    ----------
    b : float
        Worth of no deal at `now`, 0 to 1.
    left : float
        Share of it that waiting leaves, as from `no_deal_left`.
    added : float
        Lock-in, shocks and resentment together, of either sign.
    best : float
        Best worth the actor can have, at least 0.

    Returns
    -------
    float
        Reservation value, 0 to `best`.
    """
    r = b * left + added
    if r < 0.0:
        return 0.0
    return min(r, best)


def concession_exponent(firmness: float) -> float:
    """Turn firmness into Faratin, Sierra & Jennings' (1998) beta.

    Parameters
    ----------
    firmness : float
        0 to 1: .5 concedes linearly, above it late (Boulware), below it early
        (Conceder).

    Returns
    -------
    float
        beta, 10 down to .1.
    """
    return math.pow(constants.EARLIEST, 1.0 - 2.0 * firmness)


def conceded(k: float, t: float, horizon: float, beta: float) -> float:
    """Give the part of the room conceded so far (Faratin, Sierra & Jennings 1998).

    Parameters
    ----------
    k : float
        Conceded at the opening, 0 to 1.
    t, horizon : float
        Days since the start, at least 0: now, and when the talks must be over.
    beta : float
        Concession exponent, above 0.

    Returns
    -------
    float
        alpha, from `k` at the start to 1 at the horizon and after.
    """
    if t >= horizon:
        return 1.0
    return k + (1.0 - k) * math.pow(t / horizon, 1.0 / beta)


def aspiration(r: float, best: float, alpha: float) -> float:
    """Give the worth asked for: r + (best - r)(1 - alpha) (Faratin et al. 1998).

    Parameters
    ----------
    r : float
        Reservation value, at most `best`.
    best : float
        Best worth the actor can have.
    alpha : float
        Part conceded, 0 to 1.

    Returns
    -------
    float
        theta, `best` at alpha 0 down to `r` at alpha 1.
    """
    if alpha >= 1.0:
        return r  # exactly, where rounding might leave a little
    return max(best - alpha * (best - r), r)


def under_label(theta: float, r: float, label_effect: float, credibility: float) -> float:
    """Lower the aspiration for a text called final: theta - e phi (theta - r).

    An assumption of this model, with no published source.

    Parameters
    ----------
    theta : float
        Aspiration, at least `r`.
    r : float
        Reservation value.
    label_effect : float
        Part of the gap a wholly credible label closes, 0 to 1.
    credibility : float
        phi, how far the author is believed to mean it, 0 to 1.

    Returns
    -------
    float
        Aspiration under the label, between `r` and `theta`.
    """
    closed = label_effect * credibility
    return (1.0 - closed) * theta + closed * r
