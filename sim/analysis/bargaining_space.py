"""What could be agreed at `now`, over draws of the inputs: packages, zone, frontier, solutions.

A package is in the zone of agreement of a draw if it is worth no less than no deal (or more,
where the scenario `accepts: above`) to enough of those whose consent it needs, none of whom it
takes across a hard red line: to all of them, or to a quota of them where the scenario has one
(as in `efficiency.zone`).

The four solutions are taken among the packages that are worth that to everyone they need: a draw
without such a package has none, and under a quota that asks for more than a zone does. Nash
(1950) multiplies gains and Kalai & Smorodinsky (1975) share them out as parts of the most that
each could gain: neither hangs on anyone's scale. Kalai's (1977) egalitarian package compares
gains in points, and the utilitarian one (Harsanyi 1955) adds them up as parts of each one's way
from no deal to its best: both compare scales of different actors, which nothing in this model
justifies.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Protocol

import numpy as np

from sim.analysis.bargain_moment import Moment
from sim.analysis.consents import Packages, Stakes, places
from sim.analysis.frontier import Places, frontier
from sim.analysis.resample import Interval, wilson
from sim.analysis.runs import Floats, kish, weighted_quantiles
from sim.model.bargaining import (
    egalitarian_packages,
    kalai_smorodinsky_packages,
    nash_packages,
    utilitarian_packages,
)

if TYPE_CHECKING:
    from sim.scenario.names import Names

NASH, KALAI_SMORODINSKY, EGALITARIAN, UTILITARIAN = SOLUTIONS = (
    "Nash",
    "Kalai-Smorodinsky",
    "egalitarian",
    "utilitarian",
)
INNER = 0.9  # of the draws: between which the size of the zone lies


class Rule(Protocol):
    """A bargaining solution, all but what it chooses from."""

    def __call__(
        self,
        *,
        worths: Sequence[Sequence[float]],
        candidates: Sequence[int],
    ) -> list[int]:
        """The packages: several where they tie."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What one draw comes to: packages by their places.

    `solutions` are in the order of `SOLUTIONS`, each with all packages that tie for it; None
    where no package is worth more than no deal to everyone it needs. `least_bad` are the packages
    whose least gain is the largest, or least loss the smallest.
    """

    weight: float
    zone: Packages
    frontier: Packages
    solutions: tuple[tuple[int, ...], ...] | None
    least_bad: tuple[int, ...]


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
    told: tuple[str, ...]  # its terms in few words, numbers with their units


@dataclass(frozen=True, slots=True)
class Space:
    """Over all draws: how often there is a zone, how large it is, and what is in it.

    `effective` is Kish's (1965) number of draws, their number where all weigh the same. `tied`
    are, in the order of `SOLUTIONS`, the shares of draws in which several packages tie for it:
    there it is each of them.
    `size` is the median number of packages and the two ends of its middle 90%, over the draws
    with a zone. `solved` is the share of draws that have the solutions. `rows` are all
    packages, those most often in the zone first. `above`: a package in the zone is worth more
    than no deal, and not just as much.
    """

    draws: int
    effective: float
    level: float
    zone: float
    interval: Interval
    size: tuple[int, int, int] | None
    solved: float
    tied: tuple[float, ...]
    rows: tuple[PackageShare, ...]
    above: bool


def picture(moment: Moment, stakes: Stakes) -> Picture:
    """What could be agreed in one draw, given who gains by what."""
    inside = stakes.consented(stakes.willing)
    everyone = np.flatnonzero((stakes.willing | ~stakes.needed).all(axis=0))
    possible = np.flatnonzero(stakes.consented(stakes.open_to))
    front = possible[frontier(stakes.worths[:, possible])].astype(np.uint16)
    claims = np.where(stakes.needed, stakes.worths, math.inf)
    names = moment.state.tables.names
    some = possible if len(possible) else np.array(names.feasible, dtype=np.intp)
    least_bad = _chosen(partial(egalitarian_packages, floors=stakes.no_deal), claims, some)
    bests = [moment.state.stand[i].best for i in stakes.actors]
    solved = None
    if len(everyone):
        even = [1.0] * len(bests)
        rules: tuple[Rule, ...] = (
            partial(nash_packages, floors=stakes.no_deal, powers=even),
            partial(kalai_smorodinsky_packages, floors=stakes.no_deal),
            partial(egalitarian_packages, floors=stakes.no_deal),
            partial(utilitarian_packages, floors=stakes.no_deal, bests=bests),
        )
        solved = tuple(_chosen(rule, claims, everyone) for rule in rules)
    return Picture(moment.weight, places(inside), front, solved, least_bad)


def _chosen(rule: Rule, claims: Floats, among: Places) -> tuple[int, ...]:
    """The packages that a rule chooses among some."""
    chosen = rule(worths=claims[:, among].tolist(), candidates=range(len(among)))
    return tuple(int(among[k]) for k in chosen)


def space(pictures: Sequence[Picture], names: Names, *, above: bool, level: float = 0.95) -> Space:
    """All draws together.

    Parameters
    ----------
    pictures
        One a draw, at least one; in the order of the draws.
    above
        Whether what is in the zone is worth more than no deal, and not just as much.
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
        shares_in([one[k] if one else () for one in solved], weights, count)
        for k in range(len(SOLUTIONS))
    ]
    rows = [
        PackageShare(
            p,
            terms_of(names, p),
            float(inside[p]),
            share_interval(float(inside[p]), effective, level),
            float(front[p]),
            tuple(float(found[p]) for found in by_rule),
            tuple(map(names.told, names.issues, terms_of(names, p))),
        )
        for p in range(count)
    ]
    some = share_of([len(one.zone) > 0 for one in pictures], weights)
    return Space(
        draws=len(pictures),
        effective=effective,
        level=level,
        zone=some,
        interval=share_interval(some, effective, level),
        size=_size(pictures),
        solved=share_of([bool(one) for one in solved], weights),
        tied=tuple(
            share_of([bool(one) and len(one[k]) > 1 for one in solved], weights)
            for k in range(len(SOLUTIONS))
        ),
        rows=tuple(sorted(rows, key=_order)),
        above=above,
    )


def _order(row: PackageShare) -> tuple[float | tuple[str, ...], ...]:
    """Most often in the zone, then solved by most, then on the frontier, then by terms."""
    return (-row.zone, -sum(row.solutions), -row.frontier, row.terms)


def _size(pictures: Sequence[Picture]) -> tuple[int, int, int] | None:
    sizes = [(len(one.zone), one.weight) for one in pictures if len(one.zone)]
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


def shares_in(found: Sequence[Packages], weights: Floats, count: int) -> Floats:
    """The share of draws in which each of `count` places is among those found: (count,)."""
    total = np.zeros(count)
    for packages, weight in zip(found, weights, strict=True):
        total[np.asarray(packages, dtype=np.intp)] += weight
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
