"""What Python calls to have much played at once; `unlocked.pyx` frees its lock meanwhile."""

from __future__ import annotations

from array import array

from sim.core import codes, loop, primitives, runs, trying
from sim.core.likelihood import Odds
from sim.core.primitives import Key
from sim.core.state import State
from sim.core.trying import Bench


def play_runs(state: State, odds: Odds, before: State, seed: Key, numbers: range) -> bytes:
    """Play some runs of one draw (`runs.play`): the numbers of each, floats one after another.

    `seed` is the key of the seed.
    """
    width = codes.RUN_ACTORS + codes.RUN_KINDS * before.tables.actors
    into = [0.0] * (len(numbers) * width)
    for nth, number in enumerate(numbers):
        run = primitives.mix(primitives.mix(seed ^ number))
        runs.play(state, odds, before, run, into, nth * width)
    return array("d", into).tobytes()


def first_kept(bench: Bench, run: Key, tries: range, ceiling: float) -> int:
    """The first of some tries that is kept (`trying.first_kept`)."""
    return trying.first_kept(bench, run, tries.start, tries.stop, ceiling)


def play_on(state: State) -> int:
    """Play a state on to its outcome (`loop.play_on`)."""
    return loop.play_on(state)
