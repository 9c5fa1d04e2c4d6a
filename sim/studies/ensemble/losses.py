"""The kept runs at no loss from waiting, and at double, from now on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from sim.analysis.built import LossShares, at_loss
from sim.ensemble.chunks import Settings
from sim.ensemble.driver import ensemble
from sim.ensemble.driving import Stop, never
from sim.ensemble.waiting import WHAT_IF, with_loss

if TYPE_CHECKING:
    from sim.ensemble.driver import Ensemble
    from sim.scenario.case import Case


def at_other_losses(
    found: Ensemble, kept: int, jobs: int, stop: Stop = never
) -> tuple[LossShares, ...]:
    """The shares of an ensemble's first `kept` runs at other losses, of those that all three have.

    Nothing where nobody loses by waiting, a what-if changes the runs from now on already, or it
    was stopped: an unfinished one cannot be set beside the others.

    Raises
    ------
    KeyboardInterrupt
        Where it is interrupted.
    """
    settings = found.settings
    if settings.what_if:
        return ()
    none, double = with_loss(found.case, 0.0), with_loss(found.case, 2.0)
    if none is None or double is None:
        return ()
    asked = Settings(kept, settings.draws, settings.seed, jobs, WHAT_IF)
    others = list[pl.DataFrame]()
    for case in (none, double):
        frame = _whole(case, asked, found, stop)
        if frame is None:
            return ()
        others.append(frame)
    frames = [found.table.collect(), *others]
    common = set.intersection(*(set(frame["run"]) for frame in frames))  # some may be set aside
    if not common:
        return ()
    same = pl.col("run").is_in(sorted(common))
    base, at_none, at_double = (frame.filter(same).sort("run") for frame in frames)
    return at_loss(base, at_none, at_double)


def _whole(case: Case, asked: Settings, like: Ensemble, stop: Stop) -> pl.DataFrame | None:
    """All runs of a case; None where it was stopped before the last."""
    try:
        found = ensemble(case, asked, stop=stop, like=like)
    except KeyboardInterrupt:
        if not stop():
            raise
        return None
    if found.interrupted and not stop():
        raise KeyboardInterrupt
    return None if found.interrupted else found.frame
