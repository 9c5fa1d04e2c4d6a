"""Whose consent is missing where: by actor and package, over draws of the inputs.

A package fails in a draw if it is outside the zone of agreement. It fails *by* an actor if that
actor's consent is among those it needs and does not have, and by it *alone* if that one consent
would be enough. An actor may be missing for a red line or for what it has without a deal: both
count alike, and every actor is counted alike. It is no measure of fault: who is missing hangs on
what a package asks of whom.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.bargain_moment import Moment
from sim.analysis.bargaining_space import share_interval, share_of, shares_in
from sim.analysis.consents import Packages, Stakes, places
from sim.analysis.resample import Interval
from sim.analysis.runs import kish

if TYPE_CHECKING:
    from sim.scenario.names import Names


@dataclass(frozen=True, slots=True)
class Lacking:
    """One draw: the packages that fail by each actor that may be asked, and by it alone."""

    weight: float
    zone: bool
    missing: Mapping[int, Packages]
    alone: Mapping[int, Packages]
    nothing: frozenset[int]  # no package that needs the actor's consent has it


@dataclass(frozen=True, slots=True)
class Missing:
    """One actor, with shares of 0 to 1; of draws without a zone None where each has one.

    Attributes
    ----------
    only_one
        Of the draws without a zone: some package has every consent it needs but this one.
    nothing
        Of the draws without a zone: every package that needs this consent fails by it.
    by_package, alone
        Of all draws, by package: it fails by this actor, and by it alone.
    """

    actor: str
    only_one: float | None
    only_one_interval: Interval | None
    nothing: float | None
    by_package: tuple[float, ...]
    alone: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class MissingConsent:
    """All actors whose consent may be needed, alphabetically; `without` of the draws no zone."""

    draws: int
    without: int
    level: float
    rows: tuple[Missing, ...]


def lacking(moment: Moment, stakes: Stakes) -> Lacking:
    """What is missing in one draw, given who gains by what."""
    yes = stakes.willing
    inside = stakes.consented(yes)
    missing = stakes.needed & ~yes & ~inside
    alone = {}
    for place, (actor, fails) in enumerate(zip(stakes.actors, missing, strict=True)):
        too = yes.copy()
        too[place] |= fails
        alone[actor] = places(fails & stakes.consented(too))
    return Lacking(
        moment.weight,
        bool(inside.any()),
        {i: places(fails) for i, fails in zip(stakes.actors, missing, strict=True)},
        alone,
        frozenset(i for i, row in zip(stakes.actors, yes, strict=True) if not row.any()),
    )


def missing_consent(found: Sequence[Lacking], names: Names, level: float = 0.95) -> MissingConsent:
    """All draws together; `found` are one a draw, at least one, in the order of the draws.

    An actor that a draw never asks lacks nothing there.
    """
    weights = np.array([one.weight for one in found], dtype=np.float64)
    barren = [one for one in found if not one.zone]
    count = len(names.package_options)
    rows = [
        Missing(
            names.actors[i],
            *_without_a_zone(barren, i, level),
            tuple(shares_in([one.missing.get(i, ()) for one in found], weights, count).tolist()),
            tuple(shares_in([one.alone.get(i, ()) for one in found], weights, count).tolist()),
        )
        for i in sorted({i for one in found for i in one.missing})
    ]
    return MissingConsent(len(found), len(barren), level, tuple(rows))


def _without_a_zone(
    barren: Sequence[Lacking], actor: int, level: float
) -> tuple[float | None, Interval | None, float | None]:
    """Of the draws without a zone: those that lack one consent only, and those with none of it."""
    if not barren:
        return None, None, None
    weights = np.array([one.weight for one in barren], dtype=np.float64)
    only = share_of([len(one.alone.get(actor, ())) > 0 for one in barren], weights)
    nothing = share_of([actor in one.nothing for one in barren], weights)
    return only, share_interval(only, kish(weights), level), nothing
