"""Where the talks stand: the fold of all events so far, and nothing besides.

The engine works on one `State` in place; `fold` makes the same from a log. Every pending
timer is in it, so that play can start from any folded state.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

from sim.model.constants import BEYOND, MINUTES_A_DAY, TRUSTED_AT_FIRST, UNENDED
from sim.model.draws import exponential
from sim.model.hazard import days_left, spent
from sim.scenario.moves import Move
from sim.scenario.stances import Standpoint
from sim.scenario.tables import Tables
from sim.talks.event import Branch, Event
from sim.talks.guarding import tactic_of
from sim.talks.luck import Luck
from sim.talks.protocol import Tactic, Turns
from sim.talks.timers import PAUSED_WHILE_SUSPENDED, STATE, Hazard, Timer

if TYPE_CHECKING:
    from sim.talks.conditioning import Record


@dataclass(frozen=True, slots=True)
class LiveText:
    """The text on the table. Ticks are minutes from the start."""

    number: int
    seq: int  # of the event that tabled it
    package: int
    by: int
    label: str
    tabled: int
    needed: tuple[int, ...]  # whose consent it needs
    heard: frozenset[int] = frozenset()  # who knows it
    to_answer: int | None = None  # ticks, once all it needs have heard it; None: as `end` says
    end: int | None = None  # when it lapses; None: that is open, or never

    def gone(self, tick: int) -> bool:
        """Whether it has lapsed before a tick."""
        return self.end is not None and self.end < tick

    def judged(self, tick: int) -> int:
        """When the chances of a yes are told for: its end, or 30 days from tabling without one."""
        return max(tick, self.tabled + UNENDED if self.end is None else self.end)


@dataclass(frozen=True, slots=True)
class Framework:
    """An agreed text on its way to a deal."""

    package: int
    least: float  # surplus
    left: frozenset[int]  # items to settle
    votes: frozenset[int]  # actors still to ratify


@dataclass(frozen=True, slots=True)
class Observation:
    """An answer seen from outside: all that it rests on but the actor's no-deal worth."""

    package: int
    answer: int
    worth: float  # of the package to the actor
    best: float
    hard: bool  # it crosses a hard red line of the actor
    conceded: float
    left: float  # share of the no-deal worth that waiting leaves
    added: float  # what statements and shocks add to it
    label: float  # share of aspiration over reservation that the label takes off
    attained: tuple[float, ...]  # share of each other party, as the actor believes it
    accept_bar: float
    reject_bar: float


@dataclass(slots=True)
class Beliefs:
    """What the answers of one actor say of its no-deal worth.

    Only `seen` is kept; everything else is worked out from it when a mediator asks. Rows
    are 21 numbers each, one for every possible worth, and never changed in place.
    """

    seen: list[Observation] = field(default_factory=list)
    used: int = 0  # observations already in the rows
    rows: dict[int, tuple[list[float], list[float]]] = field(default_factory=dict)
    masses: dict[int, list[float]] = field(default_factory=dict)  # by package, as rows
    product: list[float] | None = None  # of the masses
    priors: dict[int, list[float]] = field(default_factory=dict)  # by mediator
    weights: dict[int, list[float]] = field(default_factory=dict)  # by mediator
    chances: tuple[tuple[int, int, int], list[float]] | None = None  # of a yes, when

    def branch(self) -> Beliefs:
        """A copy that can go its own way."""
        return Beliefs(self.seen.copy())


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
    bounds: dict[int, tuple[float, float]] = field(default_factory=dict)  # derived
    moods: dict[tuple[int, int, int], int] = field(default_factory=dict)
    beliefs: list[Beliefs] = field(default_factory=list)
    barred: set[int] = field(default_factory=set)
    begun: dict[tuple[str, int], int] = field(default_factory=dict)  # delays for the live text
    countered: dict[int, int] = field(default_factory=dict)  # the refusal a delay began with
    exhausted: set[int] = field(default_factory=set)  # mediators with nothing left to table
    assessed: dict[int, float] = field(default_factory=dict)  # a mediator's last chance
    stock: set[int] = field(default_factory=set)  # texts that mediators took stock of
    late: set[tuple[int, int]] = field(default_factory=set)  # demands raised midway
    suspensions: int = 0
    suspending: dict[tuple[int, int], float] = field(default_factory=dict)  # draws, by actor, text
    framework: Framework | None = None

    def branch(self, luck: Luck) -> State:
        """The same state with luck of its own; changing one leaves the other as it is."""
        twin = copy(self)
        for name in _CONTAINERS:
            setattr(twin, name, getattr(self, name).copy())
        twin.errors = [errors.copy() for errors in self.errors]
        twin.beliefs = [belief.branch() for belief in self.beliefs]
        twin.luck = luck
        return twin

    def set_timer(self, kind: str, who: int, due: int, cause: int) -> None:
        """Set or replace the timer of this kind and person; a suspension holds it back."""
        if self.suspended and kind in PAUSED_WHILE_SUSPENDED:
            self.paused[kind, who] = (max(0, due - self.tick), cause)
            return
        self.timers[kind, who] = Timer(due, self.order, kind, who, cause)
        self.order += 1

    def pending(self, kind: str, who: int) -> bool:
        """Whether such a timer is set, or held back by a suspension."""
        return (kind, who) in self.timers or (kind, who) in self.paused

    def drop(self, kind: str, who: int = 0) -> None:
        """Forget a timer, pending or held back, and its hazard, if there is one."""
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
        return min(self.timers.values())

    def after(self, days: float) -> int:
        """The tick that many days from now, a minute from now at the least."""
        return self.tick + max(1, round(days * MINUTES_A_DAY))

    def start_hazard(self, kind: str, who: int, rate: float, draw: tuple[str, int]) -> None:
        """Set a timer by a hazard of `rate` a day; `draw` is (purpose, index) of its unit."""
        unit = exponential(self.luck.u(self.hazard_owner(kind, who), *draw))
        self.hazards[kind, who] = Hazard(unit, rate, self.tick)
        self.date_hazard(kind, who, self.seq)

    def change_rate(self, kind: str, who: int, rate: float, cause: int) -> None:
        """Spend what is left of a pending hazard at another rate from now on."""
        held = self.hazards.get((kind, who))
        if held is None or held.rate == rate:
            return
        left = spent(held.unit, held.rate, (self.tick - held.since) / MINUTES_A_DAY)
        self.hazards[kind, who] = Hazard(left, rate, self.tick)
        self.date_hazard(kind, who, cause)

    def date_hazard(self, kind: str, who: int, cause: int) -> None:
        """Set the timer of a hazard, or none where it never strikes."""
        held = self.hazards[kind, who]
        days = days_left(held.unit, held.rate)
        if days < BEYOND:
            self.set_timer(kind, who, self.after(days), cause)
        else:
            self.timers.pop((kind, who), None)

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
