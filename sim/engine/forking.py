"""The same past, another move, many futures.

>>> after = Arm.after(case, events, 31)                     # doctest: +SKIP
>>> [after.future(k)[1].outcome for k in range(1, 101)]     # doctest: +SKIP
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec.structs import replace

from sim.engine.play import play_on
from sim.errors import SettingError
from sim.talks.choices import Choice, by_script
from sim.talks.event import Branch
from sim.talks.events import AnyEvent, TalksOpened
from sim.talks.fold import evolve, fold
from sim.talks.forking import part_ways
from sim.talks.luck import MAX_SEED
from sim.talks.state import State

if TYPE_CHECKING:
    from sim.scenario.case import Case


@dataclass(frozen=True, slots=True)
class Arm:
    """A past, and what somebody does right after it: futures are played from there.

    `way` is where they part from the past (its future is a run's own); `choices` come
    with the next event.
    """

    past: Sequence[AnyEvent]
    state: State  # the past folded, not to be changed
    way: Branch
    choices: Sequence[Choice]
    drawn: frozenset[int]  # futures that earlier forks were drawn from
    repeated: Sequence[AnyEvent] = ()  # what comes first, as it was

    @classmethod
    def after(
        cls,
        case: Case,
        events: Sequence[AnyEvent],
        at: int,
        choices: Sequence[Choice] = (),
    ) -> Arm:
        """Everything up to event `at` has happened.

        Choices follow at once, in that minute; where and when they come is filled in.
        """
        event = known(events, at)
        way = Branch(at, event.tick, event.fired, 0)
        placed = [
            replace(choice, seq=at + 1 + nth, tick=event.tick, fired=event.fired)
            for nth, choice in enumerate(choices)
        ]
        return cls._of(case, events, way, placed)

    @classmethod
    def instead(
        cls, case: Case, events: Sequence[AnyEvent], at: int, choices: Sequence[Choice] = ()
    ) -> Arm:
        """Event `at` is about to happen, in its minute: the first choice comes in its place.

        Without any it is drawn again in every future.
        """
        event = known(events, at)
        if at == 0:
            raise SettingError("event 0 opens the talks: fork at a later one")
        way = Branch(at - 1, event.tick, event.fired - 1, 0)
        placed = [
            replace(choice, seq=at + nth, tick=event.tick, fired=event.fired)
            for nth, choice in enumerate(choices)
        ]
        arm = cls._of(case, events, way, placed)
        if choices and by_script(arm.state, event):
            raise SettingError(f"event {at} is forced by the scenario: fork right after it")
        return arm

    @classmethod
    def again(cls, case: Case, events: Sequence[AnyEvent], at: int) -> Arm:
        """Event `at` happens as it did, and what follows from it has luck of each future.

        The other arm of `instead`: both part from the run just before the event.
        """
        arm = cls.instead(case, events, at)
        return dataclasses.replace(arm, repeated=(events[at],))

    @classmethod
    def _of(
        cls, case: Case, events: Sequence[AnyEvent], way: Branch, placed: Sequence[Choice]
    ) -> Arm:
        """The past up to the way: what a branch left after that is not in it."""
        first = _first(events)
        taken = tuple(one for one in first.branches if _moment(one) <= _moment(way))
        past = [replace(first, branches=taken), *events[1 : way.at + 1]]
        drawn = frozenset(one.future for one in first.branches)
        return cls(past, fold(case, past), way, placed, drawn)

    def future(self, number: int, parent: str = "") -> tuple[list[AnyEvent], State]:
        """One future, its log whole and its state at its end; 0 is the run's own luck.

        Raises
        ------
        SettingError
            Where a choice is not open there.
        """
        assert 0 <= number <= MAX_SEED, f"future {number}"
        first = _first(self.past)
        way = replace(self.way, future=number or self.state.luck.future, parent=parent)
        own = replace(first, branches=(*first.branches, way))
        branch = self.state.branch(self.state.luck)
        branch.forks = (way,)
        part_ways(branch)
        events: list[AnyEvent] = [own, *self.past[1:], *self.repeated]
        for event in self.repeated:
            evolve(branch, event)
        return events, play_on(branch, events, self.choices)

    def numbers(self, count: int) -> list[int]:
        """The first `count` futures that no earlier fork of this run was drawn from."""
        fresh = itertools.filterfalse(self.drawn.__contains__, itertools.count(1))
        return list(itertools.islice(fresh, count))


def _first(events: Sequence[AnyEvent]) -> TalksOpened:
    first = events[0]
    assert isinstance(first, TalksOpened), "a log starts with TalksOpened"
    return first


def _moment(way: Branch) -> tuple[int, int, int]:
    return way.at, way.tick, way.fired


def known(events: Sequence[AnyEvent], at: int) -> AnyEvent:
    """The event of a number.

    Raises
    ------
    SettingError
        If the run has none such.
    """
    if not 0 <= at < len(events):
        raise SettingError(f"this run has no event {at}: its events are 0 to {len(events) - 1}")
    return events[at]
