"""The tables of a store, and the triggers that refuse to change what is in them."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    Index,
    MetaData,
    Table,
    Text,
    exists,
    insert,
    literal_column,
    text,
)
from sqlalchemy.dialects import sqlite

FORMAT = 3  # of the tables and of what is hashed

metadata = MetaData()


def _table(name: str, *columns: Column[str] | Column[int]) -> Table:
    # Without a rowid there is one key only, so that INSERT OR REPLACE has no way round it.
    return Table(name, metadata, *columns, sqlite_with_rowid=False)


def _text(name: str, *, key: bool = False, refers: str = "") -> Column[str]:
    keys = [ForeignKey(refers)] if refers else []
    return Column(name, Text, *keys, primary_key=key, nullable=False)


def _whole(name: str, *, key: bool = False) -> Column[int]:
    return Column(name, BigInteger, primary_key=key, nullable=False, autoincrement=False)


store_format = _table("store_format", _whole("version", key=True))
texts = _table("texts", _text("hash", key=True), _text("text"))
streams = _table(
    "streams",
    _text("id", key=True),
    _text("name"),
    _text("digest"),
    _text("text", refers="texts.hash"),
    _text("engine"),
    _whole("seed"),
    _whole("run"),
    _whole("future"),
    _text("parent"),
    _whole("fork_at"),
    _text("seeds", refers="texts.hash"),
    _text("arithmetic"),
    _text("hash"),
)
events = _table(
    "events",
    _text("stream", key=True, refers="streams.id"),
    _whole("seq", key=True),
    _text("type"),
    _whole("v"),
    _whole("tick"),
    _text("meta"),
    _text("data"),
    _text("hash"),
)
appends = _table(
    "appends",
    _whole("n", key=True),
    _text("stream", refers="streams.id"),
    _whole("first"),
    _whole("last"),
    _text("head"),
    _text("hash"),
)
Index("appends_of_stream", appends.c.stream, appends.c.n)


def create(connection: Connection) -> None:
    """Make the tables and their triggers inside the connection's transaction."""
    metadata.create_all(connection, checkfirst=False)
    triggers = _in_sqlite if connection.dialect.name == "sqlite" else _in_postgresql
    for statement in triggers():
        connection.execute(text(statement))
    connection.execute(insert(store_format).values(version=FORMAT))


def _in_sqlite() -> Iterator[str]:
    for table in metadata.sorted_tables:
        refuse = f"BEGIN SELECT RAISE(ABORT, '{table.name} is append only'); END"
        same = (key == literal_column(f"NEW.{key.name}") for key in table.primary_key)
        there = str(exists().where(*same).compile(dialect=sqlite.dialect()))
        for what, when in (("UPDATE", "1"), ("DELETE", "1"), ("INSERT", there)):
            yield (
                f"CREATE TRIGGER {table.name}_{what.lower()} BEFORE {what} ON {table.name} "
                f"WHEN {when} {refuse}"
            )


def _in_postgresql() -> Iterator[str]:
    yield (
        "CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append only', TG_TABLE_NAME; END $$"
    )
    for table in metadata.sorted_tables:
        yield (
            f"CREATE TRIGGER {table.name}_append_only "
            f"BEFORE UPDATE OR DELETE OR TRUNCATE ON {table.name} "
            "FOR EACH STATEMENT EXECUTE FUNCTION append_only()"
        )
