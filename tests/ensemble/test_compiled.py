"""What plays compiled plays the same runs as its sources do.

Here what is compiled plays in this process, and the sources in one of their own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from sim.binaries import ASKED
from sim.scenario.shipped import shipped_scenarios
from tests.cli.asking import told
from tests.documented import ROOT
from tests.often import tried

pytestmark = pytest.mark.compiled

CALLS = """
import json, sys
from tests.cli.asking import told
if __name__ == "__main__": json.dump([told(*call) for call in json.load(sys.stdin)], sys.stdout)
"""


def interpreted(folder: Path, calls: Sequence[Sequence[str]]) -> list[str]:
    """What the commands print, one after the other, where the sources run."""
    script = folder / "calls.py"
    script.write_text(CALLS, "utf-8")
    done = subprocess.run(
        [sys.executable, str(script)], input=json.dumps(calls), cwd=folder, check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), ASKED: "no"}, capture_output=True, text=True,
    )  # fmt: skip
    found: list[str] = json.loads(done.stdout)
    return found


def ensembles(folder: Path, runs: int) -> list[list[str]]:
    """A few runs of every shipped scenario."""
    few = ("-n", str(runs), "--seed", "3", "--jobs", "1")
    return [["ensemble", name, *few, "-o", str(folder / name)] for name in shipped_scenarios()]


def digests(folder: Path) -> dict[str, tuple[str, str]]:
    """Of the results and of the events of each ensemble in a folder."""
    found = {}
    for name in shipped_scenarios():
        manifest = json.loads((folder / name / "manifest.json").read_text("utf-8"))
        found[name] = (manifest["results_digest"], manifest["events_digest"])
    return found


def test_it_is_compiled_and_says_so(tmp_path: Path) -> None:
    assert "(compiled)" in told("--version")
    assert "(compiled)" not in interpreted(tmp_path, [["--version"]])[0]


@tried(3, 20)
def test_it_plays_the_same_runs_to_the_bit(tmp_path: Path, runs: int) -> None:
    here, there = tmp_path / "compiled", tmp_path / "sources"
    for folder in (here, there):
        folder.mkdir()
    for call in ensembles(here, runs):
        told(*call)
    interpreted(tmp_path, ensembles(there, runs))
    assert all(all(each) for each in digests(here).values())
    assert digests(there) == digests(here)


@tried(3, 20)
def test_it_forks_and_plays_again_what_was_played_without(tmp_path: Path, runs: int) -> None:
    log = str(tmp_path / "run.jsonl")
    told("run", "cairo-2024", "--seed", "7", "--log", log)
    fork = ["fork", log, "--at", "+33", "--withdraw", "israel.corridor", "--futures", str(runs)]
    fork += ["--jobs", "1"]
    verified, forked = interpreted(tmp_path, [["verify", log], fork])
    assert "are as played" in verified
    assert forked == told(*fork)
