"""The same kept runs with none of the loss from waiting, or with a multiple of it, from now on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sim.scenario.defaults import DEFAULTS
from sim.scenario.distributions import Choice, Distribution, Point, Triangular, Uniform
from sim.scenario.rows import Row
from sim.scenario.settings import Setting

if TYPE_CHECKING:
    from sim.scenario.case import Case

_COSTS = [DEFAULTS["loss_in_90_days"], DEFAULTS["discount"]]


def at_times_the_loss(case: Case, times: float) -> tuple[Setting, ...]:
    """The fields, and what they are set to, with which everyone loses so many times as much.

    Each draw's own loss is multiplied, for the value of an input is that of its range at the
    draw's own luck, and the range is: nobody can lose more than everything. None where nobody
    loses by waiting.
    """
    return tuple(
        (one.path, json.dumps(_times(one.dist, times, row)))
        for one in case.inputs
        for row in _COSTS
        if one.path.endswith(f".{row.path}") and one.dist != Point(0.0)
    )


def _times(dist: Distribution, times: float, row: Row) -> Any:
    """A range that many times as far from 0, as a file writes it."""

    def more(value: object) -> Any:
        assert isinstance(value, int | float), "a loss is a number"
        found = min(row.limit.most, times * value)
        return found if row.unit == "points" else f"{found!r} {row.unit}"

    match dist:
        case _ if times == 0:
            return more(0)
        case Point(value=value):
            return more(value)
        case Uniform(low=low, high=high):
            return [more(low), more(high)]
        case Triangular(low=low, best=best, high=high):
            return [more(low), more(best), more(high)]
        case Choice():
            weights: dict[str, float] = {}
            for value, share in dist.weights.items():
                key = str(more(value))
                weights[key] = weights.get(key, 0.0) + share
            return {"choice": weights}
