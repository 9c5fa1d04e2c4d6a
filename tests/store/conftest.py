"""Stores to test with: each contract is held on both kinds of database.

PostgreSQL's need its server programs and are marked `postgres`: `.ci/run` runs them too, and a
test that cannot start the server fails.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.store.store import Store, open_store
from tests.store.server import Server, server


@pytest.fixture(scope="session")
def cluster() -> Iterator[Server]:
    with server("fsync=off") as made:
        yield made


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a store that is not there yet."""
    if request.param == "sqlite":
        return str(tmp_path / "runs.db")
    made: Server = request.getfixturevalue("cluster")
    return made.database()


@pytest.fixture
def store(where: str) -> Iterator[Store]:
    with open_store(where, create=True) as made:
        yield made
