"""A store of runs: append, list, read, verify."""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType
from typing import Self

from sim.errors import SettingError
from sim.shell import detente, given
from sim.store.appending import append
from sim.store.checking import root, rows_from
from sim.store.database import Database
from sim.store.opening import opened
from sim.store.reading import all_kept, beginning, head, kept
from sim.store.row import Row, join, split
from sim.store.stream import Head, Kept, Stream, check, keepable
from sim.store.verifying import Verdict, verdict

WAIT = 30.0
SHOWN = 5  # of the runs that an id may mean


def open_store(where: str, *, create: bool = False, wait: float = WAIT) -> Store:
    """The store in a file, or behind an SQLAlchemy URL (it has `://`).

    `create` makes it where there is none. `wait` is how many seconds to wait for other writers.

    Raises
    ------
    StoreError
        Where there is none, or it cannot be opened or read.
    """
    return Store(opened(where, create, wait))


class Store:
    """Runs kept for good: nothing in it changes, more comes after.

    Every method raises StoreError where the database fails, or holds what was never appended.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self.name = database.name  # as it was called, without a password

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._database.engine.dispose()

    def append(self, stream: Stream, expected: int, lines: Sequence[bytes]) -> Kept:
        """Keep the next lines of a run after the `expected` ones that are there: all or none.

        The first lines of a stream begin it. An append that is there already is recognised and
        changes nothing. Returns the stream as it then is.

        Raises
        ------
        StreamConflict
            Where the stream holds more or fewer events, or is another one of that id.
        LogError
            Where a line is not one of a log.
        StoreError
            Where the database fails. Then nothing of it is kept; or all, if the connection was
            lost just as it was: the same append again tells.
        """
        assert lines, "an append of nothing"
        check(stream)
        rows = [split(line) for line in lines]
        with self._database.writing() as connection:
            return append(connection, stream, expected, rows)

    def streams(self) -> list[Kept]:
        """All streams in the order in which they were begun."""
        with self._database.reading() as connection:
            return all_kept(connection)

    def find(self, prefix: str) -> Kept:
        """The stream of this id, or the only one whose id begins so.

        Raises
        ------
        SettingError
            Where there is none, or more than one.
        """
        with self._database.reading() as connection:
            ids = beginning(connection, prefix) if keepable(prefix) else []
            whole = [prefix] if prefix in ids else ids
            found = [one for one in (kept(connection, id_) for id_ in whole[:SHOWN]) if one]
            if len(whole) == 1:
                root(connection, whole[0])
                return found[0]
        if not found:
            raise SettingError(
                f"{prefix!r}: no run in {self.name} has an id that begins so: "
                f"`{detente('log', 'list', *given('--store', self.name))}` tells what is there"
            )
        names = ", ".join(f"{one.stream.id} ({one.stream.name})" for one in found)
        more = f" and {len(ids) - SHOWN} more" if len(ids) > SHOWN else ""
        raise SettingError(f"{prefix!r}: may be {names}{more}: give more of the id")

    def lines(self, stream: str, start: int = 0, stop: int | None = None) -> list[bytes]:
        """The lines of the stream of this id from seq `start` on, to the byte as appended.

        Those before seq `stop`, or all.

        Raises
        ------
        SettingError
            Where there is no such stream.
        """
        assert start >= 0, start
        with self._database.reading() as connection:
            found = kept(connection, stream) if keepable(stream) else None
            if found is not None:
                rows = rows_from(connection, found, start, stop)
                return [join(Row(*row[:-1])) for row in rows]
        raise SettingError(f"{stream!r}: no run in {self.name} has this id")

    def head(self) -> Head:
        """The end of the ledger: noted elsewhere, it lets `verify` see whether all is there."""
        with self._database.reading() as connection:
            return head(connection)

    def verify(self, noted: str = "") -> Verdict:
        """Hold all that is kept against the hashes; `noted` is a head it had once, if known.

        Raises
        ------
        SettingError
            Where `noted` is not a head.
        """
        with self._database.reading() as connection:
            return verdict(connection, noted)
