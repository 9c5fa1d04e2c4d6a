"""How the runs ended: shares with two ranges told apart.

`sampling` is how far a share would move if the ensemble were played again: a bootstrap
over input draws (Wilson, at the effective number of runs, only where every run has a
draw of its own). `inputs` is the 5-95% range of the share given the inputs, luck taken
out (`mixing`). It needs `RANGE_DRAWS` draws (of weighted runs: worth as many, Kish 1965) with
`RANGE_LUCK` runs or more each: fewer draws may hold none beyond an end of it (Wilks 1941), and two
runs a draw tell the mean and the variance of the chances and nothing of their range. So an ensemble
of many draws and few runs of each plays some of its draws more often (`ensemble.deepened`), for
the range alone.

What D draws cannot tell is left open in both: an upper end never lies below, a lower end
never above, what D draws might all have missed (`resample.unseen`; for the range at the
5% a side of its own level). So an outcome that never came has the interval 0 to that bound:
with 100 draws 0 to 3.6 runs in 100 if played again, 0 to 3.0 if the inputs differ. And where so
few draws carry an outcome that its share lies above their 95% point, the range is stretched to
take in the share.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from sim.analysis import mixing
from sim.analysis.design import RANGE_DRAWS, RANGE_LUCK
from sim.analysis.resample import InputRange, Interval, bootstrap, tails, unseen, wilson
from sim.analysis.runs import Bools, Floats, Runs, kish, runs_of
from sim.talks.events import OUTCOMES

INPUT_LEVEL = 0.9
WITHIN = 0.2  # an end that is not known to within 20 points says nothing


@dataclass(frozen=True, slots=True)
class OutcomeShare:
    """One outcome. `count` and `runs` are of the runs that count, `share` honours weights.

    `effective` is Kish's number of runs.
    """

    outcome: str
    count: int
    runs: int
    share: float
    effective: float
    sampling: Interval
    inputs: InputRange | None  # None: too few draws, or too few runs of each
    weighted: bool  # whether the runs played differ in what they weigh


def outcome_shares(
    frame: pl.DataFrame,
    level: float = 0.95,
    seed: int = 0,
    outcomes: Sequence[str] = OUTCOMES,
    deep: pl.DataFrame | None = None,
) -> list[OutcomeShare]:
    """Shares of outcomes, in their order: of all five, or of those that are asked for.

    Parameters
    ----------
    frame : one row a run, with `run`, `draw`, `weight` and `outcome`
    level : of the sampling intervals, in (0, 1)
    seed : of the bootstrap alone; equal seeds give equal intervals
    outcomes : of `OUTCOMES`
    deep : further runs of some of the draws, for the ranges over inputs alone

    Raises
    ------
    SettingError
        If the frame holds no run.
    RecordError
        If all runs weigh 0.
    """
    runs = runs_of(frame)
    hits = [runs.ended(outcome) for outcome in outcomes]
    intervals = sampling_intervals(runs, hits, level, seed)
    every = runs if deep is None else runs_of(with_deep(frame, deep))
    return [
        OutcomeShare(
            outcome,
            int(hit.sum()),
            len(hit),
            share_of(runs, hit),
            runs.effective,
            interval,
            input_range(every, every.ended(outcome), share_of(runs, hit)),
            runs.weighted,
        )
        for outcome, hit, interval in zip(outcomes, hits, intervals, strict=True)
    ]


def sampling_intervals(runs: Runs, hits: list[Bools], level: float, seed: int) -> list[Interval]:
    """How far the share of each kind of run would move if all were played again."""
    shares = [share_of(runs, hit) for hit in hits]
    if runs.own_draw_each:
        pairs = [wilson(share, runs.effective, level) for share in shares]
        return [Interval(low, high, level, "Wilson") for low, high in pairs]
    weights = runs.by_draw(runs.weight)
    parts = np.stack([runs.by_draw(runs.weight * hit) for hit in hits], axis=1)

    def resampled(times: Floats) -> Floats:
        shares: Floats = (times @ parts) / (times @ weights)[:, None]
        return shares

    ends = np.quantile(bootstrap(runs.draws, seed, resampled), tails(level), axis=0)
    open_to = unseen(kish(weights), tails(level)[0])
    return [
        Interval(min(low, 1 - open_to), max(high, open_to), level, "bootstrap over input draws")
        for low, high in ends.T.tolist()
    ]


def with_deep(frame: pl.DataFrame, deep: pl.DataFrame) -> pl.DataFrame:
    """The runs of an ensemble and further runs of some of its draws."""
    return pl.concat([frame, deep.select(frame.columns).cast(frame.schema)])


def input_range(runs: Runs, hit: Bools, share: float | None = None) -> InputRange | None:
    """The 5-95% range of the share given the inputs; None where too few draws carry one.

    They do where there are `RANGE_DRAWS` of `RANGE_LUCK` runs or more, and where the ends are known
    to within `WITHIN`, by a bootstrap over these draws.

    Parameters
    ----------
    share : the point that it goes with, which it never leaves out; None: that of these runs
    """
    weights = runs.within()
    totals = runs.by_draw(weights)
    effective = totals**2 / runs.by_draw(weights**2)
    importance = runs.importance()
    often = effective >= RANGE_LUCK - 1e-9
    if not often.any() or kish(importance[often]) < RANGE_DRAWS - 1e-9:
        return None
    importance, effective = importance[often], effective[often]
    share = share_of(runs, hit) if share is None else share
    left, right = tails(INPUT_LEVEL)
    low = high = share
    within = 0.0
    if 0 < hit.sum() < len(hit):
        hits = effective * (runs.by_draw(weights * hit) / totals)[often]
        chances = mixing.fit(hits, effective, importance)
        low, high = chances.quantile(left), chances.quantile(right)
        within = mixing.ends_within(hits, effective, importance, (left, right))
    if within > WITHIN:
        return None
    open_to = unseen(kish(importance), left)
    return InputRange(
        min(low, share, 1 - open_to),
        max(high, share, open_to),
        INPUT_LEVEL,
        "nonparametric mixture of binomials",
        within,
    )


def share_of(runs: Runs, hit: Bools) -> float:
    """The weighted share of a kind of run."""
    # An outcome that all runs had has the share 1, whatever the weights' last digits.
    return 1.0 if hit.all() else float((runs.weight * hit).sum()) / runs.total
