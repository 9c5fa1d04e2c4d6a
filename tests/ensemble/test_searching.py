"""Draws of a rare record are searched for until they are worth enough, or the limit is reached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from msgspec.structs import replace as fitted

from sim.analysis.bargain import static
from sim.analysis.design import design_of
from sim.ensemble import dataset, manifest, searching
from sim.ensemble.chunks import Settings
from sim.ensemble.crews import Here, Processes
from sim.ensemble.driver import ensemble
from sim.ensemble.driving import Search, never
from sim.ensemble.fit import PILOT, Fit
from sim.ensemble.inputs import chance_of, kept_inputs
from sim.ensemble.parts import Task
from sim.ensemble.places import place_of
from sim.ensemble.playing import How, play_missing
from sim.ensemble.searching import kept_draws, searched, worth
from sim.errors import LogError, RecordError
from sim.scenario.case import Case
from sim.talks.conditioning import weight_of
from tests.cli.test_ensemble import rarely_accepted
from tests.engine.made import case_of
from tests.ensemble.test_fit import contradicted

SIX = Settings(runs=12, draws=6, seed=3, jobs=1)
FORESEEN = Fit(400, 1e-3, 2.0**-24)  # by a pilot that missed what is rare and likely


@cache
def rare() -> Case:
    return case_of(rarely_accepted())


def search(settings: Settings = SIX, fit: Fit = FORESEEN) -> list[tuple[Fit, dict[int, int]]]:
    task = Task(rare(), settings.seed, "", fit.ceiling)
    crew = Here() if settings.jobs == 1 else Processes(settings.jobs)
    try:
        rounds = searched(task, settings, fit, crew, never)
        return [(found, dict(tried)) for found, tried in rounds]
    finally:
        crew.close(at_once=False)


def chances_of(ceiling: float) -> list[float]:
    return [chance_of(kept_inputs(rare(), 3, draw, "", ceiling)) for draw in range(6)]


def test_the_ceiling_is_raised_until_draws_are_worth_half_their_number() -> None:
    *before, (last, tried) = search()
    assert [fit.searched for fit, _ in before] == [False] * len(before) != []
    assert (last.searched, last.limit, last.raised) == (True, 0, len(before))
    assert last.ceiling == FORESEEN.ceiling * 2.0**last.raised < 1.0
    assert worth(chances_of(last.ceiling / 2), last.ceiling / 2) < 3.0
    assert worth(chances_of(last.ceiling), last.ceiling) >= 3.0
    fresh = [kept_inputs(rare(), 3, draw, "", last.ceiling) for draw in range(6)]
    assert tried == {one.draw: one.tried for one in fresh}
    assert list(search(fit=last)) == []


def test_the_limit_stops_it_and_is_said() -> None:
    last, tried = search(replace(SIX, tries=2))[-1]
    assert (last.searched, last.limit) == (True, 2)
    assert last.ceiling < search()[-1][0].ceiling
    assert sum(tried.values()) / 6 <= 4


def test_a_search_says_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "pilot", lambda *_: FORESEEN)
    told = list[Search]()

    def progress(_: int, __: int, so_far: Mapping[str, float] | Search | None) -> None:
        if isinstance(so_far, Search):
            told.append(so_far)

    played = ensemble(rare(), SIX, progress)
    assert told[-1].draws == told[-1].asked == 6
    assert told[-1].worth == pytest.approx(design_of(played.frame).effective_draws)
    assert told[-1].worth >= told[-1].wanted == 3.0
    assert told[-1].tries == sum(played.kept_at.values())
    assert [one.tries for one in told if one.draws == 6] == sorted(
        one.tries for one in told if one.draws == 6
    )


def test_a_search_reads_whether_to_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "pilot", lambda *_: FORESEEN)
    told = list[object]()
    with pytest.raises(KeyboardInterrupt):
        ensemble(rare(), SIX, lambda _, __, one: told.append(one), lambda: len(told) == 3)
    assert len(told) == 3
    assert all(isinstance(one, Search) for one in told)


def test_a_study_that_plays_no_ensemble_looks_for_its_draws_by_the_same_search(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(searching, "pilot", lambda *_: FORESEEN)
    last, tried = search()[-1]
    assert kept_draws(rare(), SIX) == (last, tried)
    told = list[object]()
    found = static(rare(), 3, 6, jobs=1, progress=lambda _, __, so_far: told.append(so_far))
    assert any(isinstance(one, Search) for one in told)
    weights = [one.picture.weight for one in found.drawn]
    assert weights == [weight_of(chance, last.ceiling) for chance in chances_of(last.ceiling)]
    assert found.space.effective >= 3.0


def test_processes_change_no_draw() -> None:
    assert search(replace(SIX, jobs=2))[-1] == search()[-1]


def test_an_ensemble_plays_the_draws_found_whether_kept_in_a_folder_or_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "pilot", lambda *_: FORESEEN)
    played = ensemble(rare(), SIX)
    last, tried = search()[-1]
    assert (played.fit, played.kept_at) == (last, tried)
    assert design_of(played.frame).effective_draws >= 3.0
    begun = manifest.manifest_of("made", rare(), SIX, FORESEEN, 0, 4)
    begun = fitted(begun, stretches=(SIX.whole,))
    found = dataset.create(place_of(str(tmp_path / "runs")), rare(), begun)
    raised = fitted(FORESEEN, ceiling=FORESEEN.ceiling * 2, raised=1)
    found.change(pilot=raised)  # as an interrupt leaves it
    found = dataset.opened(found.place)
    kept = play_missing(found, How(Here()))
    assert (kept.fit, kept.digest) == (last, played.digest)
    found.change(pilot=fitted(last, searched=False))
    with pytest.raises(LogError, match="it lists runs, and its draws were still looked for"):
        dataset.opened(found.place)


def test_a_long_pilot_says_how_many_tries_it_made_before_any_draw_is_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sim.ensemble.fit.LONG_PILOT", 1_500)
    heard: list[Search] = []
    with pytest.raises(RecordError):
        searching.pilot_of(case_of(contradicted()), SIX, heard.append)
    assert [one.tries for one in heard] == [PILOT, 2 * PILOT, 3 * PILOT]
    assert {(one.draws, one.asked, one.worth, one.wanted) for one in heard} == {(0, 6, 0.0, 3.0)}
