"""Who plays the chunks: this process, or processes of this machine that die with it.

(`cluster` has the machines of a Dask cluster.) A crew is an executor that can be made anew.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import connection, forkserver, resource_tracker
from typing import TYPE_CHECKING, Any, Protocol

from sim.ensemble.carried import carried, taken_up
from sim.ensemble.paths import own_folders_last, path_of_workers
from sim.errors import DetenteError
from sim.interrupts import SIGNALS, uninterrupted

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import ParamSpec, TypeVar

    P = ParamSpec("P")
    T = TypeVar("T")

Killed = tuple[type[BaseException], ...]
_LOOK = 1.0  # seconds after which a worker sees whether its fork server is there
_SCRIPT = threading.Lock()
_ORIGINS = ("__file__", "__spec__")  # what says of a main module where it comes from
_IMPORTED_IN = os.getpid()  # of a worker: its fork server, which imports this once for all


class CrewLost(DetenteError):
    """There is nobody left to play."""


class Crew(Protocol):
    """An executor, and what to do when its workers die.

    `killed` are the errors of a chunk whose worker died, and a chunk is set aside after
    `strikes` of them while it was alone. Where one death fails all that is under way,
    `fragile`, the executor has to be renewed. One that `recalls` can take a chunk back that
    has not begun, and only such.
    """

    killed: Killed
    strikes: int
    fragile: bool
    recalls: bool

    @property
    def width(self) -> int:
        """How many chunks are played at a time, at least 1: it may change."""

    @property
    def executor(self) -> Executor:
        """Where to submit."""

    def renew(self) -> None:
        """Put new workers in the place of a broken executor."""

    def see(self) -> None:
        """See that there are workers to wait for; raises CrewLost where there are not."""

    def close(self, *, at_once: bool) -> None:
        """Let the workers go: when they are done, or at once."""


class Here(Executor):
    """Plays in this process, when it is asked to."""

    width, strikes, fragile, recalls = 1, 1, False, True
    killed: Killed = ()

    @property
    def executor(self) -> Executor:
        """Itself."""
        return self

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Call it now."""
        future: Future[T] = Future()
        future.set_running_or_notify_cancel()
        try:
            future.set_result(fn(*args, **kwargs))
        except MemoryError as error:
            future.set_exception(error)
        return future

    def renew(self) -> None:
        """Never needed."""
        raise AssertionError("this process is not broken")

    def see(self) -> None:
        """It is here."""

    def close(self, *, at_once: bool) -> None:
        """Nobody is let go."""


class Processes:
    """Processes of this machine: one a core where `jobs` is 0."""

    strikes, fragile, recalls = 3, True, True
    killed: Killed = (BrokenExecutor,)

    def __init__(self, jobs: int = 0, home: str = "sim.ensemble.parts") -> None:
        self.width = jobs or os.cpu_count() or 1
        self._home = home
        self._pool = pool(self.width, home)

    @property
    def executor(self) -> Executor:
        """The pool as it is now."""
        return self._pool

    def renew(self) -> None:
        """Kill what is left of the pool, and make another."""
        self._pool.kill()
        self._pool = pool(self.width, self._home)

    def see(self) -> None:
        """A broken pool fails what is waited for."""

    def close(self, *, at_once: bool) -> None:
        """Wait for them, or kill them."""
        if at_once:
            self._pool.kill()
        else:
            self._pool.shutdown()


def crew_of(jobs: int) -> Crew:
    """So many processes; 0 is one a core. One is the caller's own."""
    jobs = jobs or os.cpu_count() or 1
    return Here() if jobs == 1 else Processes(jobs)


class Pool(ProcessPoolExecutor):
    """A pool whose workers can be killed, and do not run the caller's script again.

    None of them begins or ends half.
    """

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Submit a call; a worker that begins for it is known to the pool before a signal is."""
        with uninterrupted(), _script_out_of_sight():
            return super().submit(fn, *args, **kwargs)

    def kill(self) -> None:
        """Let go of all workers at once.

        Of a result that one was sending the rest is waited for, as long as somebody could send it:
        this process too, which has an end of that pipe for workers to come.
        """
        with uninterrupted():
            workers = list((self._processes or {}).values())
            results: Any = vars(self)["_result_queue"]
            self.shutdown(wait=False, cancel_futures=True)
            for worker in workers:
                worker.kill()
            for worker in workers:
                worker.join()
            if results is not None:
                results._writer.close()  # noqa: SLF001  (nothing public closes it)


def pool(jobs: int, home: str) -> Pool:
    """Processes that leave interrupts to this one, and die with it however it dies.

    `home` is the module of their work: with a fork server it is imported once, not by each.
    """
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    if context.get_start_method() == "forkserver":
        context.set_forkserver_preload([home, __name__])
        with uninterrupted():
            _start_the_fork_server()
    start = (own_folders_last(), carried())
    return Pool(jobs, mp_context=context, initializer=_begin, initargs=start)


def _start_the_fork_server() -> None:
    """Start it with signals blocked: a SIGTERM to all processes is for the driver to answer."""
    with path_of_workers():
        resource_tracker.ensure_running()  # started in between, it would unblock them
        before = signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
        try:
            forkserver.ensure_running()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _script_out_of_sight() -> Iterator[None]:
    """A process that is started meanwhile does not import what the caller runs.

    It would play the whole script again where that has no main guard, and could not find what
    came from standard input; and nothing of it is needed (`carried`).
    """
    main = sys.modules["__main__"]
    with _SCRIPT:
        seen = {name: vars(main)[name] for name in _ORIGINS if name in vars(main)}
        vars(main).update(dict.fromkeys(_ORIGINS))
        try:
            yield
        finally:
            for name in _ORIGINS:
                del vars(main)[name]
            vars(main).update(seen)


def _begin(path: list[str], plugins: bytes) -> None:
    for name in SIGNALS:
        signal.signal(name, signal.SIG_IGN)
    sys.path[:] = path
    taken_up(plugins)
    # Its fork server may be gone already: then nobody knows of this worker.
    parent = os.getppid() if os.getpid() == _IMPORTED_IN else _IMPORTED_IN
    threading.Thread(target=_watch_the_driver, args=(parent,), daemon=True).start()


def _watch_the_driver(parent: int) -> None:
    """Go when the driver is gone, even by kill -9, or the fork server between them.

    The pipe to the driver closes when that is gone. Without its fork server the driver takes
    its workers for dead, and has others.
    """
    driver = multiprocessing.parent_process()
    assert driver is not None, "a worker has a driver"
    while os.getppid() == parent:
        if connection.wait([driver.sentinel], timeout=_LOOK):
            break
    os._exit(1)
