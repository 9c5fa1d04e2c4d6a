"""What is asked of runs of which some are missing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

import polars as pl
import pytest

from sim.api import bargain, debrief, fork, play, sensitivities, sweep, turning_points
from sim.ensemble.chunks import Settings
from sim.ensemble.driver import Ensemble, ensemble
from sim.report.terminal import lines
from sim.scenario.loading import load
from sim.studies.ensemble.losses import at_other_losses
from sim.studies.ensemble.ranged import at_other_ranges
from sim.studies.ensemble.request import EnsembleRequest
from sim.studies.ensemble.results import answers
from sim.studies.ensemble.study import EnsembleStudy
from sim.studies.progress import Progress
from sim.talks.events import AnyEvent

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


STOPPED = Progress(cancelled=lambda: True)


def _run() -> Sequence[AnyEvent]:
    return play(load("flat-sale"), seed=6).events


# Each plays more than one piece, and is told after the first that nobody waits for the others.
PLAYING: dict[str, Callable[[], Any]] = {
    "bargain": lambda: bargain(load("flat-sale"), STOPPED, draws=40),
    "debrief": lambda: debrief(load("flat-sale"), {"a": _run()}, STOPPED, futures=200),
    "fork": lambda: fork(load("flat-sale"), _run(), 6, STOPPED, withdraw=["seller.price"]),
    "sensitivity": lambda: sensitivities(load("flat-sale"), None, STOPPED, points=16, runs=4),
    "sweep": lambda: sweep(
        load("flat-sale"), None, STOPPED, over=["seller.firmness=0,50,100"], runs=400
    ),
    "turning points": lambda: turning_points(load("flat-sale"), _run(), STOPPED, futures=200),
}


@pytest.mark.parametrize("study", PLAYING)
def test_a_study_that_is_cancelled_ends_with_what_was_finished_or_is_interrupted(
    study: str,
) -> None:
    with suppress(KeyboardInterrupt):
        assert not PLAYING[study]().complete


def test_bargain_cancelled_after_the_space_tells_that_alone() -> None:
    looks = iter([False])  # after the only piece of the space
    found = bargain(load("flat-sale"), Progress(cancelled=lambda: next(looks, True)), draws=8)
    assert (found.complete, found.needs, found.space.draws) == (False, None, 8)
    assert "STOPPED EARLY" in "\n".join(lines(found.document()))
