"""What recorded answers say of luck: the eps that gives each of them for as long as it stood.

As `sim.talks.conditioning`, which says why.
"""

from __future__ import annotations

from sim.core import codes, positions
from sim.core.state import State
from sim.model import answer, constants


def cut_until(state: State, tick: int, acting: int) -> None:
    """Cut at every step of the clock grid after now, up to and with a tick.

    `acting` answers or demands anew at that tick: it stood by its old answer until just before.
    """
    for actor in range(state.tables.actors):
        _cut_along(state, actor, tick - 1 if actor == acting else tick)


def cut_to_the_end(state: State) -> None:
    """Every answer that was not superseded stood until the record ends."""
    now = state.tables.now
    for actor in range(state.tables.actors):
        _cut_along(state, actor, now)
    if not state.live or state.end == codes.NONE or state.end >= now:
        return
    for actor in range(state.tables.actors):  # an answered text is told to stand at the end
        if state.answer[actor] != codes.SILENT and actor != state.by:
            k = _of_answer(state, actor)
            state.cut_low[k], state.cut_high[k] = constants.INFINITE, -constants.INFINITE
            state.recut = 1


def cut(state: State, actor: int) -> None:
    """Cut at this moment: the actor answered, or there was news for it."""
    if state.cut_at[actor] != codes.NONE:
        _cut(state, actor, state.tick)


def stop_cutting(state: State, actor: int, cause: int) -> None:
    """An actor changed its own demands: what it answers from now on is not reported."""
    if state.cut_at[actor] != codes.NONE:
        state.cut_at[actor] = codes.NONE
        state.unsaid[actor] = cause


def _cut_along(state: State, actor: int, last: int) -> None:
    while state.cut_at[actor] != codes.NONE and state.cut_at[actor] <= last:
        _cut(state, actor, state.cut_at[actor])
        state.cut_at[actor] += state.tables.rethink


def _cut(state: State, actor: int, tick: int) -> None:
    given = state.answer[actor]
    if not state.live or given == codes.SILENT:
        return
    gone = 0
    if state.end != codes.NONE and state.end < tick:
        gone = 1
    if gone and tick > state.answered_tick[actor]:
        return  # nobody thinks about a text that has lapsed
    # No luck gives an answer to a text that is gone, or that does not ask for it.
    low, high = constants.INFINITE, -constants.INFINITE
    if state.needed[actor] and not gone:
        luck_that_gives(state, actor, tick, given)
        low, high = state.least_luck, state.most_luck
    k = _of_answer(state, actor)
    if low > state.cut_low[k]:
        state.cut_low[k] = low
        state.recut = 1
    if high < state.cut_high[k]:
        state.cut_high[k] = high
        state.recut = 1


def luck_that_gives(state: State, actor: int, tick: int, given: int) -> None:
    """Leave in the state the eps with which an actor would give the live text an answer at a tick.

    The least is above the most where no luck would. Its position is worked out at place 0.
    """
    pull = positions.label_pull(state, actor, state.label, state.by)
    x = positions.position(state, actor, state.package, pull, tick, 0.0, 0)
    bar, reject_bar = state.tables.accept_bar[actor], state.place[codes.REJECT_BAR]
    state.least_luck = answer.lowest_noise(given, x, bar, reject_bar)
    state.most_luck = answer.highest_noise(given, x, bar, reject_bar)
    if positions.crosses(state, actor, state.package):
        if given == constants.ACCEPT:
            state.least_luck, state.most_luck = constants.INFINITE, -constants.INFINITE
        elif given == constants.CRITICISE:
            state.most_luck = constants.INFINITE


def _of_answer(state: State, actor: int) -> int:
    """The place of what an actor's answer to the live text leaves of its luck."""
    seq = state.answered_seq[actor]
    for k in range(state.cuts):
        if state.cut_actor[k] == actor and state.cut_seq[k] == seq:
            if state.cut_package[k] == state.package:
                return k
    return put_cut(state, actor, state.package, seq)


def put_cut(state: State, actor: int, package: int, seq: int) -> int:
    """Room for what one more answer leaves of luck: all of it as yet."""
    if state.cuts == state.cut_room:
        old, new = state.cut_room, 2 * state.cut_room
        state.cut_actor = state.pools.more_longs(state.cut_actor, old, new)
        state.cut_package = state.pools.more_longs(state.cut_package, old, new)
        state.cut_seq = state.pools.more_longs(state.cut_seq, old, new)
        state.cut_low = state.pools.more_doubles(state.cut_low, old, new)
        state.cut_high = state.pools.more_doubles(state.cut_high, old, new)
        state.cut_room = new
    k = state.cuts
    state.cuts += 1
    state.recut = 1
    state.cut_actor[k], state.cut_package[k], state.cut_seq[k] = actor, package, seq
    state.cut_low[k], state.cut_high[k] = -constants.INFINITE, constants.INFINITE
    return k
