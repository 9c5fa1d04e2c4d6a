"""What could be agreed at `now`, over draws of the inputs: packages, zone, frontier, solutions.

A package is in the zone of agreement of a draw if it is worth more than no deal to enough of
those whose consent it needs, none of whom it takes across a hard red line: to all of them, or
to a quota of them where the scenario has one (as in `efficiency.zone`).

The four solutions are taken among the packages that are worth more than no deal to everyone
they need, as their authors have it: a draw without such a package has none, and under a quota
that asks for more than a zone does. Nash (1950) multiplies gains and Kalai & Smorodinsky
(1975) share them out as parts of the most that each could gain: neither hangs on anyone's
scale. Kalai's (1977) egalitarian package compares gains in points, and the utilitarian one
(Harsanyi 1955) adds them up as parts of each one's way from no deal to its best: both compare
scales of different actors, which nothing in this model justifies.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.bargain_moment import Moment, willing
from sim.analysis.efficiency import Standings
from sim.analysis.resample import Interval, wilson
from sim.analysis.runs import Floats, kish, weighted_quantiles
from sim.model.bargaining import (
    egalitarian_package,
    kalai_smorodinsky_package,
    nash_package,
    pareto_front,
    utilitarian_package,
)

if TYPE_CHECKING:
    from sim.scenario.tables import Names

NASH, KALAI_SMORODINSKY, EGALITARIAN, UTILITARIAN = SOLUTIONS = (
    "Nash",
    "Kalai-Smorodinsky",
    "egalitarian",
    "utilitarian",
)
COMPARE_SCALES = (EGALITARIAN, UTILITARIAN)
INNER = 0.9  # of the draws: between which the size of the zone lies


@dataclass(frozen=True, slots=True)
class Picture:
    """What one draw comes to: packages by their places.

    `solutions` are in the order of `SOLUTIONS`; None where no package is worth more than no
    deal to everyone it needs. `least_bad` is the package whose least gain is the largest, or
    least loss the smallest.
    """

    weight: float
    zone: tuple[int, ...]
    frontier: tuple[int, ...]
    solutions: tuple[int, ...] | None
    least_bad: int


@dataclass(frozen=True, slots=True)
class PackageShare:
    """A package by its option ids, with shares of the draws in 0 to 1.

    `solutions` are in the order of `SOLUTIONS`.
    """

    package: int
    terms: tuple[str, ...]
    zone: float
    zone_interval: Interval
    frontier: float
    solutions: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Space:
    """Over all draws: how often there is a zone, how large it is, and what is in it.

    `effective` is Kish's (1965) number of draws, their number where all weigh the same.
    `size` is the median number of packages and the two ends of its middle 90%, over the draws
    with a zone. `solved` is the share of draws that have the solutions. `rows` are all
    packages, those most often in the zone first.
    """

    draws: int
    effective: float
    level: float
    zone: float
    interval: Interval
    size: tuple[int, int, int] | None
    solved: float
    rows: tuple[PackageShare, ...]


def picture(moment: Moment) -> Picture:
    """What could be agreed in one draw."""
    at = moment.standings()
    yes = {p: willing(at, p) for p in at.packages}
    inside = tuple(p for p, found in yes.items() if at.tables.consents(p, found))
    everyone = [p for p, found in yes.items() if len(found) == len(at.tables.needed(p))]
    possible = at.tables.open_packages(tuple(moment.state.phases))
    front = pareto_front([point.worths for point in at.points], possible)
    worths = [at.tables.claims(i, moment.state.phases[i]) for i in at.actors]
    solved = _solutions(at, worths, everyone) if everyone else None
    keys = at.tables.names.package_keys
    least_bad = egalitarian_package(worths, at.no_deal, possible or at.packages, keys)
    return Picture(moment.weight, inside, tuple(front), solved, least_bad)


def _solutions(
    at: Standings, worths: Sequence[Sequence[float]], among: Sequence[int]
) -> tuple[int, ...]:
    keys = at.tables.names.package_keys
    bests = [point.best for point in at.points]
    return (
        nash_package(worths, at.no_deal, [1.0] * len(at.actors), among, keys),
        kalai_smorodinsky_package(worths, at.no_deal, among, keys),
        egalitarian_package(worths, at.no_deal, among, keys),
        utilitarian_package(worths, at.no_deal, bests, among, keys),
    )


def space(pictures: Sequence[Picture], names: Names, level: float = 0.95) -> Space:
    """All draws together.

    Parameters
    ----------
    pictures
        One a draw, at least one; in the order of the draws.
    level
        Of the intervals: Wilson's (1927) over draws, which are independent.
    """
    weights = np.array([one.weight for one in pictures], dtype=np.float64)
    effective = kish(weights)
    count = len(names.package_options)
    inside = shares_in([one.zone for one in pictures], weights, count)
    front = shares_in([one.frontier for one in pictures], weights, count)
    solved = [() if one.solutions is None else one.solutions for one in pictures]
    by_rule = [
        shares_in([one[k : k + 1] for one in solved], weights, count) for k in range(len(SOLUTIONS))
    ]
    rows = [
        PackageShare(
            p,
            terms_of(names, p),
            float(inside[p]),
            share_interval(float(inside[p]), effective, level),
            float(front[p]),
            tuple(float(found[p]) for found in by_rule),
        )
        for p in range(count)
    ]
    some = share_of([bool(one.zone) for one in pictures], weights)
    return Space(
        draws=len(pictures),
        effective=effective,
        level=level,
        zone=some,
        interval=share_interval(some, effective, level),
        size=_size(pictures),
        solved=share_of([bool(one) for one in solved], weights),
        rows=tuple(sorted(rows, key=_order)),
    )


def _order(row: PackageShare) -> tuple[float | tuple[str, ...], ...]:
    """Most often in the zone, then solved by most, then on the frontier, then by terms."""
    return (-row.zone, -sum(row.solutions), -row.frontier, row.terms)


def _size(pictures: Sequence[Picture]) -> tuple[int, int, int] | None:
    sizes = [(len(one.zone), one.weight) for one in pictures if one.zone]
    if not sizes:
        return None
    tail = (1 - INNER) / 2
    values, weights = (np.array(column, dtype=np.float64) for column in zip(*sizes, strict=True))
    low, middle, high = weighted_quantiles(values, weights, [tail, 0.5, 1 - tail])
    return round(middle), round(low), round(high)


def terms_of(names: Names, package: int) -> tuple[str, ...]:
    """The option ids of a package, by issue."""
    places = names.package_options[package]
    return tuple(ids[o] for ids, o in zip(names.options, places, strict=True))


def shares_in(found: Sequence[Iterable[int]], weights: Floats, count: int) -> Floats:
    """The share of draws in which each of `count` places is among those found: (count,)."""
    total = np.zeros(count)
    for places, weight in zip(found, weights, strict=True):
        total[list(places)] += weight
    return np.asarray(np.minimum(total / weights.sum(), 1.0), dtype=np.float64)


def share_of(found: Sequence[bool], weights: Floats) -> float:
    """The share of draws of which something is so; 0 and 1 exactly where none is or all are."""
    if all(found):
        return 1.0
    return float(weights[np.array(found, dtype=np.bool_)].sum() / weights.sum())


def share_interval(share: float, effective: float, level: float) -> Interval:
    """How far a share of draws would move with other draws."""
    share = min(1.0, max(0.0, share))
    return Interval(*wilson(share, effective, level), level, "Wilson over draws")
