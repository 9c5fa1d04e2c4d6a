"""What was agreed: options of the frameworks, issue by issue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.runs import runs_of

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, slots=True)
class OptionShare:
    """How many frameworks have an option; `share` of frameworks honours weights."""

    option: str
    count: int
    share: float


@dataclass(frozen=True, slots=True)
class Terms:
    """The options of all frameworks: by issue, in the scenario's order.

    `without` is the (weighted) share of runs that reached no framework; where all did
    not, every option's share is 0.
    """

    runs: int
    frameworks: int
    without: float
    issues: Mapping[str, tuple[OptionShare, ...]]


def framework_terms(frame: pl.DataFrame, options: Mapping[str, Sequence[str]]) -> Terms:
    """How often each option is among the terms of a framework.

    Parameters
    ----------
    frame : one row a run, with `framework_day` and a column `term.<issue>` for each issue
    options : option ids by issue id, both in the scenario's order
    """
    runs = runs_of(frame)
    agreed = np.isfinite(runs.frame["framework_day"].cast(float).to_numpy())
    weight = runs.weight[agreed]
    issues = {}
    for issue, ids in options.items():
        chosen = runs.frame[f"term.{issue}"].cast(str).to_numpy()[agreed]
        picked = [(option, chosen == option) for option in ids]
        issues[issue] = tuple(
            OptionShare(
                option,
                int(np.sum(hit)),
                float(weight[hit].sum() / weight.sum()) if len(weight) else 0.0,
            )
            for option, hit in picked
        )
    without = float(runs.weight[~agreed].sum()) / runs.total
    return Terms(len(agreed), int(agreed.sum()), without, issues)
