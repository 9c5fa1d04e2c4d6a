"""A studio on a small scenario, asked without a browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from sim.api import load
from sim.studio.app import application
from sim.studio.desk import Desk
from tests.remembering import what_is_shipped_is_remembered

__all__ = ["what_is_shipped_is_remembered"]

PORT = 8177
ASKS = {"x-detente": "studio"}


@pytest.fixture(scope="session")
def client() -> Iterator[TestClient]:
    desk = Desk(load("flat-sale"), "flat-sale")
    address = f"http://127.0.0.1:{PORT}"
    with TestClient(application(desk, PORT), base_url=address, headers=ASKS) as found:
        yield found
