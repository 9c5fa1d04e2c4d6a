"""The end of the record: what it leaves open is drawn, so that it comes out as reported.

As `sim.engine.closing` and `sim.talks.conditioning`, which say why.
"""

from __future__ import annotations

from sim.core import (
    codes,
    conditioning,
    evolving,
    likelihood,
    opening,
    positions,
    primitives,
    timing,
)
from sim.core.likelihood import Odds
from sim.core.primitives import Key
from sim.core.state import State
from sim.model import constants, draws


def close(state: State, odds: Odds, before: State, run: Key) -> int:
    """Close the record of a state that stands where `before` does, for a run's luck.

    Returns
    -------
    int
        The number of the run's try that is kept; NONE: none is, and nothing has changed.
    """
    number = _kept(odds, before, run)
    if number == codes.NONE:
        return codes.NONE
    timer = timing.timer_of(state, codes.CLOSE, 0)
    state.run = run
    come_to(state, state.timer_due[timer], state.timer_order[timer])
    _draw_dispositions(state, odds)
    _draw_tastes(state, odds, number)
    go_on(state)
    return number


def come_to(state: State, tick: int, fired: int) -> None:
    """Stand by every recorded answer until the record closes, in this minute."""
    conditioning.cut_until(state, tick, codes.NONE)
    state.closed, state.tick = 1, tick
    evolving.go_past(state, fired)


def go_on(state: State) -> None:
    """Set going what follows, now that what the record leaves open has been drawn."""
    opening.set_going(state)
    state.seq += 1


def _kept(odds: Odds, before: State, run: Key) -> int:
    """The first try kept, each with the chance that it gives the record."""
    for number in range(constants.MOST_TRIES):
        found = likelihood.likelihood(odds, before, run, number)
        if primitives.uniform(run, before.tables.names.kept, number) < found:
            return number
    return codes.NONE


def _draw_dispositions(state: State, odds: Odds) -> None:
    for actor in range(state.tables.actors):
        low, high = -constants.INFINITE, constants.INFINITE
        for k in range(odds.resting):
            if odds.rests[k] == actor:
                low, high = odds.low[actor], odds.high[actor]
        u = primitives.uniform(state.run, state.tables.names.disposition[actor], 0)
        state.disposition[actor] = draws.logistic_between(u, low, high)


def _draw_tastes(state: State, odds: Odds, number: int) -> None:
    """Bind every taste that the record tells of, by the coins of the try that is kept."""
    salt = primitives.mix(number)
    for k in range(odds.left):
        actor, package = odds.left_actor[k], odds.left_package[k]
        key = state.tables.names.package[package]
        coin = primitives.uniform(state.run, state.tables.names.coin[actor], key ^ salt)
        shared, luck = 1, state.disposition[actor]
        if coin >= state.tables.consistency[actor]:
            shared = 0
            u = primitives.uniform(state.run, state.tables.names.taste[actor], key)
            luck = draws.logistic_between(u, odds.left_low[k], odds.left_high[k])
        positions.bind_taste(state, actor, package, luck, shared)
