"""Where a run leaves another: the same past, luck of another future from there on."""

from __future__ import annotations

from sim.errors import LogError
from sim.model.draws import exponential
from sim.talks.event import Branch
from sim.talks.luck import Luck
from sim.talks.state import State
from sim.talks.thinking import reconsider
from sim.talks.timers import LOUD, SETTLE, SHOCK, Hazard


def clear_fired(state: State, tick: int, order: int) -> None:
    """Drop the timers up to one: those due before it fired quietly, a log does not say."""
    timers = state.timers
    while timers:
        due, nth, kind, who, _ = min(timers.values())
        if due > tick or (due == tick and nth > order):
            return
        state.drop(kind, who)


def part_ways(state: State) -> None:
    """Take the branch that the state has come to, in place.

    What was drawn stays. A hazard that has not struck is drawn anew from this minute on,
    which is what it is worth given that (a hazard has no memory). The same future as
    before changes nothing.

    Raises
    ------
    LogError
        Where what comes for certain would be passed over.
    """
    branch, *rest = state.forks
    state.forks = tuple(rest)
    now = (branch.tick, branch.fired)
    if any(t.kind in LOUD and (t.due, t.order) <= now for t in state.timers.values()):
        raise LogError(
            f"it says that it left another run at tick {branch.tick} after event {branch.at}: "
            "something else is due before"
        )
    clear_fired(state, branch.tick, branch.fired)
    state.tick = max(state.tick, branch.tick)
    _seat(state, branch)
    if branch.future == state.luck.future:
        return
    state.luck = Luck(state.luck.seed, state.luck.run, branch.future)
    for kind, who in sorted(state.hazards):
        held, timer = state.hazards[kind, who], state.timers.get((kind, who))
        unit = exponential(state.luck.u(state.hazard_owner(kind, who), _purpose(state, kind, who)))
        state.hazards[kind, who] = Hazard(unit, held.rate, state.tick)
        state.date_hazard(kind, who, branch.at if timer is None else timer.cause)


def _seat(state: State, branch: Branch) -> None:
    """People leave their seats, or take them: the engine decides for all others."""
    index = state.tables.names.actors.index
    left, state.seats = state.seats, frozenset(index(name) for name in branch.seats)
    for actor in sorted(left ^ state.seats):
        if actor in state.answers:
            reconsider(state, actor, branch.at, news=False)


def _purpose(state: State, kind: str, who: int) -> str:
    """What a redrawn unit is for: a name, never a place in a list."""
    if kind == SHOCK:
        return f"pending/shock/{state.tables.shocks[who].id}"
    if kind == SETTLE:
        return f"pending/settles/{state.tables.after_yes.items[who]}"
    return f"pending/{kind}"
