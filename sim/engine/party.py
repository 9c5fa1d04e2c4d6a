"""What an answer that is forced rests on, and who carries it."""

from __future__ import annotations

from sim.talks.event import Weighing
from sim.talks.parts import LiveText
from sim.talks.positions import (
    Position,
    crosses,
)
from sim.talks.state import State


def weighing(
    state: State, actor: int, text: LiveText, place: Position, luck: tuple[float, bool]
) -> Weighing:
    """The numbers an answer rests on, as the log keeps them."""
    me = state.tables.actors[actor]
    return Weighing(
        place.worth,
        place.no_deal,
        place.aspiration,
        place.aversion,
        me.precision,
        luck[0],
        luck[1],
        me.accept_bar,
        place.reject_bar,
        crosses(state, actor, text.package),
    )


def via_of(state: State, actor: int) -> str:
    """The mediator that carries an actor's answer, "" in the room."""
    mediator = state.via.get(actor)
    return "" if mediator is None else state.tables.names.actors[mediator]
