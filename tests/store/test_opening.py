"""Finding a store in a file: what is opened, made or refused, and with which words."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from sim.errors import StoreError
from sim.store.store import open_store
from tests.store.faults import scratch
from tests.store.raw import change, rows
from tests.store.samples import golden, stream
from tests.store.workers import workers

LINES = golden()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "runs.db"


def told(where: object, *, create: bool = False) -> str:
    """What opening it says is wrong."""
    with pytest.raises(StoreError) as caught:
        open_store(str(where), create=create, wait=0.1)
    return str(caught.value)


def kept(path: Path) -> None:
    with open_store(str(path), create=True) as store:
        store.append(stream(), 0, LINES)


# Made.


def test_a_store_is_one_file_that_syncs_what_it_keeps(path: Path) -> None:
    kept(path)
    assert [found.name for found in path.parent.iterdir()] == ["runs.db"]
    assert rows(str(path), "PRAGMA journal_mode") == [("wal",)]
    with open_store(str(path)) as store, store._database.writing() as connection:
        for setting, value in (("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 30_000)):
            assert connection.exec_driver_sql(f"PRAGMA {setting}").scalar() == value


def test_folders_are_made_on_the_way(tmp_path: Path) -> None:
    kept(tmp_path / "a" / "b" / "runs.db")


@pytest.mark.parametrize("name", ["a b?c#d%20é.db", "runs.db?mode=ro", "ü:memory:"])
def test_any_name_will_do(tmp_path: Path, name: str) -> None:
    kept(tmp_path / name)
    assert [found.name for found in tmp_path.iterdir()] == [name]


def test_a_name_may_be_an_address(path: Path) -> None:
    kept(path)
    with open_store(f"sqlite:///{path}") as store:
        assert store.lines("abc") == list(LINES)


def test_an_empty_file_becomes_a_store(path: Path) -> None:
    path.touch()
    assert "holds no store yet: `detente run NAME --store" in told(path)
    kept(path)


def test_making_it_again_changes_nothing(path: Path) -> None:
    kept(path)
    before = path.read_bytes()
    open_store(str(path), create=True).close()
    assert path.read_bytes() == before


def test_a_store_begun_and_not_finished_is_made_whole(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
    connection.close()
    kept(path)


def test_reading_writes_nothing(path: Path) -> None:
    kept(path)
    before = path.read_bytes()
    with open_store(str(path)) as store:
        store.lines("abc")
        store.verify()
    assert path.read_bytes() == before
    assert [found.name for found in path.parent.iterdir()] == ["runs.db"]


# Refused.


def test_a_missing_file_is_told_with_how_to_make_it(path: Path) -> None:
    assert told(path) == f"{path}: no such store: `detente run NAME --store {path}` makes one"
    assert not path.exists()


def test_no_store_is_told(path: Path) -> None:
    path.write_text("run: 7\n" * 999)
    for create in (False, True):
        assert told(path, create=create) == (
            f"{path}: is not a store (file is not a database): give a file that `--store` made"
        )
    assert path.read_text() == "run: 7\n" * 999


def test_a_database_of_something_else_is_left_alone(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE notes (text)")
    connection.close()
    for create in (False, True):
        assert "holds the tables of something else" in told(path, create=create)
    assert rows(str(path), "SELECT name FROM sqlite_master") == [("notes",)]


def test_a_folder_is_told(tmp_path: Path) -> None:
    for create in (False, True):
        assert told(tmp_path, create=create) == f"{tmp_path}: is a folder: give a file"


def test_a_place_where_no_folder_can_be_is_told(path: Path) -> None:
    path.touch()
    for where in (path / "runs.db", path.with_name("x" * 300)):
        assert where.name[-8:] in told(where, create=True)
        assert "Error" not in told(where)


def test_half_a_file_is_told(path: Path) -> None:
    kept(path)
    path.write_bytes(path.read_bytes()[: 4096 * 3])
    with (
        pytest.raises(StoreError, match=r"runs\.db: .*: restore it from a copy"),
        open_store(str(path)) as store,
    ):
        assert store.verify().flaw is None


def test_a_lock_held_too_long_is_told(path: Path) -> None:
    kept(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with open_store(str(path), wait=0.1) as store:
        assert store.lines("abc") == list(LINES)
        with pytest.raises(StoreError) as caught:
            store.append(stream("two"), 0, LINES)
        assert str(caught.value) == (
            f"{path}: is locked by another process (database is locked): "
            "do it again when that one is done"
        )
        other.execute("ROLLBACK")
        other.close()
        assert store.append(stream("two"), 0, LINES).version == len(LINES)


def test_a_file_in_use_becomes_one_that_readers_can_share_later(path: Path) -> None:
    kept(path)
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("PRAGMA journal_mode=DELETE")
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM streams").fetchall()
    with open_store(str(path), create=True, wait=0.1) as store:
        assert store.lines("abc") == list(LINES)
    reader.execute("COMMIT")
    reader.close()
    kept(path)
    assert rows(str(path), "PRAGMA journal_mode") == [("wal",)]


def test_a_row_that_the_ledger_does_not_tell_of_is_in_the_way(path: Path) -> None:
    kept(path)
    change(str(path), "DELETE FROM appends", "DELETE FROM streams")
    with open_store(str(path)) as store, pytest.raises(StoreError, match="see `detente verify"):
        store.append(stream(), 0, LINES)


@pytest.mark.parametrize(
    "where",
    [
        "mysql://me:secret@here/there", "postgresql://me:sec@ret@here/there", "://secret",
        "postgresql://me:secret@here:port/there", "sqlite://", "what ever://secret",
        "postgresql+psycopg://secret:@@@", "file:///secret",
    ],
)  # fmt: skip
def test_no_address_is_told_without_its_password(where: str) -> None:
    message = told(where)
    assert "is not the address of a store: give a file, or postgresql+psycopg://" in message
    assert "sec" not in message


def test_without_its_driver_how_to_install_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert told("postgresql://me:secret@nowhere/there?password=secret") == (
        "postgresql+psycopg://me:***@nowhere/there: needs psycopg: pip install 'detente[postgres]'"
    )


# What may only be read.


def test_a_fixed_copy_of_a_store_in_use_cannot_be_read(tmp_path: Path) -> None:
    with scratch() as folder, open_store(str(tmp_path / "runs.db"), create=True) as store:
        store.append(stream(), 0, LINES)  # the last of it is still beside the file
        for name in ("runs.db", "runs.db-wal"):
            shutil.copy(tmp_path / name, folder / name)
            (folder / name).chmod(0o444)
        folder.chmod(0o555)
        with workers(1) as (one,):
            one.begin("look", where=str(folder / "runs.db"), id_="abc")
            (error,) = (one_told["error"] for one_told in one.rest())
            assert error.startswith(f"{folder}/runs.db: cannot be opened (unable to open ")
        folder.chmod(0o755)


def test_the_command_line_does_not_import_it() -> None:
    code = "import sys, sim.cli.main; sys.exit('sqlalchemy' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
