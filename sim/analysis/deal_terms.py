"""What the deals held: of all runs, those that ended in a deal with an option of an issue.

Both ranges are as those of outcomes (`shares`), over all draws.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.runs import Bools, Runs, runs_of
from sim.analysis.shares import input_range, sampling_intervals, share_of, with_deep
from sim.analysis.terms import OptionShare

if TYPE_CHECKING:
    import polars as pl


def deal_terms(
    frame: pl.DataFrame,
    options: Mapping[str, Sequence[str]],
    level: float = 0.95,
    seed: int = 0,
    deep: pl.DataFrame | None = None,
) -> dict[str, tuple[OptionShare, ...]]:
    """How many of all runs ended in a deal with each option; shares are of all runs.

    Parameters
    ----------
    frame : one row a run, with `outcome` and a column `term.<issue>` for each issue
    options : option ids by issue id, both in the scenario's order
    level : of the sampling intervals, in (0, 1)
    seed : of the bootstrap alone
    deep : further runs of some of the draws, for the ranges over inputs alone
    """
    runs = runs_of(frame)
    every = runs if deep is None else runs_of(with_deep(frame, deep))
    kinds = [(issue, one) for issue, ids in options.items() for one in ids]
    hits = [_deals(runs, issue, one) for issue, one in kinds]
    intervals = sampling_intervals(runs, hits, level, seed)
    found: dict[str, list[OptionShare]] = {issue: [] for issue in options}
    for (issue, one), hit, again in zip(kinds, hits, intervals, strict=True):
        share = share_of(runs, hit)
        inputs = input_range(every, _deals(every, issue, one), share)
        found[issue].append(OptionShare(one, int(hit.sum()), share, again, inputs))
    return {issue: tuple(shares) for issue, shares in found.items()}


def _deals(runs: Runs, issue: str, option: str) -> Bools:
    """Whether each run ended in a deal with an option."""
    has = (runs.frame[f"term.{issue}"].cast(str) == option).fill_null(value=False)
    return np.asarray(runs.ended("deal") & has.to_numpy(), dtype=np.bool_)
