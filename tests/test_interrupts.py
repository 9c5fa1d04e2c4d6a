"""Ctrl-C: heard at once where that is safe, else as soon as it is; one line, and nobody left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

import pytest

from sim.cli.stopping import stoppable
from sim.ensemble.crews import Pool, pool
from sim.ensemble.pool import worked
from sim.interrupts import INTERRUPTED, SIGNALS, hear, uninterrupted
from tests.cli import interrupting
from tests.ensemble.faults import living

PATIENCE = 60.0  # seconds that nobody waits for
HEARD = (*SIGNALS, signal.SIGALRM)  # the alarm tells of one that could not be heard at once
ROOT = Path(__file__).parents[1]
ONE_LINE = "Stopped before anything was finished.\n"
# Signals, in the middle of the import of a module, to the process itself.
AT_AN_IMPORT = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
class Signals:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}:
            sys.meta_path.remove(self)
            for number in {signals!r}:
                os.kill(os.getpid(), number)
sys.meta_path.insert(0, Signals())
"""
START = "from sim.cli.entry import main\nmain()\n"


@pytest.fixture(autouse=True)
def heard() -> Iterator[None]:
    """Signals are heard, whatever the shell behind the tests does with them."""
    before = [(number, signal.signal(number, hear)) for number in HEARD]
    yield
    for number, handler in before:
        signal.signal(number, handler)


def interrupt(number: int = signal.SIGINT) -> None:
    os.kill(os.getpid(), number)


@pytest.mark.parametrize("number", HEARD)
def test_a_signal_waits_until_what_must_not_be_halved_is_done(number: signal.Signals) -> None:
    steps = []

    def halves() -> None:
        with uninterrupted():
            interrupt(number)
            interrupt(number)
            steps.append("done")

    with pytest.raises(KeyboardInterrupt):
        halves()
    assert steps == ["done"]
    with pytest.raises(KeyboardInterrupt):
        interrupt(number)


def test_what_waited_is_heard_as_it_would_have_been_outside() -> None:
    with stoppable() as stop:
        with uninterrupted():
            interrupt()
            assert not stop()
        assert stop()
        with pytest.raises(KeyboardInterrupt), uninterrupted():
            interrupt()


def test_a_signal_that_is_ignored_stays_ignored() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with uninterrupted():
        interrupt()
    assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN


