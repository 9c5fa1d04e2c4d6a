"""Mediated talks: the first mediator whose delay ends tables a text; a refusal is answered.

With no text on the table every mediator's delay to table runs; once consent to the live text is
lacking, its delay to revise it; and a party that refused it may counter. What mediators table is
for their rule to say (`sim.engine.mediation`).
"""

from __future__ import annotations

from sim.engine.bridging import proposal
from sim.talks.events import TextTabled
from sim.talks.refusals import await_counters, await_revisions
from sim.talks.state import State
from sim.talks.tabling import delay
from sim.talks.timers import TABLE, Timer


class Mediated:
    """Mediators table; parties answer, and may counter."""

    direct = False

    def turns(self, state: State, cause: int) -> None:
        """Start the delays that are due to run, and end those that are not."""
        if state.framework is not None or not state.closed:
            return
        if state.live is not None:
            await_revisions(state, cause)
            await_counters(state)
            return
        for mediator in state.tables.names.mediators:
            if state.pending(TABLE, mediator) or mediator in state.exhausted:
                continue
            mean = state.tables.actors[mediator].delay
            ticks = delay(state, mediator, mean, "tabling", state.texts)
            state.set_timer(TABLE, mediator, state.tick + ticks, cause)

    def propose(self, state: State, timer: Timer) -> TextTabled | None:
        """The package that the mediator thinks best, or None if there is none left."""
        return proposal(state, timer) if state.live is None else None


PROTOCOL = Mediated()
