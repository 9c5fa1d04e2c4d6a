"""Talks told event by event, for specifications: given what was told, when, then.

>>> talks = given(plain()).told(TextTabled, 2, "mia", **text(1))
>>> talks.fired(TextAccepted, ANSWER, ADA, text=1)
"""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from sim.engine.play import Start, opening_event
from sim.model.constants import MINUTES_A_DAY
from sim.talks import stepping
from sim.talks.attributing import event_of
from sim.talks.event import Event
from sim.talks.events import (
    AnyEvent,
    RatificationVoted,
    RecordClosed,
    SessionSlipped,
    TalksSuspended,
)
from sim.talks.fold import evolve, opened
from sim.talks.state import State
from sim.talks.timers import CLOSE, CODES, Timer
from tests.engine.made import Data, case_of, plain, values_at

ADA, BOB, MIA = 0, 1, 2  # of `plain`


UNTOLD: dict[type[Event], dict[str, float]] = {  # where a test does not care
    RatificationVoted: {"draw": 0.0, "surplus": 0.0},
    SessionSlipped: {"chance": 1.0, "draw": 0.0},
    TalksSuspended: {"chance": 1.0, "draw": 0.0},
}


class Talks:
    """A state and the events told of it so far; days count from the scenario's start."""

    def __init__(self, data: Data, u: float = 0.5, run: int = 0, *, sure: bool = False) -> None:
        self.case = case_of(data)
        values = values_at(self.case, u)
        first = opening_event(self.case, values, Start(0, run, run), self.case.at(values))
        first = replace(first, beliefs={}) if sure else first
        self.events: list[AnyEvent] = [first]
        self.state: State = opened(self.case, first)

    def told(self, kind: type[Event], day: float, actor: str = "", /, **fields: Any) -> Talks:
        """An event on a day, of its own accord: it clears only the timers due before."""
        return self._add(kind, (round(day * MINUTES_A_DAY), -1), actor, fields)

    def fired(self, kind: type[Event], timer: str, who: int = 0, /, **fields: Any) -> Talks:
        """The event of a pending timer, when that is due."""
        due = self.timer(timer, who)
        actor = fields.pop("actor", "")
        return self._add(kind, (due.due, due.order), actor, fields)

    def _add(
        self, kind: type[Event], when: tuple[int, int], actor: str, fields: dict[str, Any]
    ) -> Talks:
        tick, fired = when
        fields = {**UNTOLD.get(kind, {}), **fields}
        common = {"seq": self.state.seq, "tick": tick, "cause": self.state.seq - 1, "fired": fired}
        event: Any = kind(**common, actor=actor, provenance="simulated", **fields)
        self.events.append(event)
        evolve(self.state, event)
        return self

    def brings(self, kind: str, who: int = 0) -> AnyEvent | None:
        """The event that a pending timer would bring."""
        row = stepping.brought(self.state.core, CODES[kind], who)
        return None if row is None else event_of(self.state, row)

    def timer(self, kind: str, who: int = 0) -> Timer:
        return self.state.timers[kind, who]

    def pending(self, kind: str) -> list[int]:
        """Whose timers of a kind are pending."""
        return sorted(who for held, who in self.state.timers if held == kind)

    @property
    def day(self) -> float:
        return self.state.days


def given(
    data: Data | None = None, u: float = 0.5, luck: float = 0.0, run: int = 0, *, sure: bool = False
) -> Talks:
    """Talks whose record has just closed, everyone's luck being the same; `sure`: nobody errs."""
    talks = Talks(plain() if data is None else data, u, run, sure=sure)
    names = talks.state.tables.names.actors
    return talks.fired(
        RecordClosed,
        CLOSE,
        tried=1,
        likelihood=1.0,
        weight=1.0,
        dispositions=dict.fromkeys(names, luck),
        tastes=[],
    )


def text(number: int, price: str = "p2", time: str = "t2", **more: Any) -> dict[str, Any]:
    """The fields of a text; it lapses 28 days after it is tabled."""
    terms = {"price": price, "time": time}
    time_to_answer = {"answer_days": 28.0, "from_tabling": True}
    common = {"label": "bridging", "terms": terms, "why": "nash", **time_to_answer}
    return {"text": number, **common, **more}
