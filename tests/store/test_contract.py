"""What a store promises, on both kinds of database."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from sim.errors import LogError, SettingError, StoreError, StreamConflict
from sim.store.store import Store, open_store
from sim.store.stream import Stream
from tests.store.raw import TABLES, change, counts, raw, rows
from tests.store.samples import forked, golden, other, stream

LINES = golden()
EMPTY = {"store_format": 1, "texts": 0, "streams": 0, "events": 0, "appends": 0}


# What is appended is there, to the byte.


@pytest.mark.parametrize("name", ["flat-sale", "eventful", "cairo-2024"])
def test_lines_come_back_to_the_byte(store: Store, name: str) -> None:
    kept = store.append(stream("abc", name), 0, golden(name))
    assert store.lines("abc") == list(golden(name))
    assert (kept.stream, kept.version) == (stream("abc", name), len(golden(name)))
    assert store.streams() == [kept]


def test_a_run_may_be_appended_in_pieces(store: Store) -> None:
    whole = store.append(stream("whole"), 0, LINES)
    for first, last in ((0, 1), (1, 7), (7, len(LINES))):
        kept = store.append(stream("parts"), first, LINES[first:last])
        assert kept.version == last
    assert store.lines("parts") == store.lines("whole")
    assert kept.head != whole.head  # the id is hashed too
    assert store.lines("parts", 5) == list(LINES[5:])
    assert store.lines("parts", 0, 1) == list(LINES[:1])
    assert store.lines("parts", 3, 7) == list(LINES[3:7])
    assert store.lines("parts", 3, 999) == list(LINES[3:])
    assert store.lines("parts", 3, 3) == []
    assert store.lines("parts", len(LINES)) == store.lines("parts", 99) == []


def test_it_is_there_after_closing(where: str) -> None:
    with open_store(where, create=True) as store:
        kept = store.append(stream(), 0, LINES)
        head = store.head()
    with open_store(where) as store:
        assert store.streams() == [kept]
        assert store.lines("abc") == list(LINES)
        assert store.head() == head


def test_a_closed_store_can_be_used_again(store: Store) -> None:
    store.append(stream(), 0, LINES[:1])
    store.close()
    assert store.lines("abc") == list(LINES[:1])


def test_a_text_is_kept_once_for_all_its_runs(store: Store, where: str) -> None:
    for name in ("one", "two", "three"):
        store.append(stream(name), 0, LINES)
    store.append(forked("four", "two", 5), 0, LINES)
    assert counts(where) == {
        "store_format": 1, "texts": 2, "streams": 4, "events": 4 * len(LINES), "appends": 4,
    }  # fmt: skip
    assert [kept.stream.id for kept in store.streams()] == ["one", "two", "three", "four"]
    assert store.find("four").stream == forked("four", "two", 5)


def test_the_largest_seed_and_any_text_are_kept(store: Store) -> None:
    odd = Stream("é %_'\"", "nåme\n\t\x7f", "", "текст\r\n😀", "0", 2**63 - 1, 0, 7, "p'; --", 0)
    store.append(odd, 0, LINES[:1])
    assert store.find("é %").stream == odd


# Appends that do not fit.


def test_the_same_append_again_changes_nothing(store: Store, where: str) -> None:
    first = store.append(stream(), 0, LINES[:4])
    assert store.append(stream(), 0, LINES[:4]) == first
    second = store.append(stream(), 4, LINES[4:9])
    head, before = store.head(), counts(where)
    for start, end in ((0, 4), (4, 9), (0, 9), (2, 6), (8, 9)):
        assert store.append(stream(), start, LINES[start:end]) == second
    assert (store.head(), counts(where)) == (head, before)


@pytest.mark.parametrize(
    ("expected", "lines"),
    [
        (0, other(LINES[:4])),  # somebody else's
        (3, other(LINES[3:4])),
        (0, LINES[:6]),  # some of it is new
        (2, LINES[2:6]),
        (6, LINES[6:8]),  # a gap
    ],
)
def test_a_stale_or_missing_version_is_told(
    store: Store, where: str, expected: int, lines: list[bytes]
) -> None:
    store.append(stream(), 0, [*other(LINES[:1]), *LINES[1:5]])
    before = counts(where), store.head()
    with pytest.raises(StreamConflict) as caught:
        store.append(stream(), expected, [*LINES[:0], *lines] if expected else lines)
    told = caught.value
    assert (told.stream, told.expected, told.found) == ("abc", expected, 5)
    assert f"stream abc: holds 5 events where its writer expected {expected}" in str(told)
    assert (counts(where), store.head()) == before


def test_a_stream_that_is_not_there_has_no_events(store: Store, where: str) -> None:
    with pytest.raises(StreamConflict, match="holds 0 events where its writer expected 4"):
        store.append(stream(), 4, LINES[4:])
    assert counts(where) == EMPTY


@pytest.mark.parametrize("lines", [LINES[1:], [*LINES[:3], *LINES[4:]], [LINES[0], LINES[0]]])
def test_lines_must_follow_one_another(store: Store, where: str, lines: tuple[bytes, ...]) -> None:
    with pytest.raises(StreamConflict, match=r"event \d is given where \d comes next"):
        store.append(stream(), 0, lines)
    assert counts(where) == EMPTY


@pytest.mark.parametrize(
    "change", [{"name": "else"}, {"seed": 8}, {"text": "title: another"}, {"fork_at": 3}]
)
def test_another_run_of_the_same_id_is_told(store: Store, change: dict[str, Any]) -> None:
    store.append(stream(), 0, LINES[:5])
    changed = replace(stream(), **change)
    for expected, lines in ((0, LINES[:5]), (5, LINES[5:])):
        with pytest.raises(StreamConflict, match=f"its {next(iter(change))} is "):
            store.append(changed, expected, lines)


def test_a_line_that_is_none_keeps_nothing(store: Store, where: str) -> None:
    with pytest.raises(LogError, match="is not an event as a log has it"):
        store.append(stream(), 0, [*LINES[:3], LINES[3].replace(b":", b": ", 1)])
    assert counts(where) == EMPTY


@pytest.mark.parametrize(
    "change", [{"name": "a\udcff"}, {"text": "a\0b"}, {"id": "\0"}, {"parent": "\ud800"}]
)
def test_what_no_database_can_hold_is_refused(
    store: Store, where: str, change: dict[str, Any]
) -> None:
    with pytest.raises(StoreError, match=f"the {next(iter(change))} .* cannot be kept"):
        store.append(replace(stream(), **change), 0, LINES)
    assert counts(where) == EMPTY


def test_a_failure_in_the_middle_keeps_nothing(store: Store, where: str) -> None:
    fail_at(where, seq=5)
    with pytest.raises(StoreError, match="no more"):
        store.append(stream(), 0, LINES)
    assert counts(where) == EMPTY
    assert store.append(stream(), 0, LINES[:5]).version == 5


def fail_at(where: str, seq: int) -> None:
    """Make the database fail when this event comes."""
    body = "BEGIN SELECT RAISE(ABORT, 'no more'); END"
    with raw(where, guarded=True) as connection:
        if connection.dialect.name == "postgresql":
            body = "EXECUTE FUNCTION fail()"
            fail = "$$ BEGIN RAISE EXCEPTION 'no more'; END $$"
            connection.execute(
                text(f"CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS {fail}")
            )
        connection.execute(
            text(
                f"CREATE TRIGGER fail BEFORE INSERT ON events FOR EACH ROW "
                f"WHEN (NEW.seq = {seq}) {body}"
            )
        )


# Finding.


def test_a_run_is_found_by_the_beginning_of_its_id(store: Store) -> None:
    for name in ("ab", "abc1", "abd2"):
        store.append(stream(name), 0, LINES[:1])
    found = {prefix: store.find(prefix).stream.id for prefix in ("ab", "abc", "abd2")}
    assert found == {"ab": "ab", "abc": "abc1", "abd2": "abd2"}


def test_more_than_one_are_named(store: Store) -> None:
    for n in range(7):
        store.append(stream(f"ab{n}"), 0, LINES[:1])
    with pytest.raises(SettingError) as caught:
        store.find("ab")
    assert "'ab': may be ab0 (flat-sale), ab1 (flat-sale)" in str(caught.value)
    assert "and 2 more: give more of the id" in str(caught.value)


@pytest.mark.parametrize("prefix", ["x", "abcd", "ABC", "%", "a_c", "a\0", "\udcff"])
def test_none_is_told(store: Store, prefix: str) -> None:
    store.append(stream(), 0, LINES[:1])
    with pytest.raises(SettingError, match=r"no run in .* `detente log list --store"):
        store.find(prefix)
    with pytest.raises(SettingError, match="no run in"):
        store.lines(prefix)


def test_an_empty_store_has_no_runs(store: Store) -> None:
    assert store.streams() == []
    assert store.head().appends == 0
    with pytest.raises(SettingError):
        store.find("")


# Nothing changes.


@pytest.mark.parametrize("table", TABLES)
def test_rows_cannot_be_changed(store: Store, where: str, table: str) -> None:
    store.append(stream(), 0, LINES)
    column = {"store_format": "version", "events": "data", "texts": "text"}.get(table, "hash")
    refused = [f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}"]
    copy = f"SELECT * FROM {table} LIMIT 1"
    if "://" in where:
        refused += [f"TRUNCATE {table} CASCADE"]
    else:
        refused += [f"INSERT OR REPLACE INTO {table} {copy}", f"REPLACE INTO {table} {copy}"]
    for statement in refused:
        with pytest.raises(DBAPIError, match="is append only"):
            change_guarded(where, statement)
    assert store.lines("abc") == list(LINES)


def change_guarded(where: str, statement: str) -> None:
    with raw(where, guarded=True) as connection:
        connection.execute(text(statement))


def test_a_store_of_a_newer_version_is_told(where: str) -> None:
    open_store(where, create=True).close()
    change(where, "INSERT INTO store_format VALUES (4)")
    for create in (False, True):
        with pytest.raises(StoreError) as caught:
            open_store(where, create=create)
        assert "is a store of format 4, and this version of detente reads 3" in str(caught.value)
    assert rows(where, "SELECT max(version) FROM store_format") == [(4,)]
