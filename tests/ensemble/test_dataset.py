"""A data set is its rows: kept part by part, gone on with, and never taken at its word."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from sim.ensemble.blocks import Block
from sim.ensemble.checking import played_again
from sim.ensemble.chunks import Settings, play_run
from sim.ensemble.crews import Here, Processes
from sim.ensemble.dataset import Dataset, create, opened, read
from sim.ensemble.driver import Ensemble, ensemble
from sim.ensemble.event_rows import event_of_row
from sim.ensemble.event_table import EVENTS
from sim.ensemble.inputs import pilot
from sim.ensemble.manifest import manifest_of
from sim.ensemble.parts import ALL, Bench, Done, Unwritten
from sim.ensemble.places import JOURNAL, place_of
from sim.ensemble.playing import How, play_missing
from sim.errors import DetenteError, LogError, RecordError, SettingError
from sim.files import names_in
from sim.scenario.case import Case
from sim.scenario.loading import load
from sim.scenario.shipped import seed_text
from tests.ensemble.poison import DRAW, poisoned

STUDY = Settings(runs=90, draws=12, seed=5)


def begun(
    where: Path | str, case: Case | None = None, chunk: int = 20, events: int = 24
) -> Dataset:
    case = case or load("flat-sale")
    manifest = manifest_of("flat-sale", case, STUDY, pilot(case, STUDY.seed), events, chunk)
    manifest = msgspec.structs.replace(manifest, stretches=(STUDY.whole,))
    return create(place_of(str(where)), case, manifest)


def played(where: Path | str, **how: Any) -> Dataset:
    found = begun(where, **how)
    play_missing(found, How(Here()))
    return found


def stopped(where: Path, after: int) -> Dataset:
    """One whose driver died after so many chunks: the journal is all there is."""
    found = begun(where)
    told: list[int] = []

    def die(*_: object) -> None:
        told.append(1)
        if len(told) == after:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        play_missing(found, How(Here(), progress=die))
    return found


def gone_on(where: Path) -> tuple[Dataset, int]:
    """It, with what was missing, and how many parts had to be dropped."""
    found = opened(str(where))
    dropped = found.verify()
    found.sweep()
    play_missing(found, How(Here()))
    return found, dropped


@pytest.fixture(scope="module")
def memory() -> Ensemble:
    return ensemble(load("flat-sale"), Settings(90, 12, 5, 1))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return played(tmp_path_factory.mktemp("whole") / "set")


def test_a_data_set_is_the_ensemble(whole: Dataset, memory: Ensemble) -> None:
    found = read(whole.place.url).ensemble()
    assert_frame_equal(found.frame, memory.frame)
    assert found.digest == memory.digest == whole.manifest.results_digest
    assert (found.tried, found.draws, found.fit) == (memory.tried, memory.draws, memory.fit)
    assert (found.complete, found.settings.runs) == (True, 90)


def test_events_are_those_of_the_first_runs(whole: Dataset) -> None:
    frame = whole.event_table().sort("run", "seq").collect()
    assert dict(frame.schema) == {name: kind() for name, kind in EVENTS.items()}
    assert frame["run"].unique().sort().to_list() == list(range(24))
    rows = frame.filter(pl.col("run") == 13).iter_rows(named=True)
    assert [event_of_row(row) for row in rows] == play_run(whole.case, 5, 13, 12)[0]


def test_a_manifest_says_what_its_parts_are(whole: Dataset) -> None:
    m = json.loads(whole.place.read("manifest.json"))
    assert m["notice"] == "runs of a model: neither news nor forecast"
    assert m["complete"] is True
    assert sum(part["rows"] for part in m["parts"] if part["kind"] == "runs") == 90
    for part in m["parts"]:
        assert pl.read_parquet(whole.place.path(part["file"])).height == part["rows"]
    assert load_again(m) == whole.case.digest
    assert JOURNAL not in whole.place.names()


def load_again(manifest: dict[str, Any]) -> str:
    assert manifest["scenario"] == load("flat-sale").text
    return str(manifest["scenario_digest"])


@pytest.mark.parametrize("chunk", [1, 7, 90])
def test_the_size_of_parts_changes_no_digest(chunk: int, whole: Dataset, tmp_path: Path) -> None:
    other = played(tmp_path / "set", chunk=chunk).manifest
    assert other.results_digest == whole.manifest.results_digest
    assert other.events_digest == whole.manifest.events_digest


def test_what_a_dead_driver_left_is_gone_on_with(whole: Dataset, tmp_path: Path) -> None:
    left = stopped(tmp_path / "set", after=3)
    assert left.played == 48
    assert not opened(left.place.url).manifest.complete
    found, dropped = gone_on(tmp_path / "set")
    assert dropped == 0
    assert found.manifest.results_digest == whole.manifest.results_digest
    assert found.manifest.events_digest == whole.manifest.events_digest


def test_a_torn_line_of_the_journal_is_played_again(whole: Dataset, tmp_path: Path) -> None:
    stopped(tmp_path / "set", after=3)
    journal = tmp_path / "set" / JOURNAL
    journal.write_bytes(journal.read_bytes()[:-40])
    assert opened(str(tmp_path / "set")).played == 32
    assert gone_on(tmp_path / "set")[0].manifest.results_digest == whole.manifest.results_digest


@pytest.mark.parametrize("line", [b'[{"kind":"\xff"}]', b"[" * 100_000])
def test_a_line_of_the_journal_that_cannot_be_read_is_played_again(
    line: bytes, whole: Dataset, tmp_path: Path
) -> None:
    stopped(tmp_path / "set", after=3)
    opened(str(tmp_path / "set")).place.note("again", line)
    assert opened(str(tmp_path / "set")).played == 48
    assert gone_on(tmp_path / "set")[0].manifest.results_digest == whole.manifest.results_digest


def test_a_torn_line_takes_none_of_those_that_follow_with_it(tmp_path: Path) -> None:
    stopped(tmp_path / "set", after=3)
    journal = tmp_path / "set" / JOURNAL
    first, second, third = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(first + second[:-40])
    place = opened(str(tmp_path / "set")).place
    place.note("again", third.rstrip(b"\n"))
    assert opened(str(tmp_path / "set")).played == 32
    place.note("again", second.rstrip(b"\n"))
    assert opened(str(tmp_path / "set")).played == 48


def test_parts_that_nobody_noted_are_removed_and_nothing_else(tmp_path: Path) -> None:
    stopped(tmp_path / "set", after=1)
    torn = (
        "runs/part-000000000099.parquet",
        ".part-000000000001.parquet.abcd1234.unfinished",
        ".manifest.json.abcd1234.unfinished",
    )
    mine = {"mine.txt", "runs/notes.txt", "runs/part-1.parquet", ".mine.txt.abcd.unfinished"}
    for name in (*torn, *mine):
        (tmp_path / "set" / name).write_bytes(b"torn, or mine")
    found, _ = gone_on(tmp_path / "set")
    named = {part.file for part in found.manifest.parts}
    assert found.place.names() == {*named, *mine, "manifest.json"}


def test_whoever_reads_a_folder_of_parts_meets_whole_ones_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = place_of(str(tmp_path))
    place.write("runs/part-0.parquet", b"whole")
    seen: list[list[str]] = []
    monkeypatch.setattr("os.fsync", lambda _: seen.append(names_in(tmp_path / "runs")))
    place.write("runs/part-1.parquet", b"while it is written")
    assert seen[0] == ["part-0.parquet"]


@pytest.mark.parametrize("kind", ["runs", "events"])
def test_a_damaged_part_is_seen_and_played_again(kind: str, whole: Dataset, tmp_path: Path) -> None:
    found = played(tmp_path / "set")
    part = next(part for part in found.manifest.parts if part.kind == kind)
    (tmp_path / "set" / part.file).write_bytes(b"PAR1 no more")
    if kind == "runs":
        with pytest.raises(LogError, match="is not what its manifest says"):
            read(found.place.url)
    mended, dropped = gone_on(tmp_path / "set")
    assert dropped == 1
    assert mended.manifest.results_digest == whole.manifest.results_digest
    assert mended.manifest.events_digest == whole.manifest.events_digest


def test_a_part_that_is_gone_is_seen(tmp_path: Path) -> None:
    found = played(tmp_path / "set")
    (tmp_path / "set" / found.manifest.parts[-1].file).unlink()
    with pytest.raises(LogError, match="cannot be read"):
        read(found.place.url)


def test_there_is_no_second_data_set_in_a_folder(tmp_path: Path) -> None:
    begun(tmp_path / "set")
    with pytest.raises(SettingError, match="--resume"):
        begun(tmp_path / "set")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "mine.txt").touch()
    with pytest.raises(SettingError, match="is not empty"):
        begun(tmp_path / "other")
    for name, content in (("web", b'{"name": "an app"}'), ("broken", b"\xff")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "manifest.json").write_bytes(content)
        with pytest.raises(SettingError, match="is not empty: write another folder"):
            begun(tmp_path / name)


def test_another_format_is_refused(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text('{"format": 1}')
    with pytest.raises(LogError, match="format 1: this version reads 2"):
        opened(str(tmp_path))


def test_a_run_is_played_again_and_checked(whole: Dataset) -> None:
    for run, events in ((13, True), (71, False)):
        found = played_again(whole, run)
        assert found.differences == ()
        assert found.kept_events == (len(found.events) if events else 0)
    with pytest.raises(SettingError, match="no such run"):
        played_again(whole, 90)


def test_a_run_that_is_another_is_told(tmp_path: Path) -> None:
    found = played(tmp_path / "set")
    path = tmp_path / "set" / found.manifest.parts[-1].file
    changed = pl.read_parquet(path).with_columns(texts=pl.col("texts") + 1)
    changed.write_parquet(path)
    run = int(changed["run"][0])
    assert played_again(found, run).differences[0].startswith("texts was")


def test_what_kills_whoever_plays_it_is_set_aside(tmp_path: Path, memory: Ensemble) -> None:
    found = begun(tmp_path / "set", poisoned("flat-sale", 5), chunk=10, events=ALL)
    crew = Processes(2)
    ended = play_missing(found, How(crew))
    crew.close(at_once=True)
    aside = {int(n) for block in ended.set_aside for n in block.numbers()}
    assert {n % 12 for n in aside} == {DRAW}
    assert not ended.complete
    kept = memory.frame.filter(~pl.col("run").is_in(aside))
    assert_frame_equal(ended.frame, kept)
    again, _ = gone_on(tmp_path / "set")  # by this process, with the scenario as it is
    assert again.manifest.results_digest == memory.digest
    assert again.manifest.set_aside == ()


def test_a_study_whose_driver_dies_while_it_plays_what_was_set_aside_is_read_again(
    tmp_path: Path,
) -> None:
    found = stopped(tmp_path / "set", after=2)
    lacking = next(found.missing(STUDY.whole))
    found.change(set_aside=(lacking,))

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        play_missing(opened(str(tmp_path / "set")), How(Here(), progress=die))
    again = read(str(tmp_path / "set"))
    assert lacking in again.parts
    assert again.manifest.set_aside == ()


def test_a_draw_without_inputs_leaves_what_was_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = Bench.work

    def hopeless(bench: Bench, block: Block, tried: Mapping[int, int]) -> Done | Unwritten:
        if block.draws[0]:
            raise RecordError("no draw of the inputs gave the record")
        return work(bench, block, tried)

    monkeypatch.setattr(Bench, "work", hopeless)
    with pytest.raises(DetenteError, match=r"gave the record; 16 runs are kept: .* --resume"):
        played(tmp_path / "set")


def test_the_facts_a_scenario_cites_are_kept_with_it(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    shipped, facts = load("cairo-2024").text, "2024-08-23-times-of-israel"
    (tmp_path / "own.yaml").write_text(shipped.replace(facts, "own-facts"))
    (tmp_path / "seeds" / "own-facts.yaml").write_text(seed_text(facts))
    case = load(str(tmp_path / "own.yaml"))
    manifest = manifest_of("own", case, STUDY, pilot(case, 5), 0, 50)
    where = str(tmp_path / "set")
    assert "seeds/own-facts.yaml" in create(place_of(where), case, manifest).place.names()
    assert opened(where).case.digest == case.digest
    for name in (".DS_Store", "notes.txt", "notes.yaml"):
        (tmp_path / "set" / "seeds" / name).write_bytes(b"\xff\xfe of somebody")
    assert opened(where).case.digest == case.digest
    (tmp_path / "set" / "seeds" / "own-facts.yaml").write_bytes(b"\xff")
    with pytest.raises(LogError, match=r"own-facts\.yaml: is not UTF-8"):
        opened(where)
