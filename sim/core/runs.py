"""Runs of one input draw, from where its record closes to what each came to."""

from __future__ import annotations

from sim.core import changing, closing, codes, loop, summing
from sim.core.likelihood import Odds
from sim.core.primitives import Key
from sim.core.state import State


def play(state: State, odds: Odds, before: State, run: Key, into: list[float], first: int) -> None:
    """Play one run and write its numbers, where `codes` has them, from `first` on.

    Its outcome is ELSEWHERE where the arrays have no room for what comes, or no try at the record
    is kept.

    Parameters
    ----------
    state
        Where it is played, on the same tables as `before`.
    before
        Where the record closes; it stays as it is.
    run
        The key of the run's luck.
    """
    into[first + codes.RUN_OUTCOME] = codes.ELSEWHERE
    state.stand_with(before)
    changing.take_up(state, before)
    tried = closing.close(state, odds, before, run)
    if tried == codes.NONE or loop.play_on(state) == codes.ELSEWHERE:
        return
    into[first + codes.RUN_TRIED] = tried + 1
    summing.sum_up(state, before.texts, into, first)
