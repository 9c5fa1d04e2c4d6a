"""A copy of a case whose unknown numbers have narrower or wider ranges: what the ranges do.

Each range keeps its middle, on its own scale: points as they are (an input on a log scale is
written in points), days and rates by their ratio where they do not begin at 0. It ends at the hard
limits of the input, as the one table of inputs has them. Words keep all that they may be, and dates
theirs; so does what a fact backs, and what is one value. The luck of an input is keyed by its path:
a draw lies at the same place of the range in both cases.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sim.errors import ScenarioError, SettingError
from sim.scenario.defaults import rows
from sim.scenario.distributions import Triangular, Uniform
from sim.scenario.limits import Limit

if TYPE_CHECKING:
    from sim.scenario.case import Case
    from sim.scenario.inputs import Input
    from sim.scenario.settings import Setting

RANGES = {"half": 0.5, "double": 2.0}
"""Widths of the ranges, by what they are called."""
_POINTS = Limit(0, 100, "points")


def with_ranges(case: Case, times: float) -> tuple[Case, int]:
    """The case with ranges so many times as wide, and how many they are.

    Raises
    ------
    SettingError
        Where the scenario does not hold with them.
    """
    sets: list[Setting] = []
    for one in case.inputs:
        limit = _limit(case, one)
        if isinstance(one.dist, Uniform | Triangular) and limit is not None and not one.evidence:
            ends = _ends(one, times, limit)
            sets.append((one.path, json.dumps([_written(end, one.unit) for end in ends])))
    try:
        return case.variant(tuple(sets)), len(sets)
    except ScenarioError as error:
        fault = error.faults[0]
        raise SettingError(
            f"ranges {times:g} times as wide: {fault.path}: {fault.wrong}: {fault.cure}"
        ) from error


def _limit(case: Case, one: Input) -> Limit | None:
    """What a file may say of a number; None of anything else."""
    first, _, field = one.path.partition(".")
    issue, _, below = field.partition(".")
    if first not in case.names.actors:
        known = {row.path: row.limit for row in rows("talks")}.get(one.path)
    elif issue in case.names.issues:
        known = {row.path: row.limit for row in rows("stance")}.get(below)
    else:
        known = {row.path: row.limit for row in rows("actor")}.get(field)
    return _POINTS if known is None and one.unit == "points" else known


def _ends(one: Input, times: float, limit: Limit) -> Sequence[float]:
    """The numbers of a range, so many times as far from its middle."""
    dist = one.dist
    assert isinstance(dist, Uniform | Triangular), "a range"
    best = (dist.best,) if isinstance(dist, Triangular) else ()
    numbers = (dist.low, *best, dist.high)
    if one.unit != "points" and dist.low > 0:
        middle = math.sqrt(dist.low * dist.high)
        moved = [middle * (number / middle) ** times for number in numbers]
    else:
        middle = (dist.low + dist.high) / 2
        moved = [middle + times * (number - middle) for number in numbers]
    return [min(limit.most, max(limit.least, number)) for number in moved]


def _written(number: float, unit: str) -> float | str:
    return number if unit == "points" else f"{number!r} {unit}"
