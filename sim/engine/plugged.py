"""What a protocol of somebody's tables."""

from __future__ import annotations

from sim.engine.stamps import stamp
from sim.talks.events import AnyEvent, AssessmentFormed
from sim.talks.state import State
from sim.talks.timers import Timer


def table(state: State, timer: Timer) -> AnyEvent | None:
    """The protocol's proposal, or word that there is nothing left to propose."""
    proposal = state.protocol.propose(state, timer)
    if proposal is not None or state.live is not None:
        return proposal
    return AssessmentFormed(
        **stamp(state, timer, timer.who), text=state.texts, chance=0.0, tilts={}, exhausted=True
    )
