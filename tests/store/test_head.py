"""The head of a store, and what `verify` says of one that is as it was."""

from __future__ import annotations

from hashlib import sha256

import pytest

from sim.errors import SettingError
from sim.store.store import Store
from sim.store.stream import Head, Stream
from tests.store.raw import rows
from tests.store.samples import forked, golden, other, stream

LINES = golden()


def test_the_head_tells_of_every_append(store: Store) -> None:
    heads = [store.head()]
    for seq, line in enumerate(LINES[:5]):
        store.append(stream(), seq, [line])
        heads.append(store.head())
    assert [head.appends for head in heads] == [0, 1, 2, 3, 4, 5]
    assert len({head.hash for head in heads}) == 6


def test_the_head_can_be_computed_by_anybody(store: Store, where: str) -> None:
    store.append(stream("one"), 0, LINES[:4])
    store.append(forked("zwei ☺", "one", 3), 0, [*LINES[:3], *other(LINES[3:])])
    store.append(stream("one"), 4, LINES[4:])
    assert store.head() == Head(3, recomputed(where))


def recomputed(where: str) -> str:
    """The head of the store as its documentation says it is made."""

    def netstrings(*fields: object) -> str:
        raws = [str(field).encode() for field in fields]
        return sha256(b"".join(b"%d:" % len(raw) + raw + b"," for raw in raws)).hexdigest()

    texts = {sha256(str(t).encode()).hexdigest() for (t,) in rows(where, "SELECT text FROM texts")}
    hashes = {}
    for row in rows(where, f"SELECT {STREAM} FROM streams"):
        assert {row[3], row[-2]} <= texts
        hashes[row[0]] = netstrings("detente stream", *row)
    head = netstrings("detente ledger")
    for n, name, first, last in rows(
        where, "SELECT n, stream, first, last FROM appends ORDER BY n"
    ):
        span = f"stream = '{name}' AND seq BETWEEN {first} AND {last}"
        for row in rows(where, f"SELECT {EVENT} FROM events WHERE {span} ORDER BY seq"):
            hashes[name] = netstrings(hashes[name], name, *row)
        head = netstrings(head, n, name, first, last, hashes[name])
    return head


STREAM = "id, name, digest, text, engine, seed, run, future, parent, fork_at, seeds, arithmetic"
EVENT = "seq, type, v, tick, meta, data"


def test_the_head_does_not_change_from_version_to_version(store: Store) -> None:
    store.append(Stream("one", "name", "d", "text", "0.1.0", 7, 0, 0, "", -1), 0, FIXED)
    head = "d6b1f238ed407cb6bcd1553c3d01242e9c1a563c998d388161c89cd242ff7fa0"
    assert store.head() == Head(1, head)


OPENED = b'{"v":2,"type":"TalksOpened","seq":0,"tick":0,%b,"provenance":"assumed","run":3}'
CLOSED = b'{"run":3,"v":1,"type":"DealConcluded","seq":1,"tick":9,%b,"provenance":"simulated"}'
FIXED = [
    OPENED % b'"actor":"","cause":-1,"fired":-1',
    CLOSED % b'"actor":"","cause":0,"fired":4',
]


def test_verify_counts_what_is_there(store: Store) -> None:
    assert (store.verify().events, store.verify().flaw) == (0, None)
    store.append(stream("one"), 0, LINES[:4])
    store.append(stream("two", "eventful"), 0, golden("eventful"))
    store.append(stream("one"), 4, LINES[4:])
    found = store.verify()
    events = len(LINES) + len(golden("eventful"))
    assert (found.streams, found.events, found.appends) == (2, events, 3)
    assert (found.head, found.flaw) == (store.head().hash, None)


def test_a_head_noted_earlier_is_found(store: Store) -> None:
    heads = [store.head().hash]
    for seq, line in enumerate(LINES[:3]):
        store.append(stream(), seq, [line])
        heads.append(store.head().hash)
    assert [store.verify(head).flaw for head in heads] == [None] * 4
    assert store.verify(f" {heads[2].upper()}\n").flaw is None


def test_a_head_that_never_was_is_told(store: Store) -> None:
    store.append(stream(), 0, LINES)
    told = str(store.verify("ab" * 32).flaw)
    assert told == f"the noted head {'ab' * 32} is not in the ledger: it was cut or rewritten since"
    for no_head in ("abc", "z" * 64, store.head().hash[:-1]):
        with pytest.raises(SettingError, match="is not a head: give the 64 hex digits"):
            store.verify(no_head)
