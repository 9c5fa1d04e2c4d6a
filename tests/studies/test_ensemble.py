"""The study of an ensemble, as it is called from Python."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import msgspec
import pytest

from sim.api import EnsembleRequest, EnsembleResult, Progress, ensemble, ensemble_results, load

REQUEST = EnsembleRequest(runs=60, draws=30, seed=1)


def results(progress: Progress | None = None) -> list[EnsembleResult]:
    case = load("flat-sale")
    if progress is None:
        return list(ensemble_results(case, REQUEST))
    return list(ensemble_results(case, REQUEST, progress))


def test_partial_results_grow_and_the_last_is_whole() -> None:
    found = results()
    runs = [one.design.runs for one in found]
    assert len(runs) > 3
    assert runs == sorted(runs)
    assert [one.played.complete for one in found[:2]] == [False, False]
    assert (runs[-1], found[-1].played.complete) == (60, True)
    assert found[0].more is None
    assert found[-1].more is not None


def test_a_cancelled_one_ends_with_what_was_finished() -> None:
    done = list[int]()
    stop = Progress(lambda runs, *_: done.append(runs), lambda: bool(done))
    *_, last = results(stop)
    assert not last.played.complete
    assert last.design.runs == done[-1] < 60


def test_who_asks_for_no_more_ends_it() -> None:
    steps = ensemble_results(load("flat-sale"), REQUEST)
    assert next(steps).design.runs < 60
    steps.close()
    assert list(steps) == []


def test_a_result_is_frozen_plain_data_and_that_of_the_ensemble() -> None:
    whole = results()[-1]
    assert msgspec.json.decode(msgspec.json.encode(whole), type=EnsembleResult) == whole
    assert ensemble(load("flat-sale"), 60, 30, seed=1).result == whole
    with pytest.raises(FrozenInstanceError):
        whole.to_quote = "certain"  # type: ignore[misc]


def test_positions_are_changed_on_kept_runs_and_the_rules_stand_beside() -> None:
    request = EnsembleRequest(runs=40, draws=20, seed=1, kept=6)
    *_, whole = ensemble_results(load("labour-dispute"), request)
    assert whole.complete
    assert whole.changes is not None
    assert (whole.changes.if_changed.runs, whole.changes.complete) == (6, True)
    assert whole.unknowns is not None
    assert whole.built is not None
    assert [one.runs for one in whole.built.waiting] == [6, 6, 6]


def test_a_sixteenth_of_the_default_changes_no_positions() -> None:
    assert [EnsembleRequest(runs).used_kept for runs in (100, 799, 800, 2000, 9000)] == [
        0, 0, 100, 250, 500,
    ]  # fmt: skip
    assert EnsembleRequest(100, kept=500).used_kept == 100
