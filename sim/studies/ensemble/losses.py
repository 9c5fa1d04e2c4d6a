"""The kept runs at no loss from waiting, and at double, from now on."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from sim.analysis.built import LossShares, at_loss
from sim.ensemble.changed import Changed, changed, joined, kept_runs
from sim.ensemble.driving import Stop, never
from sim.ensemble.waiting import at_times_the_loss
from sim.talks.events import OUTCOMES

if TYPE_CHECKING:
    from sim.ensemble.driver import Ensemble


def at_other_losses(
    found: Ensemble, kept: int, jobs: int, stop: Stop = never
) -> tuple[LossShares, ...]:
    """The shares of an ensemble's first `kept` runs at other losses, of those that it has.

    Nothing where nobody loses by waiting, a what-if changes the runs from now on already, or it
    was stopped: an unfinished one cannot be set beside the others.
    """
    none, double = at_times_the_loss(found.case, 0.0), at_times_the_loss(found.case, 2.0)
    if found.settings.what_if or not none:
        return ()
    task, block = kept_runs(found, kept)
    pieces = list[Changed]()
    with closing(changed(task, block, (none, double), jobs)) as played:
        for piece in played:
            if stop():
                return ()
            pieces.append(piece)
    whole = joined(pieces)
    there = found.table.select("run").collect()["run"]  # some may have been set aside
    base, *others = (_frame(whole, k).filter(pl.col("run").is_in(there)) for k in range(3))
    return at_loss(base, others[0], others[1]) if base.height else ()


def _frame(whole: Changed, k: int) -> pl.DataFrame:
    """How the runs end as they are (0), and at each loss."""
    return pl.DataFrame(
        {
            "run": whole.run,
            "draw": whole.draw,
            "weight": whole.weight,
            "outcome": np.array(OUTCOMES)[whole.ending[k]].tolist(),
        }
    )
