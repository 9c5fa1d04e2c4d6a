"""Logs made up event by event, for what is read off a log alone."""

from __future__ import annotations

from typing import Any

from sim.talks.event import Event
from sim.talks.events import AnyEvent, RecordClosed, TextLapsed, TextTabled

Told = tuple[type[Event], str, dict[str, Any]]  # a type, who did it, and its own fields


def log(*told: Told, begin: int = 0) -> list[AnyEvent]:
    """Events in their order, one an hour, numbered from `begin`."""
    common: dict[str, Any] = {"cause": -1, "fired": -1, "provenance": "simulated"}
    made: list[Any] = [
        kind(seq=seq, tick=60 * seq, actor=actor, **(common | fields))
        for seq, (kind, actor, fields) in enumerate(told, begin)
    ]
    return made


CLOSED = (
    RecordClosed,
    "",
    {"tried": 1, "likelihood": 1.0, "weight": 1.0, "dispositions": {}, "tastes": []},
)


def tabled(who: str, text: int, revises: int = -1) -> Told:
    """All texts are of the same terms."""
    terms = {"price": "p2", "time": "t2"}
    return TextTabled, who, {"text": text, "terms": terms, "revises": revises}


def answer(kind: type[Event], who: str, text: int) -> Told:
    """An answer of a type to a text."""
    return kind, who, {"text": text}


def lapsed(text: int, why: str = "deadline") -> Told:
    """Why is deadline or superseded."""
    return TextLapsed, "", {"text": text, "why": why}
