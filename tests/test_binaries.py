"""What is compiled runs in place of its source only while it was made of it."""

from __future__ import annotations

import sys
from importlib.machinery import EXTENSION_SUFFIXES, PathFinder
from pathlib import Path

import pytest

from sim import binaries
from sim.errors import BinariesError

BINARY = f"model/draws{EXTENSION_SUFFIXES[0]}"
SOURCES = ["model/draws.pxd", "model/draws.py"]


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package with a module of two sources, compiled."""
    (tmp_path / "model").mkdir()
    for name in [*SOURCES, BINARY]:
        (tmp_path / name).write_text("x = 1\n", encoding="utf-8")
    lines = [binaries.digest(tmp_path, SOURCES), *SOURCES, BINARY]
    (tmp_path / binaries.BUILT).write_text("\n".join(lines) + "\n", encoding="utf-8")
    monkeypatch.setattr(binaries, "PACKAGE", tmp_path)
    monkeypatch.delenv(binaries.ASKED, raising=False)
    return tmp_path


def room(package: Path) -> str:
    return str(package / "model")


def test_binaries_of_these_sources_run(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    binaries.settle(room(package))
    monkeypatch.setenv(binaries.ASKED, "yes")
    binaries.settle(room(package))
    assert binaries.current(package)


@pytest.mark.parametrize("name", SOURCES)
def test_an_edited_source_never_runs_its_old_binary(package: Path, name: str) -> None:
    (package / name).write_text("x = 2\n", encoding="utf-8")
    with pytest.raises(BinariesError, match=r"model.draws.*run `make`.*DETENTE_COMPILED=no"):
        binaries.settle(room(package))


@pytest.mark.parametrize("lost", [binaries.BUILT, SOURCES[0], "one more"])
def test_binaries_of_unknown_sources_do_not_run(package: Path, lost: str) -> None:
    if lost == "one more":
        (package / f"model/more{EXTENSION_SUFFIXES[0]}").touch()
    else:
        (package / lost).unlink()
    with pytest.raises(BinariesError, match="other sources"):
        binaries.settle(room(package))


def test_a_binary_that_is_missing_is_seen(package: Path) -> None:
    (package / BINARY).unlink()
    assert not binaries.current(package)


def test_sources_run_where_nothing_is_compiled(package: Path) -> None:
    (package / BINARY).unlink()
    (package / binaries.BUILT).unlink()
    binaries.settle(room(package))


def test_sources_can_be_run_all_the_same(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (package / "model/draws.py").write_text("x = 2\n", encoding="utf-8")
    monkeypatch.setenv(binaries.ASKED, "no")
    monkeypatch.setattr(sys, "path_importer_cache", {})
    found = [PathFinder.find_spec("draws", [room(package)])]
    sys.path_importer_cache.clear()
    binaries.settle(room(package))
    found.append(PathFinder.find_spec("draws", [room(package)]))
    origins = [one.origin if one else None for one in found]
    assert origins == [str(package / BINARY), str(package / "model/draws.py")]


def test_compiled_can_be_demanded(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (package / BINARY).unlink()
    monkeypatch.setenv(binaries.ASKED, "yes")
    with pytest.raises(BinariesError, match="is not compiled: run `make`"):
        binaries.settle(room(package))


def test_another_wish_is_refused(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(binaries.ASKED, "maybe")
    with pytest.raises(BinariesError, match="DETENTE_COMPILED=maybe: write yes or no"):
        binaries.settle(room(package))
