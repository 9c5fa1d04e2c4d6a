"""When an answer will change, if nothing else happens.

As `sim.talks.thinking`, which says why: the one step of the clock grid at which an answer changes
is found beforehand, from bounds over whole spans.
"""

from __future__ import annotations

from sim.core import codes, conditioning, grids, positions, primitives, timing
from sim.core.state import State
from sim.model import answer, constants


def reconsider(state: State, actor: int, cause: int, news: int) -> None:
    """Date the actor's next change of answer to the live text, if there is one.

    `news`: it thinks again at once (plus the way its word travels); else on the grid only.
    """
    if not state.closed:
        conditioning.cut(state, actor)
        return
    given = state.answer[actor]
    timing.drop(state, codes.RETHINK, actor)
    if not state.live or given == codes.SILENT or actor == state.by:
        return
    heard = state.tick + state.carry[actor]
    if state.seat[actor]:  # a person's answer stands until the person changes it
        if news and _lives(state, heard):
            timing.set_timer(state, codes.RETHINK, actor, heard, cause)
        return
    luck = positions.taste(state, actor, state.package)
    bar = positions.reject_bar_of(state, actor)
    if _settled(state, actor, given, luck, bar):
        return
    if news and _lives(state, heard) and _differs(state, actor, heard, given, luck, bar):
        timing.set_timer(state, codes.RETHINK, actor, heard, cause)
        return
    tick = _first_change(state, actor, given, luck, bar)
    if tick != codes.NONE:
        timing.set_timer(state, codes.RETHINK, actor, tick, state.answered_seq[actor])


def _lives(state: State, tick: int) -> int:
    return state.end == codes.NONE or tick < state.end


def _last(state: State) -> int:
    """The last tick at which the text may be thought about."""
    return (state.tabled + constants.EVER if state.end == codes.NONE else state.end) - 1


def _place(state: State, actor: int, tick: int, slot: int) -> float:
    pull = positions.label_pull(state, actor, state.label, state.by)
    return positions.position(state, actor, state.package, pull, tick, 0.0, slot)


def _differs(state: State, actor: int, tick: int, given: int, luck: float, bar: float) -> int:
    x = _place(state, actor, tick, 0)
    return positions.category(state, actor, state.package, x, bar, luck) != given


def _settled(state: State, actor: int, given: int, luck: float, bar: float) -> int:
    """Whether the answer surely stays for as long as the text lives, from now on.

    The bounds hold until some worth changes, whatever is said in public meanwhile.
    """
    if not state.bound[actor]:
        _place(state, actor, state.tick, 0)
        _place(state, actor, _last(state) + 1, 1)
        state.bound_early[actor] = _bound(state, actor, 0, 1)
        state.bound_late[actor] = _bound(state, actor, 1, 0)
        state.bound[actor] = 1
    early, late = state.bound_early[actor], state.bound_late[actor]
    return _stays(state, actor, early, given, luck, bar) and _stays(
        state, actor, late, given, luck, bar
    )


def _stays(state: State, actor: int, x: float, given: int, luck: float, bar: float) -> int:
    return positions.category(state, actor, state.package, x, bar, luck) == given


def _bound(state: State, actor: int, own: int, others: int) -> float:
    """An inclination that bounds all between two positions (`sim.talks.thinking` says why).

    The actor's own numbers are those of one, what others attain that of the other: with its own of
    the earlier it is the highest, with its own of the later the lowest.
    """
    place, width = state.place, state.place_width
    first, last = own * width, others * width
    worth, no_deal = place[first + codes.WORTH], place[first + codes.NO_DEAL]
    felt = grids.aversion(
        state.tables.aversion[actor], worth, no_deal, positions.best_of(state, actor),
        place, last + codes.SHARES, positions.others_of(state, actor),
    )  # fmt: skip
    return answer.inclination(
        state.tables.precision[actor], worth, place[first + codes.ASPIRATION], felt
    )


def _first_change(state: State, actor: int, given: int, luck: float, bar: float) -> int:
    """The first tick of the grid after now at which the answer differs; NONE: there is none."""
    anchor, every = state.answered_tick[actor], state.tables.rethink
    first = primitives.steps_between(state.tick - anchor, every) + 1
    last = primitives.steps_between(_last(state) - anchor, every)
    if first > last:
        return codes.NONE
    _place(state, actor, anchor + first * every, 2)
    _place(state, actor, anchor + last * every, 3)
    step = _search(state, actor, first, 2, last, 3, given, luck, bar, 4)
    return codes.NONE if step == codes.NONE else anchor + step * every


def _search(
    state: State, actor: int, lo: int, low: int, hi: int, high: int,
    given: int, luck: float, bar: float, free: int,
) -> int:  # fmt: skip
    """The first step between two at which the answer differs; NONE: there is none.

    `low` and `high` are where the positions at the two stand, `free` the first place for others.
    """
    if lo == hi:
        x = state.place[low * state.place_width + codes.INCLINATION]
        return codes.NONE if _stays(state, actor, x, given, luck, bar) else lo
    if _stays(state, actor, _bound(state, actor, low, high), given, luck, bar) and _stays(
        state, actor, _bound(state, actor, high, low), given, luck, bar
    ):
        return codes.NONE
    anchor, every = state.answered_tick[actor], state.tables.rethink
    middle = (lo + hi) // 2
    place = low
    if middle != lo:
        place = free
        _place(state, actor, anchor + middle * every, place)
    found = _search(state, actor, lo, low, middle, place, given, luck, bar, free + 2)
    if found != codes.NONE:
        return found
    after = middle + 1
    place = high
    if after != hi:
        place = free + 1
        _place(state, actor, anchor + after * every, place)
    return _search(state, actor, after, place, hi, high, given, luck, bar, free + 2)
