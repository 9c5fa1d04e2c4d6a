"""What strikes from outside."""

from __future__ import annotations

from sim.engine.roles import Role, by_name, stamp
from sim.talks.events import ShockStruck
from sim.talks.state import State
from sim.talks.timers import SHOCK, Timer


def strike(state: State, timer: Timer) -> ShockStruck:
    shock = state.tables.shocks[timer.who]
    shifts = {i: shift for i, shift in enumerate(shock.shift) if shift != 0.0}
    return ShockStruck(**stamp(state, timer), shock=shock.id, shifts=by_name(state, shifts))


ROLE: Role = {SHOCK: strike}
