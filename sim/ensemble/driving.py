"""Chunks through a crew: a bounded window of them under way, whatever becomes of the workers.

A chunk lost with its worker is played again. One lost twice is played alone after all the
others, so that nothing else can be to blame, and set aside if it goes on killing.
"""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait
from dataclasses import dataclass

from sim.ensemble.blocks import Block
from sim.ensemble.crews import Crew, CrewLost
from sim.ensemble.parts import Done, Unwritten
from sim.errors import OutputError
from sim.interrupts import uninterrupted

Result = Done | Unwritten
Call = Callable[[Block, Mapping[int, int]], Result]
"""Plays a block; by draw, the try at which its inputs are kept, where that is known."""
Stop = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Search:
    """How far the search for draws of a rare record has come, before any run is played.

    Attributes
    ----------
    draws, asked
        Found with the ceiling that is tried now, of so many.
    worth, wanted
        How many draws of equal weight those found come to, and how many are to.
    tries
        Of all draws, so far.
    """

    draws: int
    asked: int
    worth: float
    wanted: float
    tries: int

    def and_of(self, other: Search) -> Search:
        """Both together, of different points of the inputs."""
        return Search(
            self.draws + other.draws,
            self.asked + other.asked,
            self.worth + other.worth,
            self.wanted + other.wanted,
            self.tries + other.tries,
        )


Progress = Callable[[int, int, Mapping[str, float] | Search | None], None]
"""Told what is done, of how much, and what it comes to: running shares by outcome, or a search."""

_LOOK = 0.2  # seconds after which it is seen whether to stop
_IN_VAIN = 50  # renewals of the workers before a first chunk is finished


def never() -> bool:
    """Not to be stopped."""
    return False


class Drive:
    """Plays chunks by `call` on a crew until all are done, or `stop` says to.

    Which tries give the record is found once a draw: chunks of the same draw that begin later
    are told. `tried` is what is known beforehand.
    """

    def __init__(
        self, crew: Crew, call: Call, stop: Stop = never, tried: Mapping[int, int] | None = None
    ) -> None:
        self.set_aside: list[Block] = []
        self._tried = dict(tried or {})
        self._crew, self._call, self._stop = crew, call, stop
        self._pending: dict[Future[Result], Block] = {}
        self._again: deque[Block] = deque()
        self._alone: deque[Block] = deque()
        self._lost: Counter[Block] = Counter()
        self._strikes: Counter[Block] = Counter()
        self._solo = False
        self._unwritten: Unwritten | None = None
        self._renewals, self._finished = 0, False

    @property
    def stopping(self) -> bool:
        """Whether nothing new is begun."""
        return self._unwritten is not None or self._stop()

    def results(self, blocks: Iterable[Block]) -> Iterator[Done]:
        """What becomes of each chunk, as they are done.

        Raises
        ------
        OutputError
            Where a part could not be written, after what was under way.
        CrewLost
            Where workers die as soon as they begin.
        """
        waiting = iter(blocks)
        try:
            while self._fill(waiting):
                yield from self._some()
        finally:
            self._cancel()
        if self._unwritten is not None:
            lost = self._unwritten
            raise OutputError(lost.path, OSError(lost.errno, lost.why))

    def _fill(self, waiting: Iterator[Block]) -> bool:
        """Begin what there is room for; whether anything is under way."""
        if self.stopping:
            self._cancel()
            return bool(self._pending)
        room = 1 if self._crew.width == 1 else 2 * self._crew.width
        while len(self._pending) < room and not self._solo:
            block = next(waiting, None)
            if block is None and self._again:
                block = self._again.popleft()
            if block is None or not self._submit(block):
                break
        if not self._pending:
            self._solo = bool(self._alone)
            if self._solo:
                self._submit(self._alone.popleft())
        return bool(self._pending)

    def _submit(self, block: Block) -> bool:
        """Begin a chunk; False where what is under way has to end first.

        A worker that cannot be started is an OSError, or an EOFError where the fork server
        died meanwhile.
        """
        tried = {draw: self._tried[draw] for draw in range(*block.draws) if draw in self._tried}
        for _ in range(_IN_VAIN):
            try:
                future = self._crew.executor.submit(self._call, block, tried)
            except (BrokenExecutor, OSError, EOFError) as error:
                if not self._crew.fragile:
                    raise
                if self._pending:
                    self._again.appendleft(block)
                    return False
                why = error
                time.sleep(_LOOK)
                self._renew()
            else:
                self._pending[future] = block
                return True
        raise CrewLost(f"no worker can be started ({why})")

    def _some(self) -> Iterator[Done]:
        """Wait until some are done, or for a moment."""
        with uninterrupted():
            done = wait(self._pending, timeout=_LOOK, return_when=FIRST_COMPLETED).done
        if not done:
            self._crew.see()
        results = [self._taken(future) for future in done]
        if self._crew.fragile and any(result is None for result in results):
            results += [self._taken(future) for future in wait(self._pending).done]
            if not self.stopping:
                self._renew()
        for result in results:
            if isinstance(result, Unwritten):
                self._unwritten = result
            elif isinstance(result, Done):
                self._finished, self._solo = True, False
                self._tried.update(result.tried)
                yield result

    def _taken(self, future: Future[Result]) -> Result | None:
        """The result of a finished chunk; None where it was lost."""
        block = self._pending.pop(future)
        if future.cancelled():  # by a cluster that lost it, where it was not by us
            if not self.stopping:
                self._blame(block)
            return None
        error = future.exception()
        if error is None:
            return future.result()
        if not isinstance(error, (*self._crew.killed, MemoryError)):
            raise error
        self._blame(block)
        return None

    def _blame(self, block: Block) -> None:
        if not self._solo:
            self._lost[block] += 1
            (self._again if self._lost[block] == 1 else self._alone).append(block)
            return
        self._strikes[block] += 1
        if self._strikes[block] < self._crew.strikes:
            self._alone.appendleft(block)
        else:
            self.set_aside.append(block)
        self._solo = False

    def _renew(self) -> None:
        self._renewals += 1
        if self._renewals > _IN_VAIN and not self._finished:
            raise CrewLost(
                "the workers die as soon as they begin: see whether there is memory enough, "
                "or play with --jobs 1"
            )
        try:
            self._crew.renew()
        except OSError as error:
            raise CrewLost(f"no worker can be started ({error})") from error

    def _cancel(self) -> None:
        """Take back what has not begun."""
        if not self._crew.recalls:
            return
        for future in list(self._pending):
            if future.cancel():
                del self._pending[future]
