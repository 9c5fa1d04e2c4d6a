"""Calling the command line, and what every page of it must be."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from functools import cache

from click.testing import CliRunner, Result

from sim.cli.main import main
from sim.ensemble.chunks import play_run
from sim.scenario.loading import load
from sim.scenario.shipped import shipped_scenarios
from sim.telling.tale import Tale

SCENARIOS = shipped_scenarios()
CALL = "from sim.cli.entry import main\nif __name__ == '__main__': main()\n"


def ask(*args: str) -> Result:
    """The answer of `detente ...`; what is not an exit is raised."""
    return CliRunner().invoke(main, args, prog_name="detente", catch_exceptions=False)


def told(*args: str) -> str:
    """What a call that goes well prints."""
    result = ask(*args)
    assert result.exit_code == 0, result.stderr
    return result.stdout


def copied(page: str) -> str:
    """A page on one line, as a shell reads its commands."""
    return " ".join(page.replace("\\\n", "").split())


def shell(*args: str, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """The same in a process of its own."""
    call = [sys.executable, "-c", CALL, *args]
    return subprocess.run(call, capture_output=True, text=True, check=False, env=env)


@cache
def tale(name: str, seed: int) -> Tale:
    """A run of a shipped scenario, told at length."""
    case = load(name)
    return Tale(case, play_run(case, seed, 0, 100)[0], full=True)


def misfits(text: str) -> list[str]:
    """Lines wider than a terminal, or that not every terminal can show."""
    return [line for line in text.split("\n") if len(line) > 80 or not line.isascii()]


def bare(text: str) -> str:
    """A text without its spaces: where a long path is broken over lines says nothing."""
    return "".join(text.split())
