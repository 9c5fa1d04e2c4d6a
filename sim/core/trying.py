"""Tries at the record: inputs are drawn, the record is played, and few tries are kept."""

from __future__ import annotations

from sim.core import (
    beginning,
    building,
    codes,
    conditioning,
    deciding,
    evolving,
    inputs,
    likelihood,
    primitives,
    timing,
)
from sim.core.inputs import Inputs
from sim.core.likelihood import Odds
from sim.core.plans import Plans
from sim.core.primitives import Key, Memory
from sim.core.state import State
from sim.core.wanting import Wants


class Bench:
    """Everything that tries at one record are worked out in, one after another."""

    def __init__(self, inputs: Inputs, plans: Plans, state: State, kept: Key) -> None:
        self.memory = Memory()
        self.inputs = inputs
        self.plans = plans
        self.state = state
        self.kept = kept  # the name of the luck that decides whether a try is kept
        self.values = self.memory.doubles(self.inputs.inputs)
        self.wants = Wants(self.plans.actors, self.plans.issues, self.plans.options)
        self.odds = Odds(self.plans.actors)


def first_kept(bench: Bench, run: Key, first: int, beyond: int, ceiling: float) -> int:
    """The first of some tries that is kept, with the chance that it gives the record.

    NONE: none is. ELSEWHERE: one of them cannot be worked out here.

    Parameters
    ----------
    run
        The key of the draw's luck.
    first, beyond
        The numbers of the tries: from the first to the last but one.
    ceiling
        The chance from which on a try is kept for certain.
    """
    for number in range(first, beyond):
        least = primitives.uniform(run, bench.kept, number) * ceiling
        coins: Key = 0
        if ceiling >= 1.0:
            coins = codes.COINS + number + 1
        found = play(bench, run, number, coins, least)
        if found == codes.ELSEWHERE:
            return codes.ELSEWHERE
        if found > least:
            return number
    return codes.NONE


def chance_of(bench: Bench, run: Key, number: int) -> float:
    """The chance that a try gives the record, whatever its coins; ELSEWHERE as above."""
    return play(bench, run, number, 0, -1.0)


def play(bench: Bench, run: Key, number: int, coins: Key, least: float) -> float:
    """How likely a try makes the record, or so much of it as is no likelier than `least`.

    `coins` is the number of the coins that say what answers rest on; 0: whatever they are.
    """
    inputs.draw(bench.inputs, run, number, bench.values)
    return _record(bench, bench.state, run, number, coins, least)


def _record(bench: Bench, state: State, run: Key, number: int, coins: Key, least: float) -> float:
    building.build(bench.plans, bench.values, bench.wants, state.script, state.tables)
    beginning.open_talks(state, run)
    beginning.err(state, number)
    found = _so_far(bench, state, run, coins)
    timer = timing.next_timer(state)
    while found > least and state.timer_kind[timer] != codes.CLOSE:
        kind, who = state.timer_kind[timer], state.timer_who[timer]
        e = deciding.decide(state, timer)
        if e == codes.NONE:
            timing.drop(state, kind, who)
        else:
            evolving.evolve(state, e)
        if state.outcome != codes.GOING_ON:
            return codes.ELSEWHERE
        if state.recut:
            found = _so_far(bench, state, run, coins)
        timer = timing.next_timer(state)
    if found > least:
        conditioning.cut_to_the_end(state)
        found = _so_far(bench, state, run, coins)
    return found


def _so_far(bench: Bench, state: State, run: Key, coins: Key) -> float:
    state.recut = 0
    if coins:
        return likelihood.likelihood(bench.odds, state, run, coins)
    return likelihood.chance(bench.odds, state)
