"""Which numbers a report sweeps: those that come first, alike for every party."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.analysis.factors import NUMBERS
from sim.analysis.sensitivity import Sensitivity
from sim.scenario.distributions import bounds
from sim.web.sizes import Size

if TYPE_CHECKING:
    from sim.scenario.case import Case


def axes(case: Case, found: Sensitivity, size: Size) -> list[str]:
    """The numbers with the largest indices, and the same number of every other party.

    Returns
    -------
    list[str]
        Each as `--over` takes it, over its whole range; those of no effect on any run are left
        out, but for another party's.
    """
    spans = _spans(case)
    moving = [one.factor.name for one in found.by_size if one.changed > 0.0]
    first = [path for path in moving if path in spans][: size.inputs]
    asked = dict.fromkeys(alike for path in first for alike in _alike(case, path))
    return [
        f"{path}={spans[path][0]:g}:{spans[path][1]:g}:{size.values}"
        for path in asked
        if path in spans
    ]


def _spans(case: Case) -> dict[str, tuple[float, float]]:
    """From where to where each number goes that may be more than one."""
    numbers = [one for one in case.inputs if one.unit in NUMBERS]
    ends = {one.path: bounds(one.dist) for one in numbers}
    return {path: span for path, span in ends.items() if span is not None and span[0] < span[1]}


def _alike(case: Case, path: str) -> list[str]:
    """An input, and the same of the other parties where it is a party's."""
    who, _, rest = path.partition(".")
    parties = [name for name, actor in case.scenario.actors.items() if "party" in actor.roles]
    if who not in parties:
        return [path]
    return [path, *(f"{other}.{rest}" for other in sorted(parties) if other != who)]
