"""Where the talks stand: the fold of all events so far, and nothing besides.

The arrays of the core are the truth. What is read here of them is made when it is asked for
(`sim.talks.viewing`), and forgotten when something happens. Every pending timer is in it, so that
play can start from any folded state.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

from sim.core.state import State as Core
from sim.model.constants import MINUTES_A_DAY
from sim.scenario.moves import Move
from sim.scenario.tables import Tables
from sim.talks import stepping, viewing
from sim.talks.event import Branch
from sim.talks.luck import Luck
from sim.talks.protocol import Tactic, Turns, View
from sim.talks.timers import CODES, KIND_NAMES, STATE, Timer

if TYPE_CHECKING:
    from sim.talks.conditioning import Record

Choose = Callable[["State", int, int, list[int]], tuple[int, str]]
Value = TypeVar("Value")


class Read(Generic[Value]):
    """What the arrays say now: read once, and kept until something happens."""

    def __init__(self, made: Callable[[Core, Tables], Value]) -> None:
        self._made = made

    def __set_name__(self, _: type[State], name: str) -> None:
        self._name = name

    @overload
    def __get__(self, state: None, _: type[State]) -> Read[Value]: ...

    @overload
    def __get__(self, state: State, _: type[State]) -> Value: ...

    def __get__(self, state: State | None, _: type[State]) -> Read[Value] | Value:
        if state is None:
            return self
        found = state.__dict__[self._name] = self._made(state.core, state.tables)
        return found


@dataclass(eq=False)
class State:
    """Everything that matters at one moment. Lists and numbers of actors are by actor index."""

    tables: Tables
    luck: Luck
    protocol: Turns
    script: Sequence[Move]
    tactics: list[Tactic]
    core: Core
    choose: Choose | None = None  # by a rule of somebody's
    seats: frozenset[int] = frozenset()  # actors that people play
    forks: tuple[Branch, ...] = ()  # not come to yet
    draw: int = 0  # of the inputs
    attempt: int = 0  # at which they were kept
    ceiling: float = 1.0  # chance of the record from which on inputs were kept for certain
    record: Record | None = None  # its answers made ready for tries; derived
    weight: float = 1.0
    tried: int = 0
    why: str = ""  # a rule of somebody's chose what it last did
    drawn: list[tuple[int, int]] = field(default_factory=list)  # tastes: whose, of what

    seq = Read(viewing.seq)  # of the next event
    tick = Read(viewing.tick)
    order = Read(viewing.order)  # of the next timer
    timers = Read(viewing.pending)
    paused = Read(viewing.paused)
    hazards = Read(viewing.hazards)  # not struck yet
    moved = Read(viewing.moved)  # forced moves done
    closed = Read(viewing.closed)  # the record
    suspended = Read(viewing.suspended)
    suspensions = Read(viewing.suspensions)
    outcome = Read(viewing.outcome)
    # actors
    phases = Read(viewing.phases)
    stand = Read(viewing.stand)
    dispositions = Read(viewing.dispositions)
    errors = Read(viewing.errors)  # holder, about
    lock = Read(viewing.lock)  # level, at tick
    shift = Read(viewing.shift)
    left = Read(viewing.left)  # of the no-deal worth, and by then, where that was set
    conceded = Read(viewing.conceded)  # and by then, where that was set
    near = Read(viewing.near)  # belief that agreement is near (q)
    phi = Read(viewing.phi)  # weight of its word "final"
    said_final = Read(viewing.said_final)
    said = Read(viewing.said)  # red-line statements made
    tastes = Read(viewing.tastes)
    cuts = Read(viewing.cuts)  # what each recorded answer leaves of luck
    unsaid = Read(viewing.unsaid)  # own demand since a recorded answer: seq
    # the table
    room = Read(viewing.room)
    session = Read(viewing.session)  # index of the open one
    level = Read(viewing.level)
    sessions = Read(viewing.sessions)  # later sessions so far
    live = Read(viewing.live)
    texts = Read(viewing.texts)
    tabler = Read(viewing.tabler)  # who tabled last
    answers = Read(viewing.answers)
    answered = Read(viewing.answered)  # tick, seq
    via = Read(viewing.via)  # the mediator that carries
    carry = Read(viewing.carry)  # ticks an answer travels
    moods = Read(viewing.moods)
    beliefs = Read(viewing.beliefs)
    barred = Read(viewing.barred)
    begun = Read(viewing.begun)  # delays for the live text
    countered = Read(viewing.countered)  # the refusal a delay began with
    exhausted = Read(viewing.exhausted)  # mediators with nothing left to table
    assessed = Read(viewing.assessed)  # a mediator's last chance
    late = Read(viewing.late)  # demands raised midway
    framework = Read(viewing.framework)

    def plug(self) -> State:
        """Let the core call what others plug in."""
        stepping.plug(self.core, self._conceded, self._chosen, self._turns)
        return self

    def __eq__(self, other: object) -> bool:
        """Whether the same was told so far, and the same follows."""
        if not isinstance(other, State):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in (*_TOLD, *_READ))

    __hash__ = None  # type: ignore[assignment]  # it changes

    def forget(self) -> None:
        """Something happened in the core: what was read of it is read again."""
        for name in _READ:
            self.__dict__.pop(name, None)

    def take(self, core: Core) -> None:
        """Stand where a core stands that was played on elsewhere."""
        self.forget()
        self.core = core
        self.plug()

    def _conceded(self, actor: int, numbers: list[float], texts: int) -> float:
        return self.tactics[actor].conceded(View._make((*numbers, texts)))

    def _chosen(self, mediator: int, tick: int, among: list[int]) -> int:
        assert self.choose is not None, "who opens the talks says how"
        package, self.why = self.choose(self, mediator, tick, among)
        return package

    def _turns(self, cause: int) -> None:
        self.forget()
        self.protocol.turns(self, cause)
        self.forget()

    def branch(self, luck: Luck) -> State:
        """The same state with luck of its own; changing one leaves the other as it is."""
        twin = self._twin()
        twin.forget()
        twin.luck, twin.core = luck, stepping.twin(self.core, luck.key)
        twin.tactics, twin.drawn = [*self.tactics], [*self.drawn]
        return twin.plug()

    def still(self) -> State:
        """A copy to be read, and set by hand: nothing is played on it, and it has no arrays."""
        for name in _READ:
            getattr(self, name)
        twin = self._twin()
        for name in _READ:
            twin.__dict__[name] = copy(self.__dict__[name])
        twin.__dict__["core"] = None
        return twin

    def _twin(self) -> State:
        twin: State = object.__new__(State)
        twin.__dict__.update(self.__dict__)
        return twin

    def __getstate__(self) -> dict[str, Any]:
        """What another process can read."""
        return self.still().__dict__

    def set_timer(self, kind: str, who: int, due: int, cause: int) -> None:
        """Set or replace the timer of this kind and person; a suspension holds it back."""
        stepping.set_timer(self.core, CODES[kind], who, due, cause)
        self.forget()

    def pending(self, kind: str, who: int) -> bool:
        """Whether such a timer is set, or held back by a suspension."""
        return stepping.pending(self.core, CODES[kind], who)

    def drop(self, kind: str, who: int = 0) -> None:
        """Forget a timer, pending or held back, and its hazard, if there is one."""
        stepping.drop(self.core, CODES[kind], who)
        self.forget()

    def next_timer(self) -> Timer:
        """The timer that fires next: least due, then first set."""
        due, order, kind, who, cause = stepping.next_timer(self.core)
        return Timer(due, order, KIND_NAMES[kind], who, cause)

    def hazard_owner(self, kind: str, who: int) -> str:
        """Whose luck a hazard draws on: an actor's name, or that of the table."""
        return self.tables.names.actors[who] if kind == STATE else ""

    @property
    def days(self) -> float:
        """Days from the scenario's start."""
        return self.tick / MINUTES_A_DAY

    def in_room(self, actor: int) -> bool:
        """Whether it hears and answers without a channel's delay."""
        return self.protocol.direct or actor in self.room


_READ = tuple(name for name, value in vars(State).items() if isinstance(value, Read))
_DERIVED = {"core", "choose", "record", "why", "drawn", "tactics"}
_TOLD = tuple(one.name for one in fields(State) if one.name not in _DERIVED)
