"""Who has heard the live text, and when its time to answer is over.

No end is set until all whose consent it needs have heard it; the hearing that completes them
dates it. One that no channel and no coming session reaches holds nothing up. A change of whom
the text needs may only lengthen its life.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sim.model.constants import LONGEST_HEARING
from sim.talks.state import State
from sim.talks.timers import CONVENE


def heard(state: State, actors: Iterable[int]) -> None:
    """These know the live text from now on."""
    text = state.live
    assert text is not None
    fresh = frozenset(actors) - text.heard
    if fresh:
        state.live = replace(text, heard=text.heard | fresh)
        date_end(state)


def date_end(state: State) -> None:
    """Date the end of the live text, if all whom it needs have heard it."""
    text = state.live
    assert text is not None
    if text.to_answer is None or any(_may_hear(state, i) for i in _waiting(state)):
        return
    end = min(state.tick, text.tabled + LONGEST_HEARING) + text.to_answer
    if text.end is not None and end <= text.end:
        return
    state.live = replace(text, end=end)


def _waiting(state: State) -> list[int]:
    text = state.live
    assert text is not None
    return [i for i in text.needed if i not in text.heard]


def _may_hear(state: State, actor: int) -> bool:
    """Whether a mediator reaches the actor, or it attends a session to come."""
    tables = state.tables
    if state.protocol.direct or any(actor in him.reaches for him in tables.actors):
        return True
    if tables.rules.recurring is not None and actor in tables.rules.recurring_attend:
        return True
    planned = tables.sessions
    return any(
        kind == CONVENE and nth < len(planned) and actor in planned[nth].attend
        for kind, nth in state.timers
    )
