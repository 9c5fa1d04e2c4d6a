"""Runs at chosen points of the inputs, with the same luck at every point.

Two kinds. At a `Held` point a few inputs are certain and the others are drawn, and kept by
the record, as in any ensemble: run k of draw d has the same luck, and the same tries of the
other inputs, at every point. At a `Placed` point every input is given: run l is played with
luck l, the same at every point, and the record is played as reported. Lasting errors of belief
belong to an input draw there too: all runs at a point share those of the draw it stands for.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from sim.engine.play import Start, play_after, play_record
from sim.ensemble.cells import HOME, Cell
from sim.ensemble.chunks import Settings, Workshop
from sim.ensemble.driving import Progress, Search
from sim.ensemble.pool import Packed, worked
from sim.ensemble.searching import kept_draws
from sim.errors import RecordError
from sim.talks.events import OUTCOMES
from sim.talks.state import State

if TYPE_CHECKING:
    from sim.scenario.case import Case

Value = float | str
At = tuple[tuple[str, Value], ...]  # path and value, in the unit of the file


@dataclass(frozen=True, slots=True)
class Held:
    """Some draws at a point where a few inputs are certain; `luck` runs of each."""

    values: At
    draws: tuple[int, int]
    luck: int

    @property
    def runs(self) -> int:
        """How many runs it is."""
        return (self.draws[1] - self.draws[0]) * self.luck

    def holds(self, cell: Cell) -> bool:
        """Whether a cell has these runs, a try a draw; or none, where no try gives the record."""
        draws = self.draws[1] - self.draws[0]
        sizes = ((0, 0, 0), (self.runs, 0, draws), (self.runs, self.runs, draws))
        return cell.sizes in sizes


@dataclass(frozen=True, slots=True)
class Ground:
    """How draws are kept at a point: the ceiling (`Fit`), and each one's try where it is known."""

    ceiling: float = 1.0
    tried: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Placed:
    """Some points at which every input is given, by a uniform each; `luck` runs at each."""

    uniforms: tuple[tuple[float, ...], ...]  # a row a point, in the order of `Task.paths`
    draws: tuple[int, ...]  # by point: the number of the input draw that it stands for
    luck: int

    @property
    def runs(self) -> int:
        """How many runs it is."""
        return len(self.uniforms) * self.luck


@dataclass(frozen=True, slots=True)
class Task:
    """What is the same for all pieces of a study.

    `draws` is D, the draws there may be at a held point. `paths` are the inputs that placed
    points vary; one that the case does not have changes nothing (a guard). `grounds` says how
    draws are kept at held points (`grounded`): None where no try gives the record.
    """

    case: Case
    seed: int
    draws: int = 1
    what_if: str = ""  # moves from now on
    paths: tuple[str, ...] = ()
    grounds: Mapping[At, Ground | None] = field(default_factory=dict)


def grounded(
    task: Task, points: Collection[At], jobs: int = 0, progress: Progress | None = None
) -> Task:
    """The task with how draws are kept at some held points.

    Where the record is rare at a point its draws are looked for, as an ensemble's of the case at
    that point are.

    Parameters
    ----------
    jobs
        Processes; 0 is one a core. The numbers do not depend on it.
    progress
        Told points done, points asked for, and what was searched for at those where it is rare.
    """
    every, found = list(points), dict[At, Ground | None]()
    so_far: Search | None = None
    for done, (place, (ground, search)) in enumerate(
        worked(partial(_ground, Packed.of(task)), every, jobs, HOME), start=1
    ):
        if ground != Ground():
            found[every[place]] = ground
        if search is not None:
            so_far = search if so_far is None else so_far.and_of(search)
        if progress is not None:
            progress(done, len(every), so_far)
    return replace(task, grounds=found)


def _ground(job: Packed[Task], at: At) -> tuple[Ground | None, Search | None]:
    """How draws are kept at a point, and how they were searched for, where they were."""
    task, told = job.thing, list[Search]()
    settings = Settings(task.draws, task.draws, task.seed, jobs=1, what_if=task.what_if)
    try:
        fit, tried = kept_draws(task.case.holding(dict(at)), settings, told.append)
    except RecordError:
        return None, None
    return Ground(fit.ceiling, tried), told[-1] if told else None


def rounds(points: Sequence[At], draws: int, luck: int, block: int) -> list[list[Held]]:
    """Held points in rounds of `block` draws each: a round is of the same draws at every point.

    Played round by round, a study that is stopped has as much of every point.
    """
    return [
        [Held(values, (first, min(first + block, draws)), luck) for values in points]
        for first in range(0, draws, block)
    ]


def player(task: Task) -> Callable[[Held | Placed], Cell]:
    """What plays the pieces of a task in any process, which unpacks it once."""
    return partial(_play, Packed.of(task))


def _play(job: Packed[Task], piece: Held | Placed) -> Cell:
    bench = _bench(job)
    return bench.held(piece) if isinstance(piece, Held) else bench.placed(piece)


@lru_cache(maxsize=2)
def _bench(job: Packed[Task]) -> _Bench:
    return _Bench(job.thing)


class _Bench:
    """A worker's place of work."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self._holding = lru_cache(maxsize=1024)(self._made)

    def _made(self, at: At) -> Workshop | None:
        """What keeps the draws at a point; None: no try gives its record."""
        task, ground = self.task, self.task.grounds.get(at, Ground())
        if ground is None:
            return None
        case = task.case.holding(dict(at))
        return Workshop(case, task.seed, task.what_if, ceiling=ground.ceiling, tried=ground.tried)

    def held(self, piece: Held) -> Cell:
        """Draw by draw, and of each its runs of luck; none where no try gives the record."""
        shop = self._holding(piece.values)
        if shop is None:
            return Cell(-1, b"")
        kept = [shop.look(draw) for draw in range(*piece.draws)]
        states = [
            play_after(one.record, luck * self.task.draws + one.draw, shop.ceiling)[1]
            for one in kept
            for luck in range(piece.luck)
        ]
        weights = tuple(state.weight for state in states) if shop.ceiling < 1.0 else ()
        return Cell(-1, _outcomes(states), weights, tuple(one.tried for one in kept))

    def placed(self, piece: Placed) -> Cell:
        """Point by point, and at each its runs of luck; weights say how likely the record was.

        The record has happened, however unlikely it is at a point; what it says of the
        inputs is no part of this.
        """
        case, states, weights = self.task.case, list[State](), list[float]()
        for row, draw in zip(piece.uniforms, piece.draws, strict=True):
            given = dict(zip(self.task.paths, row, strict=True))
            values = case.draw(lambda path: given.get(path, 0.5))  # noqa: B023  (used at once)
            start = Start(self.task.seed, draw=draw, what_if=self.task.what_if)
            record = play_record(case, values, start)
            for luck in range(piece.luck):
                states.append(play_after(record, luck, 0.0)[1])
                weights.append(states[-1].weight)
        return Cell(-1, _outcomes(states), tuple(weights))


def _outcomes(states: Sequence[State]) -> bytes:
    return bytes(OUTCOMES.index(state.outcome) for state in states)
