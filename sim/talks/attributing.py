"""Events of the core's rows, with who says so: the record, somebody who chose, or the model."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from sim.scenario.moves import Move
from sim.talks.events import AnyEvent, SessionConvened, TextTabled
from sim.talks.making import PLUGGED
from sim.talks.noting import Note
from sim.talks.rows import event_of_row
from sim.talks.state import State


def event_of(state: State, row: Note, move: Move | None = None) -> AnyEvent:
    """The event that the core has decided; `move`: the forced one that it is."""
    event = event_of_row(row[0], row[1], state.tables, state.seq)
    if move is not None:
        return replace(event, **_of_move(state, event, move))
    if not state.closed:
        return replace(event, **_of_record(state, event))
    if isinstance(event, TextTabled) and event.why == PLUGGED:
        return replace(event, why=state.why)
    return event


def _of_move(state: State, event: AnyEvent, move: Move) -> dict[str, Any]:
    said: dict[str, Any] = {
        "provenance": move.provenance, "evidence": move.evidence, "when": move.when,
        "who": move.who,
    }  # fmt: skip
    if isinstance(event, TextTabled):
        said["name"] = state.tables.texts[move.text].id
        said["why"] = "chosen" if move.provenance == "chosen" else "record"
    return said


def _of_record(state: State, event: AnyEvent) -> dict[str, Any]:
    """Before the record closes nothing is simulated: what no fact tells is assumed."""
    if isinstance(event, SessionConvened):
        for session in state.tables.sessions:
            if session.id == event.session:
                return {"provenance": session.attribution, "evidence": session.evidence}
    return {"provenance": "assumed"}
