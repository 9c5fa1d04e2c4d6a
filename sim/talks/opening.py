"""How the talks open."""

from __future__ import annotations

from sim.scenario.stances import NOT_YET, RAISED, Stance
from sim.talks.events import TalksOpened
from sim.talks.state import Handlers, State
from sim.talks.timers import (
    CLOSE,
    CONVENE,
    DEMAND,
    HORIZON,
    SCRIPT,
    WITHDRAWAL,
)


def talks_opened(state: State, event: TalksOpened) -> None:
    tables = state.tables
    state.phases = [tuple(_phase(s) for s in actor.stances) for actor in tables.actors]
    state.stand = [tables.standpoint(i, phases) for i, phases in enumerate(state.phases)]
    index = tables.names.actors.index
    for holder, errors in event.beliefs.items():
        for about, error in errors.items():
            state.errors[index(holder)][index(about)] = error
    _await_demands(state, event.seq)
    for k, session in enumerate(tables.sessions):
        state.set_timer(CONVENE, k, session.opens, event.seq)
    state.set_timer(HORIZON, 0, tables.rules.horizon, event.seq)
    await_move(state, event.seq, event.tick)


def await_move(state: State, cause: int, tick: int) -> None:
    """Set the timer of the next forced move; after the last recorded one the record closes.

    What somebody chose comes after the record, even where it comes in the same minute.
    """
    move = state.script[state.moved] if state.moved < len(state.script) else None
    if not state.closed and (move is None or move.provenance == "chosen"):
        state.set_timer(CLOSE, 0, state.tables.rules.now, 0)  # of the talks, of no act in them
    if move is not None:
        state.set_timer(SCRIPT, 0, max(tick, move.tick), cause)


def _phase(stance: Stance | None) -> int:
    if stance is None or stance.raised is None:
        return RAISED
    return NOT_YET


def _await_demands(state: State, cause: int) -> None:
    """Demands with a date of their own, unless the script says when."""
    scripted = {(move.verb, move.actor, move.what) for move in state.script}
    width = len(state.tables.names.issues)
    for i, actor in enumerate(state.tables.actors):
        for j, stance in enumerate(actor.stances):
            if stance is None:
                continue
            if stance.raised is not None and ("raise", i, j) not in scripted:
                state.set_timer(DEMAND, i * width + j, max(0, stance.raised), cause)
            if stance.withdrawn is not None and ("withdraw", i, j) not in scripted:
                state.set_timer(WITHDRAWAL, i * width + j, max(0, stance.withdrawn), cause)


HANDLERS: Handlers = {TalksOpened: talks_opened}
