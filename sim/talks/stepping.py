"""The talks step by step over the core: the next timer, what it brings, and what that changes."""

from __future__ import annotations

from typing import Any

from sim.core import (
    answering,
    beginning,
    changing,
    closing,
    codes,
    conditioning,
    deciding,
    evolving,
    forcing,
    mediating,
    parting,
    positions,
    thinking,
    timing,
    turning,
)
from sim.core.primitives import Key
from sim.core.scripts import Script
from sim.core.state import State
from sim.core.tables import Tables


def opened(tables: Tables, script: Script, run: Key) -> State:
    """Talks as their first event leaves them, but for how actors err; `run` keys their luck."""
    state = State(tables)
    state.script = script
    beginning.open_talks(state, run)
    return state


def err(state: State, actor: int, other: int, error: float) -> None:
    """Let an actor err about another's no-deal worth, lastingly."""
    state.error[actor * state.tables.actors + other] = error


def next_timer(state: State) -> tuple[int, int, int, int, int]:
    """The timer that fires next: when it is due, its order, kind, whom it concerns, its cause."""
    k = timing.next_timer(state)
    due, order = state.timer_due[k], state.timer_order[k]
    return due, order, state.timer_kind[k], state.timer_who[k], state.timer_cause[k]


def decided(state: State) -> Any:
    """What the next timer brings, not folded yet: a row and its floats; None: it fires quietly."""
    timer = timing.next_timer(state)
    kind, who = state.timer_kind[timer], state.timer_who[timer]
    begin(state)
    e = deciding.decide(state, timer)
    state.moment = 0
    look(state)
    if e == codes.NONE:
        timing.drop(state, kind, who)
        return None
    return written(state, e)


def offered(state: State, direct: int) -> Any:
    """What the next timer's actor tables, in direct or in mediated talks: as `decided`."""
    timer = timing.next_timer(state)
    begin(state)
    e = answering.offer(state, timer) if direct else mediating.table(state, timer)
    state.moment = 0
    look(state)
    return None if e == codes.NONE else written(state, e)


def brought(state: State, kind: int, who: int) -> Any:
    """What a pending timer would bring now, whatever fires before it: see `decided`."""
    begin(state)
    e = deciding.decide(state, timing.timer_of(state, kind, who))
    state.moment = 0
    look(state)
    return None if e == codes.NONE else written(state, e)


def acted(state: State, tick: int, fired: int, act: tuple[int, int, int]) -> Any:
    """What somebody's act is, not folded yet, as `decided`: the actor, verb, and issue or NONE."""
    e = forcing.act(state, tick, fired, act[0], act[1], act[2])
    look(state)
    return written(state, e)


def forced(state: State, nth: int, tick: int, fired: int) -> Any:
    """What some move of the script is, as if it came then, as `decided`."""
    return written(state, forcing.force(state, nth, tick, fired))


def said(state: State, place: tuple[int, int, int], actor: int, chance: float) -> Any:
    """What an actor's public word is, not folded yet, as `decided`; `place`: tick, fired, cause."""
    return written(state, forcing.say(state, place[0], place[1], place[2], actor, chance))


def in_view(state: State, mediator: int, tick: int) -> list[int]:
    """The packages that a mediator may table at a tick."""
    mediating.in_view(state, mediator, tick)
    return [state.candidate[k] for k in range(state.candidates)]


def begin(state: State) -> None:
    """Nothing changes for a moment."""
    state.moments += 1
    state.moment = state.moments


def plug(state: State, tactic: Any, rule: Any, protocol: Any) -> None:
    """Let the core call what others plug in."""
    state.plugs.tactic, state.plugs.rule, state.plugs.protocol = tactic, rule, protocol


def look(state: State) -> None:
    """Raise what was raised within the core."""
    fault, state.plugs.fault = state.plugs.fault, None
    if fault is not None:
        raise fault


def written(state: State, e: int) -> tuple[list[int], list[float]]:
    """A row of the core, whose floats begin with the first, and its floats."""
    row = [state.event[e + place] for place in range(codes.WIDTH)]
    first, count = row[codes.FLOATS], row[codes.COUNT]
    row[codes.FLOATS] = 0
    return row, [state.float_[first + k] for k in range(count)]


def put(state: State, row: list[int], numbers: list[float]) -> None:
    """Write an event, to be folded next."""
    for place in range(codes.WIDTH):
        state.event[place] = row[place]
    for k in range(len(numbers)):
        state.float_[k] = numbers[k]
    state.event[codes.FLOATS] = 0


