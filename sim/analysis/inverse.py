"""The inverse question: how little each input would have to be otherwise for a text to pass.

The chance that a text finds the consent it needs is a mean over draws of the inputs, each put
as in `putting`. One input at a time is then set to the same value in all of them, from `now` on,
and all others stay as drawn: so the chance is a deterministic function of that value, without
luck. Asked is the value nearest to the input's median at which the chance is at least p. It is
looked for on a grid and narrowed down between two points of it by halving, away from the median
in either direction; nothing is taken to rise or fall throughout, so what changes back within
one step of the grid may be passed over.

Every actor's inputs are asked alike. How little one would have to be otherwise says nothing of
whether it could be, or of who should give way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sim.analysis.put_chances import weights_of
from sim.analysis.putting import Putting
from sim.analysis.resample import bootstrap, tails
from sim.analysis.runs import Floats, weighted_quantiles
from sim.scenario.distributions import Choice, bounds
from sim.scenario.inputs import Input
from sim.scenario.words import as_option, bare

STEPS = 20  # of the grid over an input's range
HALVINGS = 12  # of a step of it: to 1 part in 80,000 of the range
_STILL = 1e-12  # a chance that moves by less does not move


@dataclass(frozen=True, slots=True)
class Within:
    """The interval of a value, its nearer and its farther end; None: beyond the range."""

    near: float | None
    far: float | None
    level: float


@dataclass(frozen=True, slots=True)
class Reach:
    """What one number would have to be, in the unit of the file.

    Attributes
    ----------
    low, high, median
        The ends of its range, and the median of what is drawn.
    value
        The nearest to the median at which the text passes with the chance asked for; None:
        nowhere in its range.
    move
        How far that is from the median, as a part of the range (signed).
    within
        How far `value` would move with other draws; None where it is the median.
    chance
        At `value`.
    best, best_chance
        Where on the grid the chance is greatest.
    """

    path: str
    unit: str
    low: float
    high: float
    median: float
    value: float | None
    within: Within | None
    move: float | None
    chance: float | None
    best: float
    best_chance: float


@dataclass(frozen=True, slots=True)
class WordReach:
    """An input in words: how often each is drawn, and the chance with it everywhere."""

    path: str
    words: tuple[tuple[str, float, float], ...]

    @property
    def best_chance(self) -> float:
        """The greatest chance."""
        return max(chance for _, _, chance in self.words)


Answer = Reach | WordReach | None


def asked_of(inputs: Sequence[Input], owners: Sequence[str]) -> list[Input]:
    """The inputs that an answer at `now` may rest on: of those who answer, and of issues.

    The terms of the text are what is asked about, so they are none of them.
    """
    return [
        one for one in inputs if one.uncertain and one.path.partition(".")[0] in {*owners, "issues"}
    ]


class _Curve:
    """The chance of consent as a function of one input, draw by draw; remembered."""

    def __init__(self, puttings: Sequence[Putting], one: Input) -> None:
        self._puttings, self._path = puttings, one.path
        ends = bounds(one.dist)
        assert ends is not None, f"{one.path} is no number"
        self.low, self.high = ends
        weights = weights_of(puttings)
        self.weights = weights / weights.sum()
        drawn = np.array([_number(putting, one.path) for putting in puttings])
        (median,) = weighted_quantiles(drawn, weights, [0.5])
        self.median = min(max(median, self.low), self.high)  # a what-if may have moved it out
        self._known: dict[float, Floats] = {}

    def by_draw(self, value: float) -> Floats:
        """(D,) with the input at a value in each draw."""
        if value not in self._known:
            moved = [putting.moved(self._path, value) for putting in self._puttings]
            self._known[value] = np.array(moved, dtype=np.float64)
        return self._known[value]

    def chance(self, value: float) -> float:
        """With the input at a value in all of them."""
        return float(self.weights @ self.by_draw(value))

    def still(self) -> bool:
        """Whether the input moves nothing, by its ends and its median."""
        seen = [self.by_draw(value) for value in (self.low, self.median, self.high)]
        return bool(np.ptp(np.stack(seen), axis=0).max() < _STILL)

    @property
    def grid(self) -> list[float]:
        """The values looked at first, the median among them."""
        even = np.linspace(self.low, self.high, STEPS + 1).tolist()
        return sorted({*even, self.median})

    def ways(self) -> tuple[list[float], list[float]]:
        """The grid from the median up, and from it down."""
        up = [value for value in self.grid if value >= self.median]
        down = [value for value in reversed(self.grid) if value <= self.median]
        return up, down


def answer(puttings: Sequence[Putting], one: Input, p: float, level: float = 0.95) -> Answer:
    """What an input would have to be for a chance of `p`; None where it moves nothing."""
    if isinstance(one.dist, Choice):
        return _in_words(puttings, one, one.dist)
    curve = _Curve(puttings, one)
    if curve.still():
        return None
    chances = {value: curve.chance(value) for value in curve.grid}
    best = max(chances, key=lambda v: (chances[v], -abs(v - curve.median)))
    found = Reach(
        one.path, one.unit, curve.low, curve.high, curve.median,
        value=None, within=None, move=None, chance=None, best=best, best_chance=chances[best],
    )  # fmt: skip
    nearest = _nearest(curve, p)
    if nearest is None:
        return found
    value, way = nearest
    return replace(
        found,
        value=value,
        within=None if value == curve.median else _within(curve, way, p, level),
        move=(value - curve.median) / (curve.high - curve.low),
        chance=curve.chance(value),
    )


def _nearest(curve: _Curve, p: float) -> tuple[float, list[float]] | None:
    """The value nearest to the median at which the chance is at least p, and the way to it."""
    found = []
    for way in curve.ways():
        at = next((k for k, value in enumerate(way) if curve.chance(value) >= p), None)
        if at == 0:
            return curve.median, way
        if at is not None:
            found.append((_narrowed(curve, way[at - 1], way[at], p), way))
    return min(found, key=lambda one: (abs(one[0] - curve.median), one[0]), default=None)


def _narrowed(curve: _Curve, short: float, enough: float, p: float) -> float:
    """By halving: from a value that falls short toward one that is enough; that is enough too."""
    for _ in range(HALVINGS):
        middle = (short + enough) / 2
        if curve.chance(middle) >= p:
            enough = middle
        else:
            short = middle
    return enough


def _within(curve: _Curve, way: list[float], p: float, level: float) -> Within:
    """How far the value would move with other draws, going the same way, between grid points.

    A bootstrap over draws; None is an end beyond the range.
    """
    on_grid = np.stack([curve.weights * curve.by_draw(value) for value in way], axis=1)
    distances = np.abs(np.array(way) - curve.median)

    def distance(times: Floats) -> Floats:
        chances = (times @ on_grid) / (times @ curve.weights)[:, np.newaxis]
        return _crossing(chances, distances, p)[:, np.newaxis]

    again = bootstrap(len(curve.weights), 0, distance)[:, 0]
    near, far = np.quantile(again, tails(level), method="inverted_cdf").tolist()
    sign = 1.0 if way[-1] > curve.median else -1.0
    near, far = (None if d == np.inf else curve.median + sign * d for d in (near, far))
    return Within(near, far, level)


def _crossing(chances: Floats, distances: Floats, p: float) -> Floats:
    """(B,) how far it is to where each row (B, K) first reaches p; endless where it does not."""
    enough = chances >= p
    first = enough.argmax(axis=1)
    rows = np.arange(len(chances))
    before = np.maximum(first - 1, 0)
    low, high = chances[rows, before], chances[rows, first]
    gap = np.where(high > low, high - low, 1.0)
    share = np.where(first > 0, (p - low) / gap, 0.0)
    found = distances[before] + share * (distances[first] - distances[before])
    return np.asarray(np.where(enough.any(axis=1), found, np.inf), dtype=np.float64)


def _in_words(puttings: Sequence[Putting], one: Input, dist: Choice) -> WordReach | None:
    weights = weights_of(puttings)
    weights = weights / weights.sum()
    found = []
    for word in dist.values:
        drawn = float(weights @ [putting.value(one.path) == word for putting in puttings])
        chance = float(weights @ [putting.moved(one.path, word) for putting in puttings])
        found.append((as_option(word) if isinstance(word, str) else bare(word), drawn, chance))
    chances = [chance for _, _, chance in found]
    if max(chances) - min(chances) < _STILL:
        return None
    return WordReach(one.path, tuple(found))


def _number(putting: Putting, path: str) -> float:
    value = putting.value(path)
    assert not isinstance(value, str), path
    return value


def by_size(found: Sequence[Reach]) -> list[Reach]:
    """The smallest move first; those out of reach last, the greatest chance first."""
    return sorted(
        found,
        key=lambda one: (
            one.move is None,
            -one.best_chance if one.move is None else abs(one.move),
            one.path,
        ),
    )
