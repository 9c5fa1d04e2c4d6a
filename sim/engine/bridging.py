"""The packages that a mediator may table, and what it believes of them."""

from __future__ import annotations

from sim.talks import stepping
from sim.talks.prospects import Prospects
from sim.talks.state import State


def in_view(state: State, mediator: int, tick: int) -> Prospects | None:
    """What the core would let a mediator choose from; None: there is nothing (`core.mediating`)."""
    assert state.core is not None, "mediators table once the record has closed"
    left = stepping.in_view(state.core, mediator, tick)
    return Prospects(state, mediator, left, tick) if left else None
