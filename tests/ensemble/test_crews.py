"""The processes of this machine: whom a signal reaches, and who outlives whom."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor

import pytest

from sim.ensemble.blocks import first_runs
from sim.ensemble.crews import Processes
from sim.ensemble.driver import caller
from sim.ensemble.driving import Drive
from sim.ensemble.parts import Task
from sim.scenario.loading import load
from tests.ensemble.faults import PATIENCE, living

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


def test_a_fork_server_that_dies_as_a_worker_begins_is_replaced() -> None:
    crew, case = Processes(2), load("flat-sale")
    _, server = asked(crew)
    crew.executor.submit(time.sleep, 1.0)  # so that another worker is needed
    os.kill(server, signal.SIGSTOP)
    threading.Timer(0.3, os.kill, (server, signal.SIGKILL)).start()
    drive = Drive(crew, caller(crew, Task(case, 1, "", ceiling=1.0, in_memory=True)))
    found = [one.block for one in drive.results(first_runs(8, 4).cut(2))]
    crew.close(at_once=True)
    assert sorted(k for block in found for k in block.numbers()) == list(range(8))


def test_a_worker_knows_its_fork_server_even_if_that_is_gone(crew: Processes) -> None:
    crews = "from sim.ensemble import crews"
    see = f"{crews}; import os; assert crews._IMPORTED_IN == os.getppid()"
    crew.executor.submit(exec, see).result()
    orphan = f"{crews}; import time; crews._IMPORTED_IN = 1; crews._begin([], b''); time.sleep(60)"
    with pytest.raises(BrokenExecutor):
        crew.executor.submit(exec, orphan).result(timeout=PATIENCE)
