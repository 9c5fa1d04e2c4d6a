"""What would have made an answer another: the nearest such value of each input, by itself.

Of one answer at one moment, with all else as it was: the same past, the same tick, the same
luck. Nothing is played anew, so that nothing is said of what would have come of it, or of
what the actor would have answered before.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from sim.scenario.tables import Actor
from sim.talks.choices import given
from sim.talks.event import Answer
from sim.talks.events import AnswerRevised
from sim.talks.positions import ANSWER_NAMES, category, position
from sim.talks.state import State
from sim.telling.answers import SAID
from sim.telling.levers import EXACT, LEAST, MOST, Lever, levers
from sim.telling.numbers import number
from sim.telling.tale import Tale

ASKED = (
    "One input of its own at a time, in points of 0-100 as a scenario writes it: the nearest "
    "value that gives another answer to this text at this moment, with the same luck and "
    "all else as it was."
)
_CHOSEN = "Somebody chose this answer: no input made it what it is, so none would flip it."
_ELSEWHERE = (
    "The numbers of this version of detente do not give the answer in the log, so what would "
    "have flipped it is not worked out."
)
_HARD = "The text crosses its hard red line: no value of these makes it a yes."
_STAYED = "It had {} it before: where that is the answer then, nothing would have changed."
_NONE = "No value of any of them from 0 to 100 gives another answer."

_STEP = 0.5  # points between the values tried; what flips on less than that may be passed over
_FINE = 1e-9  # points to which the place of a flip is found
_ROUNDING = 5.0  # a change is at least so many units of its last digit told,
_ENOUGH = 6  # or it is told to so many


@dataclass(frozen=True, slots=True)
class Flip:
    """A way to another answer, all in points.

    Attributes
    ----------
    answer
        The answer then: accept, criticise or reject.
    near, far
        It is the answer from the one to the other: the nearest value, and the last in that
        direction.
    value, last
        The same, rounded to `digits` decimals so that they lie between `near` and `far`.
    change
        `value` less what it was.
    """

    answer: str
    near: float
    far: float
    value: float
    last: float
    digits: int
    change: float


@dataclass(frozen=True, slots=True)
class Flipping:
    """What one input would have done: at most one flip down and one up, the nearest first."""

    name: str
    path: str
    was: float
    flips: list[Flip]


@dataclass(frozen=True, slots=True)
class Flips:
    """What would have flipped an answer, the input with the smallest change first."""

    given: str
    asked: str
    notes: list[str]
    inputs: list[Flipping]


def flips(tale: Tale, event: Answer, state: State) -> Flips | None:
    """What would have made an answer another; None where nothing was weighed.

    Parameters
    ----------
    state
        Just before the answer; it stays as it is.
    """
    text, answer = state.live, given(event)
    if event.weighing is None or text is None:
        return None
    if event.provenance == "chosen":
        return Flips(answer, "", [_CHOSEN], [])
    actor = state.tables.names.actors.index(event.actor)
    again = Again(state, actor, event.tick, event.weighing.luck)
    if again(state.tables.actors[actor]) != answer:
        return Flips(answer, "", [_ELSEWHERE], [])
    asked = levers(tale.labels, state.tables, actor, state.phases[actor])
    found = [_flipping(again, lever, answer) for lever in asked]
    found.sort(key=_size)
    notes = [_smallest(found[0])]
    if event.weighing.hard:
        notes.append(_HARD)
    if isinstance(event, AnswerRevised):
        notes.append(_STAYED.format(SAID[event.before]))
    return Flips(answer, ASKED, notes, found)


class Again:
    """One actor's answer to the live text at a tick with luck eps, its own numbers changed."""

    def __init__(self, state: State, actor: int, tick: int, luck: float) -> None:
        self._state, self._tables = state.still(), state.tables
        self._actor, self._tick, self._luck = actor, tick, luck
        self._stand = state.stand[actor]

    def __call__(self, me: Actor) -> str:
        """The answer with these numbers: accept, criticise or reject."""
        state, actor, text = self._state, self._actor, self._state.live
        assert text is not None
        actors = list(self._tables.actors)
        own, actors[actor] = actors[actor], me
        state.tables = replace(self._tables, actors=tuple(actors))
        kept = me.stances is own.stances and me.firmness == own.firmness
        state.stand[actor] = (
            self._stand if kept else state.tables.standpoint(actor, state.phases[actor])
        )
        place = position(state, actor, text, self._tick)
        bars = place.x, place.reject_bar
        return ANSWER_NAMES[category(state, actor, text, bars, self._luck)]


def _flipping(again: Again, lever: Lever, answer: str) -> Flipping:
    def at(value: float) -> str:
        return again(lever.put(value))

    found = [_flip(at, lever.was, end, answer) for end in (LEAST, MOST)]
    ways = sorted((one for one in found if one is not None), key=lambda one: abs(one.change))
    return Flipping(lever.name, lever.path, lever.was, ways)


def _flip(at: Callable[[float], str], was: float, end: float, answer: str) -> Flip | None:
    """The nearest value on the way to an end of the range that gives another answer."""
    near = _stretch(at, was, end, answer)[1]
    if near is None:
        return None
    then = at(near)
    far = _stretch(at, near, end, then)[0]
    value, last, digits = _rounded(was, near, far)
    return Flip(then, near, far, value, last, digits, round(value - was, EXACT))


def _stretch(
    at: Callable[[float], str], start: float, end: float, answer: str
) -> tuple[float, float | None]:
    """The last value that gives the answer of `start`, and the first beyond it, if any."""
    last = start
    for value in _steps(start, end):
        if at(value) != answer:
            return _between(at, last, value, answer)
        last = value
    return last, None


def _steps(start: float, end: float) -> Iterator[float]:
    sign, count = math.copysign(_STEP, end - start), math.ceil(abs(end - start) / _STEP)
    for k in range(1, count):
        yield start + k * sign
    if count:
        yield end


def _between(
    at: Callable[[float], str], inner: float, outer: float, answer: str
) -> tuple[float, float]:
    """Both sides of where the answer is left, by halving: `inner` gives it, `outer` does not."""
    while abs(outer - inner) > _FINE:
        middle = (inner + outer) / 2
        if at(middle) == answer:
            inner = middle
        else:
            outer = middle
    return inner, outer


def _rounded(was: float, near: float, far: float) -> tuple[float, float, int]:
    """Both rounded toward each other, with few decimals, and how many; alike if no two fit."""
    up, size = near > was, abs(near - was)
    away, back = (math.ceil, math.floor) if up else (math.floor, math.ceil)
    for digits in range(EXACT + 1):
        scale = 10.0**digits
        value, last = away(near * scale) / scale, back(far * scale) / scale
        fits = near <= value <= far if up else far <= value <= near
        if fits and (size * scale >= _ROUNDING or digits >= _ENOUGH):
            return value, max(value, last) if up else min(value, last), digits
    return near, near, EXACT


def _size(one: Flipping) -> float:
    """How far it is to the nearest flip, ranges being alike; without one, last."""
    return abs(one.flips[0].change) if one.flips else math.inf


def _smallest(one: Flipping) -> str:
    """The smallest change in words."""
    if not one.flips:
        return _NONE
    way = one.flips[0]
    then, was = number(way.value, way.digits), number(one.was, way.digits)
    return (
        f"The smallest change: {one.name} {then} instead of {was}; then it would have "
        f"{SAID[way.answer]} the text."
    )
