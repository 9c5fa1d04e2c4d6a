from __future__ import annotations

import subprocess
import sys

import pytest

from sim.cli.main import COMMANDS, GROUPS
from sim.version import VERSION, compiled
from tests.cli.asking import ask, misfits, told

HEAVY = (
    "simpy",
    "pydantic",
    "numpy",
    "scipy",
    "polars",
    "matplotlib",
    "rich",
    "ruamel",
    "msgspec",
    "sqlalchemy",
    "psycopg",
    "distributed",
)
SEEN = f"""
import sys
from sim.cli.main import main
try:
    main(sys.argv[1:], prog_name="detente")
except SystemExit:
    pass
print([name for name in {HEAVY} if name in sys.modules], file=sys.stderr)
"""


@pytest.mark.parametrize("args", [["--help"], *([name, "--help"] for name in COMMANDS)])
def test_help_imports_nothing_slow(args: list[str]) -> None:
    call = [sys.executable, "-c", SEEN, *args]
    found = subprocess.run(call, capture_output=True, text=True, check=True)
    assert found.stderr.strip() == "[]"


def test_help_lists_every_command_in_its_group() -> None:
    text = told("--help")
    places = [text.index(f"\n{group}:") for group in GROUPS]
    assert places == sorted(places)
    width = max(map(len, COMMANDS))
    for name, about in COMMANDS.items():
        assert f"{name:<{width}}  {about}" in text


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_there_is_helps(name: str) -> None:
    text = told(name, "--help")
    assert text.startswith(f"Usage: detente {name}")
    assert misfits(text) == []


def test_a_misspelt_command_names_the_nearest() -> None:
    result = ask("ensembel")
    assert result.exit_code == 2
    assert "no command 'ensembel': did you mean ensemble?" in result.stderr


def test_no_more_is_promised_than_one_platform() -> None:
    text = " ".join(told("run", "--help").split())
    assert "on every supported Python of one platform" in text


def test_the_version() -> None:
    assert told("--version") == f"detente {VERSION}{' (compiled)' if compiled() else ''}\n"


@pytest.mark.parametrize(
    "args", [["run", "flat-sale"], ["explain", "flat-sale", "4"], ["inputs", "flat-sale"]]
)
def test_one_run_needs_no_tables_statistics_or_figures(args: list[str]) -> None:
    code = SEEN.replace(repr(HEAVY), repr(("polars", "scipy", "matplotlib", "sqlalchemy")))
    call = [sys.executable, "-c", code, *args]
    found = subprocess.run(call, capture_output=True, text=True, check=True)
    assert found.stdout
    assert found.stderr.splitlines()[-1] == "[]"
