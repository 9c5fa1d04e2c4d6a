"""The hash chains of a store, so written that anyone can compute them again.

All hashes are sha256 in 64 hex digits, of fields that are each written as a netstring: the
length of its UTF-8 bytes in decimal, a colon, the bytes, a comma (`5:hello,`). Numbers are
written in decimal first.

- A text: of its bytes alone.
- A stream, the root of its events: "detente stream", id, name, digest, the hash of its text,
  engine, seed, run, future, parent, fork_at, the hash of its seeds' text, arithmetic.
- An event: the hash before it (the stream's for event 0), the stream's id, seq, type, v,
  tick, meta, data.
- An append: the hash of the append before it (`ROOT` for the first: the hash of the one
  field "detente ledger"), n, the stream's id, the first seq, the last seq, the hash of the
  last event.

Who changes anything must compute anew all that comes after it, up to the head of the store:
a head noted elsewhere tells.
"""

from __future__ import annotations

from hashlib import sha256

from sim.store.row import Row
from sim.store.stream import Stream

STREAM = "detente stream"


def hashed(*fields: object) -> str:
    """The hash of texts and numbers. What is neither, in a damaged store, hashes otherwise."""
    parts = []
    for field in fields:
        text = str(field)
        length = len(text) if text.isascii() else len(_bytes(text))
        parts.append(f"{length}:{text},")
    return sha256(_bytes("".join(parts))).hexdigest()


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")  # a damaged file may hold any byte


ROOT = hashed("detente ledger")


def of_text(text: str) -> str:
    """The hash of a scenario's text."""
    return sha256(_bytes(text)).hexdigest()


def of_stream(stream: Stream, text: str, seeds: str) -> str:
    """The hash of a stream whose text and seeds have these hashes."""
    s = stream
    where = (s.seed, s.run, s.future, s.parent, s.fork_at, seeds, s.arithmetic)
    return hashed(STREAM, s.id, s.name, s.digest, text, s.engine, *where)


def of_event(before: str, stream: str, row: Row) -> str:
    """The hash of an event of the stream with this id, after the hash before it."""
    return hashed(before, stream, *row)
