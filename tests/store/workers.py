"""Other processes that use a store, and what must hold of it after whatever befell them."""

from __future__ import annotations

import atexit
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sim.store.store import Store
from tests.store.samples import golden, stream
from tests.store.worker import CUTS

ROOT = Path(__file__).parents[2]
LINES = list(golden())
PATIENCE = 300.0  # seconds until a worker that hangs is ended


class Worker:
    """Another process that does tasks; see `tests.store.worker`."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.store.worker"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,  # where nothing must be told
            text=True,
        )

    def begin(self, task: str, **arguments: object) -> int:
        """The process that does it."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps([task, arguments]) + "\n")
        self.process.stdin.flush()
        pid: int = self.next()["pid"]
        return pid

    def next(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        found: dict[str, Any] = json.loads(self.process.stdout.readline())
        return found

    def rest(self) -> list[dict[str, Any]]:
        """What it tells until it is done, or was killed."""
        found = []
        while "end" not in (one := self.next()):
            found.append(one)
        return found

    def close(self) -> None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        self.process.wait(PATIENCE)
        self.process.stdout.close()


IDLE: list[Worker] = []  # each task is a fork of its own: who has done one can do another


@contextmanager
def workers(n: int) -> Iterator[list[Worker]]:
    found = [IDLE.pop() if IDLE else Worker() for _ in range(n)]
    watch = threading.Timer(PATIENCE, end, [found])
    watch.start()
    try:
        yield found
        IDLE.extend(found)
    except BaseException:
        end(found)
        raise
    finally:
        watch.cancel()


@atexit.register
def dismiss() -> None:
    for one in IDLE:
        one.close()


def end(found: list[Worker]) -> None:
    for one in found:
        one.process.kill()
        one.process.wait()


def acknowledged(told: list[dict[str, Any]]) -> dict[str, int]:
    """How many events of each stream somebody was told are kept."""
    return dict(one["kept"] for one in told if "kept" in one)


def whole(store: Store, acks: dict[str, int]) -> bool:
    """Every acknowledged append is there, none by halves, and the store can go on."""
    there = {kept.stream.id: kept.version for kept in store.streams()}
    lines = all(store.lines(id_) == LINES[:version] for id_, version in there.items())
    return (
        store.verify().flaw is None
        and lines
        and set(there.values()) <= set(CUTS)
        and all(there.get(id_, 0) >= version for id_, version in acks.items())
        and store.append(stream("next"), 0, LINES).version == len(LINES)
    )
