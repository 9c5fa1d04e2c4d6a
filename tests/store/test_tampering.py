"""Whatever is changed behind a store's back is found, and named."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Connection, text

from sim.errors import StoreError
from sim.store.chain import hashed
from sim.store.failures import Flaw
from sim.store.store import Store, open_store
from tests.often import tried
from tests.store.raw import change, raw, rows
from tests.store.samples import golden, stream

LINES, MORE = golden(), golden("eventful")
LAST = len(LINES) - 1
HASHES = r": its hash is kept as \w{64} and computes as \w{64}"


@pytest.fixture
def store(store: Store) -> Store:
    """Two runs in three appends."""
    store.append(stream("one"), 0, LINES[:9])
    store.append(stream("two", "eventful"), 0, MORE)
    store.append(stream("one"), 9, LINES[9:])
    assert store.verify().flaw is None
    return store


def flaw_of(store: Store, noted: str = "") -> Flaw:
    flaw = store.verify(noted).flaw
    assert flaw is not None
    return flaw


@tried(40, 200, "tries")
def test_one_byte_of_an_event_is_found_every_time(store: Store, where: str, tries: int) -> None:
    luck = Random(7)
    found = 0
    keys = rows(where, "SELECT stream, seq FROM events ORDER BY stream, seq")
    with raw(where) as connection:
        for _ in range(tries):
            key = luck.choice(keys)
            column = luck.choice(["data", "data", "data", "meta", "type"])
            before = set_byte(connection, key, column, luck)
            flaw = flaw_of(store)
            found += (flaw.stream, flaw.seq) == key
            assert re.fullmatch(f"stream {key[0]}: event {key[1]} was altered{HASHES}", str(flaw))
            write(connection, key, column, before)
    assert found == tries
    assert store.verify().flaw is None


def set_byte(connection: Connection, key: tuple[object, ...], column: str, luck: Random) -> str:
    """One byte of a column is another; what was there."""
    where = {"stream": key[0], "seq": key[1]}
    query = f"SELECT {column} FROM events WHERE stream = :stream AND seq = :seq"
    before = str(connection.scalar(text(query), where))
    ascii_ = [i for i, letter in enumerate(before) if letter.isascii()]
    at = luck.choice(ascii_)
    letter = chr(luck.choice([n for n in range(32, 127) if n != ord(before[at])]))
    write(connection, key, column, before[:at] + letter + before[at + 1 :])
    return before


def write(connection: Connection, key: tuple[object, ...], column: str, value: str) -> None:
    done = connection.execute(
        text(f"UPDATE events SET {column} = :value WHERE stream = :stream AND seq = :seq"),
        {"value": value, "stream": key[0], "seq": key[1]},
    )
    assert done.rowcount == 1
    connection.commit()


@pytest.mark.parametrize(
    "setting",
    ["type = 'X'", "v = v + 1", "tick = tick + 1", "meta = '{}'", "data = '{}'", "hash = 'x'"],
)
def test_every_column_of_an_event_counts(store: Store, where: str, setting: str) -> None:
    change(where, f"UPDATE events SET {setting} WHERE stream = 'one' AND seq = 5")
    flaw = flaw_of(store)
    assert re.fullmatch("stream one: event 5 was altered: .*", str(flaw))
    with pytest.raises(StoreError, match=r"event 5 was altered: .*: restore it from a copy"):
        store.lines("one")
    assert store.lines("two") == list(MORE)


@pytest.mark.parametrize(
    "setting",
    ["name = 'x'", "digest = 'x'", "engine = 'x'", "seed = 1", "run = 99", "future = 5",
     "parent = 'two'", "fork_at = 3", "arithmetic = 'x'", "hash = 'x'"],
)  # fmt: skip
def test_every_column_of_a_stream_counts(store: Store, where: str, setting: str) -> None:
    change(where, f"UPDATE streams SET {setting} WHERE id = 'two'")
    flaw = flaw_of(store)
    assert (flaw.stream, flaw.seq) == ("two", -1)
    assert re.fullmatch(r"stream two: its row was altered: its hash .* and computes .*", str(flaw))
    for read in (store.find, store.lines):
        with pytest.raises(StoreError, match="stream two: its row was altered"):
            read("two")


@pytest.mark.parametrize(
    "setting",
    ["stream = 'two'", "first = first + 1", "last = last + 1", "head = 'x'", "hash = 'x'"],
)
def test_every_column_of_the_ledger_counts(store: Store, where: str, setting: str) -> None:
    change(where, f"UPDATE appends SET {setting} WHERE n = 3")
    assert str(flaw_of(store)).startswith("append 3 was altered in the ledger: its hash is kept as")


SWAP = (
    "UPDATE events SET seq = 1000 WHERE stream = 'one' AND seq = {0}",
    "UPDATE events SET seq = {0} WHERE stream = 'one' AND seq = {1}",
    "UPDATE events SET seq = {1} WHERE stream = 'one' AND seq = 1000",
)
EVENT = (
    "INSERT INTO events SELECT stream, {}, type, v, tick, meta, data, hash FROM events "
    "WHERE stream = 'one' AND seq = {}"
)
STREAM = (
    "INSERT INTO streams SELECT 'six', name, digest, text, engine, seed, run, future, parent, "
    "fork_at, seeds, arithmetic, hash FROM streams WHERE id = 'one'"
)
GONE = {
    "an event": (
        ["DELETE FROM events WHERE stream = 'one' AND seq = 5"],
        "stream one: event 5 is missing",
    ),
    "the first event": (
        ["DELETE FROM events WHERE stream = 'one' AND seq = 0"],
        "stream one: event 0 is missing",
    ),
    "a tail": (
        ["DELETE FROM events WHERE stream = 'two' AND seq > 20"],
        "stream two: event 21 is missing",
    ),
    "an event, and those after it moved up": (
        ["DELETE FROM events WHERE stream = 'one' AND seq = 5",
         "UPDATE events SET seq = -seq WHERE stream = 'one' AND seq > 5",
         "UPDATE events SET seq = -seq - 1 WHERE stream = 'one' AND seq < 0"],
        "stream one: event 5 was altered",
    ),
    "two that are neighbours": (
        [one.format(5, 6) for one in SWAP], "stream one: event 5 stands at 6: "
    ),
    "two far apart": (
        [one.format(3, 12) for one in SWAP], "stream one: event 3 stands at 12: "
    ),
    "one at the end": (
        ["UPDATE events SET seq = 99 WHERE stream = 'one' AND seq = 7"],
        "stream one: event 7 stands at 99",
    ),
    "the events of a stream": (
        ["DELETE FROM events WHERE stream = 'two'"], "stream two: event 0 is missing"
    ),
    "a stream": (
        ["DELETE FROM events WHERE stream = 'two'", "DELETE FROM streams WHERE id = 'two'"],
        "stream two is missing",
    ),
    "a stream with its appends": (
        ["DELETE FROM events WHERE stream = 'two'", "DELETE FROM streams WHERE id = 'two'",
         "DELETE FROM appends WHERE stream = 'two'"],
        "append 2 is missing from the ledger",
    ),
    "a line of the ledger": (
        ["DELETE FROM appends WHERE n = 2"], "append 2 is missing from the ledger"
    ),
    "the last line of the ledger": (
        ["DELETE FROM appends WHERE n = 3"],
        f"stream one: event {LAST} is in no append of the ledger",
    ),
    "a line of the ledger, and the later ones moved up": (
        ["DELETE FROM appends WHERE n = 2", "UPDATE appends SET n = 2 WHERE n = 3"],
        "append 2 was altered in the ledger",
    ),
    "the whole ledger": (
        ["DELETE FROM appends"], "is in no append of the ledger"
    ),
    "a text": (
        ["DELETE FROM texts WHERE text LIKE '%flat%'"], "stream one: its scenario is missing"
    ),
    "a letter of a text": (
        ["UPDATE texts SET text = replace(text, 'flat', 'flot')"],
        "stream one: its scenario was altered: its hash is kept as",
    ),
    "a text for another": (
        ["UPDATE streams SET text = (SELECT text FROM streams WHERE id = 'one') WHERE id = 'two'"],
        "stream two: its row was altered",
    ),
    "an event too many": (
        [EVENT.format("seq + 1", LAST)],
        f"stream one: event {LAST + 1} is in no append of the ledger",
    ),
    "an event before the first": (
        [EVENT.format("-1", 5)],
        "stream one: event -1 is in no append of the ledger",
    ),
    "a stream too many": ([STREAM], "stream six is in no append of the ledger"),
    "a text too many": (
        ["INSERT INTO texts VALUES ('x', 'y')"], "the text of hash x belongs to no stream"
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", GONE)
def test_what_is_gone_or_moved_or_new_is_named(store: Store, where: str, what: str) -> None:
    statements, told = GONE[what]
    change(where, *statements)
    assert told in str(flaw_of(store))


def test_a_chain_made_anew_does_not_fit_the_ledger(store: Store, where: str) -> None:
    remade(where, "one", 20)
    told = f"stream one: events 9 to {LAST} were written anew{HASHES}"
    assert re.fullmatch(told, str(flaw_of(store)))
    with pytest.raises(StoreError, match="were written anew"):
        store.lines("one")


def remade(where: str, stream: str, seq: int) -> None:
    """An event is changed, and its hash and those of all after it are computed again."""
    query = f"SELECT seq, type, v, tick, meta, data, hash FROM events WHERE stream = '{stream}'"
    found = rows(where, f"{query} AND seq >= {seq - 1} ORDER BY seq")
    before = found[0][-1]
    with raw(where) as connection:
        write(connection, (stream, seq), "type", "Changed")
        for number, type_, *rest, _ in found[1:]:
            before = hashed(before, stream, number, "Changed" if number == seq else type_, *rest)
            write(connection, (stream, number), "hash", before)


def test_a_cut_that_fits_is_found_by_a_head_noted_elsewhere(store: Store, where: str) -> None:
    noted = store.head().hash
    cut = "DELETE FROM events WHERE stream = 'one' AND seq > 8"
    change(where, "DELETE FROM appends WHERE n = 3", cut)
    assert store.verify().flaw is None
    assert str(flaw_of(store, noted)).startswith(f"the noted head {noted} is not in the ledger")


def test_what_was_counted_stops_at_the_flaw(store: Store, where: str) -> None:
    change(where, "UPDATE events SET tick = 0 WHERE stream = 'two' AND seq = 5")
    found = store.verify()
    assert (found.streams, found.events, found.appends) == (1, 9, 1)


def test_a_cut_tail_is_told_when_read(store: Store, where: str) -> None:
    change(where, "DELETE FROM events WHERE stream = 'two' AND seq > 20")
    for start in (0, 5, 21, 30):
        with pytest.raises(StoreError, match=r"event (21|29) is missing"):
            store.lines("two", start)


# In a file alone.


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with a run."""
    found = tmp_path / "more.db"
    with open_store(str(found), create=True) as store:
        store.append(stream("one"), 0, LINES)
    return found


