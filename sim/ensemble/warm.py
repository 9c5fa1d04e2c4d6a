"""Kept runs that wait where their record closes, to be played on under one change after another.

What `changed` does for changes that are known beforehand: here the runs stay at hand, so that a
further change costs what is played after the record, and no more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.engine import looping
from sim.ensemble.changed import (
    Change,
    Changed,
    ChangedCase,
    End,
    Task,
    closed_run,
    looped,
    played_end,
    same_numbers,
    set_now,
)
from sim.ensemble.chunks import Workshop
from sim.talks.changing import tables_from_now
from sim.talks.fold import evolve

if TYPE_CHECKING:
    from sim.core.tables import Tables as Arrays
    from sim.ensemble.inputs import Kept
    from sim.scenario.tables import Tables
    from sim.talks.event import Event
    from sim.talks.state import State


@dataclass(frozen=True, slots=True)
class _Closed:
    """A run as its record has closed, and how it ends as it is."""

    state: State
    last: Event
    way: looping.Crossroads | None
    end: End


class Warm:
    """The runs of an ensemble of `draws` input draws; about 110 kB for each that was asked for.

    Of one thread at a time.
    """

    def __init__(self, task: Task, draws: int) -> None:
        self.task, self.draws = task, draws
        self._shop = Workshop(
            task.case, task.seed, task.what_if, ceiling=task.ceiling, tried=task.tried
        )
        self._kept: dict[int, Kept] = {}
        self._first: dict[int, looping.Crossroads] = {}
        self._closed: dict[int, _Closed] = {}

    def kept(self, draw: int) -> Kept:
        """The inputs of a draw."""
        if draw not in self._kept:
            self._kept[draw] = self._shop.look(draw)
        return self._kept[draw]

    def closed(self, number: int) -> _Closed:
        """A run as its record has closed."""
        if number not in self._closed:
            self._closed[number] = self._close(number)
        return self._closed[number]

    def _close(self, number: int) -> _Closed:
        draw = number % self.draws
        before = self.kept(draw).record[1]
        state, last = closed_run(before, self.task, number)
        way = None
        if looping.COMPILED and state.tables is before.tables:
            way = looping.crossroads(state, last.fired, self._first.get(draw))
            if way is not None:
                self._first.setdefault(draw, way)
        end = looped(state, way) or played_end(state.branch(state.luck))
        return _Closed(state, last, way, end)

    def under(self, change: Change) -> WarmChange:
        """The same runs under a change from now; () is none.

        Raises
        ------
        ScenarioError
            Where it makes no scenario.
        """
        return WarmChange(self, change)


class WarmChange:
    """Runs under one change."""

    def __init__(self, warm: Warm, change: Change) -> None:
        self._warm, self._change = warm, change
        self._other = ChangedCase.of(warm.task.case, change)
        self._tables: dict[int, Tables | None] = {}  # by draw; None: the same numbers as before
        self._values: dict[int, dict[str, float | str]] = {}
        self._arrays: dict[int, Arrays] = {}

    def play(self, numbers: Sequence[int]) -> Changed:
        """How some runs end as they are, and under the change."""
        closed = [self._warm.closed(number) for number in numbers]
        ends = [[one.end for one in closed], [self._end(k) for k in numbers]]
        issues = len(self._warm.task.case.names.issues)
        table = np.array(ends, dtype=np.int64).reshape(2, len(numbers), 1 + issues)
        return Changed(
            (self._change,),
            np.array(numbers, dtype=np.int64),
            np.array([number % self._warm.draws for number in numbers], dtype=np.int64),
            np.array([one.state.weight for one in closed], dtype=np.float64),
            table[:, :, 0],
            table[:, :, 1:],
        )

    def _end(self, number: int) -> End:
        closed, draw = self._warm.closed(number), number % self._warm.draws
        numbers = self._numbers(draw)
        if numbers is None:
            return closed.end
        if closed.way is not None and draw not in self._arrays:
            self._arrays[draw] = tables_from_now(closed.state, numbers, self._other.actors)
        end = looped(closed.state, closed.way, self._arrays.get(draw))
        if end is not None:
            return end
        branch = closed.state.branch(closed.state.luck)
        evolve(branch, set_now(branch, closed.last, self._change, self._values[draw]))
        return played_end(branch)

    def _numbers(self, draw: int) -> Tables | None:
        """The numbers of a draw under the change; None where it changes none of them."""
        if draw not in self._tables:
            kept = self._warm.kept(draw)
            own = kept.record[1].tables
            new = self._values[draw] = self._other.values(self._warm.task.seed, kept)
            found = self._other.tables(own, {**kept.values, **new})
            self._tables[draw] = None if same_numbers(found, own) else found
        return self._tables[draw]
