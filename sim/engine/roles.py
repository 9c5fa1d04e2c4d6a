"""Who decides what at which timer. A role is a table from a timer's kind to a decision.

A decision looks at the state and returns at most one event; it changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypedDict

from sim.talks.events import AnyEvent
from sim.talks.state import State
from sim.talks.timers import Timer

Decision = Callable[[State, Timer], AnyEvent | None]
Role = dict[str, Decision]


class Stamp(TypedDict):
    """What every event has in common."""

    seq: int
    tick: int
    actor: str
    cause: int
    fired: int
    provenance: str


def stamp(state: State, timer: Timer, actor: int = -1, provenance: str = "simulated") -> Stamp:
    """The common fields of the event that a timer brings about."""
    return {
        "seq": state.seq,
        "tick": timer.due,
        "actor": state.tables.names.actors[actor] if actor >= 0 else "",
        "cause": timer.cause,
        "fired": timer.order,
        "provenance": provenance if state.closed else _recorded(provenance),
    }


def _recorded(provenance: str) -> str:
    """Before the record closes nothing is simulated: what no fact tells is assumed."""
    return "assumed" if provenance == "simulated" else provenance


def by_name(state: State, values: dict[int, Any]) -> dict[str, Any]:
    """Values by actor index as values by actor id."""
    names = state.tables.names.actors
    return {names[i]: value for i, value in values.items()}


def terms_of(state: State, package: int) -> dict[str, str]:
    """A package as its option for every issue."""
    names = state.tables.names
    options = names.package_options[package]
    return {
        issue: ids[o] for issue, ids, o in zip(names.issues, names.options, options, strict=True)
    }
