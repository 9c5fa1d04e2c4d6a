"""Who decided what a log calls chosen: a person in a seat, or a what-if or a fork."""

from __future__ import annotations

from sim.talks.choices import asked
from sim.talks.event import Event
from sim.talks.events import (
    DemandRaised,
    DemandWithdrawn,
    RedLineStated,
    TalksOpened,
)
from sim.telling.tale import Tale

BY_A_PERSON = "decided by a person in the seat"
BY_SOMEBODY = "chosen by whoever plays on"
_FORCED = {DemandRaised: "raise", DemandWithdrawn: "withdraw", RedLineStated: "statement"}


def seats_of(first: TalksOpened) -> frozenset[str]:
    """Everybody who was played by a person at some time of a run."""
    return frozenset((*first.seats, *(name for way in first.branches for name in way.seats)))


def by_a_person(tale: Tale, event: Event) -> bool:
    """Whether a person in a seat decided it; what a what-if forces on a seat is none of that."""
    if event.provenance != "chosen" or event.actor not in seats_of(tale.first):
        return False
    forced = tale.script
    if forced is None:
        what_if = tale.first.what_if
        forced = tale.case.now_moves(what_if) if what_if else ()
    who = tale.tables.names.actors.index(event.actor)
    verb = _FORCED.get(type(event), "")
    return not any(
        (move.provenance, move.actor, move.verb, move.tick) == ("chosen", who, verb, event.tick)
        for move in forced
    )


def whose_choice(tale: Tale, event: Event) -> str:
    """Who chose an event, in words; nothing where nobody did."""
    if event.provenance != "chosen":
        return ""
    return BY_A_PERSON if by_a_person(tale, event) else BY_SOMEBODY


def waits_for(tale: Tale) -> str:
    """Who has to decide next in a game that is not over, "" if nobody has."""
    state = tale.end
    if state.outcome or not state.timers:
        return ""
    timer = state.next_timer()
    return state.tables.names.actors[timer.who] if asked(state, timer) else ""
