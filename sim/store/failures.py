"""What a database says when it fails, told so that it can be mended."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from sim.errors import StoreError

FULL = ("has no space left", "free some space and do it again")
READ_ONLY = ("cannot be written to", "ask for the right to write, or keep the run elsewhere")
LOCKED = ("is locked by another process", "do it again when that one is done")
DAMAGED = ("is damaged", "restore it from a copy")
LOST = ("lost its connection", "do it again: what was kept before is recognised")
UNREACHED = (
    "cannot be reached",
    "see that the server runs, and that address, name, password and database are right",
)
UNOPENED = ("cannot be opened", "see that file and folder may be read and written")
FAILING = ("cannot be read or written", "see that the disk has space and is sound")
UNFIT = ("holds what its ledger does not tell of", "see `detente verify --store`")
OTHER = ("fails", "see what the database says")
Told = tuple[str, str]

SQLITE: dict[int, Told] = {
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_BUSY: LOCKED,
    sqlite3.SQLITE_LOCKED: LOCKED,
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_ERROR: DAMAGED,  # its tables are not those of a store
    sqlite3.SQLITE_NOTADB: ("is not a store", "give a file that `--store` made"),
    sqlite3.SQLITE_CANTOPEN: UNOPENED,
    sqlite3.SQLITE_PERM: UNOPENED,
    sqlite3.SQLITE_AUTH: UNOPENED,
    sqlite3.SQLITE_IOERR: FAILING,
    sqlite3.SQLITE_CONSTRAINT: UNFIT,
}
POSTGRESQL: dict[str, Told] = {  # by SQLSTATE, or its class
    "53100": FULL,
    "53300": ("takes no more connections", "do it again later"),
    "25006": READ_ONLY,
    "42501": READ_ONLY,
    "42": DAMAGED,  # its tables are not those of a store
    "55P03": LOCKED,
    "40": LOCKED,
    "57P": LOST,
    "08": LOST,
    "23": UNFIT,
    "58": FAILING,
    "XX": DAMAGED,
}


class Flaw(Exception):
    """What a store holds is not what was appended.

    `stream` and `seq` say where ("" and -1: it is no stream, no event). `kept` is the hash that
    the store has of it and `computed` the one it should have, "" where there is none.
    """

    def __init__(
        self, wrong: str, stream: str = "", seq: int = -1, kept: object = "", computed: str = ""
    ) -> None:
        self.stream, self.seq, self.kept, self.computed = stream, seq, str(kept), computed
        hashes = f": its hash is kept as {kept} and computes as {computed}" if computed else ""
        super().__init__(wrong + hashes)


@contextmanager
def told(store: str) -> Iterator[None]:
    """Whatever is wrong with a database inside becomes one StoreError about `store`."""
    try:
        yield
    except Flaw as flaw:
        raise StoreError(f"{store}: {flaw}: {DAMAGED[1]}") from flaw
    except UnicodeError as error:  # what is asked of it is UTF-8, so what it holds is not
        raise StoreError(f"{store}: {DAMAGED[0]} ({error}): {DAMAGED[1]}") from error
    except DBAPIError as error:
        wrong, cure = _meaning(error)
        raise StoreError(f"{store}: {wrong} ({_first(error.orig)}): {cure}") from error
    except SQLAlchemyError as error:
        wrong, cure = OTHER
        raise StoreError(f"{store}: {wrong} ({_first(error)}): {cure}") from error


def _first(error: object) -> str:
    return str(error).strip().partition("\n")[0]


def _meaning(error: DBAPIError) -> Told:
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None:
        return SQLITE.get(code & 0xFF, OTHER)  # the rest of its bits tell finer kinds
    state = getattr(error.orig, "sqlstate", None)
    if state is None:
        return LOST if error.connection_invalidated else UNREACHED
    return next((POSTGRESQL[state[:n]] for n in (5, 3, 2) if state[:n] in POSTGRESQL), OTHER)


def driver_missing(store: str) -> StoreError:
    """What to say where PostgreSQL's driver cannot be imported."""
    return StoreError(f"{store}: needs psycopg: pip install 'detente[postgres]'")


def failed_with(error: StoreError, *codes: int) -> bool:
    """Whether SQLite failed with one of these."""
    found: int = getattr(getattr(error.__cause__, "orig", None), "sqlite_errorcode", 0)
    return found & 0xFF in codes
