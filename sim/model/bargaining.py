"""Bargaining solutions over a list of packages, and the split of a pie.

``worths[i][p]`` is what package p is worth to actor i. A worth of infinity says that p
does not need i's consent: i then neither counts nor stands in its way. Sums and ties do
not depend on the order of actors, so that swapping two of them swaps nothing else. Worths are
sums, whose last digits say nothing: in dominance and in ties what differs by no more than `SAME`
is the same.
"""

import math
from collections.abc import Sequence

from sim.model.constants import SAME


def nash_package(
    worths: Sequence[Sequence[float]],
    floors: Sequence[float],
    powers: Sequence[float],
    candidates: Sequence[int],
    keys: Sequence[int],
) -> int:
    """Choose the package of the asymmetric Nash product (Nash 1950; Kalai 1977).

    Parameters
    ----------
    worths : sequence of sequence of float
        By actor, then by package.
    floors : sequence of float
        What each actor must get more than.
    powers : sequence of float
        Bargaining power of each actor, at least 0, in any unit.
    candidates : sequence of int
        Packages to choose from, at least one.
    keys : sequence of int
        By package: among equals the smallest is chosen.

    Returns
    -------
    int
        The package with the largest prod (U_i - m_i) ** omega_i; if none is above
        every floor, the one with the largest min (U_i - m_i). The products are compared
        as weighted geometric means, so that needing fewer consents is no advantage by
        itself.
    """
    above = candidates
    for row, floor in zip(worths, floors, strict=True):
        above = [p for p in above if row[p] - floor > 0.0]
    if not above:
        return _best(_least_gains(worths, floors, candidates), candidates, keys)
    return _best(mean_log_gains(worths, floors, powers, above), above, keys)


def nash_packages(
    worths: Sequence[Sequence[float]],
    floors: Sequence[float],
    powers: Sequence[float],
    candidates: Sequence[int],
) -> list[int]:
    """Choose the packages of the Nash product: all that tie, where `nash_package` takes one.

    Parameters as there; what is no more than `SAME` above a floor is at it. If none is above
    every floor, the egalitarian ones.
    """
    above = candidates
    for row, floor in zip(worths, floors, strict=True):
        above = [p for p in above if row[p] - floor > SAME]
    if not above:
        return egalitarian_packages(worths, floors, candidates)
    return _largest(mean_log_gains(worths, floors, powers, above), above)


def kalai_smorodinsky_packages(
    worths: Sequence[Sequence[float]],
    floors: Sequence[float],
    candidates: Sequence[int],
) -> list[int]:
    """Choose the packages that share ideal gains evenly (Kalai & Smorodinsky 1975).

    An actor with nothing to gain in any individually rational package does not count. Of
    packages with the same least share the one with the largest next share is taken, and so
    on (lexicographic: Imai 1983), so that nothing is left that would harm nobody.

    Parameters
    ----------
    worths : sequence of sequence of float
        By actor, then by package.
    floors : sequence of float
        What each actor must get at least.
    candidates : sequence of int
        Packages to choose from, at least one.

    Returns
    -------
    list of int
        Of the packages at or above every floor, those with the largest
        min (U_i - m_i) / (ideal_i - m_i), ideals taken over the same packages; if there
        is none, the egalitarian ones.
    """
    least = _least_gains(worths, floors, candidates)
    rational = [p for p, gain in zip(candidates, least, strict=True) if gain >= -SAME]
    if not rational:
        return egalitarian_packages(worths, floors, candidates)
    rows = []
    for row, floor in zip(worths, floors, strict=True):
        gains = [row[p] - floor for p in rational]
        ideal = max((gain for gain in gains if gain < math.inf), default=0.0)
        if ideal > SAME:
            rows.append([gain / ideal for gain in gains])
    return _leximin(rows, rational)


def egalitarian_packages(
    worths: Sequence[Sequence[float]],
    floors: Sequence[float],
    candidates: Sequence[int],
) -> list[int]:
    """Choose the packages whose least gain is the largest: equal gains (Kalai 1977).

    Gains are compared as they are, so whether it means anything hangs on the scales. Of
    packages with the same least gain the one with the largest next gain is taken, and so on
    (leximin: Sen 1970), so that nothing is left that would harm nobody.

    Parameters
    ----------
    worths : sequence of sequence of float
        By actor, then by package.
    floors : sequence of float
        What each actor must get at least.
    candidates : sequence of int
        Packages to choose from, at least one.

    Returns
    -------
    list of int
        The packages with the largest min (U_i - m_i), whether or not that is above 0.
    """
    rows = [[row[p] - floor for p in candidates] for row, floor in zip(worths, floors, strict=True)]
    return _leximin(rows, candidates)


