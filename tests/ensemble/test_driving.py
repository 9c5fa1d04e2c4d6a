"""What becomes of chunks: given who dies when, what is played, and what is set aside."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import BrokenExecutor, Executor, Future
from typing import Any

import numpy as np
import pytest

from sim.ensemble.blocks import Block, first_runs
from sim.ensemble.crews import CrewLost, Here
from sim.ensemble.driving import Drive
from sim.ensemble.parts import Done, Unwritten
from sim.errors import OutputError

BLOCKS = [Block((k, k + 1), (0, 1), (0, 20), 20) for k in range(20)]
POISON = BLOCKS[7]


Tried = Mapping[int, int]


def done(block: Block, tried: Tried) -> Done:
    none = np.empty((0, 16), np.uint8)
    return Done(block, none, none, {}, tried)


class Scripted(Executor):
    """Keeps what is under way until as much is as there may be, then ends all of it.

    One of `deadly` among them fails all; `alone`: only itself.
    """

    def __init__(
        self, deadly: Callable[[Block], bool], most: int, refuse: Callable[[], None]
    ) -> None:
        self.deadly, self.most, self.refuse = deadly, most, refuse
        self.begun: list[Block] = []
        self.under_way: list[tuple[Block, Future[Any]]] = []
        self.broken = False

    def submit(self, _: Callable[..., Any], /, *args: Any, **__: Any) -> Future[Any]:
        if self.broken:
            raise BrokenExecutor
        self.refuse()
        future: Future[Any] = Future()
        self.begun.append(args[0])
        self.under_way.append((args[0], future))
        assert len(self.under_way) <= self.most
        return future

    def end(self) -> None:
        dead = any(self.deadly(block) for block, _ in self.under_way)
        self.broken = dead
        for block, future in self.under_way:
            if future.set_running_or_notify_cancel():
                future.set_exception(BrokenExecutor()) if dead else future.set_result(
                    done(block, {})
                )
        self.under_way.clear()


class Crew:
    """A fragile crew of two on scripted executors."""

    width, strikes, fragile, recalls = 2, 3, True, True
    killed: tuple[type[BaseException], ...] = (BrokenExecutor,)

    def __init__(
        self,
        deadly: Callable[[Block], bool] = lambda _: False,
        refusing: Callable[[int], bool] = lambda _: False,
        error: Callable[[], Exception] = BrokenExecutor,
    ) -> None:
        self.deadly, self.renewed = deadly, 0
        self.refusing, self.error, self.submitted = refusing, error, 0
        self.all: list[Scripted] = []
        self._new()

    def _new(self) -> None:
        self.all.append(Scripted(self.deadly, 2 * self.width, self.refuse))

    def refuse(self) -> None:
        self.submitted += 1
        assert self.submitted < 1000, "it goes round and round"
        if self.refusing(self.submitted):
            raise self.error()

    @property
    def executor(self) -> Executor:
        return self.all[-1]

    def renew(self) -> None:
        self.renewed += 1
        self._new()

    def see(self) -> None:
        self.all[-1].end()

    def close(self, *, at_once: bool) -> None: ...


def played(crew: Crew, **how: Any) -> tuple[list[Block], Drive]:
    drive = Drive(crew, done, **how)
    return [one.block for one in drive.results(BLOCKS)], drive


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.ensemble.driving._LOOK", 0.0)


def test_all_are_played_once_with_no_more_under_way_than_there_is_room_for() -> None:
    crew = Crew()
    assert sorted(played(crew)[0], key=BLOCKS.index) == BLOCKS
    assert crew.renewed == 0


def test_what_was_lost_with_a_worker_is_played_again() -> None:
    deaths = iter([True])
    crew = Crew(lambda _: next(deaths, False))
    found, drive = played(crew)
    assert sorted(found, key=BLOCKS.index) == BLOCKS
    assert (crew.renewed, drive.set_aside) == (1, [])


def test_what_is_lost_late_is_played_again_too() -> None:
    once = {BLOCKS[0]: iter([True]), BLOCKS[19]: iter([True])}
    crew = Crew(lambda block: block in once and next(once[block], False))
    assert sorted(played(crew)[0], key=BLOCKS.index) == BLOCKS
    assert crew.renewed == 2


def test_a_chunk_that_goes_on_killing_is_set_aside_and_nothing_else_is() -> None:
    crew = Crew(lambda block: block == POISON)
    found, drive = played(crew)
    assert sorted(found, key=BLOCKS.index) == [one for one in BLOCKS if one != POISON]
    assert drive.set_aside == [POISON]
    assert crew.renewed == 2 + crew.strikes  # twice among others, then alone


@pytest.mark.parametrize("error", [BrokenExecutor, ConnectionRefusedError, EOFError])
@pytest.mark.parametrize("nth", [1, 3, 18])
def test_a_crew_that_cannot_be_submitted_to_is_renewed(error: type[Exception], nth: int) -> None:
    crew = Crew(refusing=lambda count: count == nth, error=error)
    assert sorted(played(crew)[0], key=BLOCKS.index) == BLOCKS
    assert crew.renewed == (nth == 1)  # with others under way, these are waited for


def test_what_cannot_be_submitted_waits_for_what_is_under_way() -> None:
    crew = Crew(refusing=lambda _: len(crew.all[-1].under_way) > 2)
    assert sorted(played(crew)[0], key=BLOCKS.index) == BLOCKS
    assert crew.renewed == 0


def test_workers_that_cannot_be_started_end_it() -> None:
    with pytest.raises(CrewLost, match=r"no worker can be started \(refused\)"):
        played(Crew(refusing=lambda count: count > 4, error=lambda: OSError("refused")))


def test_workers_that_die_at_once_end_it() -> None:
    with pytest.raises(CrewLost, match="die as soon as they begin"):
        played(Crew(lambda _: True))


def test_to_stop_finishes_what_is_under_way_and_begins_no_more() -> None:
    crew, seen = Crew(), list[Block]()
    drive = Drive(crew, done, lambda: len(seen) >= 4)
    for one in drive.results(BLOCKS):
        seen.append(one.block)
    assert len(seen) == len(crew.all[0].begun) == 4


def test_a_part_that_cannot_be_written_ends_it_after_what_is_under_way() -> None:
    def full(block: Block, tried: Tried) -> Done | Unwritten:
        return (
            Unwritten(block, "out", 28, "No space left on device")
            if block == POISON
            else done(block, tried)
        )

    drive, seen = Drive(Here(), full), list[Block]()
    with pytest.raises(OutputError, match="out: cannot be written"):
        seen.extend(one.block for one in drive.results(BLOCKS))
    assert seen == BLOCKS[:7]


def test_a_chunk_that_takes_all_memory_is_set_aside() -> None:
    def greedy(block: Block, tried: Tried) -> Done:
        if block == POISON:
            raise MemoryError
        return done(block, tried)

    drive = Drive(Here(), greedy)
    assert len(list(drive.results(BLOCKS))) == 19
    assert drive.set_aside == [POISON]


def test_a_mistake_in_the_code_is_not_swallowed() -> None:
    def wrong(_: Block, __: Tried) -> Done:
        raise AssertionError("here")

    with pytest.raises(AssertionError, match="here"):
        list(Drive(Here(), wrong).results(first_runs(10, 5).cut(2)))


def test_where_a_draw_is_kept_is_told_to_its_later_chunks() -> None:
    told: list[Tried] = []

    def noting(block: Block, tried: Tried) -> Done:
        told.append(tried)
        return done(block, {draw: 10 + draw for draw in range(*block.draws)})

    drive = Drive(Here(), noting, tried={0: 7})
    chunks = [Block((0, 2), (k, k + 1), (0, 8), 4) for k in range(2)]
    list(drive.results([*chunks, Block((1, 4), (0, 1), (0, 8), 4)]))
    assert told == [{0: 7}, {0: 10, 1: 11}, {1: 11}]
