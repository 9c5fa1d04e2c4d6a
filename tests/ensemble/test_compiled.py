"""The compiled package, which `make compiled` puts into out/compiled, plays the same runs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sim.scenario.shipped import shipped_scenarios

pytestmark = pytest.mark.compiled

MADE = Path("out/compiled").absolute()
CALL = "from sim.cli.entry import main\nif __name__ == '__main__': main()\n"


def told(folder: Path, *args: str, compiled: bool) -> str:
    """What the command prints, the package in out/compiled or this one."""
    script = folder / "detente.py"
    script.write_text(CALL, "utf-8")
    where = MADE if compiled else MADE.parents[1]
    call = [sys.executable, str(script), *args]
    env = {**os.environ, "PYTHONPATH": str(where)}
    done = subprocess.run(call, cwd=folder, env=env, capture_output=True, text=True, check=True)
    return done.stdout


def digests(folder: Path, name: str, *, compiled: bool) -> dict[str, str]:
    """Of the results and of the events of an ensemble of this scenario."""
    kept = folder / f"{name}-{compiled}"
    few = ("-n", "20", "--seed", "3", "--jobs", "1")
    told(folder, "ensemble", name, *few, "-o", str(kept), compiled=compiled)
    manifest = json.loads((kept / "manifest.json").read_text("utf-8"))
    return {of: manifest[of] for of in ("results_digest", "events_digest")}


def test_it_is_compiled_and_says_so(tmp_path: Path) -> None:
    assert "(compiled)" in told(tmp_path, "--version", compiled=True)
    assert "(compiled)" not in told(tmp_path, "--version", compiled=False)


@pytest.mark.parametrize("name", shipped_scenarios())
def test_it_plays_the_same_runs_to_the_bit(tmp_path: Path, name: str) -> None:
    here = digests(tmp_path, name, compiled=False)
    assert all(here.values())
    assert digests(tmp_path, name, compiled=True) == here


def test_it_forks_and_plays_again_what_was_played_without(tmp_path: Path) -> None:
    log = str(tmp_path / "run.jsonl")
    told(tmp_path, "run", "cairo-2024", "--seed", "7", "--log", log, compiled=False)
    assert "are as played" in told(tmp_path, "verify", log, compiled=True)
    fork = ["fork", log, "--at", "+33", "--withdraw", "israel.corridor", "--futures", "20"]
    fork += ["--jobs", "1"]
    assert told(tmp_path, *fork, compiled=True) == told(tmp_path, *fork, compiled=False)
