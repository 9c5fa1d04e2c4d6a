"""What the pages say to run does run: their commands, their Python, and the example."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tomllib
import warnings
from collections.abc import Iterator, Mapping
from contextlib import chdir
from pathlib import Path
from traceback import format_exception

import pytest
from click.testing import CliRunner
from matplotlib.figure import Figure

from sim.cli.main import main
from tests.documented import PAGES, ROOT, blocks, page_text, set_out
from tests.remembering import remember
from tests.unpainted import unpainted

pytestmark = pytest.mark.long
NOT_RUN = {"make", "pip"}  # they set a machine up
# Commands are in order, each page in a folder of its own; of the README each block, which may be
# the first that a reader pastes. The first of such a block and those that need a shell are
# processes of their own, as a reader's are; the rest are called here. Figures are painted for the
# README and in reports; what other files would show, `tests/plots` paints.
QUOTED = re.compile(r"'[^']*'")
SHELL = re.compile(r"[|&;<>()$`*?\[~#]")  # what only a shell understands, unquoted


def commands(page: str) -> list[str]:
    consoles = "".join(block.text for block in blocks(page) if block.kind == "console")
    found = [line.removeprefix("$ ") for line in consoles.splitlines() if line.startswith("$ ")]
    return [command for command in found if command.split()[0] not in NOT_RUN]


README = (ROOT / "README.md").read_text(encoding="utf-8")
STEPS = [f"```console\n{block.text}```\n" for block in blocks(README) if block.kind == "console"]
TEXTS = {page.name: page.read_text(encoding="utf-8") for page in PAGES if page.name != "README.md"}
BEGUN = {tuple(commands(page)[:n]) for page in TEXTS.values() for n in range(1, 4)}
TEXTS |= {  # but for a block with which another page begins
    f"README.md {k}": step
    for k, step in enumerate(STEPS)
    if commands(step) and tuple(commands(step)) not in BEGUN
}


def installed(folder: Path) -> dict[str, str]:
    """The environment in which `detente` is what an installer writes for this interpreter."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    module, _, function = settings["project"]["scripts"]["detente"].partition(":")
    script, start = folder / "script" / "detente", folder / "detente"
    script.parent.mkdir()
    call = f"sys.exit({function}())"
    script.write_text(
        f"import sys\nfrom {module} import {function}\nif __name__ == '__main__': {call}\n"
    )
    start.write_text(f'#!/bin/sh\nexec {shlex.join([sys.executable, str(script)])} "$@"\n')
    start.chmod(0o755)
    path = os.pathsep.join([str(folder), os.environ.get("PATH", os.defpath)])
    return {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "COLUMNS": "80"}


Ended = tuple[int, str]  # an exit code, and what is told of a failure


def outside(call: list[str], folder: Path, env: Mapping[str, str]) -> Ended:
    """A process of its own."""
    done = subprocess.run(call, cwd=folder, env=env, check=False, capture_output=True, text=True)
    return done.returncode, done.stderr


def here(command: str, folder: Path, *, painted: bool = True) -> Ended:
    """`detente ...` called in this process, where a warning is an error; it plays on no other."""
    with chdir(folder), pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "cpu_count", lambda: 1)
        remember(patch)
        if not painted:
            patch.setattr(Figure, "savefig", unpainted)
        args = shlex.split(command)[1:]
        done = CliRunner(env={"COLUMNS": "80"}).invoke(main, args, prog_name="detente")
    if done.exception is None or isinstance(done.exception, SystemExit):
        return done.exit_code, done.stderr
    return done.exit_code, "".join(format_exception(done.exception))


def ended(
    page: str, folder: Path, env: Mapping[str, str], *, pasted: bool
) -> Iterator[tuple[str, Ended]]:
    """A page's commands in order, and then its Python: what each came to."""
    set_out(page, folder)
    for place, command in enumerate(commands(page)):
        plain = command.startswith("detente ") and not SHELL.search(QUOTED.sub("", command))
        if plain and (place or not pasted):
            painted = pasted or command.startswith("detente report ")
            yield command, here(command, folder, painted=painted)
        else:
            yield command, outside(["sh", "-c", command], folder, env)
    for block in blocks(page):
        if block.kind == "python":
            call = [sys.executable, "-W", "error", "-c", block.text]
            yield block.text, outside(call, folder, env)


def failures(page: str, folder: Path, env: Mapping[str, str], *, pasted: bool = True) -> list[str]:
    """What fails of a page's commands, and of its Python; `pasted`: the first into a shell."""
    return [
        f"{told}\n  exit {code}: {error.strip()}"
        for told, (code, error) in ended(page, folder, env, pasted=pasted)
        if code != 0
    ]


@pytest.fixture(scope="module")
def env(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return installed(tmp_path_factory.mktemp("bin"))


@pytest.mark.parametrize("name", TEXTS)
def test_commands_and_code_run(name: str, tmp_path: Path, env: Mapping[str, str]) -> None:
    pasted = name.startswith("README")
    assert failures(TEXTS[name], tmp_path, env, pasted=pasted) == []


def test_the_readme_and_the_references_have_commands() -> None:
    assert len(commands(README)) >= 10
    assert {block.kind for block in blocks(README)} <= {"console", "sh"}
    assert all(commands(page_text(name)) for name in ("scenarios.md", "events.md"))


def test_a_command_or_code_that_fails_is_seen(tmp_path: Path, env: Mapping[str, str]) -> None:
    calls = ["make demo", "detente validate nowhere", "detente new", "detente seeds | grep -q zz"]
    console = "".join(f"$ {call}\n" for call in calls)
    page = f"```console\n{console}```\n```python\nraise SystemExit(3)\n```\n"
    told = failures(page, tmp_path, env)
    assert [one.partition("\n")[0] for one in told] == [*calls[1:], "raise SystemExit(3)"]
    assert "exit 2: no scenario and no file 'nowhere'" in told[0]
    assert "exit 2: Usage: detente new" in told[1]


def test_a_mistake_of_the_program_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        warnings.warn("soon gone", DeprecationWarning, stacklevel=2)

    monkeypatch.setattr("sim.cli.seeds.say", broken)
    code, told = here("detente seeds", tmp_path)
    assert (code, told.strip().splitlines()[-1]) == (1, "DeprecationWarning: soon gone")


def test_what_an_installer_writes_is_called(tmp_path: Path, env: Mapping[str, str]) -> None:
    code, told = outside(["detente", "nothing"], tmp_path, env)
    assert (code, told.splitlines()[0]) == (2, "Usage: detente [OPTIONS] COMMAND [ARGS]...")


def test_the_example_runs(tmp_path: Path, env: Mapping[str, str]) -> None:
    call = [sys.executable, "-W", "error", str(ROOT / "docs/example.py")]
    done = subprocess.run(call, cwd=tmp_path, env=env, check=True, capture_output=True, text=True)
    assert len(re.findall(r"of 200 runs end in a deal", done.stdout)) == 2
