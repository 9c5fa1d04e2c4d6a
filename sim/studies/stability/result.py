"""Who could move alone and which states would hold, as plain data. States count from 1."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sim.analysis.resample import Interval
from sim.studies.shown import Shown
from sim.studies.stability.request import StabilityRequest

MOST_MOVES = 400  # of a graph that can still be read


@dataclass(frozen=True, slots=True)
class Mover:
    """Who could move alone, on which issues, and where its preferences come from."""

    actor: str
    title: str
    issues: tuple[str, ...]
    ranked: bool  # an order that is given, and no numbers


@dataclass(frozen=True, slots=True)
class ConflictState:
    """A state by its options; of states that are one, all options on an issue."""

    number: int
    options: Mapping[str, tuple[str, ...]]  # by issue
    told: str


@dataclass(frozen=True, slots=True)
class Move:
    """A move of one actor; irreversible where it has none back."""

    actor: str
    left: int
    reached: int
    irreversible: bool


@dataclass(frozen=True, slots=True)
class DrawShare:
    """In what share of draws something is so: 0 to 1.

    `interval` is None where draws are too few for one. `sure`: nothing is drawn, so that it is 0
    or 1.
    """

    share: float
    interval: Interval | None
    sure: bool = False


@dataclass(frozen=True, slots=True)
class StateStability:
    """By way of looking ahead: in what share of draws a state is stable.

    `actors` are by actor, then by way; `equilibrium` is of all actors in the same draw.
    """

    state: int
    actors: Mapping[str, Mapping[str, DrawShare]]
    equilibrium: Mapping[str, DrawShare]


@dataclass(frozen=True, slots=True)
class Step:
    """One move on a way."""

    actor: str
    reached: int


@dataclass(frozen=True, slots=True)
class Answer:
    """An improvement of an actor from a state, and the moves by which the others answer it."""

    actor: str
    improvement: int
    answers: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Support:
    """What an equilibrium rests on, in the first draw (from 1) in which it is one."""

    state: int
    concept: str
    draw: int
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class CoalitionMove:
    """Actors that could move together from an equilibrium to a state that each prefers."""

    state: int
    actors: tuple[str, ...]
    reached: int
    way: tuple[Step, ...]
    share: DrawShare


@dataclass(frozen=True, slots=True)
class Comparison:
    """A state that an actor would have to prefer no longer, and in what share of draws.

    Of draws in which it does not do without a change; it counts where it is in any smallest set.
    """

    state: int
    share: DrawShare


@dataclass(frozen=True, slots=True)
class Needed:
    """What one actor's preferences would have to be for the state asked for.

    `already` is the share of draws in which it is stable for the actor as it is; `fewest` counts
    draws by how many comparisons would have to change, "more" being more than are looked for.
    `sets` are the smallest sets where nothing is drawn.
    """

    actor: str
    already: DrawShare
    fewest: Mapping[str, int]
    comparisons: tuple[Comparison, ...]
    sets: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Inverse:
    """The smallest changes that would make a state stable.

    `together` is the share of draws in which the first smallest set of every actor makes an
    equilibrium of it, all made at once.
    """

    state: int
    concept: str
    most: int
    actors: tuple[Needed, ...]
    together: DrawShare


@dataclass(frozen=True, slots=True)
class StabilityResult(Shown):
    """What the graph of a conflict comes to.

    `numbers` are the actors whose preferences come from numbers: where there are none nothing is
    drawn, and every share is 0 or 1. `conditioned` says whether draws give the record.
    `concepts` are the ways of looking ahead, in the order in which they are told. `name` and
    `sets` load the scenario again; "" where it is not at hand. `folder` holds `files`.
    """

    notice: str
    request: StabilityRequest
    name: str
    sets: tuple[str, ...]
    title: str
    digest: str
    movers: tuple[Mover, ...]
    states: tuple[ConflictState, ...]
    moves: tuple[Move, ...]
    concepts: tuple[str, ...]
    draws: int
    effective: float
    numbers: tuple[str, ...]
    conditioned: bool
    stability: tuple[StateStability, ...]
    supports: tuple[Support, ...]
    coalitions: tuple[CoalitionMove, ...]
    inverse: Inverse | None
    complete: bool
    folder: str | None = None
    files: tuple[str, ...] = ()
