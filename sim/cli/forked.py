"""A fork as it is told: every number of its page, from the analysis."""

# What a store or a figure needs is imported where there is one.
# ruff: noqa: PLC0415

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sim.analysis.shifts import DayShift, Shift, day_shift, differing, shifts
from sim.cli.loaded import Found, source_of
from sim.cli.moves import Asked, Change, change_of
from sim.cli.progress import watched
from sim.ensemble.futures import Endings, Futures, futures
from sim.talks.choices import given
from sim.talks.event import Answer
from sim.talks.events import AnyEvent
from sim.telling.line import Line
from sim.telling.story import told
from sim.telling.tale import Tale

if TYPE_CHECKING:
    from sim.plots.figure import Plate


@dataclass(frozen=True, slots=True)
class Branch:
    """A future that is kept in a store."""

    id: str
    future: int
    outcome: str


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a run and some futures of the changed arm are kept."""

    store: str
    run: str  # its id
    branches: tuple[Branch, ...]


@dataclass(frozen=True)
class Forked:
    """A run, what is changed in it and where, and the futures of both arms.

    `example` is a future of the changed arm; `words` the changes as they are written.
    """

    run: Found
    change: Change
    words: list[str]
    asked: int  # futures
    found: Futures
    example: Sequence[AnyEvent]
    kept: Kept | None = None
    files: list[Path] = field(default_factory=list)

    @property
    def tale(self) -> Tale:
        """The run that is forked."""
        return self.run.tale

    @property
    def at(self) -> int:
        """The event of the fork."""
        return self.change.pair.without.at

    @property
    def instead(self) -> bool:
        """Whether something comes in the place of that event."""
        return self.change.pair.given.instead

    @property
    def ends(self) -> Endings:
        """How both arms ended."""
        return self.found.pairs[0]

    @cached_property
    def happened(self) -> Line:
        """The event of the fork, as it was."""
        return told(self.tale, self.tale.events[self.at])

    @cached_property
    def changed(self) -> list[Line]:
        """What is chosen; what luck gives the answer is another in every future."""
        tale = Tale(self.tale.case, self.example, full=True)
        lines = [told(tale, self.example[seq]) for seq in self.change.chosen]
        return [replace(line, notes=()) for line in lines]

    @cached_property
    def forbidden(self) -> list[str]:
        """Who is made to say yes across a hard red line of its own."""
        events = [self.example[seq] for seq in self.change.chosen]
        crossed = {
            event.actor
            for event in events
            if isinstance(event, Answer)
            and given(event) == "accept"
            and event.weighing is not None
            and event.weighing.hard
        }
        return [self.tale.labels.actor(name) for name in sorted(crossed)]

    @cached_property
    def shifts(self) -> tuple[Shift, ...]:
        """Of every outcome."""
        return shifts(*self._outcomes)

    @cached_property
    def differing(self) -> int:
        """Pairs that end otherwise."""
        return differing(*self._outcomes)

    @property
    def _outcomes(self) -> tuple[list[str], list[str]]:
        return [e.outcome for e in self.ends.without], [e.outcome for e in self.ends.given]

    @cached_property
    def days(self) -> DayShift:
        """When a framework comes, where it comes in both."""
        without, given_it = self.ends.without, self.ends.given
        return day_shift(
            "framework", [e.framework_day for e in without], [e.framework_day for e in given_it]
        )

    @property
    def again(self) -> str:
        """The command, but for what is written."""
        return f"{self.run.which.call('fork', '--at', self.at, *self.words)} -n {self.asked}"

    def plate(self) -> Plate:
        """The shifts as a figure."""
        from sim.plots.shifts import shifts_plate

        change = "; ".join(f"{line.who} {line.text}" for line in self.changed)
        where = f"{'Instead of' if self.instead else 'After'} event {self.at} of one run"
        return shifts_plate(self.shifts, self.tale.labels.title, change, where)


def forked(run: Found, at: int, asked: Asked, count: int, jobs: int) -> Forked:
    """Play the futures of both arms.

    Raises
    ------
    DetenteError
        Where nothing is changed, or something that cannot be.
    """
    tale = run.tale
    change = change_of(tale, at, asked)
    arm = change.pair.given.arm(tale.case, tale.events)
    example, _ = arm.future(arm.numbers(1)[0])  # here, so that what is not open is said at once
    with watched(2 * count) as progress:
        found = futures(tale.case, tale.events, [change.pair], count, jobs, progress)
    return Forked(run, change, asked.words, count, found, example)


def kept(found: Forked, where: str, count: int) -> Kept:
    """Keep the run, and the first `count` futures of the changed arm.

    Raises
    ------
    StoreError
        Where they cannot be kept.
    """
    from sim.cli.log_keeping import take
    from sim.store.store import open_store

    run, tale = found.run, found.tale
    arm = found.change.pair.given.arm(tale.case, tale.events)
    branches = []
    with open_store(where, create=True) as store:
        parent = run.id if run.which.store else take(store, run.source).id
        for number in found.found.numbers[:count]:
            events, state = arm.future(number, parent)
            source = source_of(run.which, run.name, tale.case, events)
            branches.append(Branch(take(store, source).id, number, state.outcome))
        return Kept(store.name, parent, tuple(branches))
