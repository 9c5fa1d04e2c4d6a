"""Work in pieces on some processes, each a pure function of its piece."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, TypeVar

from sim.ensemble.crews import Pool, pool
from sim.errors import DetenteError
from sim.interrupts import uninterrupted
from sim.plugins import editions

Piece = TypeVar("Piece")
Found = TypeVar("Found")
Thing = TypeVar("Thing")
_LOOK = 0.2  # seconds that a signal waits at most while pieces are waited for


@dataclass(frozen=True, slots=True)
class Packed(Generic[Thing]):
    """What all pieces need: pickled once for all of them, unpacked once in each process.

    After a protocol or tactic was added anew it is another one.
    """

    content: bytes
    editions: tuple[int, ...]

    @classmethod
    def of(cls, thing: Thing) -> Packed[Thing]:
        """Pack it."""
        return cls(pickle.dumps(thing), editions())

    @property
    def thing(self) -> Thing:
        """The same one as long as few others were unpacked since: not to be changed."""
        found: Thing = _unpacked(self.content)
        return found


@lru_cache(maxsize=4)
def _unpacked(content: bytes) -> Any:
    return pickle.loads(content)  # noqa: S301  (its own driver packed it)


def worked(
    work: Callable[[Piece], Found], pieces: Sequence[Piece], jobs: int, home: str
) -> Iterator[tuple[int, Found]]:
    """What each piece comes to with its place, as they are done.

    Parameters
    ----------
    jobs
        Processes: 0 is one a core; with one all is done here, in order.
    home
        The module of the work.

    Raises
    ------
    DetenteError
        Where a process dies.
    """
    jobs = min(jobs or os.cpu_count() or 1, len(pieces))
    if jobs <= 1:
        yield from ((place, work(piece)) for place, piece in enumerate(pieces))
        return
    workers, all_done = pool(jobs, home), False
    pending: dict[Future[Found], int] = {}
    try:
        for place, piece in enumerate(pieces):
            pending[_begun(workers, work, piece)] = place
            if len(pending) >= 2 * jobs:
                yield from _done(pending)
        while pending:
            yield from _done(pending)
        all_done = True
    except BrokenExecutor as error:
        raise DetenteError(
            "a process died: see whether there is memory enough, or play with --jobs 1"
        ) from error
    finally:
        if all_done:
            workers.shutdown()
        else:
            workers.kill()


def _begun(workers: Pool, work: Callable[[Piece], Found], piece: Piece) -> Future[Found]:
    try:
        return workers.submit(work, piece)
    except (OSError, EOFError) as error:  # no worker can be started, or its fork server died
        raise BrokenExecutor from error


def _done(pending: dict[Future[Found], int]) -> Iterator[tuple[int, Found]]:
    """Wait for some, and take them out; now and then a signal is heard."""
    done: set[Future[Found]] = set()
    while not done:
        with uninterrupted():
            done = wait(pending, timeout=_LOOK, return_when=FIRST_COMPLETED).done
    for future in done:
        yield pending.pop(future), future.result()
