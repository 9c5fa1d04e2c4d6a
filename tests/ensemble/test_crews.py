"""The processes of this machine: whom a signal reaches, and who outlives whom."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterator

import pytest

from sim.ensemble.crews import Processes
from tests.ensemble.faults import living

pytestmark = pytest.mark.skipif(
    "forkserver" not in multiprocessing.get_all_start_methods(), reason="it has no fork server"
)


@pytest.fixture
def crew() -> Iterator[Processes]:
    found = Processes(1)
    yield found
    found.close(at_once=True)


def asked(crew: Processes) -> tuple[int, int]:
    """A worker, and its fork server."""
    return crew.executor.submit(os.getpid).result(), crew.executor.submit(os.getppid).result()


@pytest.mark.parametrize("name", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_to_all_processes_is_for_the_driver_alone(
    name: signal.Signals, crew: Processes
) -> None:
    before = asked(crew)
    for pid in before:
        os.kill(pid, name)
    assert asked(crew) == before


def test_workers_go_with_their_fork_server(crew: Processes) -> None:
    worker, server = asked(crew)
    os.kill(server, signal.SIGKILL)
    assert living([worker]) == []
    crew.renew()
    others = asked(crew)
    assert worker not in others
    assert server not in others
