"""How each kind of database is reached: what opens a transaction, and what it waits for."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, QueuePool, create_engine, event, text

from sim.errors import StoreError
from sim.files import absolute
from sim.store.failures import driver_missing, told

LEDGER = 0x64657465_6E7465  # "detente": of the advisory lock on the ledger's end
DURABLE = (  # what is acknowledged is on the disk, whatever the server's default
    "SELECT set_config('synchronous_commit', 'on', true) "
    "WHERE current_setting('synchronous_commit') = 'off'"
)
CONNECTING = {  # libpq's words, times in seconds: a server that is gone is noticed
    "client_encoding": "utf8",
    "connect_timeout": "10",
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
}


@dataclass(frozen=True, slots=True)
class Database:
    """An engine with the two kinds of transaction a store needs. `name` hides passwords."""

    name: str
    engine: Engine
    read: Mapping[str, object]  # options of the connection
    write: Mapping[str, object]
    before_write: Sequence[str] = ()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one moment of the store.

        Raises
        ------
        StoreError
            Where the database fails.
        """
        with told(self.name), self.engine.connect() as plain:
            connection = plain.execution_options(**self.read)
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is the only writer, committed at the end or not at all.

        Raises
        ------
        StoreError
            Where the database fails, or others kept it locked for too long.
        """
        with told(self.name), self.engine.connect() as plain:
            connection = plain.execution_options(**self.write)
            with connection.begin():
                for statement in self.before_write:
                    connection.execute(text(statement))
                yield connection


def sqlite(path: Path, mode: str, wait: float) -> Database:
    """A file. `mode` is rw, rwc to make it where it is missing, or immutable.

    An immutable one is on a medium that nobody writes to; SQLite then needs no files beside it.
    """
    how = "mode=ro&immutable=1" if mode == "immutable" else f"mode={mode}"
    connect = partial(_connect, f"{absolute(path).as_uri()}?{how}", wait)
    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool, hide_parameters=True)
    event.listen(engine, "begin", _begin)
    return Database(str(path), engine, {"begin": "BEGIN"}, {"begin": "BEGIN IMMEDIATE"})


def _connect(address: str, wait: float) -> sqlite3.Connection:
    connection = sqlite3.connect(
        address, timeout=wait, isolation_level=None, check_same_thread=False, uri=True
    )
    try:
        # A damaged byte is for the hashes to find, so it must be readable.
        connection.text_factory = _text
        for setting in ("synchronous=FULL", "fullfsync=ON", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {setting}")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")


def _begin(connection: Connection) -> None:
    statement = connection.get_execution_options().get("begin")
    if statement:
        connection.exec_driver_sql(statement)


def postgresql(url: URL, wait: float) -> Database:
    """A server.

    Raises
    ------
    StoreError
        Where its driver is not installed.
    """
    # What psycopg logs of a lost connection is told by the error: no second line for it.
    logger = logging.getLogger("psycopg")
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
    name = url.set(query={}).render_as_string(hide_password=True)
    known = {key: value for key, value in CONNECTING.items() if key not in url.query}
    try:
        engine = create_engine(url, connect_args=known, hide_parameters=True, pool_pre_ping=True)
    except ImportError as error:
        raise driver_missing(name) from error
    return Database(
        name,
        engine,
        {"isolation_level": "REPEATABLE READ"},
        # Each statement sees what was committed before the lock was got.
        {"isolation_level": "READ COMMITTED"},
        (
            f"SET LOCAL lock_timeout = {max(1, round(wait * 1000))}",  # 0 would be for ever
            DURABLE,
            f"SELECT pg_advisory_xact_lock({LEDGER})",
        ),
    )


def unusable(where: str) -> StoreError:
    """What to say of an address that is none."""
    scheme = where.partition("://")[0]
    return StoreError(
        f"{scheme}://...: is not the address of a store: "
        "give a file, or postgresql+psycopg://user:password@host/database"
    )
