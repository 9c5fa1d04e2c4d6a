"""Ctrl-C at random moments of every command: `python -m tests.cli.interrupting [--tries 100]`.

A signal goes to all processes of a command, as a terminal sends it. Each try is clean where it
ends with 130 (or as if nothing had been, where it was over), says one line at most, and leaves
no process behind.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[2]
ENTRY = "sim.cli.entry"
PATIENCE = 60.0  # seconds
LONGEST = 8.0  # seconds within which a command is interrupted
_TWO = ("--jobs", "2")
COMMANDS: dict[str, tuple[str, ...]] = {
    "run": ("run", "labour-dispute", "--log", "run.jsonl"),
    "brief": ("brief", "labour-dispute", "--as", "union"),
    "play": ("play", "flat-sale", "--as", "buyer"),
    "validate": ("validate", "cairo-2024"),
    "ensemble": ("ensemble", "labour-dispute", "-n", "200", "--draws", "50", *_TWO),
    "ensemble -o": ("ensemble", "flat-sale", "-n", "400", *_TWO, "-o", "kept"),
    "compare": ("compare", "flat-sale", "-n", "200", *_TWO),
    "sweep": (
        "sweep",
        "flat-sale",
        "--over",
        "seller.no_deal.worth=20,40",
        "-n",
        "100",
        "--jobs",
        "2",
    ),
    "sensitivity": ("sensitivity", "flat-sale", "--points", "8", "--runs", "4", *_TWO),
    "infer": (
        "infer",
        "labour-dispute",
        "--tries",
        "400",
        "-n",
        "100",
        "--draws",
        "50",
        "--jobs",
        "2",
    ),
    "bargain": ("bargain", "flat-sale", "--draws", "50", *_TWO),
    "fork": (
        "fork",
        "labour-dispute",
        "--at",
        "20",
        "--withdraw",
        "union.term",
        "-n",
        "40",
        "--jobs",
        "2",
    ),
    "turning-points": ("turning-points", "labour-dispute", "-n", "20", *_TWO),
    "report": ("report", "flat-sale", "-n", "100", *_TWO, "-o", "page"),
}
NOISE = ("Traceback", "Exception ignored", "resource_tracker", "Error", "Aborted")


@dataclass(frozen=True)
class Try:
    """A command that was interrupted: after how long, how it ended, and what was wrong."""

    command: str
    after: float
    code: int
    wrong: str
    said: str


def hearing() -> None:
    """Hear Ctrl-C, though the shell behind a test may ignore it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def started(args: Sequence[str], folder: Path, root: Path = ROOT) -> subprocess.Popen[str]:
    """`detente ...` in a folder, with its processes a group of their own."""
    call = f"import sys; from {ENTRY} import main; sys.argv[0] = 'detente'; sys.exit(main())"
    return subprocess.Popen(
        [sys.executable, "-c", call, *args],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(root)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=hearing,  # noqa: PLW1509  (no threads here)
        start_new_session=True,
    )


def left_of(group: int) -> list[int]:
    """The processes of a group that are still there, however long they are given to go."""
    until = time.monotonic() + PATIENCE
    while (left := _members(group)) and time.monotonic() < until:
        time.sleep(0.05)
    return left


def _members(group: int) -> list[int]:
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, _, pgrp = path.read_text().rpartition(")")[2].split()[:3]
            if int(pgrp) == group and state != "Z":
                found.append(int(path.parent.name))
    return found


def interrupted(
    command: str, after: float, signals: Sequence[signal.Signals], root: Path = ROOT
) -> Try:
    """One try: signals a moment apart, the first after so many seconds."""
    with tempfile.TemporaryDirectory() as folder:
        process = started(COMMANDS[command], Path(folder), root)
        time.sleep(after)
        for name in signals:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, name)
            time.sleep(0.02)
        try:
            _, said = process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            return Try(command, after, -9, "hangs", "")
        return Try(command, after, process.returncode, fault(process, said), said)


def fault(process: subprocess.Popen[str], said: str) -> str:
    """What is wrong with how a command ended, "" where all is well."""
    left = left_of(process.pid)
    for pid in left:
        os.kill(pid, signal.SIGKILL)
    if left:
        return f"{len(left)} processes are left"
    if any(word in said for word in NOISE):
        return "noise"
    return "" if process.returncode in (0, 130) else "code"


def took(command: str, root: Path) -> float:
    """How many seconds a command takes undisturbed, at most LONGEST."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.monotonic()
        process = started(COMMANDS[command], Path(folder), root)
        try:
            _, said = process.communicate(timeout=LONGEST)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            return LONGEST
        assert process.returncode == 0, said
        return time.monotonic() - began


WAYS = (
    (signal.SIGINT,), (signal.SIGINT,), (signal.SIGINT, signal.SIGINT), (signal.SIGTERM,),
)  # fmt: skip


def tried(tries: int, seed: int, root: Path = ROOT) -> list[Try]:
    """So many tries of the commands in turn, at random moments."""
    rng, lengths = Random(seed), {name: took(name, root) for name in COMMANDS}
    found = []
    for k in range(tries):
        command = list(COMMANDS)[k % len(COMMANDS)]
        after = rng.uniform(0.03, lengths[command])
        found.append(interrupted(command, after, rng.choice(WAYS), root))
        one = found[-1]
        if one.wrong:
            sys.stdout.write(
                f"{one.command} after {one.after:.2f} s: {one.wrong}, code {one.code}\n"
            )
            sys.stdout.write(one.said[-3000:] + "\n")
            sys.stdout.flush()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description="Ctrl-C at random moments of every command.")
    parser.add_argument("--tries", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--root", type=Path, default=ROOT)
    asked = parser.parse_args()
    found = tried(asked.tries, asked.seed, asked.root)
    codes = Counter(one.code for one in found)
    clean = sum(not one.wrong for one in found)
    sys.stdout.write(f"{clean} of {len(found)} tries were clean; codes {dict(codes)}\n")
    sys.exit(clean != len(found))


if __name__ == "__main__":
    main()
