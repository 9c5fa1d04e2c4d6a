"""Where the talks stand: the fold of all events so far, and nothing besides.

The engine works on one `State` in place; `fold` makes the same from a log. Every pending
timer is in it, so that play can start from any folded state. Once the record has closed the
arrays of the core are the truth: what is read here is then made of them (`sim.talks.viewing`),
and forgotten when something happens.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

from sim.core.state import State as Core
from sim.model.constants import MINUTES_A_DAY, TRUSTED_AT_FIRST
from sim.scenario.moves import Move
from sim.scenario.stances import Standpoint
from sim.scenario.tables import Tables
from sim.talks import stepping
from sim.talks.event import Branch, Event
from sim.talks.guarding import tactic_of
from sim.talks.luck import Luck
from sim.talks.parts import Beliefs, Framework, LiveText
from sim.talks.protocol import Tactic, Turns, View
from sim.talks.timers import CODES, KIND_NAMES, PAUSED_WHILE_SUSPENDED, STATE, Hazard, Timer
from sim.talks.viewing import VIEWS

if TYPE_CHECKING:
    from sim.talks.conditioning import Record


Choose = Callable[["State", int, int, list[int]], tuple[int, str]]


@dataclass(slots=True)
class State:
    """Everything that matters at one moment. Lists are by actor index."""

    tables: Tables
    luck: Luck
    protocol: Turns
    script: Sequence[Move]
    tactics: list[Tactic]
    seats: frozenset[int] = frozenset()  # actors that people play
    forks: tuple[Branch, ...] = ()  # not come to yet
    draw: int = 0  # of the inputs
    attempt: int = 0  # at which they were kept
    ceiling: float = 1.0  # chance of the record from which on inputs were kept for certain
    record: Record | None = None  # its answers made ready for tries; derived
    seq: int = 0  # of the next event
    tick: int = 0
    order: int = 0  # of the next timer
    timers: dict[tuple[str, int], Timer] = field(default_factory=dict)
    paused: dict[tuple[str, int], tuple[int, int]] = field(default_factory=dict)
    hazards: dict[tuple[str, int], Hazard] = field(default_factory=dict)  # not struck yet
    moved: int = 0  # forced moves done
    closed: bool = False  # the record
    suspended: bool = False
    outcome: str = ""
    weight: float = 1.0
    tried: int = 0
    # actors
    phases: list[tuple[int, ...]] = field(default_factory=list)
    stand: list[Standpoint] = field(default_factory=list)
    dispositions: list[float] = field(default_factory=list)
    errors: list[list[float]] = field(default_factory=list)  # holder, about
    lock: list[tuple[float, int]] = field(default_factory=list)  # level, at tick
    shift: list[float] = field(default_factory=list)
    set_worth: dict[int, float] = field(default_factory=dict)  # no-deal worths set from now on
    left: dict[int, tuple[float, int]] = field(default_factory=dict)  # and by then, at tick
    conceded: dict[int, tuple[float, int]] = field(default_factory=dict)  # and by then, at tick
    near: list[float] = field(default_factory=list)  # belief that agreement is near (q)
    phi: list[float] = field(default_factory=list)  # weight of its word "final"
    said_final: list[bool] = field(default_factory=list)
    said: list[int] = field(default_factory=list)  # red-line statements made
    tastes: dict[tuple[int, int], tuple[float, bool]] = field(default_factory=dict)
    cuts: dict[tuple[int, int, int], tuple[float, float]] = field(default_factory=dict)
    cut_at: dict[int, int] = field(default_factory=dict)  # next thought about a recorded answer
    unsaid: dict[int, int] = field(default_factory=dict)  # own demand since a recorded answer: seq
    # the table
    room: frozenset[int] = frozenset()
    session: int = -1  # index of the open one
    level: float = 0.0
    sessions: int = 0  # later sessions so far
    live: LiveText | None = None
    texts: int = 0
    tabler: int = -1  # who tabled last
    answers: dict[int, int] = field(default_factory=dict)
    answered: dict[int, tuple[int, int]] = field(default_factory=dict)  # tick, seq
    via: dict[int, int] = field(default_factory=dict)  # the mediator that carries
    carry: dict[int, int] = field(default_factory=dict)  # ticks an answer travels
    moods: dict[tuple[int, int, int], int] = field(default_factory=dict)
    beliefs: list[Beliefs] = field(default_factory=list)
    barred: set[int] = field(default_factory=set)
    begun: dict[tuple[str, int], int] = field(default_factory=dict)  # delays for the live text
    countered: dict[int, int] = field(default_factory=dict)  # the refusal a delay began with
    exhausted: set[int] = field(default_factory=set)  # mediators with nothing left to table
    assessed: dict[int, float] = field(default_factory=dict)  # a mediator's last chance
    late: set[tuple[int, int]] = field(default_factory=set)  # demands raised midway
    suspensions: int = 0
    framework: Framework | None = None
    # once the record has closed
    core: Core | None = field(default=None, compare=False)
    choose: Choose | None = field(default=None, compare=False)  # by a rule of somebody's
    why: str = field(default="", compare=False)  # a rule of somebody's chose what it last did
    drawn: list[tuple[int, int]] = field(
        default_factory=list, compare=False
    )  # tastes: whose, of what
    _made: list[str] = field(default_factory=list, compare=False)  # of what the core says now

    def __getattr__(self, name: str) -> Any:
        """What the core says, kept until something happens."""
        make = VIEWS.get(name)
        if make is None:
            raise AttributeError(name)
        assert self.core is not None, "what the core says is plain until then"
        found = make(self.core, self.tables)
        setattr(self, name, found)
        self._made.append(name)
        return found

    def forget(self) -> None:
        """Something happened in the core: what was read of it is read again."""
        for name in self._made:
            delattr(self, name)
        self._made.clear()

    def enter(self, core: Core) -> None:
        """From now on the core's arrays are the truth."""
        self.core = core
        for name in VIEWS:
            delattr(self, name)
        self._plug()

    def take(self, core: Core) -> None:
        """Stand where a core stands that was played on elsewhere."""
        self.forget()
        self.core = core
        self._plug()

    def _plug(self) -> None:
        """Let the core call what others plug in."""
        assert self.core is not None
        stepping.plug(self.core, self._conceded, self._chosen, self._turns)

    def _conceded(self, actor: int, numbers: list[float], texts: int) -> float:
        return self.tactics[actor].conceded(View._make((*numbers, texts)))

    def _chosen(self, mediator: int, tick: int, among: list[int]) -> int:
        assert self.choose is not None, "it is told how once the record has closed"
        package, self.why = self.choose(self, mediator, tick, among)
        return package

    def _turns(self, cause: int) -> None:
        self.forget()
        self.protocol.turns(self, cause)
        self.forget()

    def branch(self, luck: Luck) -> State:
        """The same state with luck of its own; changing one leaves the other as it is."""
        if self.core is not None:
            return self._branch(self.core, luck)
        twin = copy(self)
        for name in _CONTAINERS:
            setattr(twin, name, getattr(self, name).copy())
        twin.errors = [errors.copy() for errors in self.errors]
        twin.beliefs = [belief.branch() for belief in self.beliefs]
        twin.luck = luck
        return twin

    def _branch(self, core: Core, luck: Luck) -> State:
        twin: State = object.__new__(State)
        for name in _OWN:
            setattr(twin, name, getattr(self, name))
        twin.luck, twin.drawn, twin.tactics, twin._made = luck, [*self.drawn], [*self.tactics], []
        twin.core = stepping.twin(core, luck.key)
        twin._plug()
        return twin

    def set_timer(self, kind: str, who: int, due: int, cause: int) -> None:
        """Set or replace the timer of this kind and person; a suspension holds it back."""
        if self.core is not None:
            stepping.set_timer(self.core, CODES[kind], who, due, cause)
            self.forget()
            return
        if self.suspended and kind in PAUSED_WHILE_SUSPENDED:
            self.paused[kind, who] = (max(0, due - self.tick), cause)
            return
        self.timers[kind, who] = Timer(due, self.order, kind, who, cause)
        self.order += 1

    def pending(self, kind: str, who: int) -> bool:
        """Whether such a timer is set, or held back by a suspension."""
        if self.core is not None:
            return stepping.pending(self.core, CODES[kind], who)
        return (kind, who) in self.timers or (kind, who) in self.paused

    def drop(self, kind: str, who: int = 0) -> None:
        """Forget a timer, pending or held back, and its hazard, if there is one."""
        if self.core is not None:
            stepping.drop(self.core, CODES[kind], who)
            self.forget()
            return
        self.timers.pop((kind, who), None)
        self.hazards.pop((kind, who), None)
        self.paused.pop((kind, who), None)

    def drop_all(self, kinds: Sequence[str]) -> None:
        """Forget every timer of these kinds."""
        for key in [*self.timers, *self.paused]:
            if key[0] in kinds:
                self.drop(*key)

    def next_timer(self) -> Timer:
        """The timer that fires next: least due, then first set."""
        if self.core is not None:
            due, order, kind, who, cause = stepping.next_timer(self.core)
            return Timer(due, order, KIND_NAMES[kind], who, cause)
        return min(self.timers.values())

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


Handlers = dict[type[Event], Callable[[State, Any], None]]

_CONTAINERS = tuple(
    f.name
    for f in fields(State)
    if f.default_factory in (list, dict, set) and f.name not in ("errors", "beliefs")
)


_OWN = tuple(f.name for f in fields(State) if f.name not in VIEWS)


def initial(tables: Tables, luck: Luck, protocol: Turns, script: Sequence[Move]) -> State:
    """The state before anything happened: what the first event is folded onto."""
    n = len(tables.actors)
    return State(
        tables=tables,
        luck=luck,
        protocol=protocol,
        script=script,
        tactics=[tactic_of(actor.tactic) for actor in tables.actors],
        dispositions=[0.0] * n,
        errors=[[0.0] * n for _ in range(n)],
        lock=[(0.0, 0)] * n,
        shift=[0.0] * n,
        near=[actor.expects_deal for actor in tables.actors],
        phi=[TRUSTED_AT_FIRST] * n,
        said_final=[False] * n,
        said=[0] * n,
        beliefs=[Beliefs() for _ in range(n)],
    )
