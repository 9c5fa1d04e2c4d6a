"""Decisions that a person in a seat let pass."""

from __future__ import annotations

from sim.model.constants import MINUTES_A_DAY
from sim.talks.events import DecisionPassed
from sim.talks.state import Handlers, State
from sim.talks.timers import ANSWER, COUNTER, REVISE, STATE, TABLE


def decision_passed(state: State, event: DecisionPassed) -> None:
    """It comes again after the wait, or with the next pressure to speak; else it is over."""
    actor = state.tables.names.actors.index(event.actor)
    if event.kind in ("answer", "table"):
        later = state.tick + event.wait * MINUTES_A_DAY
        again = ANSWER if event.kind == "answer" else _tabling(state, actor)
        state.set_timer(again, actor, later, event.seq)
    elif event.kind == "statement":
        rate = state.tables.actors[actor].statements
        state.start_hazard(STATE, actor, rate, ("statement/passed", event.tick))


def _tabling(state: State, actor: int) -> str:
    """What lets it table again: its turn, or what answers a refusal of the text that is live."""
    if state.live is None or state.protocol.direct:
        return TABLE
    return REVISE if state.tables.actors[actor].mediator else COUNTER


HANDLERS: Handlers = {DecisionPassed: decision_passed}
