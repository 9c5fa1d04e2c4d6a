"""What is kept of a run carries all it was played from: the scenario's text and its seeds'."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sim.ensemble.dataset import opened
from sim.scenario.loading import load
from sim.scenario.shipped import find, seed_text
from sim.talks.log import read_log
from tests.cli.asking import ask, bare, told

[SEED] = load("cairo-2024").seeds


@pytest.fixture
def away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """A scenario that cites a seed file of its own, and a folder far from it."""
    home, far = tmp_path / "home", tmp_path / "far"
    (home / "seeds").mkdir(parents=True)
    far.mkdir()
    text = find("cairo-2024").read_text(encoding="utf-8")
    assert SEED in text
    (home / "mine.yaml").write_text(text.replace(SEED, "my-own-seed"), encoding="utf-8")
    (home / "seeds" / "my-own-seed.yaml").write_text(seed_text(SEED), encoding="utf-8")
    monkeypatch.chdir(home)
    return home, far


def test_a_log_and_a_store_are_read_anywhere(
    away: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    home, far = away
    told("run", "mine.yaml", "--log", f"{far}/r.jsonl", "--store", f"{far}/kept.db")
    shutil.rmtree(home / "seeds")
    monkeypatch.chdir(far)
    assert list(read_log(far / "r.jsonl").header.seeds) == ["my-own-seed"]
    told("log", "export", "all", "--store", "kept.db", "-o", "again/")
    [again] = (far / "again").iterdir()
    for run in (("r.jsonl",), (str(again),), (again.stem, "--store", "kept.db")):
        assert "are as played" in told("verify", *run)
        told("replay", *run)
        told("explain", *run, "--at", "20")
    assert read_log(again).header.seeds == read_log(far / "r.jsonl").header.seeds
    told("log", "import", "r.jsonl", "--store", "other.db")
    told("verify", "--store", "kept.db")


def test_a_data_set_is_read_anywhere(
    away: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    home, far = away
    told("ensemble", "mine.yaml", "-n", "4", "--draws", "2", "--jobs", "1", "-o", f"{far}/runs")
    shutil.rmtree(home / "seeds")
    monkeypatch.chdir(far)
    assert list(opened("runs").case.seeds) == ["my-own-seed"]
    assert "the same as was kept" in " ".join(told("replay", "runs", "--run", "1").split())


def test_a_seed_that_a_log_does_not_carry_is_looked_for_nowhere(away: tuple[Path, Path]) -> None:
    home, _ = away
    told("run", "mine.yaml", "--log", "r.jsonl")
    path = home / "r.jsonl"
    content = path.read_bytes()
    path.write_bytes(content.replace(b'"seeds":{"my-own-seed":', b'"seeds":{"another":', 1))
    for command in ("replay", "verify"):
        result = ask(command, "r.jsonl")
        assert result.exit_code == 2
        assert bare("r.jsonl:1:1: its scenario does not validate") in bare(result.stderr)
        assert bare("no such seed file (got my-own-seed)") in bare(result.stderr)
