"""Decisions that a person in a seat let pass."""

from __future__ import annotations

from sim.scenario.tables import MINUTES_A_DAY
from sim.talks.events import DecisionPassed
from sim.talks.state import Handlers, State
from sim.talks.timers import ANSWER, STATE, TABLE

AGAIN = {"answer": ANSWER, "table": TABLE}


def decision_passed(state: State, event: DecisionPassed) -> None:
    """It comes again after the wait, or with the next pressure to speak; else it is over."""
    actor = state.tables.names.actors.index(event.actor)
    if event.kind in AGAIN:
        later = state.tick + event.wait * MINUTES_A_DAY
        state.set_timer(AGAIN[event.kind], actor, later, event.seq)
    elif event.kind == "statement":
        rate = state.tables.actors[actor].statements
        state.start_hazard(STATE, actor, rate, ("statement/passed", event.tick))


HANDLERS: Handlers = {DecisionPassed: decision_passed}
