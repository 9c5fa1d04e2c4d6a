"""One thread that plays, and those who wait for its pictures.

What several wait for is played once. A job takes a turn for each picture, so that whoever came last
has a first one soon; a job that nobody waits for any more stops, and is forgotten.
"""

from __future__ import annotations

import asyncio
import threading
from collections import OrderedDict, deque
from collections.abc import AsyncIterator, Callable, Generator, Hashable
from typing import Generic, TypeVar

from sim.errors import SettingError

MOST_WAITING = 64  # jobs
REMEMBERED = 64  # jobs that are finished

Picture = TypeVar("Picture")
Work = Callable[[Callable[[], bool]], Generator[Picture]]


class Job(Generic[Picture]):
    """Pictures of one thing, as they come; those who wait are told of each."""

    def __init__(self, work: Work[Picture]) -> None:
        self.pictures: list[Picture] = []
        self.ended = False
        self.error: BaseException | None = None
        self.waiting: set[Waiting[Picture]] = set()
        self.stopped = threading.Event()
        self.steps = work(self.stopped.is_set)


class Waiting(Generic[Picture]):
    """One who waits for a job's pictures, in an event loop."""

    def __init__(self, job: Job[Picture], left: Callable[[Waiting[Picture]], None]) -> None:
        self.job = job
        self._left = left
        self._loop = asyncio.get_running_loop()
        self._news = asyncio.Event()

    def tell(self) -> None:
        """There is something new: from any thread."""
        self._loop.call_soon_threadsafe(self._news.set)

    async def pictures(self) -> AsyncIterator[Picture]:
        """Each picture that is the newest when it can be taken; the last one always.

        Raises
        ------
        DetenteError
            Where it cannot be played.
        """
        seen = 0
        try:
            while True:
                self._news.clear()
                job = self.job
                ended, known = job.ended, len(job.pictures)
                if known > seen:
                    seen = known
                    yield job.pictures[known - 1]
                elif ended:
                    if job.error is not None:
                        raise job.error
                    return
                else:
                    await self._news.wait()
        finally:
            self._left(self)


class Scheduler:
    """Plays jobs bit by bit in a thread of its own."""

    def __init__(self) -> None:
        self._change = threading.Condition()
        self._queue: deque[tuple[Hashable, Job[object]]] = deque()
        self._jobs: OrderedDict[Hashable, Job[object]] = OrderedDict()
        self._closing = False
        self._thread = threading.Thread(target=self._play, name="studio", daemon=True)
        self._thread.start()

    def wait_for(self, key: Hashable, work: Work[object]) -> Waiting[object]:
        """Wait for the pictures of a key; they are begun where nobody has.

        Raises
        ------
        SettingError
            Where too many wait already.
        """
        with self._change:
            job = self._jobs.get(key)
            if job is None:
                if len(self._queue) >= MOST_WAITING:
                    raise SettingError("too many wait already: close some windows of the studio")
                job = self._jobs[key] = Job(work)
                self._queue.append((key, job))
            self._jobs.move_to_end(key)
            waiting = Waiting(job, self._leave)
            job.waiting.add(waiting)
            self._forget_old()
            self._change.notify()
        return waiting

    def close(self) -> None:
        """Stop playing; the thread ends."""
        with self._change:
            self._closing = True
            for job in self._jobs.values():
                job.stopped.set()
            self._change.notify()
        self._thread.join()

    @property
    def under_way(self) -> int:
        """How many jobs are not finished."""
        with self._change:
            return sum(not job.ended for job in self._jobs.values())

    def _leave(self, waiting: Waiting[object]) -> None:
        with self._change:
            job = waiting.job
            job.waiting.discard(waiting)
            if not job.waiting and not job.ended:
                job.stopped.set()
                for key in [key for key, one in self._jobs.items() if one is job]:
                    del self._jobs[key]

    def _forget_old(self) -> None:
        ended = [key for key, job in self._jobs.items() if job.ended and not job.waiting]
        for key in ended[: max(0, len(ended) - REMEMBERED)]:
            del self._jobs[key]

    def _play(self) -> None:
        while True:
            with self._change:
                while not self._queue and not self._closing:
                    self._change.wait()
                if self._closing:
                    return
                key, job = self._queue.popleft()
            if job.stopped.is_set():
                continue
            again = _step(job)
            with self._change:
                if job.error is not None:
                    self._jobs.pop(key, None)  # asked for again, it is tried again
                for one in job.waiting:  # none of them leaves meanwhile, nor ends its loop
                    one.tell()
                if again:
                    self._queue.append((key, job))


def _step(job: Job[object]) -> bool:
    """Play a job up to its next picture; whether it goes on after that."""
    try:
        job.pictures.append(next(job.steps))
    except StopIteration:
        job.ended = True
    except Exception as error:  # noqa: BLE001  (those who wait for it raise it)
        job.error = error
        job.ended = True
    return not job.ended
