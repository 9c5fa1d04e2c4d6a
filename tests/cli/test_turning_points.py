"""`detente turning-points`: the page, its files, and what it takes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import sim.analysis.turning
import sim.studies.turning.playing
from sim.analysis.turning import decisions
from sim.analysis.wording import NOTICE
from sim.talks.events import OUTCOMES
from tests.cli.asking import SCENARIOS, ask, copied, misfits, tale, told

FEW = ("-n", "2", "--jobs", "1")
RUN = ("flat-sale", "--seed", "6")
RUN_OF = ("flat-sale", 6)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def found(*args: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(told("turning-points", *args, "--json"))
    return data


LONG = ("cairo-2024", "emission-standards")  # they play long
NAMES = [
    pytest.param(name, marks=[pytest.mark.thorough] if name in LONG else []) for name in SCENARIOS
]


@pytest.mark.parametrize("name", NAMES)
def test_the_page_fits_and_says_what_it_is(name: str) -> None:
    page = told("turning-points", name, "--seed", "7", *FEW)
    assert misfits(page) == []
    said = " ".join(page.split())
    count = len(decisions(tale(name, 7).events))
    assert "neither news nor forecast" in said
    assert f"{count} decisions after the record, 2 futures before and after each" in said
    assert f"{(2 * count - 1) * 5} intervals hold together at 95% (Bonferroni" in said
    assert f"Written to out/{name}-seed-7/: turning-points.png" in said


def test_swings_that_are_called_come_first_and_others_are_said_to_be_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    played = sim.analysis.turning.turning_points(tale(*RUN_OF).case, tale(*RUN_OF).events, 120, 1)
    monkeypatch.setattr(sim.studies.turning.playing, "points_along", lambda *_: played)
    page = told("turning-points", *RUN, "-n", "120", "--jobs", "1")
    data = found(*RUN, "-n", "120", "--jobs", "1")
    called = [row for row in data["found"]["rows"] if row["called"]]
    assert called
    swings, others = page.split("NOT DISTINGUISHABLE FROM 0")
    for row in called:
        assert f"\n  {row['seq']} ~ +" in swings
        assert data["what"][str(row["seq"])] in " ".join(swings.split())
        assert not row["interval"]["low"] <= 0 <= row["interval"]["high"]
    assert not [row for row in called if f"  {row['seq']} ~" in others.split("BETWEEN")[0]]


def test_files_hold_every_decision(tmp_path: Path) -> None:
    data = found(*RUN, *FEW, "-o", "there")
    assert {path.name for path in (tmp_path / "there").glob("[!.]*")} == {
        f"turning-points.{end}" for end in ("png", "svg", "csv", "txt")
    }
    table = pl.read_csv(tmp_path / "there" / "turning-points.csv")
    assert table.height == 5 * len(data["found"]["rows"])
    assert table["outcome"].unique(maintain_order=True).to_list() == list(OUTCOMES)
    for row in data["found"]["rows"]:
        mine = table.filter(pl.col("event") == row["seq"])
        assert dict(zip(mine["outcome"], mine["after"], strict=True)) == row["after"]
    assert set(table["notice"]) == {NOTICE}
    assert data["notice"].endswith(NOTICE)


def test_processes_change_no_number() -> None:
    args = (*RUN, "-n", "12")
    assert found(*args, "--jobs", "1")["found"] == found(*args, "--jobs", "2")["found"]


def test_a_log_a_kept_run_and_a_variant_have_them_too(tmp_path: Path) -> None:
    told("run", *RUN, "--log", "run.jsonl", "--store", "runs.db")
    played = found(*RUN, *FEW)
    rows = played["found"]["rows"]
    log = found("run.jsonl", *FEW)
    assert log["found"]["rows"] == rows
    assert log["folder"] == "out/run"
    kept = json.loads(told("run", *RUN, "--store", "runs.db", "--json"))["id"]
    assert found(kept, "--store", "runs.db", *FEW)["found"]["rows"] == rows
    assert (tmp_path / "out" / kept / "turning-points.csv").exists()
    assert (
        found(*RUN, *FEW, "--set", "seller.no_deal.worth=90")["log_digest"] != played["log_digest"]
    )


def test_a_fork_shows_as_a_decision_of_its_branch() -> None:
    args = ("--at", "6", "--set", "seller.no_deal.worth=90", "--keep", "1", "--store", "runs.db")
    made = json.loads(told("fork", *RUN, *args, *FEW, "--json"))
    branch = found(made["kept"]["branches"][0]["id"], "--store", "runs.db", *FEW)
    assert branch["what"]["7"].startswith("changed from here on")


def test_a_run_without_a_decision_says_so(tmp_path: Path) -> None:
    early = ("flat-sale", "--seed", "7", "--set", "calendar.horizon=1 day")
    page = told("turning-points", *early, *FEW)
    assert "Nobody decides anything in this run after the record." in page
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["nosuch"], "no scenario and no file 'nosuch'"),
        (["run.jsonl"], "no such log file"),
        (["flat-sale", "-o", "file"], "is a file: write the name of a folder"),
        (["flat-sale", "-n", "0"], "0 is not in the range"),
    ],
)
def test_what_cannot_be_is_refused(args: list[str], said: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    result = ask("turning-points", *args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def test_figures_of_a_log_go_to_a_folder_of_its_name_and_not_to_the_current_one() -> None:
    told("run", *RUN, "--log", "kept.jsonl")
    assert "Written to out/kept/" in copied(told("turning-points", "kept.jsonl", *FEW))
    assert "Written to out/kept/" in told("plot", "kept.jsonl")
    assert sorted(path.name for path in Path().iterdir()) == ["kept.jsonl", "out"]
