"""Finding a store on a server: what is opened, made or refused, and with which words."""

from __future__ import annotations

import signal
from typing import Any

import pytest
from sqlalchemy import make_url, text

from sim.errors import StoreError
from sim.store.store import Store, open_store
from tests.store.raw import raw
from tests.store.samples import golden, stream
from tests.store.server import PASSWORD, Server, free_port

LINES = golden()
pytestmark = pytest.mark.postgres


@pytest.fixture
def url(cluster: Server) -> str:
    """A database that holds a run."""
    made = cluster.database()
    with open_store(made, create=True) as store:
        store.append(stream(), 0, LINES)
    return made


def other(url: str, **parts: Any) -> str:
    return make_url(url).set(**parts).render_as_string(hide_password=False)


def told(where: str, *, create: bool = False) -> str:
    """What opening it says is wrong."""
    with pytest.raises(StoreError) as caught:
        open_store(where, create=create)
    message = str(caught.value)
    assert PASSWORD not in message
    assert "\n" not in message
    return message


def refused(store: Store) -> str:
    """What an append says is wrong."""
    with pytest.raises(StoreError) as caught:
        store.append(stream("two"), 0, LINES)
    assert PASSWORD not in str(caught.value)
    return str(caught.value)


def set_in(url: str, setting: str) -> None:
    name = make_url(url).database
    change_server(url, f"ALTER DATABASE {name} SET {setting}")


def change_server(url: str, *statements: str) -> None:
    with raw(url, guarded=True) as connection:
        for statement in statements:
            connection.execute(text(statement))


# Where there is none.


def test_an_empty_database_is_told_with_how_to_make_a_store(cluster: Server) -> None:
    message = told(cluster.database())
    assert message.startswith("postgresql+psycopg://detente:***@127.0.0.1:")
    assert "holds no store yet: `detente run NAME --store 'postgresql+psycopg://" in message


def test_any_spelling_of_the_address_will_do(url: str) -> None:
    for scheme in ("postgresql", "postgres", "postgresql+psycopg2"):
        with open_store(url.replace("postgresql+psycopg", scheme)) as store:
            assert store.lines("abc") == list(LINES)


def test_a_database_that_is_not_there_is_told(url: str) -> None:
    message = told(other(url, database="elsewhere"), create=True)
    assert 'database "elsewhere" does not exist' in message


def test_a_wrong_password_is_told_without_it(url: str) -> None:
    message = told(other(url, password="not the right one"))
    assert "not the right one" not in message
    assert "password authentication failed" in message


def test_a_server_that_does_not_answer_is_told(url: str) -> None:
    assert "cannot be reached" in told(other(url, port=free_port()))
    assert "cannot be reached" in told(other(url, host="no-such-host.invalid"))


def test_tables_of_something_else_are_left_alone(cluster: Server) -> None:
    url = cluster.database()
    change_server(url, "CREATE TABLE events (id int)")
    for create in (False, True):
        assert "holds the tables of something else" in told(url, create=create)


def test_a_database_that_cannot_hold_every_text_is_told(cluster: Server) -> None:
    for n, encoding in enumerate(("LATIN1", "SQL_ASCII")):
        name = f"narrow_{n}"
        cluster.run(f"CREATE DATABASE {name} ENCODING '{encoding}' TEMPLATE template0")
        assert f"is a database of {encoding} and cannot hold" in told(
            cluster.url(name), create=True
        )


# Where it fails later.


def test_who_may_only_read_reads(url: str) -> None:
    change_server(
        url,
        "CREATE ROLE reader LOGIN PASSWORD 'r'",
        "GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader",
    )
    with open_store(other(url, username="reader", password="r")) as store:
        assert store.lines("abc") == list(LINES)
        assert store.verify().flaw is None
        assert "cannot be written to (permission denied" in refused(store)


def test_a_server_that_only_reads_is_told(url: str) -> None:
    set_in(url, "default_transaction_read_only = on")
    with open_store(url) as store:
        assert store.lines("abc") == list(LINES)
        assert "cannot be written to (cannot execute INSERT in a read-only" in refused(store)


def test_who_may_only_add_adds(url: str) -> None:
    change_server(
        url,
        "CREATE ROLE adder LOGIN PASSWORD 'a'",
        "GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA public TO adder",
    )
    with open_store(other(url, username="adder", password="a"), create=True) as store:
        assert store.append(stream("two"), 0, LINES).version == len(LINES)


def test_a_lock_held_too_long_is_told(url: str) -> None:
    with open_store(url) as holder, open_store(url, wait=0.1) as store:
        with holder._database.writing():
            assert store.lines("abc") == list(LINES)
            assert "is locked by another process" in refused(store)
        assert store.append(stream("two"), 0, LINES).version == len(LINES)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("53100", "has no space left (no more): free some space and do it again"),
        ("XX001", "is damaged (no more): restore it from a copy"),
        ("58030", "cannot be read or written (no more): see that the disk"),
        ("40001", "is locked by another process (no more)"),
        ("22000", "fails (no more): see what the database says"),
    ],
)
def test_what_the_server_says_is_told_in_words(url: str, state: str, words: str) -> None:
    body = f"$$ BEGIN RAISE EXCEPTION 'no more' USING ERRCODE = '{state}'; END $$"
    change_server(
        url,
        f"CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS {body}",
        "CREATE TRIGGER fail BEFORE INSERT ON appends FOR EACH ROW EXECUTE FUNCTION fail()",
    )
    with open_store(url) as store:
        assert words in refused(store)
        assert [kept.stream.id for kept in store.streams()] == ["abc"]
        assert store.verify().flaw is None


def test_a_store_that_was_open_goes_on_when_the_server_is_back(cluster: Server, url: str) -> None:
    with open_store(url) as store:
        cluster.stop(signal.SIGQUIT)
        assert "cannot be reached" in refused(store)
        cluster.start()
        assert store.append(stream("two"), 0, LINES).version == len(LINES)
        assert store.lines("abc") == list(LINES)


# Whatever the server's own settings are.


def test_what_is_acknowledged_is_on_the_disk(url: str) -> None:
    for setting, used in (("off", "on"), ("local", "local"), ("on", "on")):
        set_in(url, f"synchronous_commit = {setting}")
        with open_store(url) as store, store._database.writing() as connection:
            assert connection.scalar(text("SHOW synchronous_commit")) == used


def test_writers_see_what_was_committed_before_their_turn(url: str) -> None:
    set_in(url, "default_transaction_isolation = 'serializable'")
    with open_store(url) as store:
        with store._database.writing() as connection:
            assert connection.scalar(text("SHOW transaction_isolation")) == "read committed"
        with store._database.reading() as connection:
            assert connection.scalar(text("SHOW transaction_isolation")) == "repeatable read"
