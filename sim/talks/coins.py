"""The coins of one actor's recorded answers, summed over exactly.

An answer rests on the actor's lasting disposition with its `consistency`, else on a taste of
its own. Given the coins, the chance of the answers is the mass of what they leave of the
disposition times the masses of the tastes; summed over all coins, it is a sum over what may be
left of the disposition, of which there are few.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from sim.model.draws import interval_mass

Interval = tuple[float, float]
_OPEN = (-math.inf, math.inf)


def chance(cuts: Sequence[Interval], consistency: float, within: Interval = _OPEN) -> float:
    """The chance of answers that leave these intervals, whatever their coins.

    Parameters
    ----------
    within
        What is left of the disposition by answers before them.
    """
    ways = {within: 1.0}  # by what is left of the disposition
    for lo, hi in cuts:
        own = (1.0 - consistency) * interval_mass(lo, hi)
        after: dict[Interval, float] = {}
        for (least, most), weight in ways.items():
            after[least, most] = after.get((least, most), 0.0) + weight * own
            joint = max(least, lo), min(most, hi)
            after[joint] = after.get(joint, 0.0) + weight * consistency
        ways = after
    return math.fsum(weight * interval_mass(*left) for left, weight in ways.items())


def drawn(
    cuts: Sequence[Interval], consistency: float, uniforms: Sequence[float]
) -> tuple[bool, ...]:
    """Which answers rest on the disposition, as likely as it is given all of them.

    Where no coins give the answers, as likely as it is without them. A uniform an answer.
    """
    if chance(cuts, consistency) <= 0.0:
        return tuple(u < consistency for u in uniforms)
    found, left = list[bool](), _OPEN
    for place, ((lo, hi), u) in enumerate(zip(cuts, uniforms, strict=True)):
        rest = cuts[place + 1 :]
        joint = max(left[0], lo), min(left[1], hi)
        shared = consistency * chance(rest, consistency, joint)
        own = (1.0 - consistency) * interval_mass(lo, hi) * chance(rest, consistency, left)
        found.append(u * (shared + own) < shared)
        left = joint if found[-1] else left
    return tuple(found)
