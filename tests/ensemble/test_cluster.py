"""A cluster whose workers come and go, without one: what the scheduler says is made up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

import pytest

from sim.ensemble import cluster
from sim.ensemble.cluster import Cluster
from sim.errors import SettingError
from sim.version import VERSION


class Client:
    """Of a scheduler with these threads by worker, and these versions."""

    status = "running"

    def __init__(
        self, threads: Callable[[], dict[str, int]], versions: Mapping[str, object]
    ) -> None:
        self._threads, self._versions, self.asked = threads, versions, 0

    def wait_for_workers(self, *_: object, **__: object) -> None: ...

    def run(self, *_: object, **__: object) -> Mapping[str, object]:
        return self._versions

    def nthreads(self) -> dict[str, int]:
        self.asked += 1
        return self._threads()

    def get_executor(self, *, pure: bool) -> object:
        assert not pure
        return object()

    def close(self) -> None:
        self.status = "closed"


def joined(monkeypatch: pytest.MonkeyPatch, client: Client) -> Cluster:
    def dask(_: str) -> Any:
        return SimpleNamespace(KilledWorker=RuntimeError, Client=lambda *_, **__: client)

    monkeypatch.setattr(cluster, "import_module", dask)
    return Cluster("tcp://host:1")


def test_workers_that_join_later_are_given_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_AGAIN", -1.0)
    threads = {"a": 1}
    crew = joined(monkeypatch, Client(lambda: threads, {"a": VERSION}))
    assert crew.width == 1
    threads |= {"b": 2, "c": 1}
    assert crew.width == 4
    threads.clear()
    assert crew.width == 1


def test_the_scheduler_is_not_asked_at_every_chunk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_AGAIN", 1e9)
    client = Client(lambda: {"a": 3}, {"a": VERSION})
    crew = joined(monkeypatch, client)
    assert [crew.width for _ in range(5)] == [3] * 5
    assert client.asked == 1


def test_a_scheduler_that_is_away_leaves_it_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_AGAIN", -1.0)
    answers = iter([{"a": 3}])

    def away() -> dict[str, int]:
        for answer in answers:
            return answer
        raise OSError("connection lost")

    crew = joined(monkeypatch, Client(away, {"a": VERSION}))
    assert (crew.width, crew.width) == (3, 3)


def test_a_worker_of_another_version_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client(lambda: {"a": 1}, {"a": VERSION, "b": "9.9.9"})
    with pytest.raises(SettingError, match=r"worker b has detente 9\.9\.9"):
        joined(monkeypatch, client)
    assert client.status == "closed"


def test_a_worker_without_detente_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    missing = ModuleNotFoundError("No module named 'sim'")
    client = Client(lambda: {"a": 1}, {"a": VERSION, "b": missing})
    with pytest.raises(SettingError, match=r"worker b cannot run detente \(No module named"):
        joined(monkeypatch, client)


@pytest.mark.parametrize("address", ["foo", "tcp://foo", "host:port", ":8786", "8786", ""])
def test_what_is_no_address_is_told_at_once(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setattr(cluster, "import_module", lambda _: SimpleNamespace())
    with pytest.raises(SettingError, match=r"--cluster .*: no address: write host:port"):
        Cluster(address)


@pytest.mark.parametrize("address", ["host:8786", "tls://10.0.0.1:8786", "tcp://[::1]:8786"])
def test_an_address_is_one_with_a_port(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    client = Client(lambda: {"a": 1}, {"a": VERSION})
    dask = SimpleNamespace(KilledWorker=RuntimeError, Client=lambda *_, **__: client)
    monkeypatch.setattr(cluster, "import_module", lambda _: dask)
    assert Cluster(address).address == address
