"""What a belief over 21 no-deal worths rests on: the inner loops of belief, on arrays.

The formulas are those of `sim.model.belief`, `inference` and `aversion`.
"""

from __future__ import annotations

import math

from sim.core import codes, primitives
from sim.model import constants, draws


def aversion(
    tau: float,
    worth: float,
    no_deal: float,
    best: float,
    shares: list[float],
    first: int,
    others: int,
) -> float:
    """The worth lost because others come nearer to their best (Fehr & Schmidt 1999)."""
    if others == 0:
        return 0.0
    short = 0.0
    for k in range(first, first + others):
        gap = no_deal * (1.0 - shares[k]) + (best * shares[k] - worth)
        if gap > 0.0:
            short += gap
    return tau * (short / others)


def standards(
    no_deals: list[float], wanted: list[float], to: int, seen: list[float], first: int
) -> None:
    """What a text is held against at each possible no-deal worth: reservation and aspiration.

    `seen` as in an observation; its package makes no difference.
    """
    best = seen[first + codes.SEEN_BEST]
    left = seen[first + codes.SEEN_LEFT]
    added = seen[first + codes.SEEN_ADDED]
    conceded = seen[first + codes.SEEN_CONCEDED]
    label = seen[first + codes.SEEN_LABEL]
    for point in range(codes.POINTS):
        r = primitives.ratio(point, constants.GRID) * left + added
        if r < 0.0:
            r = 0.0
        elif r > best:
            r = best
        theta = best - conceded * (best - r)
        if theta < r or conceded >= 1.0:
            theta = r
        if label != 0.0:
            theta = (1.0 - label) * theta + label * r
        no_deals[to + point], wanted[to + point] = r, theta


def inclinations(
    into: list[float],
    precision: float,
    tau: float,
    seen: list[float],
    first: int,
    others: int,
    no_deals: list[float],
    wanted: list[float],
    to: int,
) -> None:
    """Inclination to a text at each possible no-deal worth, with its `standards`."""
    worth, best = seen[first + codes.SEEN_WORTH], seen[first + codes.SEEN_BEST]
    shares = first + codes.SEEN
    for point in range(codes.POINTS):
        r, theta, short = no_deals[to + point], wanted[to + point], 0.0
        for k in range(shares, shares + others):
            gap = r * (1.0 - seen[k]) + (best * seen[k] - worth)
            if gap > 0.0:
                short += gap
        felt = tau * (short / others) if others else 0.0
        into[point] = precision * (worth - theta - felt)


def upper_tail(x: float) -> float:
    """What lies above x of the standard logistic."""
    return 1.0 / (1.0 + math.exp(x)) if x < 700.0 else 0.0


def interval_mass(lo: float, hi: float) -> float:
    """The logistic mass of an interval, as a difference of the tails that are the smaller."""
    if lo >= hi:
        return 0.0
    if lo > 0.0:
        return upper_tail(lo) - upper_tail(hi)
    return upper_tail(-hi) - upper_tail(-lo)


def chances_of_yes(
    into: list[float], x: list[float], bar: float, least: list[float], most: list[float], row: int
) -> None:
    """The chance of a yes at each possible no-deal worth; `row` NONE: nothing was answered."""
    for k in range(codes.POINTS):
        lowest = bar - x[k]
        if row == codes.NONE:
            into[k] = draws.interval_mass(lowest, constants.INFINITE)
            continue
        lo, hi = least[row * codes.POINTS + k], most[row * codes.POINTS + k]
        if lo >= hi or lowest >= hi:
            into[k] = 0.0
        elif lowest <= lo:
            into[k] = 1.0
        else:
            whole = draws.interval_mass(lo, hi)
            into[k] = draws.interval_mass(lowest, hi) / whole if whole > 0.0 else 0.0


def prior(into: list[float], first: int, centre: float, sd: float) -> None:
    """A first belief around a centre: a logistic density over 21 no-deal worths."""
    scale = max(sd * constants.LOGISTIC_UNIT_SD, constants.NARROWEST)
    top = -constants.INFINITE
    for k in range(codes.POINTS):
        z = abs(primitives.ratio(k, constants.GRID) - centre) / scale
        log = -z - 2.0 * math.log1p(math.exp(-z))
        into[first + k] = log
        if log > top:
            top = log
    for k in range(codes.POINTS):
        into[first + k] = math.exp(into[first + k] - top)
    total = primitives.exact_sum(into, first, codes.POINTS)
    for k in range(codes.POINTS):
        into[first + k] = into[first + k] / total


def posterior(into: list[float], to: int, before: list[float], of: int, seen: list[float]) -> None:
    """A belief after something seen (Bayes' rule); as before where it is impossible."""
    for k in range(codes.POINTS):
        into[to + k] = before[of + k] * seen[k]
    total = primitives.exact_sum(into, to, codes.POINTS)
    for k in range(codes.POINTS):
        into[to + k] = before[of + k] if total == 0.0 else into[to + k] / total


def mean(weights: list[float], first: int) -> float:
    """The mean of a belief."""
    total = 0.0
    for k in range(codes.POINTS):
        total += primitives.ratio(k, constants.GRID) * weights[first + k]
    return total
