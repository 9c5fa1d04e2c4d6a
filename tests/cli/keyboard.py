"""A pseudo-terminal with a game at it: what is on the screen, and keys to press."""

from __future__ import annotations

import contextlib
import os
import pty
import re
import select
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.cli.asking import CALL

ROOT = Path(__file__).parents[2]
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]|\x1b[=>]|\x07")
CLEARED = "\x1b[2J"
# The terminal becomes that of the process, so that Ctrl-C reaches it; and is heard, though the
# tests run behind a shell that ignores it.
OWN = (
    "import os, signal; os.close(os.open(os.ttyname(0), os.O_RDWR))\n"
    "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
)
PATIENCE = 300  # seconds, until a test is given up
AGAIN = 30  # seconds, until a key is pressed again


class Keyboard:
    """`detente ...` at a terminal of its own, in a folder."""

    def __init__(self, folder: Path, *args: str) -> None:
        self.master, slave = pty.openpty()
        env = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "dumb", "COLUMNS": "80"}
        self.process = subprocess.Popen(
            [sys.executable, "-c", OWN + CALL, *args], stdin=slave, stdout=slave, stderr=slave,
            cwd=folder, env=env, start_new_session=True,
        )  # fmt: skip
        os.close(slave)
        self.raw = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self.master)

    def screen(self) -> str:
        """What is told until something is asked, or it is over."""
        seen = ""
        while not re.search(r"> $", ESCAPES.sub("", seen)):
            ready, _, _ = select.select([self.master], [], [], PATIENCE)
            assert ready, f"nothing comes after {seen[-500:]!r}"
            with contextlib.suppress(OSError):  # so Linux says that nobody is there any more
                told = os.read(self.master, 65536).decode()
                seen += told
                if told:
                    continue
            break
        self.raw += seen
        return ESCAPES.sub("", seen).replace("\r\n", "\n").replace("\r", "")

    def type(self, line: str) -> str:
        """Type a line; what is told then, the line as it is echoed left out."""
        os.write(self.master, f"{line}\n".encode())
        return self.screen().removeprefix(f"{line}\n")

    def press(self, key: bytes) -> str:
        """Press one key; again where nothing comes, as a key just before a line is read is lost."""
        for _ in range(PATIENCE // AGAIN):
            os.write(self.master, key)
            if select.select([self.master], [], [], AGAIN)[0]:
                break
        return self.screen()

    @property
    def code(self) -> int:
        """What it ended with."""
        return self.process.wait(timeout=PATIENCE)

    def play(self, decide: Callable[[str], str], screen: str = "") -> str:
        """Play to the end: `decide` is given what is on the screen. All that was told."""
        told = screen = screen or self.screen()
        for _ in range(400):
            if not screen.endswith("> "):
                return told
            line = decide(screen)
            screen = self.type(line)
            told += f"{line}\n{screen}"
        raise AssertionError(f"it goes on and on: {told[-500:]}")
