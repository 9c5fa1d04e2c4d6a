"""While the compiled core plays, other threads of Python go on."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest

from sim.api import load
from sim.core import trying, unlocked
from sim.engine.many import Many
from sim.ensemble.inputs import kept_inputs
from sim.talks.luck import run_key
from sim.talks.planning import bench_of

pytestmark = pytest.mark.compiled

SOME = 50  # turns that a thread has at least while it is not kept waiting; else it has one or two


def turns_meanwhile(work: Callable[[], object]) -> int:
    """How often this thread has its turn from when another begins some work to its end."""
    begun, done = threading.Event(), threading.Event()

    def do() -> None:
        begun.set()
        work()
        done.set()

    worker = threading.Thread(target=do)
    worker.start()
    begun.wait()
    turns = 0
    while not done.is_set():
        time.sleep(0)
        turns += 1
    worker.join()
    return turns


def test_runs_are_played_without_the_lock() -> None:
    way = Many(kept_inputs(load("cairo-2024"), 1, 0).record[1])
    assert turns_meanwhile(lambda: way.play(range(2000))) > SOME


def test_tries_are_made_without_the_lock() -> None:
    bench, run = bench_of(load("cairo-2024")), run_key(1, 0, 0)
    hard = 1e9  # a chance that no try has
    assert turns_meanwhile(lambda: unlocked.first_kept(bench, run, range(20_000), hard)) > SOME


def test_it_is_seen_where_the_lock_is_held() -> None:
    bench, run = bench_of(load("cairo-2024")), run_key(1, 0, 0)
    turns = turns_meanwhile(lambda: trying.first_kept(bench, run, 0, 20_000, 1e9))
    assert turns <= SOME
