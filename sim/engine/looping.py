"""The loop clock: what follows the record of a run, without SimPy, where the core is compiled.

It plays the same events, bit for bit; what it cannot hold (people, forced moves to come, what
others plug in) is left to the other clock.
"""

from __future__ import annotations

from sim.core import changing, codes, loop, unlocked
from sim.core.state import State as Core
from sim.core.tables import Tables
from sim.talks import loading, stepping
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
    core, seq = stepping.twin(state.core, state.luck.key), state.seq
    if unlocked.play_on(core) == codes.ELSEWHERE:
        return False
    rows, floats = loading.rows_of(core), loading.floats_of(core)
    events.extend(events_of(rows, floats, state.tables, seq))
    state.take(core)
    return True


class Crossroads:
    """A run as its record has closed, from which it is played on under one change or another."""

    def __init__(self, state: State, fired: int, like: Crossroads | None = None) -> None:
        self._moment = state.tick, fired
        self._before = stepping.twin(state.core, state.luck.key)
        self.work: Core = Core(stepping.tables_at(state.core)) if like is None else like.work

    def ending(self, tables: Tables | None = None) -> tuple[int, int] | None:
        """How the run ends as it is, or with the numbers of other tables from now on.

        Returns
        -------
        tuple of int, or None
            Place of its outcome in `OUTCOMES`, and the package of its framework (-1: none); None
            where the loop cannot play it.
        """
        changing.branch(self.work, self._before)
        if tables is not None:
            changing.change(self.work, tables, *self._moment)
        if unlocked.play_on(self.work) == codes.ELSEWHERE:
            return None
        return loading.ending_of(self.work)


def crossroads(state: State, fired: int, like: Crossroads | None = None) -> Crossroads | None:
    """The place to play on from; None where the loop cannot.

    `fired` is the order number of the timer of the run's last event. `like` is one of another run
    of the same draw, whose arrays it shares: they are not played on at the same time.
    """
    return Crossroads(state, fired, like) if loading.playable(state) else None