def fold(state: State) -> None:
    """Fold the event that is written; its row is gone then."""
    evolving.evolve(state, 0)
    state.events = state.floats = 0
    look(state)


def change(state: State, tables: Tables, tick: int, fired: int) -> None:
    """Fold an event that sets the numbers of other tables from a minute on."""
    changing.change(state, tables, tick, fired)
    look(state)


def cut_to_the_end(state: State) -> None:
    """Every recorded answer that was not superseded stood until the record ends."""
    conditioning.cut_to_the_end(state)
    look(state)


def close(state: State, tick: int, fired: int) -> None:
    """The record closes in a minute: what it leaves open is to be bound, then `go_on`."""
    closing.come_to(state, tick, fired)
    look(state)


def bind(state: State, actor: int, package: int, taste: tuple[float, bool]) -> None:
    """Bind an actor's luck with a package: its eps, and whether that is its disposition."""
    positions.bind_taste(state, actor, package, taste[0], taste[1])


def dispose(state: State, actor: int, luck: float) -> None:
    """Bind an actor's lasting disposition."""
    state.disposition[actor] = luck


def go_on(state: State) -> None:
    """Set going what follows the record."""
    closing.go_on(state)
    look(state)


def set_timer(state: State, kind: int, who: int, due: int, cause: int) -> None:
    """Set or replace a timer; a suspension holds it back."""
    timing.set_timer(state, kind, who, due, cause)


def turns(state: State, cause: int, direct: int) -> None:
    """Set the turns of alternating offers, or of mediated talks."""
    turning.built_in(state, cause, direct)


def reconsider(state: State, actor: int, cause: int) -> None:
    """Date the actor's next change of answer, if nothing happens."""
    thinking.reconsider(state, actor, cause, 0)


def pending(state: State, kind: int, who: int) -> bool:
    """Whether such a timer is set, or held back by a suspension."""
    return bool(timing.pending(state, kind, who))


def drop(state: State, kind: int, who: int) -> None:
    """Forget a timer, and its hazard."""
    timing.drop(state, kind, who)


def part(state: State, tick: int, fired: int) -> None:
    """Come to the minute of a branch."""
    parting.part(state, tick, fired)


def seat(state: State, actor: int, taken: int, at: int) -> None:
    """A person takes a seat, or leaves it."""
    parting.seat(state, actor, taken, at)
    look(state)


def keep_tastes(state: State, drawn: list[tuple[int, int]]) -> None:
    """Bind what was drawn to what it is, whatever luck comes."""
    for actor, package in drawn:
        luck = positions.taste(state, actor, package)
        shared = positions.shares_disposition(state, actor, package)
        positions.bind_taste(state, actor, package, luck, shared)


def draw_anew(state: State, run: Key, at: int) -> None:
    """Go on with luck of another future."""
    parting.draw_anew(state, run, at)


def twin(state: State, run: Key) -> State:
    """The same state with luck of its own."""
    found = State(state.tables)
    changing.branch(found, state)
    found.run = run
    found.outcome = state.outcome
    return found


def count_on(state: State, events: int, texts: int) -> None:
    """Go on as if there had been so many more events and texts before."""
    state.seq += events
    state.texts += texts


def stands(state: State, actor: int, issue: int, phase: int) -> bool:
    """Whether the arrays have what packages are worth to an actor in a phase of a demand."""
    at = actor * state.tables.issues + issue
    before, state.phase[at] = state.phase[at], phase
    found = evolving.standpoint(state, state.tables, actor)
    state.phase[at] = before
    return bool(found != codes.NONE)


def take(state: State, tables: Tables) -> None:
    """Go on with the same numbers in arrays with more room, or for other demands to come."""
    state.tables = tables
    for actor in range(tables.actors):
        evolving.stand_anew(state, actor)


def full(state: State) -> bool:
    """Whether luck has no name for one more text."""
    return bool(state.texts >= state.tables.names.texts - 2)


def last_package(state: State) -> int:
    """The package of the live text, or of the last."""
    return state.package


def texts_named(state: State) -> int:
    """How many texts luck has names for."""
    return state.tables.names.texts


def tables_at(state: State) -> Tables:
    """The arrays of numbers that the talks are played on now."""
    return state.tables
