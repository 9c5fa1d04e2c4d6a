"""The protocols of the core, for others to build theirs on."""

from __future__ import annotations

from sim.talks import stepping
from sim.talks.attributing import event_of
from sim.talks.events import AnyEvent, TextTabled
from sim.talks.state import State
from sim.talks.timers import Timer


class BuiltIn:
    """A protocol that the core plays. `direct`: all are always in one room."""

    def __init__(self, *, direct: bool) -> None:
        self.direct = direct

    def turns(self, state: State, cause: int) -> None:
        """Set the tabling timers that follow from the state, once the record has closed."""
        stepping.turns(state.core, cause, self.direct)
        state.forget()

    def propose(self, state: State, timer: Timer) -> TextTabled | None:
        """What the actor of a tabling timer tables, or None; `timer` is the next that is due."""
        assert timer.order == state.next_timer().order, "another timer fires first"
        event = offered(state, direct=self.direct)
        return event if isinstance(event, TextTabled) else None


def offered(state: State, *, direct: bool) -> AnyEvent | None:
    """What the next timer's actor tables, or what it thinks in private where there is nothing."""
    row = stepping.offered(state.core, direct)
    return None if row is None else event_of(state, row)
