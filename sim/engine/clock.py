"""The clock: SimPy waits for the next timer, its role decides, the event is folded.

Nothing that matters lives in the generator: each step starts from the state alone, so
that play can be taken up at any event.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass

import simpy

from sim.engine import (
    closing,
    implementation,
    mediator,
    party,
    script,
    shocks,
    table,
)
from sim.engine.roles import Role
from sim.talks.events import AnyEvent
from sim.talks.fold import evolve
from sim.talks.state import State
from sim.talks.timers import Timer

ROLES: Role = {
    **script.ROLE,
    **closing.ROLE,
    **party.ROLE,
    **mediator.ROLE,
    **table.ROLE,
    **shocks.ROLE,
    **implementation.ROLE,
}

Emit = Callable[[AnyEvent], None]


@dataclass(slots=True)
class Clock:
    """Plays one state on, in place."""

    state: State
    emit: Emit
    before: str = ""  # stop before a timer of this kind fires

    def run(self) -> State:
        """Play to an outcome, or to where it was told to stop."""
        env = simpy.Environment(initial_time=self.state.tick)
        env.process(self._talks(env))
        env.run()
        return self.state

    def _talks(self, env: simpy.Environment) -> Generator[simpy.Event, None, None]:
        state = self.state
        while not state.outcome:
            timer = state.next_timer()
            if timer.kind == self.before:
                return
            yield env.timeout(timer.due - env.now)
            self._fire(timer)

    def _fire(self, timer: Timer) -> None:
        event = ROLES[timer.kind](self.state, timer)
        if event is None:
            self.state.drop(timer.kind, timer.who)
            return
        evolve(self.state, event)
        self.emit(event)
