"""Where a run leaves another: the same past, luck of another future from there on."""

from __future__ import annotations

from sim.errors import LogError
from sim.talks import stepping
from sim.talks.luck import Luck
from sim.talks.state import State
from sim.talks.timers import LOUD


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
    index, core = state.tables.names.actors.index, state.core
    left, state.seats = state.seats, frozenset(index(name) for name in branch.seats)
    luck, state.luck = state.luck, Luck(state.luck.seed, state.luck.run, branch.future)
    stepping.part(core, branch.tick, branch.fired)
    for actor in sorted(left ^ state.seats):
        stepping.seat(core, actor, actor in state.seats, branch.at)
    if branch.future != luck.future:
        stepping.keep_tastes(core, state.drawn)
        state.drawn.clear()
        stepping.draw_anew(core, state.luck.key, branch.at)
    state.forget()
