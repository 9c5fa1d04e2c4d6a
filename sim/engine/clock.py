"""The clock: SimPy waits for the next timer, the core decides, the event is folded.

Nothing that matters lives in the generator: each step starts from the state alone, so
that play can be taken up at any event.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field

import simpy

from sim.engine.choices import event_of, place_of
from sim.engine.closing import close
from sim.engine.plugged import table
from sim.engine.script import next_move, set_anew
from sim.errors import SettingError
from sim.scenario.moves import Move
from sim.talks import attributing, stepping
from sim.talks.arrays import PROTOCOLS
from sim.talks.choices import Choice, asked
from sim.talks.events import AnyEvent
from sim.talks.fold import evolve
from sim.talks.noting import Note
from sim.talks.state import State
from sim.talks.timers import CLOSE, SCRIPT, TABLE, Timer

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
        state = self.state
        if timer.kind == CLOSE:
            self._tell(close(state, timer))
        elif timer.kind == TABLE and state.tables.rules.protocol not in PROTOCOLS:
            self._propose(timer)
        elif timer.kind == SCRIPT:
            self._force(timer)
        else:
            self._step()

    def _force(self, timer: Timer) -> None:
        move = next_move(self.state)
        if move.verb == "set":
            self._tell(set_anew(self.state, timer, dict(move.sets)))
        else:
            self._step(move)

    def _propose(self, timer: Timer) -> None:
        event = table(self.state, timer)
        if event is None:
            self.state.drop(timer.kind, timer.who)
        else:
            self._tell(event)

    def _step(self, move: Move | None = None) -> None:
        """Let the core decide; `move`: the forced one that is due."""
        row = stepping.decided(self.state.core)
        if row is None:
            self.state.forget()
        else:
            self._tell(attributing.event_of(self.state, row, move), row)

    def _tell(self, event: AnyEvent, written: Note | None = None) -> None:
        evolve(self.state, event, written)
        self.emit(event)
