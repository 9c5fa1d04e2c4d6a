"""An ensemble is its runs: the same numbers, however they are cut up and wherever played."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from sim.ensemble import chunks, driver
from sim.ensemble.chunks import Settings, play_run
from sim.ensemble.driver import Ensemble, ensemble
from sim.ensemble.driving import Search
from sim.ensemble.frame import results_digest
from sim.ensemble.inputs import kept_inputs
from sim.ensemble.parts import Bench
from sim.errors import SettingError
from sim.scenario.case import Case
from sim.scenario.loading import load
from sim.talks.events import OUTCOMES, RecordClosed, TalksOpened, TextLapsed, TextTabled
from sim.talks.luck import MAX_SEED, Luck
from tests.engine.made import case_of, eventful, rare

STUDY = Settings(runs=60, draws=12, seed=5, jobs=1)


def studied(case: Case, jobs: int = 1) -> Ensemble:
    return ensemble(case, Settings(STUDY.runs, STUDY.draws, STUDY.seed, jobs))


@pytest.mark.parametrize("name", ["flat-sale", "council-quota"])
def test_the_number_of_processes_changes_no_number(name: str) -> None:
    case = load(name)
    one, two = studied(case, jobs=1), studied(case, jobs=2)
    assert_frame_equal(one.frame, two.frame)
    assert (one.tried, one.fit, one.complete) == (two.tried, two.fit, two.complete)


def test_what_another_found_to_be_kept_is_not_looked_for_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = load("cairo-2024")
    study = Settings(runs=6, draws=3, seed=5, jobs=1)
    found = ensemble(case, study)
    assert max(found.kept_at.values()) > 1
    asked = replace(study, what_if="hamas-attends")
    expected = ensemble(case, asked).frame
    monkeypatch.setattr(chunks, "kept_inputs", None)
    assert_frame_equal(ensemble(case, asked, like=found).frame, expected)


@pytest.mark.parametrize("size", [1, 7, 60])
def test_the_size_of_blocks_changes_no_number(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    case = case_of(eventful())
    expected = studied(case).frame
    monkeypatch.setattr(driver, "chunk_size", lambda _: size)
    found = studied(case)
    assert_frame_equal(found.frame, expected)
    assert found.digest == results_digest(expected)


@pytest.mark.parametrize("name", ["flat-sale", "labour-dispute"])
def test_a_row_is_the_run_of_its_number(name: str) -> None:
    case = load(name)
    for row in studied(case).frame.rows(named=True):
        if row["run"] % 7:
            continue
        events, kept = play_run(case, STUDY.seed, row["run"], STUDY.draws)
        assert (row["draw"], row["luck"]) == (row["run"] % 12, row["run"] // 12)
        assert row["events"] == len(events)
        assert row["end_day"] * 1440 == pytest.approx(events[-1].tick - now_of(case, kept.values))
        opening = events[0]
        assert isinstance(opening, TalksOpened)
        for path, value in opening.values.items():
            assert row[f"input.{path}"] == value
        [closed] = [e for e in events if isinstance(e, RecordClosed)]
        assert (row["tried"], row["weight"]) == (closed.tried, 1.0)
        later = events[closed.seq :]
        texts = {e.text: e.actor for e in later if isinstance(e, TextTabled)}
        tabled = Counter(texts.values())
        counted = {n: row[n] for n in row if n.startswith("tabled.") and row[n]}
        assert counted == {f"tabled.{who}": count for who, count in tabled.items()}
        lapsed = [e.text for e in later if isinstance(e, TextLapsed) and e.why == "deadline"]
        assert row["lapsed"] == len(texts.keys() & {*lapsed}) >= row["unanswered"]


def now_of(case: Case, values: dict[str, float | str]) -> int:
    return case.at(values).rules.now


def test_every_run_is_there_once_with_one_outcome() -> None:
    frame = studied(load("flat-sale")).frame
    assert frame["run"].to_list() == list(range(60))
    assert set(frame["outcome"]) <= set(OUTCOMES)
    framed = frame["outcome"].is_in(["deal", "framework_only", "implementation_failed"])
    assert (frame["framework_day"].is_not_null() == framed).all()
    assert (frame["term.price"].is_not_null() == framed).all()
    assert (frame["framework_day"] <= frame["end_day"]).all()


def test_runs_of_one_draw_share_their_inputs_and_no_luck() -> None:
    frame = studied(load("flat-sale")).frame
    inputs = [name for name in frame.columns if name.startswith("input.")]
    assert frame.group_by("draw").agg(pl.col(inputs).n_unique()).select(inputs).max().row(0) == (
        1,
    ) * len(inputs)
    assert frame["input.buyer.no_deal.worth"].n_unique() == 12
    assert frame.filter(pl.col("draw") == 3)["end_day"].n_unique() > 1


def test_a_longer_study_goes_on_from_a_shorter_one() -> None:
    case = load("flat-sale")
    longer = ensemble(case, Settings(96, 12, 5, 1)).frame
    assert_frame_equal(longer.head(60), studied(case).frame)


def test_fewer_runs_than_draws_are_one_draw_each() -> None:
    frame = ensemble(load("flat-sale"), Settings(7, 100, 0, 1)).frame
    assert frame["draw"].to_list() == list(range(7))


@pytest.mark.parametrize("seed", [0, MAX_SEED])
def test_the_first_and_the_last_seed_are_seeds(seed: int) -> None:
    frame = ensemble(load("flat-sale"), Settings(8, 4, seed, 1)).frame
    assert not frame.equals(ensemble(load("flat-sale"), Settings(8, 4, 1, 1)).frame)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (Settings(runs=0), "runs is 0"),
        (Settings(draws=-2), "draws is -2"),
        (Settings(jobs=-1), "jobs is -1"),
        (Settings(seed=MAX_SEED + 1), f"seed is {MAX_SEED + 1}"),
        (Settings(seed=-1), "seed is -1"),
    ],
)
def test_settings_out_of_range_are_refused(settings: Settings, message: str) -> None:
    with pytest.raises(SettingError, match=message):
        ensemble(load("flat-sale"), settings)


def test_an_interrupt_leaves_whole_draws() -> None:
    case = load("flat-sale")

    done: list[int] = []
    found = ensemble(case, STUDY, lambda *told: done.append(told[0]), lambda: bool(done))
    assert done == [20]
    assert not found.complete
    assert found.draws == 4
    assert found.frame.group_by("draw").len()["len"].to_list() == [5] * 4
    kept = studied(case).frame.filter(pl.col("draw") < 4)
    assert_frame_equal(found.frame, kept)


def test_an_interrupt_before_anything_was_played_goes_through(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Bench, "work", interrupted)
    with pytest.raises(KeyboardInterrupt):
        ensemble(load("flat-sale"), STUDY)


def test_progress_counts_up_to_all_runs() -> None:
    told: list[tuple[int, int]] = []
    ensemble(load("flat-sale"), STUDY, lambda done, of, _: told.append((done, of)))
    assert told[-1] == (60, 60)
    assert told == sorted(told)


def test_progress_tells_the_shares_up_to_now() -> None:
    told: list[Mapping[str, float] | Search | None] = []
    found = ensemble(load("flat-sale"), STUDY, lambda _, __, shares: told.append(shares))
    ended = found.frame["outcome"].value_counts(normalize=True)
    assert told[-1] == pytest.approx(dict(ended.iter_rows()))


def test_a_rare_record_is_weighed_instead_of_waited_for() -> None:
    found = studied(case_of(rare()))
    assert found.fit.weighted
    weights: list[float] = found.frame["weight"].to_list()
    assert found.fit.ceiling == min(weights) <= max(weights) < 1.0
    assert found.frame["tried"].to_list() == [1] * 60
    assert found.tried > 12


def test_inputs_are_keyed_to_their_path_and_try() -> None:
    case = load("flat-sale")
    u = partial(Luck(5, 3).u, "inputs")
    assert kept_inputs(case, 5, 3).values == case.draw(lambda path: u(path, 0))
