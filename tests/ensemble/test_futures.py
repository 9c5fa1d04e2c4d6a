"""Futures in pairs: future k has the same luck in both arms, however they are cut up."""

from __future__ import annotations

from functools import cache

import pytest

from sim.engine.forking import Arm
from sim.ensemble import futures as module
from sim.ensemble.chunks import play_run
from sim.ensemble.futures import Fork, Futures, Pair, futures
from sim.errors import SettingError
from sim.scenario.case import Case
from sim.scenario.loading import load
from sim.talks.choices import Choice
from sim.talks.events import AnyEvent
from sim.talks.projections import summary

AT = 6
CHANGED = Fork(AT, choices=(Choice(seq=0, actor="seller", verb="withdraw", issue="price"),))
PAIRS = [Pair(Fork(AT), CHANGED), Pair(Fork(AT, instead=True), Fork(AT))]


@cache
def run() -> tuple[Case, list[AnyEvent]]:
    case = load("flat-sale")
    return case, play_run(case, 3, 0, 100)[0]


def played(count: int, jobs: int = 1, pairs: list[Pair] = PAIRS) -> Futures:
    return futures(*run(), pairs, count, jobs)


def test_the_number_of_processes_changes_no_number() -> None:
    assert played(130, jobs=1) == played(130, jobs=2)


@pytest.mark.parametrize("size", [1, 7, 100])
def test_the_size_of_blocks_changes_no_number(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = played(20)
    monkeypatch.setattr(module, "BLOCK", size)
    assert played(20) == expected


def test_a_future_is_the_one_of_its_number() -> None:
    case, events = run()
    found = played(9)
    assert found.numbers == list(range(1, 10))
    assert found.complete
    arm = CHANGED.arm(case, events)
    for number, ending in zip(found.numbers, found.pairs[0].given, strict=True):
        seen = summary(*arm.future(number))
        assert ending == (seen.outcome, seen.end_day, seen.framework_day)


def test_both_arms_and_all_pairs_have_the_same_luck() -> None:
    found = played(40)
    assert found.pairs[0].without == found.pairs[1].given  # both right after the event
    same = played(40, pairs=[Pair(CHANGED, CHANGED)]).pairs[0]
    assert same.without == same.given
    assert same.given == found.pairs[0].given
    assert len(set(same.given)) > 1


def test_futures_that_a_branch_was_drawn_from_are_not_played_again() -> None:
    case, events = run()
    branch, _ = Arm.after(case, events, AT).future(2)
    found = futures(case, branch, [Pair(Fork(AT + 1), Fork(AT + 1))], 3, jobs=1)
    assert found.numbers == [1, 3, 4]


def test_progress_counts_the_futures_of_both_arms() -> None:
    said: list[tuple[int, int]] = []
    futures(*run(), PAIRS, 60, 1, lambda done, asked: said.append((done, asked)))
    assert said == [(100, 240), (200, 240), (220, 240), (240, 240)]


def interrupted(after: int) -> Futures:
    def stop(done: int, _: int) -> None:
        if done >= after:
            raise KeyboardInterrupt

    return futures(*run(), PAIRS, 130, 1, stop)


def test_an_interrupt_leaves_as_many_futures_of_every_pair() -> None:
    found = interrupted(after=300)  # of the second block one pair is done
    assert (found.complete, found.numbers) == (False, list(range(1, 51)))
    assert [len(ends.given) for ends in found.pairs] == [50, 50]
    whole = played(50)
    assert (found.numbers, found.pairs) == (whole.numbers, whole.pairs)


def test_an_interrupt_before_that_is_one() -> None:
    with pytest.raises(KeyboardInterrupt):
        interrupted(after=1)


@pytest.mark.parametrize(("count", "jobs", "said"), [(0, 1, "futures is 0"), (3, -1, "jobs is -1")])
def test_sizes_out_of_range_are_refused(count: int, jobs: int, said: str) -> None:
    with pytest.raises(SettingError, match=said):
        played(count, jobs)


def test_no_pairs_are_no_futures() -> None:
    assert played(5, pairs=[]) == Futures([], [], complete=True)
