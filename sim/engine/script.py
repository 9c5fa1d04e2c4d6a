"""Forced moves: the reported record before `now`, what somebody chose after it."""

from __future__ import annotations

from collections.abc import Mapping

from sim.engine.stamps import stamp
from sim.errors import SettingError
from sim.scenario.moves import Move
from sim.talks import stepping
from sim.talks.arrays import VERBS
from sim.talks.attributing import event_of
from sim.talks.events import AnyEvent, InputChanged
from sim.talks.luck import Luck
from sim.talks.positions import ANSWERS
from sim.talks.state import State
from sim.talks.timers import Timer


def next_move(state: State) -> Move:
    """The forced move that is due.

    Raises
    ------
    SettingError
        Where it answers no text.
    """
    return openly(state, state.script[state.moved])


def openly(state: State, move: Move) -> Move:
    """A move that can come now.

    Raises
    ------
    SettingError
        Where it answers no text.
    """
    if move.verb in ANSWERS and state.live is None:
        name = state.tables.names.actors[move.actor]
        raise SettingError(f"{name} cannot {move.verb}: no text is on the table then")
    return move


def acted(state: State, timer: Timer, move: Move) -> AnyEvent:
    """The event of an act that is open at a timer; nothing is folded."""
    act = openly(state, move).actor, VERBS[move.verb], move.what
    return event_of(state, stepping.acted(state.core, timer.due, timer.order, act), move)


def set_anew(state: State, timer: Timer, sets: Mapping[str, str]) -> InputChanged:
    """Fields set from now on; an input keeps its value unless what it is drawn from changed."""
    source = state.tables.source
    changed = source.variant(tuple(sets.items()))
    luck, attempt = Luck(state.luck.seed, state.draw), state.attempt
    old, new = (one.draw(lambda path: luck.u("inputs", path, attempt)) for one in (source, changed))
    values = {path: value for path, value in new.items() if old.get(path) != value}
    return InputChanged(**stamp(state, timer, -1, "chosen"), sets=dict(sets), values=values)
