"""The kept runs at no loss from waiting, and at double, from now on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from sim.analysis.built import LossShares, at_loss
from sim.ensemble.chunks import Settings
from sim.ensemble.driver import ensemble
from sim.ensemble.waiting import WHAT_IF, with_loss

if TYPE_CHECKING:
    from sim.ensemble.driver import Ensemble


def at_other_losses(found: Ensemble, kept: int, jobs: int) -> tuple[LossShares, ...]:
    """The shares of an ensemble's first `kept` runs at other losses, of those that all three have.

    Nothing where nobody loses by waiting, or a what-if changes the runs from now on already.

    Raises
    ------
    KeyboardInterrupt
        Where it is interrupted: an unfinished one cannot be set beside the others.
    """
    settings = found.settings
    if settings.what_if:
        return ()
    none, double = with_loss(found.case, 0.0), with_loss(found.case, 2.0)
    if none is None or double is None:
        return ()
    asked = Settings(kept, settings.draws, settings.seed, jobs, WHAT_IF)
    others = [ensemble(case, asked, tried=found.kept_at) for case in (none, double)]
    if any(one.interrupted for one in others):
        raise KeyboardInterrupt
    frames = [found.table.collect(), *(one.frame for one in others)]
    common = set.intersection(*(set(frame["run"]) for frame in frames))  # some may be set aside
    if not common:
        return ()
    same = pl.col("run").is_in(sorted(common))
    base, at_none, at_double = (frame.filter(same).sort("run") for frame in frames)
    return at_loss(base, at_none, at_double)
