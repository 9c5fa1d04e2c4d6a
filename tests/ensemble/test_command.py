"""`detente ensemble` on folders: begun, gone on with, made longer, refused."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import sim.cli.ensemble_asked
import sim.cli.ensemble_play
import sim.ensemble.chunks
import sim.studies.ensemble.playing
from sim.analysis.precision import widest
from sim.cli.replay_dataset import replay_kept
from sim.ensemble import growing
from sim.ensemble.blocks import Block
from sim.ensemble.dataset import Dataset, opened, read
from sim.ensemble.driver import Ensemble
from sim.ensemble.places import held, place_of
from sim.ensemble.playing import How, play_missing
from sim.errors import OutputError
from sim.talks.projections import Summary, summary
from tests.cli.asking import ask, misfits, told

STUDY = ("flat-sale", "-n", "120", "--draws", "30", "--seed", "1", "--jobs", "1")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kept") / "set"
    told("ensemble", *STUDY, "--chunk", "40", "-o", str(folder))
    return folder


@pytest.fixture
def folder(kept: Path, tmp_path: Path) -> Path:
    """A copy, to be changed."""
    return Path(shutil.copytree(kept, tmp_path / "set"))


def manifest(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "manifest.json").read_bytes())
    return found


def lose_a_part(folder: Path) -> None:
    (folder / manifest(folder)["parts"][-1]["file"]).unlink()


def test_a_folder_somebody_writes_into_is_left_alone(folder: Path) -> None:
    lose_a_part(folder)
    with held(place_of(str(folder))):
        result = ask("ensemble", "--resume", str(folder))
    assert result.exit_code == 2
    assert "another process is writing into it" in result.stderr


def test_what_cannot_be_begun_leaves_no_folder(tmp_path: Path) -> None:
    out = tmp_path / "new" / "set"
    assert ask("ensemble", "no-such-scenario", "-o", str(out)).exit_code == 2
    assert list(tmp_path.iterdir()) == []
    out.mkdir(parents=True)
    assert ask("ensemble", "no-such-scenario", "-o", str(out)).exit_code == 2
    assert out.is_dir()


def test_a_folder_that_cannot_be_is_said_to_be(tmp_path: Path) -> None:
    for out in (tmp_path / ("x" * 300), tmp_path / ("x" * 300) / "set"):
        result = ask("ensemble", *STUDY, "-o", str(out))
        assert result.exit_code == 2
        assert "(File name too long): give a shorter name" in result.stderr
        assert ask("ensemble", "--resume", str(out)).exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_may_not_be_opened_is_said_to_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.open", refused)
    with pytest.raises(OutputError, match="Permission denied"), held(place_of(str(tmp_path))):
        pass


def test_what_was_set_aside_is_named(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = read(str(kept)).ensemble()
    aside = replace(whole, complete=False, set_aside=(Block((7, 8), (0, 4), (0, 120), 30),))
    monkeypatch.setattr(sim.studies.ensemble.playing, "playing", lambda *_: iter([aside]))
    result = ask("ensemble", *STUDY)
    assert result.exit_code == 3
    assert misfits(result.stdout) == []
    text = " ".join(result.stdout.split())
    assert "SET ASIDE: 4 runs of seed 1 killed whoever played them, again and again" in text
    assert "runs 7 to 97 of draw 7 (4 of them)" in text
    data = json.loads(ask("ensemble", *STUDY, "--json").stdout)
    assert [one["runs"] for one in data["played"]["set_aside"]] == [[7, 37, 67, 97]]


def test_what_is_missing_is_played_and_the_page_is_the_same(folder: Path) -> None:
    whole = told("ensemble", "--resume", str(folder), "--jobs", "1")
    digest = manifest(folder)["results_digest"]
    lose_a_part(folder)
    result = ask("ensemble", "--resume", str(folder), "--jobs", "1")
    assert (result.exit_code, result.stdout) == (0, whole)
    assert manifest(folder)["results_digest"] == digest
    assert "1 damaged part is played again" in result.stderr
    assert misfits(whole.replace(str(folder), "DIR")) == []  # a path is not broken


def test_in_memory_is_the_same_page(folder: Path) -> None:
    in_memory, resumed = told("ensemble", *STUDY), told("ensemble", "--resume", str(folder))
    assert in_memory.partition("\nNEXT")[0] == resumed.partition("\nNEXT")[0]


def test_it_can_be_made_longer(folder: Path, tmp_path: Path) -> None:
    told("ensemble", "--resume", str(folder), "-n", "200", "--jobs", "1")
    told("ensemble", *STUDY[:2], "200", *STUDY[3:], "-o", str(tmp_path / "new"))
    assert manifest(folder)["runs"] == 200
    assert manifest(folder)["results_digest"] == manifest(tmp_path / "new")["results_digest"]


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        (("--seed", "2"), "its --seed is 1, and 2 is asked for"),
        (("--draws", "31"), "its --draws is 30"),
        (("-n", "60"), "its -n is 120"),
        (("-n", "auto"), "its -n is 120, and auto is asked for"),
        (("--events", "none"), "its --events is 20000"),
        (("labour-dispute",), "its scenario is"),
        (("flat-sale", "--what-if", "patient-seller"), "its scenario is"),
        (("flat-sale", "--set", "seller.firmness=high"), "its scenario is"),
    ],
)
def test_what_would_change_results_is_refused(
    asked: tuple[str, ...], named: str, kept: Path
) -> None:
    result = ask("ensemble", *asked, "--resume", str(kept))
    assert (result.exit_code, result.stdout) == (2, "")
    assert named in result.stderr


def test_the_same_is_not_refused(kept: Path, tmp_path: Path) -> None:
    told("ensemble", *STUDY, "--resume", str(kept))
    told("ensemble", *STUDY, "--events", "none", "-o", str(tmp_path))
    told("ensemble", "--resume", str(tmp_path), "--events", "0")


def test_it_is_not_complete_while_a_damaged_part_is_played_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[dict[str, Any]] = []

    def look(found: Dataset, how: How) -> Ensemble:
        seen.append(manifest(folder))
        return play_missing(found, how)

    lose_a_part(folder)
    monkeypatch.setattr(sim.cli.ensemble_play, "play_missing", look)
    told("ensemble", "--resume", str(folder), "--jobs", "1")
    assert [(one["complete"], one["results_digest"]) for one in seen] == [(False, "")]
    assert manifest(folder)["complete"]


def test_another_version_is_refused(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sim.cli.ensemble_asked, "VERSION", "9.9.9")
    result = ask("ensemble", "--resume", str(kept))
    assert result.exit_code == 2
    assert "and this is 9.9.9" in result.stderr


def test_code_that_plays_otherwise_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def counting(*run: Any) -> Summary:
        return replace(summary(*run), texts=99)

    monkeypatch.setattr(sim.ensemble.chunks, "summary", counting)
    result = ask("ensemble", "--resume", str(folder))
    assert result.exit_code == 2
    assert "its first run is played otherwise by this code (texts was" in result.stderr


@pytest.mark.parametrize(("rule", "runs"), [("all", 120), ("none", 0), ("7", 7), (None, 120)])
def test_events_are_kept_as_asked(rule: str | None, runs: int, tmp_path: Path) -> None:
    asked = () if rule is None else ("--events", rule)
    text = told("ensemble", *STUDY, *asked, "-o", str(tmp_path / "set"))
    events = opened(str(tmp_path / "set")).event_table().select("run").collect()
    assert events["run"].n_unique() == runs
    assert ("events/" in text) == bool(runs)


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ((), "no scenario"),
        (("flat-sale", "-n", "200000"), "add -o DIR"),
        (("flat-sale", "--events", "all"), "--events: needs a folder"),
        (("flat-sale", "--within", "3"), "--within: is for -n auto"),
        (("flat-sale", "-n", "auto", "--draws", "7"), "--draws: -n auto says how many"),
        (("flat-sale", "--resume", "x", "-o", "y"), "leave one of them out"),
        (("--resume", "nowhere"), "nowhere: no data set there: give a folder"),
    ],
)
def test_what_cannot_be_is_refused(asked: tuple[str, ...], named: str) -> None:
    result = ask("ensemble", *asked)
    assert result.exit_code == 2
    assert named in result.stderr
    assert not Path("nowhere").exists()


@pytest.mark.parametrize("runs", ["0", "some", "-4"])
def test_a_number_of_runs_is_one(runs: str) -> None:
    result = ask("ensemble", "flat-sale", "-n", runs)
    assert result.exit_code == 2
    assert "auto" in result.stderr


def test_auto_stops_when_it_knows_enough_wherever_it_is_played_and_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(growing, "FIRST", 20)  # draws, of which it adds a quarter
    runs_alone = ("--kept", "0")
    asked = ("ensemble", "flat-sale", "-n", "auto", "--within", "26", "--seed", "2", *runs_alone)
    one = told(*asked, "--jobs", "1")
    two = told(*asked, "--jobs", "2", "--chunk", "40", "-o", str(tmp_path / "set"))
    assert re.split(r"\n(?:SEE|NEXT) ", one)[0] == re.split(r"\n(?:SEE|NEXT) ", two)[0]
    found = read(str(tmp_path / "set"))
    frame = found.ensemble().frame
    assert frame["draw"].n_unique() * 20 == frame.height == found.manifest.runs
    assert (frame["run"] % 100_000 == frame["draw"]).all()
    before = found.manifest.stretches[-1].draws[0]
    assert before > 20
    assert widest(frame) < 26 <= widest(frame.filter(pl.col("draw") < before))
    assert misfits(one) == []
    assert "was below 26 of 100: it is " in " ".join(one.split())
    lose_a_part(tmp_path / "set")
    again = told("ensemble", "--resume", str(tmp_path / "set"), *runs_alone, "--jobs", "1")
    assert again == two


def test_a_kept_run_is_replayed_and_checked(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert replay_kept(str(kept), 33, None, everything=False, as_json=False) == 0
    text = capsys.readouterr().out
    assert "Played again: the same as was kept of run 33" in text
    assert misfits(text) == []


def test_a_kept_run_that_is_another_is_told(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "events" / "part-000000000000.parquet"
    pl.read_parquet(path).with_columns(pl.col("tick") + 1).write_parquet(path)
    assert replay_kept(str(folder), 3, None, everything=False, as_json=True) == 1
    assert "NOT what was kept of run 3" in capsys.readouterr().err
