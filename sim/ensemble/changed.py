"""Kept runs played on under changes from now: the same past, the same latents, the same luck.

The past of a kept draw is played once, and every change goes on from where its runs stand as the
record ends (`sim.talks.changing` says what a change from now is). A change that changes nothing at
a draw, such as a word that it has already, leaves its runs as they are; one that comes to what
another does there is not played again.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from sim.core.tables import Tables as Arrays
from sim.engine import looping
from sim.engine.clock import Clock
from sim.ensemble.blocks import Block, first_runs
from sim.ensemble.chunks import Workshop
from sim.ensemble.pool import Packed, worked
from sim.scenario.settings import Setting
from sim.talks.changing import tables_from_now
from sim.talks.event import Event
from sim.talks.events import OUTCOMES, InputChanged
from sim.talks.fold import evolve
from sim.talks.luck import Luck
from sim.talks.timers import SCRIPT

if TYPE_CHECKING:
    from sim.ensemble.driver import Ensemble
    from sim.ensemble.inputs import Kept
    from sim.scenario.case import Case
    from sim.scenario.inputs import Input
    from sim.scenario.tables import Tables
    from sim.talks.state import State

End = tuple[int, ...]  # the place of an outcome, and of an option an issue
Change = tuple[Setting, ...]  # fields that are set together, as a file writes them
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
NO_DEAL = -1  # in place of an option, where no deal was concluded
DRAWS_A_PIECE = 5


@dataclass(frozen=True, slots=True)
class Task:
    """Which kept runs: those of an ensemble's case, seed and what-if, with its ceiling.

    `tried` is the try at which each draw is kept; of no other draw is anything played, unless
    it is empty: then it is looked for.
    """

    case: Case
    seed: int
    what_if: str
    ceiling: float
    tried: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Changed:
    """How N kept runs end as they are (0) and under each of C changes (1 to C).

    Attributes
    ----------
    run, draw, weight
        (N,) of each run, in the order of the runs' numbers.
    ending
        (1 + C, N) its place in `OUTCOMES`.
    term
        (1 + C, N, issues) the option of each issue in its deal; `NO_DEAL` where there is none.
    """

    changes: tuple[Change, ...]
    run: Ints
    draw: Ints
    weight: Floats
    ending: Ints
    term: Ints

    def place(self, change: Change) -> int:
        """Where a change's runs stand."""
        return 1 + self.changes.index(change)


def kept_runs(found: Ensemble, most: int) -> tuple[Task, Block]:
    """The first runs of an ensemble, so many at most: its draws before more luck of each."""
    settings = found.settings
    task = Task(found.case, settings.seed, settings.what_if, found.fit.ceiling, dict(found.kept_at))
    return task, first_runs(min(most, settings.runs), settings.draws)


def changed(
    task: Task, block: Block, changes: Sequence[Change], jobs: int = 0
) -> Generator[Changed]:
    """Play the runs of a block under all changes: pieces of some draws, as they are finished.

    `joined` puts pieces together, in whatever order.

    Parameters
    ----------
    jobs
        Processes; 0 is one a core. The numbers do not depend on it.

    Raises
    ------
    ScenarioError
        Where a change makes no scenario.
    DetenteError
        Where a process dies.
    """
    pieces = list(few_draws(block))
    work = partial(_play, Packed.of(task), tuple(changes))
    for _, piece in worked(work, pieces, jobs, __name__):
        yield piece


def few_draws(block: Block) -> Iterator[Block]:
    """A block in pieces of a few draws, each with all its runs."""
    first, last = block.draws
    for draw in range(first, last, DRAWS_A_PIECE):
        yield Block((draw, min(draw + DRAWS_A_PIECE, last)), block.luck, block.window, block.of)


def joined(pieces: Sequence[Changed]) -> Changed:
    """All runs of some pieces, in the order of their numbers."""
    assert pieces, "nothing was played"
    run = np.concatenate([piece.run for piece in pieces])
    order = np.argsort(run)
    return Changed(
        pieces[0].changes,
        run[order],
        np.concatenate([piece.draw for piece in pieces])[order],
        np.concatenate([piece.weight for piece in pieces])[order],
        np.concatenate([piece.ending for piece in pieces], axis=1)[:, order],
        np.concatenate([piece.term for piece in pieces], axis=1)[:, order],
    )


def _play(job: Packed[Task], changes: tuple[Change, ...], block: Block) -> Changed:
    bench = _bench(job, changes)
    numbers, draws, weights, ends = [], [], [], []
    tried = job.thing.tried
    for draw in range(*block.draws):
        if tried and draw not in tried:
            continue
        for number, weight, endings in bench.runs(draw, block.of_draw(draw)):
            numbers.append(number)
            draws.append(draw)
            weights.append(weight)
            ends.append(endings)
    shape = len(numbers), 1 + len(changes), 1 + len(job.thing.case.names.issues)
    table = np.array(ends, dtype=np.int64).reshape(shape).transpose(1, 0, 2)
    return Changed(
        changes,
        np.array(numbers, dtype=np.int64),
        np.array(draws, dtype=np.int64),
        np.array(weights, dtype=np.float64),
        table[:, :, 0],
        table[:, :, 1:],
    )


@lru_cache(maxsize=2)
def _bench(job: Packed[Task], changes: tuple[Change, ...]) -> _Bench:
    return _Bench(job.thing, changes)


