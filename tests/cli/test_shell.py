from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from sim.cli.main import ONE_THREAD
from tests.cli.asking import CALL, shell


def test_a_reader_that_leaves_early_is_no_error() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", CALL, "inputs", "cairo-2024"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == ""


def test_a_mistake_ends_with_2_and_no_traceback() -> None:
    found = shell("validate", "nowhere.yaml")
    assert (found.returncode, found.stdout) == (2, "")
    assert "Traceback" not in found.stderr


def test_numpy_has_one_thread_unless_the_environment_says_otherwise() -> None:
    code = (
        "import os, sys; from sim.cli.main import main, ONE_THREAD\n"
        "assert 'numpy' not in sys.modules\n"
        "try: main(['schema'])\n"
        "finally: print(*(os.environ[name] for name in ONE_THREAD), file=sys.stderr)"
    )
    bare = {name: value for name, value in os.environ.items() if name not in ONE_THREAD}
    for given, seen in ({}, "1 1 1"), ({ONE_THREAD[0]: "2"}, "2 1 1"):
        call = [sys.executable, "-c", code]
        found = subprocess.run(call, capture_output=True, text=True, check=True, env=bare | given)
        assert found.stderr.split("\n")[-2] == seen


STREAMS = {
    ">/dev/full": (2, "standard output: cannot be written (No space left on device): free some"),
    ">&-": (2, "standard output is closed: send it to a file, or to /dev/null"),
    "2>/dev/full >/dev/full": (2, ""),
}


def _in_a_shell(call: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["/bin/sh", "-c", call], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("where", STREAMS)
@pytest.mark.parametrize("args", [("schema",), ("--help",)])
def test_a_stream_that_takes_nothing_is_one_line(args: tuple[str, ...], where: str) -> None:
    call = shlex.join([sys.executable, "-m", "sim", *args])
    found = subprocess.run(
        ["/bin/sh", "-c", f"{call} {where}"], capture_output=True, text=True, check=False
    )
    code, line = STREAMS[where]
    assert (found.returncode, found.stdout) == (code, "")
    assert found.stderr.startswith(line)
    assert found.stderr.count("\n") == bool(line)


def test_a_game_without_a_keyboard_or_a_pipe_is_refused(tmp_path: Path) -> None:
    game = shlex.quote(str(tmp_path / "game.jsonl"))
    args = f"play flat-sale --as seller -o {game} <&-"
    call = f"{shlex.quote(sys.executable)} -m sim {args}"
    found = _in_a_shell(call)
    line = "standard input is closed: a game is played from a keyboard or a pipe\n"
    assert (found.returncode, found.stdout, found.stderr) == (2, "", line)
    assert list(tmp_path.iterdir()) == []
