"""What a state is made of: the text on the table, a framework, what is seen of somebody."""

from __future__ import annotations

from dataclasses import dataclass, field

from sim.model.constants import UNENDED


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
