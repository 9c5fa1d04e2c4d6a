"""What was agreed: options of the frameworks, issue by issue, with both ranges.

Both are as those of outcomes (`shares`), among the draws that gave a framework.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.resample import InputRange, Interval
from sim.analysis.runs import Bools, Runs, runs_of
from sim.analysis.shares import input_range, sampling_intervals, share_of

if TYPE_CHECKING:
    import polars as pl

HALFWAY = "halfway on some issue (at neither end)"


@dataclass(frozen=True, slots=True)
class OptionShare:
    """How many frameworks have an option; `share` of frameworks honours weights."""

    option: str
    count: int
    share: float
    sampling: Interval | None  # None: no framework
    inputs: InputRange | None  # None: too few draws, or too few frameworks of each


@dataclass(frozen=True, slots=True)
class Terms:
    """The options of all frameworks: by issue, in the scenario's order.

    `halfway` are frameworks with an option that is neither the first nor the last of its issue,
    on one issue at least; None where no issue has one, or nothing was agreed. `runs` and
    `frameworks` are of the runs that count; `without` is the (weighted) share of them that reached
    no framework. Where none did, every option's share is 0.
    """

    runs: int
    frameworks: int
    without: float
    without_sampling: Interval
    without_inputs: InputRange | None
    issues: Mapping[str, tuple[OptionShare, ...]]
    halfway: OptionShare | None


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
    issues, halfway = _unreached(options), None
    if reached is not None:
        issues = {i: _options(reached, i, ids, level, seed) for i, ids in options.items()}
        halfway = _halfway(reached, options, level, seed)
    without, differing = share_of(runs, ~agreed), input_range(runs, ~agreed)
    return Terms(len(agreed), int(agreed.sum()), without, again, differing, issues, halfway)


def _unreached(options: Mapping[str, Sequence[str]]) -> dict[str, tuple[OptionShare, ...]]:
    return {
        issue: tuple(OptionShare(option, 0, 0.0, None, None) for option in ids)
        for issue, ids in options.items()
    }


def _options(
    reached: Runs, issue: str, ids: Sequence[str], level: float, seed: int
) -> tuple[OptionShare, ...]:
    chosen = _chosen(reached, issue)
    return _shares(reached, {one: (chosen == one).to_numpy() for one in ids}, level, seed)


def _halfway(
    reached: Runs, options: Mapping[str, Sequence[str]], level: float, seed: int
) -> OptionShare | None:
    between = {issue: list(ids[1:-1]) for issue, ids in options.items() if ids[1:-1]}
    if not between:
        return None
    hits = [_chosen(reached, issue).is_in(ids).to_numpy() for issue, ids in between.items()]
    return _shares(reached, {HALFWAY: np.logical_or.reduce(hits)}, level, seed)[0]


def _chosen(reached: Runs, issue: str) -> pl.Series:
    return reached.frame[f"term.{issue}"].cast(str)


def _shares(
    reached: Runs, hits: Mapping[str, Bools], level: float, seed: int
) -> tuple[OptionShare, ...]:
    intervals = sampling_intervals(reached, list(hits.values()), level, seed)
    return tuple(
        OptionShare(
            option, int(hit.sum()), share_of(reached, hit), again, input_range(reached, hit)
        )
        for (option, hit), again in zip(hits.items(), intervals, strict=True)
    )
