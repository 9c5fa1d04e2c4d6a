"""What events have in common, and packages by their terms."""

from __future__ import annotations

from typing import TypedDict

from sim.talks.state import State
from sim.talks.timers import Timer


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
        "provenance": provenance,
    }


def terms_of(state: State, package: int) -> dict[str, str]:
    """A package as its option for every issue."""
    names = state.tables.names
    options = names.package_options[package]
    return {
        issue: ids[o] for issue, ids, o in zip(names.issues, names.options, options, strict=True)
    }
