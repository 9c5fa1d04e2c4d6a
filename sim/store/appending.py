"""Adding to a stream, inside a transaction that is the only writer."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, insert

from sim.errors import StreamConflict
from sim.store import chain
from sim.store.reading import TEXTS, hash_at, head, kept, text_of
from sim.store.row import Row
from sim.store.stream import Kept, Stream
from sim.store.tables import appends, events, streams, texts


def append(connection: Connection, stream: Stream, expected: int, rows: Sequence[Row]) -> Kept:
    """Keep rows as events `expected` and following; or see that they are there already.

    Raises
    ------
    StreamConflict
        Where neither can be.
    """
    there = kept(connection, stream.id)
    version = 0 if there is None else there.version
    _agreeing(stream, expected, rows, there)
    if expected == version:
        before = _begun(connection, stream) if there is None else there.head
        return _added(connection, stream, before, rows)
    if there is not None and _held(connection, stream, rows):
        return there
    raise StreamConflict(stream.id, expected, version)


def _agreeing(stream: Stream, expected: int, rows: Sequence[Row], there: Kept | None) -> None:
    """The rows are one after the other, and the stream is the one that is there."""
    version = 0 if there is None else there.version
    for seq, row in enumerate(rows, start=expected):
        if row.seq != seq:
            why = f"event {row.seq} is given where {seq} comes next"
            raise StreamConflict(stream.id, expected, version, why)
    other = stream if there is None else there.stream
    for name in Stream.__dataclass_fields__:
        if getattr(other, name) != getattr(stream, name):
            shown = f"{getattr(other, name)!r}, not {getattr(stream, name)!r}"
            why = f"its {name} is " + ("another" if name in TEXTS else shown)
            raise StreamConflict(stream.id, expected, version, why)


def _begun(connection: Connection, stream: Stream) -> str:
    """The stream's row and its text are there; the hash of the row."""
    keys = {name: chain.of_text(getattr(stream, name)) for name in TEXTS}
    for name, key in keys.items():
        if text_of(connection, key) is None:
            connection.execute(insert(texts), {"hash": key, "text": getattr(stream, name)})
    fields = {name: getattr(stream, name) for name in Stream.__dataclass_fields__}
    hash_ = chain.of_stream(stream, **keys)
    connection.execute(insert(streams), {**fields, **keys, "hash": hash_})
    return hash_


def _added(connection: Connection, stream: Stream, before: str, rows: Sequence[Row]) -> Kept:
    found = []
    for row in rows:
        before = chain.of_event(before, stream.id, row)
        found.append({**row._asdict(), "stream": stream.id, "hash": before})
    connection.execute(insert(events), found)
    end = head(connection)
    line = (end.appends + 1, stream.id, rows[0].seq, rows[-1].seq, before)
    values = dict(zip(appends.c.keys(), (*line, chain.hashed(end.hash, *line)), strict=True))
    connection.execute(insert(appends), values)
    return Kept(stream, rows[-1].seq + 1, before)


def _held(connection: Connection, stream: Stream, rows: Sequence[Row]) -> bool:
    """Whether the stream holds exactly these events already."""
    first, last = rows[0].seq, rows[-1].seq
    before = hash_at(connection, stream.id, first - 1) if first else None
    if before is None:
        keys = {name: chain.of_text(getattr(stream, name)) for name in TEXTS}
        before = chain.of_stream(stream, **keys)
    for row in rows:
        before = chain.of_event(before, stream.id, row)
    return hash_at(connection, stream.id, last) == before
