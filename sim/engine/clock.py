"""The clock: SimPy waits for the next timer, its role decides, the event is folded.

Nothing that matters lives in the generator: each step starts from the state alone, so
that play can be taken up at any event.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field

import simpy

from sim.engine import closing, mediator, script, table
from sim.engine.choices import event_of, place_of
from sim.engine.roles import Role
from sim.errors import SettingError
from sim.talks import going, stepping
from sim.talks.arrays import PROTOCOLS
from sim.talks.choices import Choice, asked
from sim.talks.events import AnyEvent
from sim.talks.fold import evolve
from sim.talks.state import State
from sim.talks.timers import SCRIPT, TABLE, Timer

ROLES: Role = {
    **script.ROLE,
    **closing.ROLE,
    **mediator.ROLE,
    **table.ROLE,
}

Emit = Callable[[AnyEvent], None]


def never(_: State) -> bool:
    """Go on."""
    return False


@dataclass(slots=True)
class Clock:
    """Plays one state on, in place."""

    state: State
    emit: Emit
    before: str = ""  # stop before a timer of this kind fires
    choices: Sequence[Choice] = ()  # what people decide, in order
    enough: Callable[[State], bool] = never  # stop after an event that makes it true
    _taken: int = field(default=0, init=False)

    def run(self) -> State:
        """Play to an outcome, to a decision that is due, or to where it was told to stop.

        Raises
        ------
        SettingError
            Where a decision does not fit, or was never due.
        """
        env = simpy.Environment(initial_time=self.state.tick)
        env.process(self._talks(env))
        env.run()
        if self._taken < len(self.choices):
            left = self.choices[self._taken]
            raise SettingError(
                f"a decision of {left.actor} for event {left.seq} was never due: "
                f"the run stands at event {self.state.seq}"
            )
        return self.state

    def _talks(self, env: simpy.Environment) -> Generator[simpy.Event, None, None]:
        state = self.state
        while not (state.outcome or self.enough(state)):
            timer = state.next_timer()
            if timer.kind == self.before:
                return
            place = self._decided(timer) if self._taken < len(self.choices) else None
            if place is not None:
                yield env.timeout(place.due - env.now)
                self._decide(place)
            elif state.seats and asked(state, timer):
                return  # until somebody decides
            else:
                if timer.due > env.now:
                    yield env.timeout(timer.due - env.now)
                self._fire(timer)

    def _decided(self, timer: Timer) -> Timer | None:
        """Where the next decision comes, if it comes before or with this timer."""
        choice = self.choices[self._taken]
        return place_of(self.state, choice, timer) if choice.seq == self.state.seq else None

    def _decide(self, place: Timer) -> None:
        event = event_of(self.state, self.choices[self._taken], place)
        self._taken += 1
        self._tell(event)

    def _fire(self, timer: Timer) -> None:
        core = self.state.core
        if core is not None and not self._elsewhere(timer):
            row = stepping.decided(core)
            if row is None:
                self.state.forget()
                return
            told = going.event_of(self.state, row)
            going.follow(self.state, told, written=row)
            self.emit(told)
            return
        event = ROLES[timer.kind](self.state, timer)
        if event is None:
            self.state.drop(timer.kind, timer.who)
            return
        self._tell(event)

    def _elsewhere(self, timer: Timer) -> bool:
        """Whether something besides the core decides: a script, or what others plug in."""
        state = self.state
        return timer.kind == SCRIPT or (
            timer.kind == TABLE and state.tables.rules.protocol not in PROTOCOLS
        )

    def _tell(self, event: AnyEvent) -> None:
        evolve(self.state, event)
        self.emit(event)
