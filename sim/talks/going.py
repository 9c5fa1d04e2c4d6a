"""The fold once the record has closed: over the arrays of the core."""

from __future__ import annotations

from msgspec.structs import replace

from sim.core import codes
from sim.scenario.stances import RAISED, WITHDRAWN
from sim.talks import prospects, stepping
from sim.talks.arrays import tables_of
from sim.talks.changing import from_now
from sim.talks.event import Answer
from sim.talks.events import (
    AnyEvent,
    DemandRaised,
    DemandWithdrawn,
    InputChanged,
    RecordClosed,
    TextTabled,
)
from sim.talks.forking import part_ways
from sim.talks.loading import core_tables, load, moving
from sim.talks.making import PLUGGED
from sim.talks.noting import Note
from sim.talks.opening import await_move
from sim.talks.rows import events_of, row_of
from sim.talks.state import State
from sim.talks.timers import SCRIPT


def begin(state: State, event: RecordClosed) -> None:
    """The record closes: what it leaves open is drawn, and the core takes over."""
    names = state.tables.names
    state.tried, state.weight = event.tried, event.weight
    for name, luck in event.dispositions.items():
        state.dispositions[names.actors.index(name)] = luck
    for taste in event.tastes:
        package = names.package(taste.terms)
        state.tastes[names.actors.index(taste.actor), package] = taste.luck, taste.shared
    state.closed = True
    core = load(state, core_tables(state))
    state.choose = prospects.chosen
    state.enter(core)
    stepping.set_going(core)
    state.forget()


def follow(state: State, event: AnyEvent, *, written: Note | None = None) -> None:
    """Fold an event; `written`: it is the one that the core has just decided, of this row."""
    core = state.core
    assert core is not None
    if state.moved < len(state.script):
        forced = state.timers.get((SCRIPT, 0))
        if forced is not None and (forced.due, forced.order) == (event.tick, event.fired):
            state.moved += 1
            await_move(state, event.seq, event.tick)
    if isinstance(event, InputChanged):
        numbers, arrays = from_now(state, event)
        stepping.change(core, arrays, event.tick, event.fired)
        state.tables = numbers
    else:
        if isinstance(event, Answer) and written is None:
            live = state.live
            assert live is not None, "an answer to no text"
            assert live.number == event.text, "an answer to a text that is gone"
        row, numbers_of_row = written or row_of(event, state.tables)
        _make_room(state, event)
        if written is None:
            stepping.put(core, row, numbers_of_row)
        stepping.fold(core)
        if row[codes.KIND] in (codes.ANSWERED, codes.REVISED):
            state.drawn.append((row[codes.ACTOR], stepping.last_package(core)))
        elif row[codes.KIND] == codes.RELAYED and row[codes.MORE] >= 0:
            state.drawn.append((row[codes.MORE], stepping.last_package(core)))
    state.forget()
    while state.forks and state.forks[0].at == event.seq:
        part_ways(state)


def event_of(state: State, row: Note) -> AnyEvent:
    """The event that the core has decided."""
    [event] = events_of([row[0]], row[1], state.tables, state.seq)
    if isinstance(event, TextTabled) and event.why == PLUGGED:
        return replace(event, why=state.why)
    return event


def _make_room(state: State, event: AnyEvent) -> None:
    """Give the arrays what they have no room for yet: a demand's phase, names of more texts."""
    core = state.core
    assert core is not None
    if isinstance(event, DemandRaised | DemandWithdrawn):
        names = state.tables.names
        actor, issue = names.actors.index(event.actor), names.issues.index(event.issue)
        phase = RAISED if isinstance(event, DemandRaised) else WITHDRAWN
        if not stepping.stands(core, actor, issue, phase):
            also = {*moving(state), actor * len(names.issues) + issue}
            found = tables_of(state.tables, state.phases, also, stepping.texts_named(core))
            stepping.take(core, found)
    elif stepping.full(core):
        more = 2 * stepping.texts_named(core)
        stepping.take(core, tables_of(state.tables, state.phases, moving(state), more))
