"""One run laid out for telling: its case, its events and what can be looked up in them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from sim.errors import LogError, SettingError
from sim.model.constants import MINUTES_A_DAY
from sim.scenario.moves import Move
from sim.scenario.tables import Tables
from sim.talks.choices import given
from sim.talks.event import Answer, Weighing
from sim.talks.events import (
    AnswerRevised,
    AnyEvent,
    FrameworkAgreed,
    TalksOpened,
    TextLapsed,
    TextTabled,
)
from sim.talks.fold import evolve, fold
from sim.talks.state import State
from sim.telling.labels import Labels
from sim.telling.marks import marks

if TYPE_CHECKING:
    from sim.scenario.case import Case

STRIDE = 16  # events from one kept state to the next


class Tale:
    """A run, whole or its beginning.

    `full` tells even what came to nothing at length. `script` are the forced moves it was
    played with, the record included; None is the record alone.

    Raises
    ------
    LogError
        Where the events do not start with TalksOpened.
    """

    def __init__(
        self,
        case: Case,
        events: Sequence[AnyEvent],
        *,
        full: bool = False,
        script: Sequence[Move] | None = None,
    ) -> None:
        if not events or not isinstance(events[0], TalksOpened):
            raise LogError("a log starts with TalksOpened; this one does not")
        self.case = case
        self.events = events
        self.first: TalksOpened = events[0]
        self.labels = Labels.of(case, self.first.what_if)
        self.full = full
        self.script = script

    @cached_property
    def tables(self) -> Tables:
        """The numbers of this run's inputs."""
        return self.case.at(self.first.values)

    @cached_property
    def marks(self) -> dict[str, str]:
        """How parts of reported lines are known, by path."""
        return marks(self.case)

    @cached_property
    def parties(self) -> tuple[str, ...]:
        """The parties' ids."""
        return tuple(self.tables.names.actors[i] for i in self.tables.parties)

    @cached_property
    def end(self) -> State:
        """The state after the last event."""
        return self.after(len(self.events) - 1)

    def before(self, seq: int) -> State:
        """The state just before an event after the first."""
        return self.after(seq - 1)

    def after(self, seq: int) -> State:
        """The state just after an event: a copy, folded on from the last one kept."""
        assert 0 <= seq < len(self.events), f"no event {seq}"
        nearest = seq // STRIDE
        while len(self._kept) <= nearest:
            self._kept.append(self._on(len(self._kept) - 1, STRIDE))
        return self._on(nearest, seq % STRIDE)

    @cached_property
    def _kept(self) -> list[State]:
        """States after every so many events, as far as they were asked for."""
        return [fold(self.case, self.events[:1], self.script)]

    def _on(self, kept: int, events: int) -> State:
        """The state so many events after one that is kept, which stays as it is."""
        state, first = self._kept[kept], kept * STRIDE + 1
        state = state.branch(state.luck)
        for event in self.events[first : first + events]:
            evolve(state, event)
        return state

    def moment(self, at: str) -> int:
        """The event that a moment names: `12`, or the last on or before day `+31`.

        Raises
        ------
        SettingError
            If it is neither, or this run has no such event.
        """
        text = at.strip()
        digits = text.lstrip("+-")
        if not digits.isdecimal() or len(text) - len(digits) > 1 or len(digits) > 9:
            raise SettingError(f"--at {at}: no moment: write an event's number, or a day as +31")
        if text == digits:
            return self.known(int(digits))
        over = self.labels.now + (int(text) + 1) * MINUTES_A_DAY
        seqs = [event.seq for event in self.events if event.tick < over]
        return seqs[-1] if seqs else 0

    def known(self, seq: int) -> int:
        """An event's number that this run has.

        Raises
        ------
        SettingError
            If it has none of that number.
        """
        if not 0 <= seq < len(self.events):
            last = len(self.events) - 1
            raise SettingError(f"this run has no event {seq}: its events are 0 to {last}")
        return seq

    @cached_property
    def tabled(self) -> dict[int, TextTabled]:
        """Texts by number."""
        return {e.text: e for e in self.events if isinstance(e, TextTabled)}

    @cached_property
    def framework(self) -> FrameworkAgreed | None:
        """The framework, if there is one."""
        return next((e for e in self.events if isinstance(e, FrameworkAgreed)), None)

    @cached_property
    def passing(self) -> frozenset[int]:
        """Simulated texts that came to nothing and were followed by another: told in short."""
        if self.full:
            return frozenset()
        lapsed = {e.text for e in self.events if isinstance(e, TextLapsed)}
        last = max(self.tabled, default=0)
        return frozenset(
            n for n in lapsed if n != last and self.tabled[n].provenance == "simulated"
        )

    @cached_property
    def lapses(self) -> dict[int, TextLapsed]:
        """Lapses by text."""
        return {e.text: e for e in self.events if isinstance(e, TextLapsed)}

    @cached_property
    def news(self) -> frozenset[int]:
        """Events that made somebody think again and answer otherwise."""
        found = (e.news for e in self.events if isinstance(e, AnswerRevised))
        return frozenset(seq for seq in found if seq >= 0)

    @cached_property
    def answers(self) -> tuple[Answer, ...]:
        """All answers and changes of answer."""
        return tuple(e for e in self.events if isinstance(e, Answer))

    def earlier(self, event: Answer) -> Answer | None:
        """The same actor's answer to the same text before this one."""
        found = [
            e
            for e in self.answers
            if e.seq < event.seq and e.actor == event.actor and e.text == event.text
        ]
        return found[-1] if found else None

    def weighed_before(self, event: Answer) -> tuple[int, Weighing] | None:
        """What that answer rested on, with its event's number."""
        last = self.earlier(event)
        return None if last is None or last.weighing is None else (last.seq, last.weighing)

    def standing(self, text: int, seq: int) -> dict[str, str]:
        """Answers to a text that stood before an event, by actor."""
        held: dict[str, str] = {}
        for event in self.answers:
            if event.text == text and event.seq < seq:
                held[event.actor] = given(event)
        return held

    def chain(self, seq: int) -> list[AnyEvent]:
        """An event, what brought it about, and so on back to the root."""
        found: list[AnyEvent] = [self.events[seq]]
        while found[-1].cause >= 0:
            found.append(self.events[found[-1].cause])
        return found