@dataclass(frozen=True, slots=True)
class ChangedCase:
    """A case under a change, and its inputs that are drawn from something else than before."""

    case: Case
    moved: tuple[Input, ...]
    actors: tuple[int, ...] | None  # whose numbers alone differ; None: any may

    @classmethod
    def of(cls, case: Case, change: Change) -> ChangedCase:
        """A case, and a change of it."""
        other = case.variant(change)
        before = {one.path: one.dist for one in case.inputs}
        moved = tuple(one for one in other.inputs if before.get(one.path) != one.dist)
        return cls(other, moved, other.differs_in(case, [one.path for one in moved]))

    def values(self, seed: int, kept: Kept) -> dict[str, float | str]:
        """The inputs that it gives other values than a draw has."""
        luck = Luck(seed, kept.draw)
        paths = tuple(one.path for one in self.moved)
        uniforms = luck.row("inputs", paths, kept.tried - 1)
        drawn = zip(self.moved, uniforms, strict=True)
        new = {one.path: one.sample(u) for one, u in drawn}
        return {path: value for path, value in new.items() if kept.values.get(path) != value}

    def tables(self, own: Tables, values: Mapping[str, float | str]) -> Tables:
        """The numbers of the changed case, beside those of the draw as it is."""
        if self.actors is None:
            return self.case.at(values)
        actors = list(own.actors)
        for i in self.actors:
            actors[i] = self.case.actor_at(i, values, own.record)
        return replace(own, source=self.case, values=values, actors=tuple(actors))


class _Bench:
    """A worker's place of work."""

    def __init__(self, task: Task, changes: tuple[Change, ...]) -> None:
        self.task, self.changes = task, changes
        self._shop = Workshop(
            task.case, task.seed, task.what_if, ceiling=task.ceiling, tried=task.tried
        )
        self._others = [ChangedCase.of(task.case, change) for change in changes]
        self._place = {change: nth for nth, change in enumerate(changes)}

    def runs(self, draw: int, numbers: Sequence[int]) -> Iterator[tuple[int, float, list[End]]]:
        """Each run, what it weighs, and how it ends as it is and under each change."""
        kept = self._shop.look(draw)
        state = kept.record[1]
        values = [other.values(self.task.seed, kept) for other in self._others]
        stands = list[int]()  # by change: which is played in its place; -1: the run as it is
        tables: list[Tables] = []
        for nth, (other, new) in enumerate(zip(self._others, values, strict=True)):
            tables.append(other.tables(state.tables, {**kept.values, **new}))
            stands.append(self._stand_in(nth, tables, state.tables))
        arrays: dict[int, Arrays] = {}
        for number in numbers:
            closed, event = closed_run(state, self.task, number)
            way = None
            if looping.COMPILED and closed.tables is state.tables:
                way = looping.crossroads(closed, event.fired)
            ends = [looped(closed, way) or played_end(closed.branch(closed.luck))]
            for nth, change in enumerate(self.changes):
                if stands[nth] != nth:
                    ends.append(ends[1 + stands[nth]])
                    continue
                if way is not None and nth not in arrays:
                    alone = self._others[nth].actors
                    arrays[nth] = tables_from_now(closed, tables[nth], alone)
                end = looped(closed, way, arrays.get(nth))
                if end is None:
                    branch = closed.branch(closed.luck)
                    evolve(branch, set_now(branch, event, change, values[nth]))
                    end = played_end(branch)
                ends.append(end)
            yield number, closed.weight, ends

    def _stand_in(self, nth: int, tables: Sequence[Tables], own: Tables) -> int:
        """A change before this one, or one of its settings alone, that comes to the same here."""
        if same_numbers(tables[nth], own):
            return -1
        change = self.changes[nth]
        for setting in change if len(change) > 1 else ():
            alone = self._place.get((setting,), nth)
            if alone < nth and same_numbers(tables[alone], tables[nth]):
                return alone
        return nth


def same_numbers(one: Tables, other: Tables) -> bool:
    """Whether the talks look up the same numbers in both."""
    return replace(one, source=other.source, values=other.values, record=other.record) == other


def closed_run(state: State, task: Task, number: int) -> tuple[State, Event]:
    """A run as its record has closed, what its what-if sets from now included; its last event."""
    branch, events = state.branch(Luck(task.seed, number)), list[Event]()
    branch.ceiling = task.ceiling

    def set_by_now(state: State) -> bool:
        due = state.timers.get((SCRIPT, 0))
        return state.closed and (due is None or due.due > state.tick)

    Clock(branch, events.append, enough=set_by_now).run()
    return branch, events[-1]


def set_now(
    state: State, last: Event, change: Change, values: dict[str, float | str]
) -> InputChanged:
    """The event that sets fields at the end of a record."""
    return InputChanged(
        seq=state.seq,
        tick=state.tick,
        actor="",
        cause=last.seq,
        fired=last.fired,
        provenance="chosen",
        sets=dict(change),
        values=values,
    )


def looped(
    state: State, way: looping.Crossroads | None, arrays: Arrays | None = None
) -> End | None:
    """How a run ends by the loop; None where that cannot play it."""
    found = None if way is None else way.ending(arrays)
    return None if found is None else _end(state, *found)


def played_end(state: State) -> End:
    """How a run ends when it is played on: its outcome, and the options of its deal by issue."""
    Clock(state, _unheard).run()
    package = NO_DEAL if state.framework is None else state.framework.package
    return _end(state, OUTCOMES.index(state.outcome), package)


def _end(state: State, outcome: int, package: int) -> End:
    names = state.tables.names
    deal = OUTCOMES[outcome] == OUTCOMES[0]
    return outcome, *(names.package_options[package] if deal else (NO_DEAL,) * len(names.issues))


def _unheard(_: Event) -> None:
    """Nobody keeps its log."""
