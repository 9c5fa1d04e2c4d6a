"""What the record says of an actor's luck with a package: exactly, by counting its coins.

Each recorded answer rests on its actor's lasting disposition or on a taste of its own, by a
coin (`talks.conditioning`). Given the coins every latent is logistic within an interval; so
given the record alone it is a mixture of such, a part for each way the actor's coins may have
fallen, weighed by how likely that way makes its recorded answers. Actors are independent.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from sim.model.draws import interval_mass
from sim.talks.conditioning import Record, mass

_OPEN = (-math.inf, math.inf)
Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Part:
    """Logistic luck between two ends, with this share of the mixture."""

    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class _Way:
    """One way an actor's coins may have fallen, and how likely it makes its answers."""

    shared: tuple[bool, ...]
    disposition: Interval
    weight: float


def luck_of(
    record: Record, actor: int, package: int, consistency: tuple[float, float]
) -> tuple[Part, ...]:
    """An actor's luck with a package, given what it answered in the record.

    Parameters
    ----------
    consistency
        The chance that an answer of the actor rests on its disposition: while the record ran,
        and for a package that it has not answered yet.

    Returns
    -------
    Parts whose shares sum to 1; luck that the record says nothing of is one part without
    ends, and so is that of a record that no luck gives.
    """
    own = {p: cut for (i, p), cut in record.cuts.items() if i == actor}
    past, now = consistency
    ways = _ways(list(own.values()), past)
    whole = math.fsum([way.weight for way in ways])
    if whole <= 0.0:
        return (Part(1.0, *_OPEN),)
    parts: dict[Interval, list[float]] = {}
    for way in ways:
        for chance, within in _sources(way, own, package, now):
            parts.setdefault(within, []).append(chance * way.weight / whole)
    summed = [(math.fsum(shares), within) for within, shares in parts.items()]
    return tuple(Part(share, *within) for share, within in summed if share > 0.0)


def _ways(cuts: Sequence[Interval], consistency: float) -> list[_Way]:
    found = []
    for shared in product((False, True), repeat=len(cuts)):
        weight, low, high = 1.0, *_OPEN
        for (lo, hi), with_others in zip(cuts, shared, strict=True):
            weight *= consistency if with_others else (1.0 - consistency) * mass(lo, hi)
            if with_others:
                low, high = max(low, lo), min(high, hi)
        found.append(_Way(shared, (low, high), weight * mass(low, high)))
    return found


def _sources(
    way: _Way, own: dict[int, Interval], package: int, consistency: float
) -> list[tuple[float, Interval]]:
    """Where the luck with the package comes from, given the coins: chances and intervals."""
    if package in own:
        place = list(own).index(package)
        return [(1.0, way.disposition if way.shared[place] else own[package])]
    return [(consistency, way.disposition), (1.0 - consistency, _OPEN)]


def chance_above(parts: Sequence[Part], least: float) -> float:
    """The chance that luck is above a bar: of a yes, whose bar is what luck has to make up."""
    found = []
    for part in parts:
        if least <= part.low:
            found.append(part.share)
        elif least < part.high:
            whole = interval_mass(part.low, part.high)
            found.append(part.share * interval_mass(least, part.high) / whole)
    return min(1.0, math.fsum(found))
