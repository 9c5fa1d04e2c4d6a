"""What can go wrong, a few times each: see `tests/store/faults.py`, which prints the counts."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path
from random import Random

import pytest

from tests.often import tried
from tests.store import faults
from tests.store.faults import Tally
from tests.store.server import Server

LUCK = 7
OFTEN = tried(2, 50, "tries")
New = Callable[[], str]


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def new(request: pytest.FixtureRequest, tmp_path: Path) -> New:
    """Another address each time."""
    if request.param == "sqlite":
        numbers = count()
        return lambda: str(tmp_path / f"store-{next(numbers)}.db")
    cluster: Server = request.getfixturevalue("cluster")
    return cluster.database


def all_right(tally: Tally) -> None:
    assert tally.right == tally.tries > 0, str(tally)


@OFTEN
def test_of_two_writers_one_wins(new: New, tries: int) -> None:
    all_right(faults.two_writers(new(), tries))


@OFTEN
def test_two_writers_of_the_same_agree(new: New, tries: int) -> None:
    all_right(faults.two_retries(new(), tries))


@OFTEN
def test_writers_of_their_own_streams_lose_nothing(new: New, tries: int) -> None:
    all_right(faults.many_streams(new, tries))


@OFTEN
def test_killed_writers_tear_nothing(new: New, tries: int) -> None:
    all_right(faults.killed(new, tries, Random(LUCK)))


@OFTEN
def test_newer_stores_are_told(new: New, tries: int) -> None:
    all_right(faults.newer(new(), tries))


@OFTEN
def test_a_full_disk_is_told(tmp_path: Path, tries: int) -> None:
    all_right(faults.full_disk(tmp_path, tries, Random(LUCK)))


@OFTEN
def test_what_may_only_be_read_is_read(tries: int) -> None:
    with faults.scratch() as folder:
        all_right(faults.read_only(folder, tries))


@OFTEN
def test_a_damaged_file_is_found(tmp_path: Path, tries: int) -> None:
    all_right(faults.corrupted(tmp_path, tries, Random(LUCK)))


@pytest.mark.postgres
@OFTEN
def test_a_lost_connection_is_told(cluster: Server, tries: int) -> None:
    all_right(faults.lost(cluster, tries, Random(LUCK)))
