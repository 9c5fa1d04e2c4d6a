"""What was agreed: options of the frameworks, issue by issue, with both ranges.

Both are as those of outcomes (`shares`), among the draws that gave a framework.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.resample import Interval
from sim.analysis.runs import Bools, Runs, runs_of
from sim.analysis.shares import input_range, sampling_intervals, share_of

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, slots=True)
class OptionShare:
    """How many frameworks have an option; `share` of frameworks honours weights."""

    option: str
    count: int
    share: float
    sampling: Interval | None  # None: no framework
    inputs: Interval | None  # None: too few draws, or one framework a draw


@dataclass(frozen=True, slots=True)
class Terms:
    """The options of all frameworks: by issue, in the scenario's order.

    `runs` and `frameworks` are of the runs that count; `without` is the (weighted) share
    of them that reached no framework. Where none did, every option's share is 0.
    """

    runs: int
    frameworks: int
    without: float
    without_sampling: Interval
    without_inputs: Interval | None
    issues: Mapping[str, tuple[OptionShare, ...]]


def framework_terms(
    frame: pl.DataFrame, options: Mapping[str, Sequence[str]], level: float = 0.95, seed: int = 0
) -> Terms:
    """How often each option is among the terms of a framework.

    Parameters
    ----------
    frame : one row a run, with `framework_day` and a column `term.<issue>` for each issue
    options : option ids by issue id, both in the scenario's order
    level : of the sampling intervals, in (0, 1)
    seed : of the bootstrap alone
    """
    runs = runs_of(frame)
    agreed = np.isfinite(runs.frame["framework_day"].cast(float).to_numpy())
    reached = runs_of(runs.frame.filter(agreed)) if agreed.any() else None
    (again,) = sampling_intervals(runs, [~agreed], level, seed)
    issues = {
        issue: tuple(OptionShare(option, 0, 0.0, None, None) for option in ids)
        if reached is None
        else _options(reached, issue, ids, level, seed)
        for issue, ids in options.items()
    }
    without, differing = share_of(runs, ~agreed), input_range(runs, ~agreed)
    return Terms(len(agreed), int(agreed.sum()), without, again, differing, issues)


def _options(
    reached: Runs, issue: str, ids: Sequence[str], level: float, seed: int
) -> tuple[OptionShare, ...]:
    chosen = reached.frame[f"term.{issue}"].cast(str)
    hits: list[Bools] = [(chosen == option).to_numpy() for option in ids]
    intervals = sampling_intervals(reached, hits, level, seed)
    return tuple(
        OptionShare(
            option, int(hit.sum()), share_of(reached, hit), again, input_range(reached, hit)
        )
        for option, hit, again in zip(ids, hits, intervals, strict=True)
    )
