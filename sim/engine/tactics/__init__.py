"""How an actor's aspiration comes down: one file a tactic."""

from __future__ import annotations

from sim.engine.tactics.time_dependent import TimeDependent
from sim.talks.protocol import TACTICS


def register() -> None:
    """Make the built-in tactics known by name."""
    TACTICS.add(TimeDependent.name, TimeDependent())
