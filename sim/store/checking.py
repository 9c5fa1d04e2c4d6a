"""Whether what a store holds of a stream is what was appended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from sim.store import chain
from sim.store.failures import Flaw
from sim.store.reading import TEXTS, event_rows, hash_at, stream_row, text_of
from sim.store.stream import Kept

if TYPE_CHECKING:
    from sim.store.reading import Found


def root(connection: Connection, stream: str) -> str:
    """The hash that event 0 comes after, once the stream's row and text are seen to be right.

    Raises
    ------
    Flaw
        Where the row or the text is missing or was altered.
    """
    row = stream_row(connection, stream)
    if row is None:
        raise Flaw(f"stream {stream} is missing", stream)
    computed = chain.hashed(chain.STREAM, *row[:-1])
    if computed != row.hash:
        raise Flaw(f"stream {stream}: its row was altered", stream, -1, row.hash, computed)
    for name, what in TEXTS.items():
        key = getattr(row, name)
        text = text_of(connection, key)
        if text is None:
            raise Flaw(f"stream {stream}: its {what} is missing", stream)
        if chain.of_text(text) != key:
            wrong = f"stream {stream}: its {what} was altered"
            raise Flaw(wrong, stream, -1, key, chain.of_text(text))
    return computed


def rows_from(
    connection: Connection, kept: Kept, start: int, stop: int | None = None
) -> Sequence[Found]:
    """The events of a stream from seq `start` on, seen to be right: the columns of `EVENT`.

    Those before `stop`, or all.

    Raises
    ------
    Flaw
        At the first that is missing or was altered.
    """
    stream, last = kept.stream.id, kept.version - 1
    if stop is not None:
        last = min(last, stop - 1)
    if start > last:
        return []
    before = hash_at(connection, stream, start - 1) if start else root(connection, stream)
    if before is None:
        raise missing(stream, start - 1)
    end = kept.head if last == kept.version - 1 else hash_at(connection, stream, last)
    if end is None:
        raise missing(stream, last)
    found = event_rows(connection, stream, start, last)
    check_span(stream, (start, last), before, found, end)
    return found


def check_span(
    stream: str,
    span: tuple[int, int],
    before: str,
    found: Sequence[Found],
    head: str,
) -> None:
    """These events are those from the first seq of the span to its last.

    `before` is the hash that the first comes after, `head` the hash of the last.

    Raises
    ------
    Flaw
        At the first that is missing or was altered.
    """
    first, last = span
    end = _end(stream, first, before, found)
    if len(found) <= last - first:
        raise missing(stream, first + len(found))
    if end != head:
        wrong = f"stream {stream}: events {first} to {last} were written anew"
        raise Flaw(wrong, stream, first, head, end)


def _end(stream: str, first: int, before: str, found: Sequence[Found]) -> str:
    for seq, (*event, kept) in enumerate(found, start=first):
        if event[0] != seq:
            raise missing(stream, seq)
        computed = chain.hashed(before, stream, *event)
        if computed != kept:
            raise Flaw(f"stream {stream}: event {seq} was altered", stream, seq, kept, computed)
        before = computed
    return before


def missing(stream: str, seq: int) -> Flaw:
    """An event that should be there."""
    return Flaw(f"stream {stream}: event {seq} is missing", stream, seq)
