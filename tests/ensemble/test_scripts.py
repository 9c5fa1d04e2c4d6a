"""Several processes from what people run: scripts, standard input, a folder of anybody's files."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path

import pytest

from sim.api import TACTICS
from sim.ensemble.carried import carried, taken_up
from sim.ensemble.paths import own_folders_last, path_of_workers
from sim.errors import PluginError

PLAY = """
from sim.api import TACTICS, ensemble, load
{half}
TACTICS.add("half", Half())
case = load("flat-sale", ["seller.tactic=half"])
frames = [ensemble(case, runs=20, draws=10, seed=1, jobs=jobs).frame for jobs in (1, 2)]
print(frames[0].equals(frames[1]), frames[0].height)
"""
HALF = "class Half:\n    def conceded(self, view):\n        return 0.5\n"


def done(call: Sequence[str], folder: Path, given: str = "") -> subprocess.CompletedProcess[str]:
    """What Python says in a folder."""
    return subprocess.run(
        [sys.executable, *call],
        cwd=folder,
        input=given,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def hostile(tmp_path: Path) -> Iterator[Path]:
    """A folder whose files have the names of modules that every process imports."""
    ran = tmp_path / "ran"
    for name in ("random", "numpy", "signal", "simpy", "queue", "csv", "sim", "polars", "struct"):
        code = f"open({str(ran)!r}, 'a').write('{name} ')\nraise SystemExit(9)\n"
        (tmp_path / f"{name}.py").write_text(code, "utf-8")
    yield tmp_path
    assert not ran.exists(), ran.read_text("utf-8")


@pytest.mark.parametrize("beside", [False, True], ids=["in the script", "in a module beside it"])
def test_a_script_needs_no_main_guard_and_its_tactic_travels(hostile: Path, beside: bool) -> None:
    folder = hostile / "study"
    folder.mkdir()
    (folder / "tactics.py").write_text(HALF, "utf-8")
    half = "from tactics import Half" if beside else HALF
    (folder / "mine.py").write_text(PLAY.format(half=half), "utf-8")
    result = done(["study/mine.py"], hostile)
    assert (result.returncode, result.stdout, result.stderr) == (0, "True 20\n", "")


SOUND = """
import sys
sys.path.pop(0)  # this process is sound, so that what runs is what its workers import
import sim.api
sys.path.insert(0, "")
"""


def test_standard_input_is_a_script_and_its_folder_stands_in_for_no_module(hostile: Path) -> None:
    result = done(["-"], hostile, SOUND + PLAY.format(half=HALF))
    assert (result.returncode, result.stdout, result.stderr) == (0, "True 20\n", "")


def test_no_process_of_the_command_imports_what_lies_in_the_working_directory(
    hostile: Path,
) -> None:
    command = str(Path(sys.executable).parent / "detente")
    call = ["ensemble", "flat-sale", "-n", "20", "--draws", "10", "--jobs", "2", "-o", "kept"]
    result = done([command, *call], hostile)
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("module", ["sim", "sim.cli.main"])
def test_a_module_is_the_command(module: str, tmp_path: Path) -> None:
    result = done(["-m", module, "--help"], tmp_path)
    assert result.stdout.startswith("Usage: detente [OPTIONS]"), result.stderr


def test_workers_look_last_where_a_user_keeps_files(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", ["", "/a", "/b"])
    assert own_folders_last() == ["/a", "/b", str(tmp_path)]
    with path_of_workers():
        assert os.environ["PYTHONPATH"] == "/a:/b"
    assert "PYTHONSAFEPATH" not in os.environ


class Half:
    """Holds what no other process can have."""

    def __init__(self) -> None:
        self.lock = threading.Lock()

    def conceded(self, _: object) -> float:
        return 0.5


@pytest.fixture
def sent_and_known(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_added", "_brought"):
        monkeypatch.setattr(TACTICS, name, {})


@pytest.mark.usefixtures("sent_and_known")
def test_a_tactic_that_cannot_be_sent_is_named_where_it_is_used() -> None:
    TACTICS.add("half", Half())
    taken_up(carried())
    assert "half" in TACTICS
    with pytest.raises(PluginError, match=r"the tactic 'half' cannot be sent .*'_thread.lock'"):
        TACTICS.find("half")


@pytest.mark.usefixtures("sent_and_known")
def test_a_worker_that_lacks_its_module_says_which(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "tactics_of_mine.py").write_text(HALF, "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    TACTICS.add("half", import_module("tactics_of_mine").Half())
    sent = carried()
    monkeypatch.delitem(sys.modules, "tactics_of_mine")
    monkeypatch.setattr(sys, "path", sys.path[1:])
    taken_up(sent)
    with pytest.raises(PluginError, match=r"'half' needs a module .*named 'tactics_of_mine'"):
        TACTICS.find("half")
