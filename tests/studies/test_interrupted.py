"""What is asked of runs of which some are missing."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from sim.ensemble.chunks import Settings
from sim.ensemble.driver import Ensemble, ensemble
from sim.scenario.loading import load
from sim.studies.ensemble.losses import at_other_losses
from sim.studies.ensemble.ranged import at_other_ranges
from sim.studies.ensemble.request import EnsembleRequest
from sim.studies.ensemble.results import answers
from sim.studies.ensemble.study import EnsembleStudy
from sim.studies.progress import Progress

SETS = ["seller.no_deal.loss_in_90_days=10"]


@pytest.fixture(scope="module")
def partial() -> Ensemble:
    """All runs but one."""
    found = ensemble(load("flat-sale", SETS), Settings(12, 6, seed=1, jobs=1))
    return replace(found, table=found.table.filter(pl.col("run") != 2), complete=False)


def test_after_an_interrupt_nothing_more_is_played(partial: Ensemble) -> None:
    study = EnsembleStudy("flat-sale", (), "", partial, None, ())
    *_, last = answers(study, EnsembleRequest(12, 6, seed=1, kept=4))
    assert (last.complete, last.changes, last.design.runs) == (False, None, 11)
    assert last.built is not None
    assert last.built.waiting == ()


def test_other_losses_are_set_beside_the_runs_that_there_are(partial: Ensemble) -> None:
    assert [one.runs for one in at_other_losses(partial, 6, 1)] == [5, 5, 5]


def test_once_it_is_cancelled_neither_other_losses_nor_further_runs_are_played(
    partial: Ensemble,
) -> None:
    looks = iter([False])  # after the first draws
    assert at_other_losses(partial, 6, 1, lambda: next(looks, True)) == ()
    study = EnsembleStudy("flat-sale", (), "", partial, None, ())
    seen = list[bool]()

    def looked() -> bool:
        seen.append(True)
        return True

    assert study.deepened(1, looked) is None
    assert len(seen) > 1, "it is looked while they are played, and after"


def test_a_study_cancelled_before_its_ranges_ends_with_what_it_had(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(EnsembleStudy, "lacks_luck", True)
    whole = ensemble(load("flat-sale", SETS), Settings(12, 6, seed=1, jobs=1))
    study = EnsembleStudy("flat-sale", (), "", whole, None, ())
    looks = iter([False])
    progress = Progress(cancelled=lambda: next(looks, True))
    *_, last = answers(study, EnsembleRequest(12, 6, seed=1, kept=4), progress)
    assert (last.complete, last.changes) == (False, None)
    assert all(one.inputs is None for one in last.outcomes)


def test_a_study_with_other_ranges_plays_as_many_runs_or_is_left_out(partial: Ensemble) -> None:
    other = at_other_ranges(partial, "half", 0)
    assert other is not None
    assert (sum(one.count for one in other.outcomes), other.if_changed) == (11, None)
    stopped = Progress(cancelled=lambda: True)
    assert at_other_ranges(partial, "half", 0, progress=stopped) is None


def test_an_interrupt_at_other_losses_ends_it(partial: Ensemble) -> None:
    def looked() -> bool:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        at_other_losses(partial, 6, 1, looked)
