"""Finding a store: what its address means, and whether it is one that can be read."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import Connection, func, inspect, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from sim.errors import PathError, StoreError
from sim.files import Kind, kind_of, make_folder, size_of
from sim.shell import detente, given
from sim.store.database import Database, postgresql, sqlite, unusable
from sim.store.failures import failed_with, told
from sim.store.tables import FORMAT, create, store_format

# What SQLite says where it may not make the files it wants beside the store.
UNWRITABLE = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)


def opened(where: str, new: bool, wait: float) -> Database:
    """The database at a path or URL, seen to hold a store of this format.

    `new`: make the store where there is none. `wait`: seconds to wait for other writers.

    Raises
    ------
    StoreError
        Where it cannot be reached, holds no store, or one of another format.
    """
    if "://" not in where:
        return _file(Path(where), new, wait)
    try:
        url = make_url(where)
    except (ArgumentError, ValueError) as error:
        raise unusable(where) from error
    kind = url.get_backend_name()
    if kind == "sqlite" and url.database:
        return _file(Path(url.database), new, wait)
    # A password's @ not written as %40 would be printed as part of the host.
    if kind not in {"postgresql", "postgres"} or "@" in (url.host or ""):
        raise unusable(where)
    return _checked(postgresql(url.set(drivername="postgresql+psycopg"), wait), new)


def _file(path: Path, new: bool, wait: float) -> Database:
    _look(path, new)
    try:
        found = _checked(sqlite(path, "rwc" if new else "rw", wait), new)
    except StoreError as error:
        if new or not failed_with(error, *UNWRITABLE) or _unfinished(path):
            raise
        return _checked(sqlite(path, "immutable", wait), new=False)
    if new:
        _use_wal(found)
    return found


def _look(path: Path, new: bool) -> None:
    """There is a file, or a folder for a new one."""
    try:
        found = kind_of(path)
        if new:
            make_folder(path.parent)
    except PathError as error:
        raise StoreError(str(error)) from error
    if found not in (Kind.NOTHING, Kind.FILE):
        raise StoreError(f"{path}: is {found.value}: give a file")
    if not new and found is Kind.NOTHING:
        raise StoreError(f"{path}: no such store: `{_makes(str(path))}` makes one")


def _unfinished(path: Path) -> bool:
    """Whether the file beside the store may hold what was appended last."""
    log = path.with_name(f"{path.name}-wal")
    return size_of(log) > 0


def _use_wal(database: Database) -> None:
    """Readers and a writer at once. Where others are at it just now, the next to open does it."""
    try:
        with told(database.name), database.engine.connect() as connection:
            connection.execution_options(begin="").exec_driver_sql("PRAGMA journal_mode=WAL")
    except StoreError as error:
        if not failed_with(error, sqlite3.SQLITE_BUSY):
            raise


def _checked(database: Database, new: bool) -> Database:
    try:
        with database.reading() as connection:
            there = _is_store(connection, database.name, new)
        if not there:
            with database.writing() as connection:
                if not _is_store(connection, database.name, new):
                    create(connection)
    except BaseException:
        database.engine.dispose()
        raise
    return database


def _is_store(connection: Connection, name: str, new: bool) -> bool:
    tables = inspect(connection)
    if tables.has_table(store_format.name):
        version = connection.scalar(select(func.max(store_format.c.version)))
        if version != FORMAT:
            raise StoreError(
                f"{name}: is a store of format {version}, and this version of detente reads "
                f"{FORMAT}: use the version that wrote it, or a newer one"
            )
        return True
    if tables.get_table_names():
        raise StoreError(
            f"{name}: holds the tables of something else: give the store a place of its own"
        )
    if not new:
        raise StoreError(f"{name}: holds no store yet: `{_makes(name)}` makes one")
    if connection.dialect.name == "postgresql":
        encoding = connection.scalar(text("SHOW server_encoding"))
        if encoding != "UTF8":
            raise StoreError(
                f"{name}: is a database of {encoding} and cannot hold every text: "
                "make one with `createdb --encoding=UTF8 --template=template0 NAME`"
            )
    return False


def _makes(name: str) -> str:
    return detente("run", "NAME", *given("--store", name))
