"""What several wait for is played once, and stops when nobody does."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Generator

import pytest

from sim.studio.scheduler import Scheduler


class Work:
    """Three pictures; each waits until it may go on."""

    def __init__(self, *, free: bool) -> None:
        self.begun, self.stopped = 0, False
        self.gate = threading.Event()
        if free:
            self.gate.set()

    def __call__(self, stop: Callable[[], bool]) -> Generator[object]:
        self.begun += 1
        for k in range(3):
            self.gate.wait()
            if stop():
                self.stopped = True
                return
            yield k


async def _last(scheduler: Scheduler, key: str, work: Work) -> object:
    found = [one async for one in scheduler.wait_for(key, work).pictures()]
    assert found == sorted(found, key=str)
    return found[-1]


def test_thirty_clients_at_one_position_play_it_once() -> None:
    scheduler, work = Scheduler(), Work(free=True)

    async def all_of_them() -> list[object]:
        return await asyncio.gather(*(_last(scheduler, "same", work) for _ in range(30)))

    assert asyncio.run(all_of_them()) == [2] * 30
    assert work.begun == 1
    scheduler.close()


def test_who_goes_away_frees_the_thread_for_others() -> None:
    scheduler, left, other = Scheduler(), Work(free=False), Work(free=True)

    async def leave() -> object:
        waiting = scheduler.wait_for("left", left)
        pictures = waiting.pictures()
        first = asyncio.ensure_future(anext(pictures))
        await asyncio.sleep(0)
        first.cancel()
        await asyncio.gather(first, return_exceptions=True)
        assert waiting.job.stopped.is_set()
        left.gate.set()
        return await _last(scheduler, "other", other)

    assert asyncio.run(leave()) == 2
    scheduler.close()
    assert scheduler.under_way == 0


def test_a_mistake_of_a_job_is_raised_where_it_is_waited_for() -> None:
    scheduler = Scheduler()

    def wrong(_: Callable[[], bool]) -> Generator[object]:
        yield 1
        raise ValueError("two")

    async def wait() -> list[object]:
        return [one async for one in scheduler.wait_for("wrong", wrong).pictures()]

    for _ in range(2):
        with pytest.raises(ValueError, match="two"):
            asyncio.run(wait())
    scheduler.close()
