from __future__ import annotations

import os
import subprocess
import sys

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
        "main(['schema'], standalone_mode=False)\n"
        "print(*(os.environ[name] for name in ONE_THREAD), file=sys.stderr)"
    )
    bare = {name: value for name, value in os.environ.items() if name not in ONE_THREAD}
    for given, seen in ({}, "1 1 1"), ({ONE_THREAD[0]: "2"}, "2 1 1"):
        call = [sys.executable, "-c", code]
        found = subprocess.run(call, capture_output=True, text=True, check=True, env=bare | given)
        assert found.stderr.split("\n")[-2] == seen
