from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import sim.cli.ensemble
from sim.analysis.shares import outcome_shares
from sim.analysis.wording import in_100
from sim.cli.progress import told as progress_told
from sim.ensemble.chunks import Settings
from sim.ensemble.driver import Ensemble
from sim.ensemble.files import read
from sim.talks.events import OUTCOMES
from tests.cli.asking import SCENARIOS, ask, misfits, told

SMALL = ("-n", "60", "--draws", "12", "--seed", "1", "--jobs", "1")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("study") / "cairo"
    told("ensemble", "cairo-2024", *SMALL, "-o", str(path))
    return path


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_page_fits_any_terminal_and_says_what_it_is(name: str) -> None:
    text = told("ensemble", name, *SMALL)
    assert misfits(text) == []
    assert "neither news nor forecast" in text
    assert "In a model, " in text
    assert "no measure of anyone's fault" in " ".join(text.split())


def test_the_shares_are_those_of_the_runs(folder: Path) -> None:
    text = told("ensemble", "cairo-2024", *SMALL)
    for one in outcome_shares(read(folder)[0].frame):
        row = next(
            line
            for line in text.split("\n")
            if line.startswith("  " + one.outcome.replace("_", " "))
        )
        assert in_100(one.share) in row.split()


def test_the_commands_it_names_exist() -> None:
    text = " ".join(told("ensemble", "cairo-2024", *SMALL).split())
    named = set(re.findall(r"detente ([a-z]+)", text)) - {"inputs"}
    assert named == {"ensemble", "run"}
    assert "detente ensemble cairo-2024 -n 60 --draws 12 --seed 1" in text


def test_its_data_say_the_same(folder: Path) -> None:
    found = json.loads(told("ensemble", "cairo-2024", *SMALL, "--json"))
    assert [one["outcome"] for one in found["outcomes"]] == list(OUTCOMES)
    assert found["complete"] is True
    assert found["results_digest"] == json.loads(
        (folder / "manifest.json").read_text(encoding="utf-8")
    )["results_digest"]  # fmt: skip


def test_two_processes_give_the_same_page() -> None:
    one = told("ensemble", "flat-sale", *SMALL)
    two = told("ensemble", "flat-sale", *SMALL[:-1], "2")
    assert one == two


def test_what_is_written(folder: Path) -> None:
    assert sorted(path.name for path in folder.iterdir()) == [
        "inputs.csv", "manifest.json", "runs.parquet",
    ]  # fmt: skip
    assert (folder / "inputs.csv").read_text(encoding="utf-8").startswith("input,range,unit,")


def test_figures_of_a_folder(folder: Path, tmp_path: Path) -> None:
    text = told("plot", str(folder), "-o", str(tmp_path))
    for stem in ("outcomes", "days", "terms", "packages"):
        assert stem in text
        assert all((tmp_path / f"{stem}{end}").stat().st_size for end in (".png", ".svg", ".csv"))


def test_figures_of_a_run(tmp_path: Path) -> None:
    told("plot", "council-quota", "--seed", "2", "--pair", "mills,town", "-o", str(tmp_path))
    assert {path.stem for path in tmp_path.iterdir()} == {"timeline", "packages"}
    assert "Mills" in (tmp_path / "packages.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("pair", ["mills", "mills,nobody", "mills,mills"])
def test_no_other_pair_is_drawn(pair: str) -> None:
    result = ask("plot", "council-quota", "--pair", pair)
    assert result.exit_code == 2
    assert "write two of" in result.stderr


def test_a_folder_without_an_ensemble_is_refused(tmp_path: Path) -> None:
    result = ask("plot", str(tmp_path))
    assert result.exit_code == 2
    assert "holds no ensemble" in result.stderr


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.touch()
    result = ask("ensemble", "flat-sale", *SMALL, "-o", str(path))
    assert result.exit_code == 2
    assert "write the name of a folder" in result.stderr


def test_an_interrupt_prints_what_was_finished(folder: Path, monkeypatch: Any) -> None:
    whole = read(folder)[0]

    def stopped(_case: object, settings: Settings, _progress: object) -> Ensemble:
        frame = whole.frame.filter(pl.col("draw") < 6)
        return Ensemble(whole.case, settings, frame, whole.fit, whole.tried, complete=False)

    monkeypatch.setattr(sim.cli.ensemble, "ensemble", stopped)
    result = ask("ensemble", "cairo-2024", *SMALL)
    assert result.exit_code == 130
    assert "STOPPED EARLY: 30 of 60 runs were finished" in result.stdout


def test_an_interrupt_before_anything_was_finished(monkeypatch: Any) -> None:
    def stopped(*_: object) -> Ensemble:
        raise KeyboardInterrupt

    monkeypatch.setattr(sim.cli.ensemble, "ensemble", stopped)
    result = ask("ensemble", "cairo-2024", *SMALL)
    assert (result.exit_code, result.stdout) == (130, "")
    assert result.stderr == "Stopped before anything was finished.\n"


def test_weighted_runs_say_so(folder: Path, monkeypatch: Any) -> None:
    whole = read(folder)[0]

    def weighted(_case: object, settings: Settings, _progress: object) -> Ensemble:
        frame = whole.frame.with_columns(weight=0.001 + pl.col("run") / 1000)
        return Ensemble(whole.case, settings, frame, whole.fit, whole.tried, complete=True)

    monkeypatch.setattr(sim.cli.ensemble, "ensemble", weighted)
    text = " ".join(told("ensemble", "cairo-2024", *SMALL).split())
    assert "weighted: worth 4" in text
    assert "runs carry weights" in text


def test_progress_tells_rate_and_time_left() -> None:
    assert progress_told(400, 2000, 4.0) == "400 of 2,000 runs, 100 a second, 16 s left"
