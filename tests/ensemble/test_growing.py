"""A study that grows until it knows enough, in memory and in a folder, whatever becomes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec
import polars as pl
import pytest

import sim.ensemble.growing
from sim.ensemble.blocks import Block
from sim.ensemble.chunks import Settings
from sim.ensemble.crews import Here
from sim.ensemble.dataset import Dataset, create, opened
from sim.ensemble.driver import Ensemble, ensemble
from sim.ensemble.growing import DRAWS
from sim.ensemble.inputs import pilot
from sim.ensemble.manifest import manifest_of
from sim.ensemble.parts import Bench, Done, Unwritten
from sim.ensemble.places import place_of
from sim.ensemble.playing import How, play_missing
from sim.errors import DetenteError
from sim.scenario.loading import load

GROWING = Settings(runs=240, draws=DRAWS, seed=5, jobs=1, within=2.0)  # 12 draws at most
Deadly = Callable[[Block], bool]


@pytest.fixture(autouse=True)
def _from_four_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sim.ensemble.growing, "FIRST", 4)


def draws_to(end: int) -> Callable[[pl.LazyFrame], bool]:
    """Enough when the draw before `end` is there."""
    return lambda table: end - 1 in table.select("draw").collect()["draw"]


def kill(monkeypatch: pytest.MonkeyPatch, deadly: Deadly) -> None:
    """Let some blocks take all memory."""
    work = Bench.work

    def maybe(bench: Bench, block: Block, tried: Mapping[int, int]) -> Done | Unwritten:
        if deadly(block):
            raise MemoryError
        return work(bench, block, tried)

    monkeypatch.setattr(Bench, "work", maybe)


def in_memory(until: int) -> Ensemble:
    return ensemble(load("flat-sale"), GROWING, enough=draws_to(until))


def begun(where: Path, events: int = 0, chunk: int = 20) -> Dataset:
    case = load("flat-sale")
    manifest = manifest_of("flat-sale", case, GROWING, pilot(case, 5), events, chunk)
    return create(place_of(str(where)), case, msgspec.structs.replace(manifest, stretches=()))


def test_it_ends_when_enough_is_known() -> None:
    found = in_memory(until=7)
    assert found.frame["draw"].unique().to_list() == list(range(7))  # after 4, 5 and 7
    assert (found.complete, found.settings.runs) == (True, 140)


def test_a_chunk_set_aside_early_leaves_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = in_memory(until=7).frame
    kill(monkeypatch, lambda block: block.draws[0] == 2)
    found = in_memory(until=7)
    assert [block.draws for block in found.set_aside] == [(2, 3)]
    assert not found.complete
    assert found.frame.equals(whole.filter(pl.col("draw") != 2))


def test_a_first_stretch_that_gives_nothing_is_not_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kill(monkeypatch, lambda block: block.draws[0] < 4)
    found = in_memory(until=5)
    assert found.frame["draw"].unique().to_list() == [4]
    assert sum(block.runs for block in found.set_aside) == 80


def test_a_study_of_which_nothing_can_be_played_is_no_interrupt(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kill(monkeypatch, lambda _: True)
    with pytest.raises(DetenteError, match="none of 240 runs could be played"):
        in_memory(until=5)


def test_what_was_set_aside_is_played_later_and_the_study_grows_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with monkeypatch.context() as deadly:
        kill(deadly, lambda block: block.draws[0] == 2)
        found = begun(tmp_path)
        play_missing(found, How(Here(), enough=draws_to(5)))
    assert (found.played, found.manifest.complete) == (80, False)
    again = opened(str(tmp_path))
    again.verify()
    ended = play_missing(again, How(Here(), enough=draws_to(7)))
    assert (again.manifest.runs, ended.complete) == (140, True)
    assert ended.digest == in_memory(until=7).digest


def test_a_stop_after_the_last_chunk_stops_nothing(tmp_path: Path) -> None:
    told: list[int] = []

    def progress(done: int, *_: object) -> None:
        told.append(done)

    def stop() -> bool:
        return bool(told) and told[-1] == 100

    found = ensemble(load("flat-sale"), GROWING, progress, stop, draws_to(5))
    assert (found.complete, found.settings.runs) == (True, 100)
    told.clear()
    kept = begun(tmp_path)
    how = How(Here(), progress=progress, stop=stop, enough=draws_to(5))
    assert play_missing(kept, how).complete
    told.clear()
    sooner = ensemble(load("flat-sale"), GROWING, progress, stop, draws_to(7))
    assert (sooner.complete, sooner.frame.height) == (False, 100)


def test_as_many_runs_keep_their_events_as_was_promised(tmp_path: Path) -> None:
    digests = []
    for chunk in (7, 20):
        found = begun(tmp_path / str(chunk), events=30, chunk=chunk)
        play_missing(found, How(Here(), enough=draws_to(5)))
        runs = found.event_table().select("run").collect()["run"].unique().to_list()
        assert sorted((k % DRAWS, k // DRAWS) for k in runs) == [
            *((0, luck) for luck in range(20)),
            *((1, luck) for luck in range(10)),
        ]
        again = opened(found.place.url)
        assert again.verify() == 0
        again.finish(complete=True)
        digests += [found.manifest.events_digest, again.manifest.events_digest]
    assert len(set(digests)) == 1
