"""What can go wrong with a store, made to go wrong: `python -m tests.store.faults [--tries 20]`.

Prints how many tries of each went as they must. The tests call the same functions.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from sim.errors import DetenteError, StoreError
from sim.store.store import open_store
from sim.store.tables import FORMAT
from tests.store.raw import change
from tests.store.samples import stream
from tests.store.server import Server, server
from tests.store.worker import CUTS
from tests.store.workers import LINES, Worker, acknowledged, whole, workers


@dataclass(frozen=True)
class Tally:
    """So many of so many tries went as they must; what else there is to say."""

    what: str
    tries: int
    right: int
    note: str = ""

    def __str__(self) -> str:
        note = f" ({self.note})" if self.note else ""
        return f"{self.right:>3} of {self.tries}  {self.what}{note}"


# On both kinds of database.


def two_writers(where: str, tries: int) -> Tally:
    """Two processes append different events to one stream at the same moment."""
    right = 0
    open_store(where, create=True).close()
    with workers(2) as pair, open_store(where) as store:
        for n in range(tries):
            at = time.monotonic() + 0.05
            for i, one in enumerate(pair):
                one.begin("append", where=where, id_=f"try-{n}", last=9, ours=not i, at=at)
            told = sorted(next(iter(one[0])) for one in (worker.rest() for worker in pair))
            right += told == ["conflict", "kept"] and store.find(f"try-{n}").version == 9
        right *= store.verify().flaw is None
    return Tally("two writers on one stream: one wins, the other is told", tries, right)


def two_retries(where: str, tries: int) -> Tally:
    """Two processes append the same events to one stream at the same moment."""
    right = 0
    open_store(where, create=True).close()
    with workers(2) as pair, open_store(where) as store:
        for n in range(tries):
            at = time.monotonic() + 0.05
            for one in pair:
                one.begin("append", where=where, id_=f"try-{n}", last=9, ours=True, at=at)
            told = [worker.rest() for worker in pair]
            right += told == [[{"kept": 9}]] * 2 and store.head().appends == n + 1
        right *= store.verify().flaw is None
    return Tally("two writers of the same events: kept once, both are told so", tries, right)


def many_streams(new: Callable[[], str], tries: int) -> Tally:
    """Three processes make the store and append runs of their own at once."""
    right = 0
    with workers(3) as three:
        for _ in range(tries):
            where = new()
            for i, one in enumerate(three):
                one.begin("bulk", where=where, tag=f"writer-{i}", runs=2)
            told = [one for worker in three for one in worker.rest()]
            with open_store(where) as store:
                found = store.verify()
                right += (
                    whole(store, acknowledged(told))
                    and len(told) == found.appends == 18
                    and found.events == 6 * len(LINES)
                )
    return Tally("three writers on streams of their own: nothing is lost", tries, right)


def killed(new: Callable[[], str], tries: int, luck: Random) -> Tally:
    """kill -9 in the middle of a bulk append."""
    right = kept = 0
    with workers(1) as (one,):
        for _ in range(tries):
            where = new()
            pid = one.begin("bulk", where=where, tag="run", runs=-1)
            told = [one.next() for _ in range(luck.randint(1, 30))]
            time.sleep(luck.uniform(0, 0.005))
            os.kill(pid, signal.SIGKILL)
            acks = acknowledged(told + one.rest())
            kept += sum(CUTS.index(version) for version in acks.values())
            with open_store(where) as store:
                right += whole(store, acks)
    note = f"{kept} appends were acknowledged"
    return Tally("kill -9 in a bulk append: nothing torn or missing", tries, right, note)


# A file.


def full_disk(folder: Path, tries: int, luck: Random) -> Tally:
    """No file may grow beyond a limit: what a full disk does to a write."""
    right = 0
    said = set()
    with workers(1) as (one,):
        for n in range(tries):
            where = str(folder / f"full-{n}.db")
            open_store(where, create=True).close()
            one.begin("fill", where=where, limit=luck.randint(60_000, 600_000))
            *told, last = one.rest()
            said.add(last.get("error", "").removeprefix(where))
            with open_store(where) as store:
                right += last.keys() == {"error"} and whole(store, acknowledged(told))
    return Tally("full disk: one error, nothing torn or missing", tries, right, " | ".join(said))


def read_only(folder: Path, tries: int) -> Tally:
    """A file and folder that may only be read: reading works, writing is one error."""
    right = 0
    with workers(1) as (one,):
        for n in range(tries):
            inside = folder / f"fixed-{n}"
            inside.mkdir()
            path = inside / "runs.db"
            with open_store(str(path), create=True) as store:
                store.append(stream(), 0, LINES)
            path.chmod(0o444)
            inside.chmod(0o555 if n % 2 else 0o777)  # with and without files beside it
            one.begin("look", where=str(path), id_="abc")
            told = one.rest()
            right += told[0] == {"right": True} and "cannot be written to" in told[1]["error"]
            inside.chmod(0o755)
    return Tally("read-only file: it reads, and says that it cannot be written to", tries, right)


def corrupted(folder: Path, tries: int, luck: Random) -> Tally:
    """One byte of the file is another: found, unless it is one that holds nothing."""
    sound, path = folder / "sound.db", folder / "broken.db"
    with open_store(str(sound), create=True) as store:
        for id_ in ("one", "two", "three"):
            store.append(stream(id_), 0, LINES)
    right = idle = 0
    for _ in range(tries):
        raw = bytearray(sound.read_bytes())
        at = luck.randrange(len(raw))
        raw[at] ^= luck.randint(1, 255)
        path.write_bytes(raw)
        found, exact = verdict_on(path)
        right += found or exact
        idle += not found
        for beside in folder.glob("broken.db*"):
            beside.unlink()
    note = f"{idle} hit a byte that holds nothing: every line was exact"
    return Tally("one byte of the file changed: found", tries, right, note)


def verdict_on(path: Path) -> tuple[bool, bool]:
    """Whether a store is found to be damaged, and whether all its lines are exact."""
    exact = False
    with suppress(DetenteError), open_store(str(path), wait=0.1) as store:
        exact = all(store.lines(kept.stream.id) == LINES for kept in store.streams())
        exact &= len(store.streams()) == 3
    try:
        with open_store(str(path), wait=0.1) as store:
            return store.verify().flaw is not None, exact
    except StoreError as error:
        return str(error).startswith(f"{path}: "), exact


def newer(where: str, tries: int) -> Tally:
    """A store of a later version."""
    right = 0
    open_store(where, create=True).close()
    for version in range(FORMAT + 1, FORMAT + 1 + tries):
        change(where, f"INSERT INTO store_format VALUES ({version})")
        try:
            open_store(where, create=bool(version % 2)).close()
        except StoreError as error:
            right += f"is a store of format {version}, and this version" in str(error)
    return Tally("store of a newer version: told", tries, right)


# A server.


def lost(cluster: Server, tries: int, luck: Random) -> Tally:
    """The connection is cut, or the whole server killed and begun again, during appends."""
    where = cluster.database()
    open_store(where, create=True).close()
    right = 0
    with workers(1) as (one,):
        for n in range(tries):
            one.begin("go_on", where=where, tag=f"try-{n}")
            told = [one.next() for _ in range(luck.randint(1, 10))]
            if n % 4:
                told += until_lost(one, cluster)
            else:
                cluster.stop(signal.SIGQUIT)
                cluster.start()
            told += one.rest()
            errors = [said["error"] for said in told if "error" in said]
            with open_store(where) as store:
                told_once = len(errors) == 1 and is_loss(errors[0])
                right += told_once and whole(store, acknowledged(told))
    return Tally("lost connection: one error, and the same append again is kept", tries, right)


def until_lost(one: Worker, cluster: Server) -> list[dict[str, Any]]:
    """Cut its connection until that happens in the middle of an append."""
    found: list[dict[str, Any]] = []
    while not found or "error" not in found[-1]:
        cluster.run(CUT)
        found.append(one.next())
    return found


CUT = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
)


def is_loss(error: str) -> bool:
    return "lost its connection" in error or "cannot be reached" in error


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder that anybody may enter, as a store that others may read is in."""
    with tempfile.TemporaryDirectory(prefix="detente-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


def in_files(folder: Path, tries: int, luck: Random) -> Iterator[Tally]:
    """All that can go wrong with SQLite."""
    names = (str(folder / f"store-{n}.db") for n in range(10_000))
    yield two_writers(next(names), tries)
    yield two_retries(next(names), tries)
    yield many_streams(names.__next__, tries)
    yield killed(names.__next__, tries, luck)
    yield full_disk(folder, tries, luck)
    yield read_only(folder, tries)
    yield corrupted(folder, tries, luck)
    yield newer(next(names), tries)


def on_a_server(cluster: Server, tries: int, luck: Random) -> Iterator[Tally]:
    """All that can go wrong with PostgreSQL."""
    yield two_writers(cluster.database(), tries)
    yield two_retries(cluster.database(), tries)
    yield many_streams(cluster.database, tries)
    yield killed(cluster.database, tries, luck)
    yield lost(cluster, tries, luck)
    yield newer(cluster.database(), tries)


def main() -> None:
    parser = argparse.ArgumentParser(description="What can go wrong with a store.")
    parser.add_argument("--tries", type=int, default=20)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    luck = Random(asked.seed)
    wrong = 0
    with scratch() as folder, server() as cluster:
        for kind, tallies in (
            ("SQLite", in_files(folder, asked.tries, luck)),
            ("PostgreSQL", on_a_server(cluster, asked.tries, luck)),
        ):
            sys.stdout.write(f"{kind}\n")
            for tally in tallies:
                sys.stdout.write(f"{tally}\n")
                sys.stdout.flush()
                wrong += tally.right < tally.tries
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
