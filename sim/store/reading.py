"""What a store is asked, inside a transaction of the caller's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import Connection, Row, bindparam, func, select

from sim.store import chain
from sim.store.failures import Flaw
from sim.store.row import Row as EventRow
from sim.store.stream import Head, Kept, Stream
from sim.store.tables import appends, events, streams, texts

if TYPE_CHECKING:
    Found: TypeAlias = Row[*tuple[Any, ...]]

TEXTS = {"text": "scenario", "seeds": "text of the seed files"}  # of a stream, by column

# Made once: making a query takes longer than running it.
_HEAD = select(appends.c.n, appends.c.hash).order_by(appends.c.n.desc()).limit(1)
_STREAM = select(streams).where(streams.c.id == bindparam("id"))
_BEGINNING = select(streams.c.id).where(
    func.substr(streams.c.id, 1, bindparam("length")) == bindparam("prefix")
)
_LAST = (
    select(appends.c.last, appends.c.head)
    .where(appends.c.stream == bindparam("id"))
    .order_by(appends.c.n.desc())
    .limit(1)
)
_TEXT = select(texts.c.text).where(texts.c.hash == bindparam("key"))
_EVENTS = (
    select(*(events.c[name] for name in EventRow._fields), events.c.hash)
    .where(
        events.c.stream == bindparam("id"),
        events.c.seq.between(bindparam("first"), bindparam("last")),
    )
    .order_by(events.c.seq)
)
_HASH = select(events.c.hash).where(
    events.c.stream == bindparam("id"), events.c.seq == bindparam("seq")
)
_SPANS = (
    select(appends.c.stream, func.min(appends.c.n).label("begun"), func.max(appends.c.n).label("n"))
    .group_by(appends.c.stream)
    .subquery()
)
_ALL = (
    select(streams, appends.c.last, appends.c.head)
    .join(_SPANS, streams.c.id == _SPANS.c.stream)
    .join(appends, appends.c.n == _SPANS.c.n)
    .order_by(_SPANS.c.begun)
)


def head(connection: Connection) -> Head:
    """The end of the ledger."""
    last = connection.execute(_HEAD).one_or_none()
    return Head(0, chain.ROOT) if last is None else Head(last.n, last.hash)


def all_kept(connection: Connection) -> list[Kept]:
    """All streams in the order in which they were begun; a text is read once."""
    rows = connection.execute(_ALL).all()
    keys = dict.fromkeys(getattr(row, name) for row in rows for name in TEXTS)
    whole = {key: text_of(connection, key) for key in keys}
    return [_kept(row, whole, row) for row in rows]


def kept(connection: Connection, id_: str) -> Kept | None:
    """The stream of this id, if it is there."""
    row = stream_row(connection, id_)
    if row is None:
        return None
    end = connection.execute(_LAST, {"id": id_}).one_or_none()
    if end is None:
        raise Flaw(f"stream {id_} is in no append of the ledger", id_)
    whole = {key: text_of(connection, key) for key in (getattr(row, name) for name in TEXTS)}
    return _kept(row, whole, end)


def _kept(row: Found, whole: Mapping[str, str | None], end: Found) -> Kept:
    found: dict[str, Any] = {}
    for name, what in TEXTS.items():
        text = whole[getattr(row, name)]
        if text is None:
            raise Flaw(f"stream {row.id}: its {what} is missing", row.id)
        found[name] = text
    if not isinstance(end.last, int):  # in a damaged file
        raise Flaw(f"stream {row.id}: its last event is {end.last!r}", row.id)
    names = [name for name in Stream.__dataclass_fields__ if name not in TEXTS]
    stream = Stream(**found, **{name: getattr(row, name) for name in names})
    return Kept(stream, end.last + 1, end.head)


def beginning(connection: Connection, prefix: str) -> list[str]:
    """The ids that begin so."""
    found = {"prefix": prefix, "length": len(prefix)}
    return sorted(connection.scalars(_BEGINNING, found))


def stream_row(connection: Connection, id_: str) -> Found | None:
    """A stream's row."""
    return connection.execute(_STREAM, {"id": id_}).one_or_none()


def text_of(connection: Connection, key: str) -> str | None:
    """The text of this hash, if it is there."""
    return connection.scalar(_TEXT, {"key": key})


def event_rows(connection: Connection, stream: str, first: int, last: int) -> Sequence[Found]:
    """The events of a stream from one seq to another: the columns of a row, and the hash."""
    return connection.execute(_EVENTS, {"id": stream, "first": first, "last": last}).all()


def hash_at(connection: Connection, stream: str, seq: int) -> str | None:
    """The kept hash of an event, if it is there."""
    return connection.scalar(_HASH, {"id": stream, "seq": seq})
