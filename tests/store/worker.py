"""A process beside the test's own that uses a store: `python -m tests.store.worker`.

It reads tasks as JSON lines, does each in a fork of itself, and tells as JSON lines what
happened; `{"end": status}` is the last of each. A fork can be killed without this process.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from importlib import import_module
from itertools import count, pairwise
from typing import Any

from sim.errors import StoreError, StreamConflict
from sim.store.store import Store, open_store
from tests.store.samples import golden, other, stream

LINES = golden()
NEW = stream("new")  # read now: who drops its rights may not read the sources any more
CUTS = (0, 9, 10, len(LINES))  # a bulk append keeps each run in three pieces
NOBODY = 65534


def tell(**what: object) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def append(where: str, id_: str, last: int, ours: bool, at: float) -> None:
    """One append to one stream at a moment of the machine's clock: who wins?"""
    lines = LINES[:last] if ours else other(LINES[:last])
    with open_store(where) as store:
        time.sleep(max(0.0, at - time.monotonic()))
        try:
            tell(kept=store.append(stream(id_), 0, lines).version)
        except StreamConflict as conflict:
            tell(conflict=str(conflict))


def bulk(where: str, tag: str, runs: int) -> None:
    """Many runs, each acknowledged piece by piece; `runs` -1 goes on until killed."""
    with open_store(where, create=True) as store:
        for n in count() if runs < 0 else range(runs):
            keep(store, f"{tag}-{n}")


def keep(store: Store, id_: str) -> None:
    for first, last in pairwise(CUTS):
        store.append(stream(id_), first, LINES[first:last])
        tell(kept=[id_, last])


def fill(where: str, limit: int) -> None:
    """Append until no file may grow beyond so many bytes."""
    with open_store(where) as store:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        try:
            for n in count():
                keep(store, f"fill-{n}")
        except StoreError as error:
            tell(error=str(error))


def look(where: str, id_: str) -> None:
    """As somebody who may only read: read, then write."""
    if os.geteuid() == 0:
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    with open_store(where) as store:
        tell(right=store.lines(id_) == list(LINES) and store.verify().flaw is None)
        store.append(NEW, 0, LINES)


def go_on(where: str, tag: str) -> None:
    """Append until the connection is lost; then the same append again until it is kept."""
    with open_store(where) as store:
        for n in count():
            try:
                store.append(stream(f"{tag}-{n}"), 0, LINES)
                tell(kept=[f"{tag}-{n}", len(LINES)])
            except StoreError as error:
                tell(error=str(error))
                again(store, f"{tag}-{n}")
                return


def again(store: Store, id_: str) -> None:
    for _ in range(15_000):
        try:
            store.append(stream(id_), 0, LINES)
        except StoreError:
            time.sleep(0.02)
        else:
            tell(kept=[id_, len(LINES)])
            return
    tell(error="never again")


TASKS: dict[str, Callable[..., None]] = {
    task.__name__: task for task in (append, bulk, fill, look, go_on)
}


def do(task: str, arguments: dict[str, Any]) -> None:
    """In a fork: whatever goes wrong is told."""
    try:
        TASKS[task](**arguments)
    except StoreError as error:
        tell(error=str(error))


def main() -> None:
    for driver in ("sqlite", "postgresql.psycopg"):
        import_module(f"sqlalchemy.dialects.{driver}")  # once, not in every fork
    for line in sys.stdin:
        task, arguments = json.loads(line)
        pid = os.fork()
        if not pid:
            do(task, arguments)
            os._exit(0)
        tell(pid=pid)
        tell(end=os.waitpid(pid, 0)[1])


if __name__ == "__main__":
    main()