def utilitarian_packages(
    worths: Sequence[Sequence[float]],
    floors: Sequence[float],
    bests: Sequence[float],
    candidates: Sequence[int],
) -> list[int]:
    """Choose the packages with the largest sum of gains (Harsanyi 1955).

    Each gain is counted as a part of its actor's way from floor to best, which adds scales
    up that nothing makes comparable; it is what relative utilitarianism does (Dhillon &
    Mertens 1999), with no deal in the place of the worst.

    Parameters
    ----------
    worths : sequence of sequence of float
        By actor, then by package.
    floors : sequence of float
        What each actor must get at least.
    bests : sequence of float
        What each could have at best; an actor with no way above its floor does not count.
    candidates : sequence of int
        Packages to choose from, at least one.

    Returns
    -------
    list of int
        Of the packages at or above every floor, those with the largest mean of
        (U_i - m_i) / (best_i - m_i) over those whose consent it needs; a mean, so that
        needing fewer consents is no drawback by itself. If there is none, the egalitarian
        ones.
    """
    least = _least_gains(worths, floors, candidates)
    rational = [p for p, gain in zip(candidates, least, strict=True) if gain >= -SAME]
    if not rational:
        return egalitarian_packages(worths, floors, candidates)
    rows = [
        [(row[p] - floor) / (best - floor) for p in rational]
        for row, floor, best in zip(worths, floors, bests, strict=True)
        if best - floor > SAME
    ]
    scores = [_mean([g for g in gains if g < math.inf]) for gains in zip(*rows, strict=True)]
    return _largest(scores or [0.0] * len(rational), rational)


def mean_log_gains(
    worths: Sequence[Sequence[float]],
    floors: Sequence[float],
    powers: Sequence[float],
    candidates: Sequence[int],
) -> list[float]:
    """Give the log of each package's asymmetric Nash product, all gains above 0 (Kalai 1977).

    Powers sum to one over those whose consent a package needs: a weighted geometric mean.
    Parameters as for `nash_package`; one number for each candidate.
    """
    rows = []
    for row, floor, power in zip(worths, floors, powers, strict=True):
        rows.append([power * math.log(row[p] - floor) for p in candidates])
    whole = math.fsum(powers)
    return [
        math.fsum(logs) / whole if math.inf not in logs else _mean_of_needed(logs, powers)
        for logs in zip(*rows, strict=True)
    ]


def _mean_of_needed(logs: Sequence[float], powers: Sequence[float]) -> float:
    needed = [k for k, log in enumerate(logs) if log < math.inf]
    weight = math.fsum([powers[k] for k in needed])
    return math.fsum([logs[k] for k in needed]) / weight if weight > 0.0 else 0.0


def _least_gains(
    worths: Sequence[Sequence[float]],
    floors: Sequence[float],
    candidates: Sequence[int],
) -> list[float]:
    least = [math.inf] * len(candidates)
    for row, floor in zip(worths, floors, strict=True):
        gains = [row[p] - floor for p in candidates]
        least = _lower(least, gains)
    return least


def _lower(first: Sequence[float], second: Sequence[float]) -> list[float]:
    # a call of min for each would take three times as long
    return [b if b < a else a for a, b in zip(first, second, strict=True)]  # noqa: FURB136


def _leximin(rows: Sequence[Sequence[float]], candidates: Sequence[int]) -> list[int]:
    """Of those with the greatest least value the ones with the greatest next, and so on."""
    if not rows:
        return list(candidates)
    least = list(rows[0])
    for row in rows[1:]:
        least = _lower(least, row)
    enough = max(least) - SAME
    near = [k for k, value in enumerate(least) if value >= enough]
    scores = {k: sorted([row[k] for row in rows]) for k in near}
    for nth in range(1, len(rows)):
        top = max(scores[k][nth] for k in near)
        near = [k for k in near if scores[k][nth] >= top - SAME]
    return [candidates[k] for k in near]


def _best(scores: Sequence[float], candidates: Sequence[int], keys: Sequence[int]) -> int:
    top = max(scores)
    tied = [p for p, score in zip(candidates, scores, strict=True) if score == top]
    return min(tied, key=keys.__getitem__)


def _largest(scores: Sequence[float], candidates: Sequence[int]) -> list[int]:
    enough = max(scores) - SAME
    return [p for p, score in zip(candidates, scores, strict=True) if score >= enough]


def _mean(gains: Sequence[float]) -> float:
    return math.fsum(gains) / len(gains) if gains else 0.0