@pytest.mark.parametrize(
    ("setting", "seq"),
    [("data = CAST(x'7bff7d' AS TEXT)", 3), ("meta = CAST(meta AS BLOB)", 9), ("tick = 'x'", 0)],
)
def test_what_sqlite_lets_in_is_named_too(path: Path, setting: str, seq: int) -> None:
    change(str(path), f"UPDATE events SET {setting} WHERE seq = {seq}")
    with open_store(str(path)) as store:
        assert re.fullmatch(f"stream one: event {seq} was altered{HASHES}", str(flaw_of(store)))


@pytest.mark.parametrize(
    ("setting", "wrong"),
    [
        ("appends SET last = 'x'", "stream one: its last event is 'x'"),
        ("streams SET text = CAST(x'ff' AS TEXT)", "is damaged .*can't encode"),
        ("streams SET text = 'x'", "stream one: its scenario is missing"),
        ("streams SET seeds = 'x'", "stream one: its text of the seed files is missing"),
    ],
)
def test_what_cannot_be_read_is_told(path: Path, setting: str, wrong: str) -> None:
    change(str(path), f"UPDATE {setting}")
    with open_store(str(path)) as store:
        for read in (lambda: store.find("one"), lambda: store.lines("one"), store.streams):
            with pytest.raises(StoreError, match=rf"more\.db: {wrong}.*: restore it from a copy"):
                read()


def test_a_damaged_index_is_found(path: Path) -> None:
    query = "SELECT rootpage FROM sqlite_master WHERE name = 'appends_of_stream'"
    ((page,),) = rows(str(path), query)
    start = 4096 * (int(str(page)) - 1)
    whole = path.read_bytes()
    broken = whole[start : start + 4096].replace(b"one", b"onf")
    path.write_bytes(whole[:start] + broken + whole[start + 4096 :])
    with open_store(str(path)) as store:
        assert str(flaw_of(store)).startswith("the file is damaged: ")
