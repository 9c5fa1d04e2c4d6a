"""The loop clock: what follows the record of a run, without SimPy, where the core is compiled.

It plays the same events, bit for bit; what it cannot hold (people, forced moves to come, what
others plug in) is left to the other clock.
"""

from __future__ import annotations

from sim.core import codes, loop
from sim.engine import loading
from sim.talks.events import AnyEvent
from sim.talks.rows import events_of
from sim.talks.state import State

COMPILED = not loop.__file__.endswith(".py")


def finished(state: State, events: list[AnyEvent]) -> bool:
    """Play a state on to its outcome in place, adding what happens to a list of events.

    Returns
    -------
    bool
        False where the loop cannot play it; nothing has changed then.
    """
    if not loading.playable(state):
        return False
    core = loading.load(state)
    if loop.play_on(core) == codes.ELSEWHERE:
        return False
    rows, floats = loading.rows_of(core), loading.floats_of(core)
    events.extend(events_of(rows, floats, state.tables, state.seq))
    loading.unload(core, state)
    return True


def ending(state: State) -> tuple[int, int] | None:
    """How a run ends if it is played on from a state, which stays as it is.

    Returns
    -------
    tuple of int, or None
        Place of its outcome in `OUTCOMES`, and the package of its framework (-1: none); None
        where the loop cannot play it.
    """
    if not loading.playable(state):
        return None
    core = loading.load(state)
    if loop.play_on(core) == codes.ELSEWHERE:
        return None
    return loading.ending_of(core)
