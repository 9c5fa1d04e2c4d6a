"""Where a run leaves another: the same past, luck of another future from there on.

What was drawn stays. A hazard that has not struck is drawn anew from this minute on, which is what
it is worth given that (a hazard has no memory). The same future as before changes nothing.
"""

from __future__ import annotations

from sim.core import codes, primitives, thinking, timing
from sim.core.primitives import Key
from sim.core.state import State
from sim.core.tables import Names
from sim.model import draws


def part(state: State, tick: int, fired: int) -> None:
    """Come to the minute of a branch: timers up to the one it says have fired quietly."""
    timing.clear_fired(state, tick, fired)
    state.tick = max(state.tick, tick)


def seat(state: State, actor: int, taken: int, at: int) -> None:
    """A person takes the seat of an actor, or leaves it; `at` is the branch's last event."""
    if state.seat[actor] != taken:
        state.seat[actor] = taken
        if state.closed and state.answer[actor] != codes.SILENT:
            thinking.reconsider(state, actor, at, 0)


def draw_anew(state: State, run: Key, at: int) -> None:
    """Go on with luck of another future."""
    state.run = run
    _draw_anew(state, codes.BREAK, 1, at)  # in the order of their names
    _draw_anew(state, codes.COLLAPSE, 1, at)
    _draw_anew(state, codes.RESUME, 1, at)
    _draw_anew(state, codes.SETTLE, state.tables.items, at)
    _draw_anew(state, codes.SHOCK, state.tables.shocks, at)
    _draw_anew(state, codes.STATE, state.tables.actors, at)


def _draw_anew(state: State, kind: int, count: int, at: int) -> None:
    for who in range(count):
        held = timing.hazard_of(state, kind, who)
        if held == codes.NONE:
            continue
        name = _name(state.tables.names, kind, who)
        state.hazard_unit[held] = draws.exponential(primitives.uniform(state.run, name, 0))
        state.hazard_since[held] = state.tick
        timer = timing.timer_of(state, kind, who)
        timing.date_hazard(state, held, at if timer == codes.NONE else state.timer_cause[timer])


def _name(names: Names, kind: int, who: int) -> Key:
    if kind == codes.BREAK:
        return names.pending_break
    if kind == codes.COLLAPSE:
        return names.pending_collapse
    if kind == codes.RESUME:
        return names.pending_resume
    if kind == codes.SETTLE:
        return names.pending_settles[who]
    if kind == codes.SHOCK:
        return names.pending_shock[who]
    return names.pending_state[who]
