"""Past the store: its tables as whoever holds the file or the database can change them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, create_engine, text

TABLES = ("store_format", "texts", "streams", "events", "appends")


@contextmanager
def raw(where: str, *, guarded: bool = False) -> Iterator[Connection]:
    """A connection that commits at the end; nothing refuses it anything unless `guarded`."""
    engine = create_engine(where if "://" in where else f"sqlite:///{where}")
    try:
        with engine.connect() as connection:
            if not guarded:
                unguard(connection)
            yield connection
            connection.commit()
    finally:
        engine.dispose()


def unguard(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET session_replication_role = replica"))
        return
    names = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    for (name,) in connection.execute(text(names)).all():
        connection.execute(text(f"DROP TRIGGER {name}"))


def change(where: str, *statements: str) -> None:
    """Change what is kept."""
    with raw(where) as connection:
        for statement in statements:
            done = connection.execute(text(statement))
            assert done.rowcount, f"changed nothing: {statement}"


def rows(where: str, query: str) -> list[tuple[object, ...]]:
    """What a query finds."""
    with raw(where, guarded=True) as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def counts(where: str) -> dict[str, object]:
    """How many rows each table has."""
    return {table: rows(where, f"SELECT count(*) FROM {table}")[0][0] for table in TABLES}