def test_a_worker_is_known_to_its_pool_before_a_signal_is_heard(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begun: list[int] = []
    start = ForkServerProcess.start

    def interrupted(process: ForkServerProcess) -> None:
        start(process)
        assert process.pid is not None
        begun.append(process.pid)
        interrupt()

    monkeypatch.setattr(ForkServerProcess, "start", interrupted)
    workers = pool(2, __name__)
    with pytest.raises(KeyboardInterrupt):
        workers.submit(os.getpid)
    assert list(workers._processes) == begun
    assert len(begun) == 1
    workers.kill()
    assert living(begun) == []


def test_an_interrupt_while_workers_are_let_go_waits_until_they_are_gone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    workers = pool(1, __name__)
    worker = workers.submit(os.getpid).result()
    busy = workers.submit(time.sleep, PATIENCE)
    while not busy.running():
        time.sleep(0.01)
    kill = ForkServerProcess.kill

    def interrupted(process: ForkServerProcess) -> None:
        interrupt()
        kill(process)

    monkeypatch.setattr(ForkServerProcess, "kill", interrupted)
    with pytest.raises(KeyboardInterrupt):
        workers.kill()
    assert living([worker]) == []


def test_an_interrupt_before_the_first_piece_waits_for_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    submit, begun = Pool.submit, []

    def interrupted(workers: Pool, *args: Any) -> None:
        begun.append(submit(workers, os.getpid).result())
        submit(workers, *args)
        raise KeyboardInterrupt

    monkeypatch.setattr(Pool, "submit", interrupted)
    with pytest.raises(KeyboardInterrupt):
        list(worked(time.sleep, [PATIENCE, PATIENCE], 2, __name__))
    assert living(begun) == []


@pytest.mark.parametrize(
    ("module", "command", "signals"),
    [
        ("sim.interrupts", ["seeds"], [signal.SIGINT]),
        ("click", ["seeds"], [signal.SIGINT, signal.SIGINT]),
        ("sim.cli.seeds", ["seeds"], [signal.SIGTERM]),
        ("numpy", ["ensemble", "flat-sale", "--jobs", "1"], [signal.SIGINT]),
    ],
)
def test_an_import_is_finished_before_a_signal_is_heard(
    module: str, command: list[str], signals: list[signal.Signals]
) -> None:
    call = AT_AN_IMPORT.format(module=module, signals=list(map(int, signals))) + START
    args = [sys.executable, "-c", call, *command]
    ended = subprocess.run(args, capture_output=True, text=True, check=False, cwd=ROOT)
    assert (ended.returncode, ended.stdout, ended.stderr) == (INTERRUPTED, "", ONE_LINE)


def test_an_interrupt_that_an_import_would_swallow_ends_the_command() -> None:
    call = (
        "import os, signal, sys\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "class Callback:\n    def __del__(self): os.kill(os.getpid(), signal.SIGINT)\n"
        "class Imports:\n    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'sim.interrupts': Callback()\n"
        "sys.meta_path.insert(0, Imports())\n"
    )
    args = [sys.executable, "-c", call + START, "seeds"]
    ended = subprocess.run(args, capture_output=True, text=True, check=False, cwd=ROOT)
    assert (ended.returncode, ended.stdout, ended.stderr) == (INTERRUPTED, "", ONE_LINE)


def test_a_main_module_is_as_it_was_after_workers_began(monkeypatch: pytest.MonkeyPatch) -> None:
    main = sys.modules["__main__"]
    monkeypatch.delattr(main, "__file__", raising=False)  # as of `python -c`
    monkeypatch.setattr(main, "__spec__", None)
    before = dict(vars(main))
    workers = pool(1, __name__)
    workers.submit(os.getpid).result()
    workers.kill()
    assert vars(main) == before


def test_a_signal_that_a_finalizer_swallows_is_heard_after_it() -> None:
    call = (
        "import os, signal\nfrom sim.interrupts import listen\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\nlisten()\n"
        "class Gone:\n    def __del__(self): os.kill(os.getpid(), signal.SIGINT)\n"
        "try:\n    Gone()\n    signal.pause()\nexcept KeyboardInterrupt: print('heard')\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", call], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert (ended.stdout, ended.stderr) == ("heard\n", "")


# In a worker: the head of a result of 1,000 bytes and the first of them, and then nothing.
HALF_A_RESULT = """
import os, struct, sys, time
frame = sys._getframe()
while "result_queue" not in frame.f_locals:
    frame = frame.f_back
os.write(frame.f_locals["result_queue"]._writer.fileno(), struct.pack("!i", 1000) + b"x")
open(path, "w").close()
time.sleep(600)
"""


def test_a_pool_that_is_killed_waits_for_no_result_that_is_half_sent(tmp_path: Path) -> None:
    workers, sent = pool(1, "sim.ensemble.parts"), tmp_path / "sent"
    workers.submit(exec, HALF_A_RESULT, {"path": str(sent)})
    workers.submit(len, bytes(1_000_000))  # a pipe holds less, and nobody reads it
    receiver, until = vars(workers)["_executor_manager_thread"], time.monotonic() + PATIENCE
    while not sent.exists() and time.monotonic() < until:
        time.sleep(0.01)
    workers.kill()
    receiver.join(PATIENCE)
    assert not receiver.is_alive()


@pytest.mark.thorough
def test_any_command_ends_clean_at_any_moment() -> None:
    found = interrupting.tried(112, seed=1)
    assert [one for one in found if one.wrong] == []
