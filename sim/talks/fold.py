"""The fold: what each event makes of the state, and which timers follow from it.

`evolve(state, event)` works in place and returns the state; nothing else changes one. An
event first clears the timers up to the one it fired (those before it fired quietly), then
its handler sets what follows: at once is a timer due now.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sim.errors import LogError
from sim.scenario.moves import Move
from sim.scenario.tables import Source, Tables
from sim.talks import answering, changing, going, opening, standing, tabling
from sim.talks.conditioning import cut_until
from sim.talks.event import Answer
from sim.talks.events import AnyEvent, DemandRaised, DemandWithdrawn, RecordClosed, TalksOpened
from sim.talks.forking import clear_fired, part_ways
from sim.talks.guarding import protocol_of
from sim.talks.luck import Luck
from sim.talks.state import Handlers, State, initial
from sim.talks.timers import SCRIPT

HANDLERS: Handlers = {
    **opening.HANDLERS,
    **standing.HANDLERS,
    **changing.HANDLERS,
    **tabling.HANDLERS,
    **answering.HANDLERS,
}
_OF_ONES_OWN = (Answer, DemandRaised, DemandWithdrawn)  # these end what an actor's answer stood for


def evolve(state: State, event: AnyEvent) -> State:
    """Fold one event into the state, in place.

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
    if state.core is not None:
        going.follow(state, event)
        return state
    cut_until(state, event.tick, event.actor if isinstance(event, _OF_ONES_OWN) else "")
    state.tick = event.tick
    forced = state.timers.get((SCRIPT, 0))
    clear_fired(state, event.tick, event.fired)
    if forced is not None and (forced.due, forced.order) == (event.tick, event.fired):
        state.moved += 1
        opening.await_move(state, event.seq, event.tick)
    if isinstance(event, RecordClosed):
        going.begin(state, event)
    else:
        HANDLERS[type(event)](state, event)
        state.seq += 1
    while state.forks and state.forks[0].at == event.seq:
        part_ways(state)
    return state


def opened(
    source: Source,
    event: TalksOpened,
    script: Sequence[Move] | None = None,
    tables: Tables | None = None,
) -> State:
    """The state right after a run's first event, which holds all it needs.

    `script` are the forced moves, the record included; None: the record, and what the
    run's what-if adds to it. `tables` spares making those of its values again.
    """
    tables = source.at(event.values) if tables is None else tables
    luck = Luck(event.seed, event.run)
    added = source.now_moves(event.what_if) if event.what_if else ()
    moves = (*tables.record, *added) if script is None else script
    state = initial(tables, luck, protocol_of(tables.rules.protocol), moves)
    state.draw, state.attempt = event.draw, event.attempt
    state.ceiling, state.forks = event.ceiling, event.branches
    state.seats = frozenset(tables.names.actors.index(name) for name in event.seats)
    return evolve(state, event)


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
