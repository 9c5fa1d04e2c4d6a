"""The fold: what each event makes of the state, and which timers follow from it.

`evolve(state, event)` works in place and returns the state; nothing else changes one. An event
first clears the timers up to the one it fired (those before it fired quietly), then sets what
follows: at once is a timer due now. All that is done by the core (`sim.core.evolving`); here
events become its rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sim.core import codes
from sim.errors import LogError
from sim.scenario.moves import Move
from sim.scenario.tables import Source, Tables
from sim.talks import prospects, stepping
from sim.talks.arrays import script_of, tables_of
from sim.talks.changing import from_now
from sim.talks.event import Answer
from sim.talks.events import (
    AnyEvent,
    DemandRaised,
    DemandWithdrawn,
    InputChanged,
    RecordClosed,
    TalksOpened,
)
from sim.talks.forking import part_ways
from sim.talks.guarding import protocol_of, tactic_of
from sim.talks.loading import coming, opening_tables
from sim.talks.luck import Luck
from sim.talks.noting import Note
from sim.talks.rows import row_of
from sim.talks.state import State


def evolve(state: State, event: AnyEvent, written: Note | None = None) -> State:
    """Fold one event into the state, in place.

    `written`: it is the one that the core has just decided, of this row.

    Raises
    ------
    LogError
        Where the event is not the next of this run.
    """
    if event.seq != state.seq or event.tick < state.tick:
        raise LogError(
            f"event {event.seq} at tick {event.tick} does not follow: "
            f"expected event {state.seq} at tick {state.tick} or later"
        )
    if isinstance(event, RecordClosed):
        _close(state, event)
    elif isinstance(event, InputChanged):
        numbers, arrays = from_now(state, event)
        stepping.change(state.core, arrays, event.tick, event.fired)
        state.tables = numbers
    else:
        _follow(state, event, written)
    state.forget()
    while state.forks and state.forks[0].at == event.seq:
        part_ways(state)
    return state


def _follow(state: State, event: AnyEvent, written: Note | None) -> None:
    core = state.core
    if isinstance(event, Answer) and written is None:
        live = state.live
        assert live is not None, "an answer to no text"
        assert live.number == event.text, "an answer to a text that is gone"
    row, numbers = written or row_of(event, state.tables)
    _make_room(state, event)
    if written is None:
        stepping.put(core, row, numbers)
    stepping.fold(core)
    if not state.closed:
        return  # no luck is drawn
    if row[codes.KIND] in (codes.ANSWERED, codes.REVISED):
        state.drawn.append((row[codes.ACTOR], stepping.last_package(core)))
    elif row[codes.KIND] == codes.RELAYED and row[codes.MORE] >= 0:
        state.drawn.append((row[codes.MORE], stepping.last_package(core)))


def _close(state: State, event: RecordClosed) -> None:
    """The record closes: what it leaves open is drawn, and the model goes on from there."""
    names, core = state.tables.names, state.core
    state.tried, state.weight = event.tried, event.weight
    stepping.close(core, event.tick, event.fired)
    for name, luck in event.dispositions.items():
        stepping.dispose(core, names.actors.index(name), luck)
    for taste in event.tastes:
        actor, package = names.actors.index(taste.actor), names.package(taste.terms)
        stepping.bind(core, actor, package, (taste.luck, taste.shared))
    stepping.go_on(core)


def _make_room(state: State, event: AnyEvent) -> None:
    """Give the arrays what they have no room for yet: a demand's phase, names of more texts."""
    core, numbers = state.core, state.tables
    if isinstance(event, DemandRaised | DemandWithdrawn):
        names = numbers.names
        actor, issue = names.actors.index(event.actor), names.issues.index(event.issue)
        raised = isinstance(event, DemandRaised)
        phase = codes.PHASE_RAISED if raised else codes.PHASE_WITHDRAWN
        if not stepping.stands(core, actor, issue, phase):
            pair, ways = actor * len(names.issues) + issue, coming(state, numbers)
            ways[pair] = tuple(dict.fromkeys((*ways.get(pair, ()), phase)))
            found = tables_of(numbers, state.phases, ways, stepping.texts_named(core))
            stepping.take(core, found)
    elif stepping.full(core):
        ways, more = coming(state, numbers), 2 * stepping.texts_named(core)
        stepping.take(core, tables_of(numbers, state.phases, ways, more))


def opened(
    source: Source,
    event: TalksOpened,
    script: Sequence[Move] | None = None,
    tables: Tables | None = None,
) -> State:
    """The state right after a run's first event, which holds all it needs.

    `script` are the forced moves, the record included; None: the record, and what the
    run's what-if adds to it. `tables` spares making those of its values again.

    Raises
    ------
    LogError
        Where the event is not the first of a run.
    """
    if event.seq != 0:
        raise LogError(f"event {event.seq} opens the talks: expected event 0")
    tables = source.at(event.values) if tables is None else tables
    luck = Luck(event.seed, event.run)
    added = source.now_moves(event.what_if) if event.what_if else ()
    moves = (*tables.record, *added) if script is None else script
    index = tables.names.actors.index
    core = stepping.opened(opening_tables(tables), script_of(moves, tables.texts), luck.key)
    for holder, errors in event.beliefs.items():
        for about, error in errors.items():
            stepping.err(core, index(holder), index(about), error)
    seats = frozenset(index(name) for name in event.seats)
    for actor in seats:
        stepping.seat(core, actor, 1, event.seq)
    state = State(
        tables=tables,
        luck=luck,
        protocol=protocol_of(tables.rules.protocol),
        script=moves,
        tactics=[tactic_of(actor.tactic) for actor in tables.actors],
        core=core,
        choose=prospects.chosen,
        seats=seats,
        forks=event.branches,
        draw=event.draw,
        attempt=event.attempt,
        ceiling=event.ceiling,
    ).plug()
    while state.forks and state.forks[0].at == event.seq:
        part_ways(state)
    return state


def fold(source: Source, events: Iterable[AnyEvent], script: Sequence[Move] | None = None) -> State:
    """The state that a log adds up to, without the engine.

    Raises
    ------
    LogError
        Where the log does not start with TalksOpened, or does not fold.
    """
    steps = iter(events)
    first = next(steps, None)
    if not isinstance(first, TalksOpened):
        raise LogError("a log starts with TalksOpened; this one does not")
    state = opened(source, first, script)
    for event in steps:
        evolve(state, event)
    return state
