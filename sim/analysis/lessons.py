"""What a record teaches of inputs that nobody can see: each before and after it.

Tries of the inputs as they are drawn, each weighed by its likelihood, are draws given the
record (importance sampling; `ensemble.lessons`). Of numbers the median and the 90% interval
are told, of words the shares. How far the two lie apart is the largest difference of their
distribution functions (Kolmogorov-Smirnov; of words the total variation): 0 where nothing is
learnt, 1 where no value is left that was likely.

Whether that is more than chance is a permutation test: had the record nothing to do with an
input, its weights would be dealt to the tries at random. Sums of weights so dealt tend to a
Brownian bridge (Rosen 1964; Billingsley 1968, theorem 24.1), whose largest value has
Kolmogorov's distribution, and of words the squared differences to a chi-square one: so no
permutation has to be made. All inputs are tried at once, and Benjamini & Hochberg (1995) keep
the false finds among those told apart to 5 in 100 at the 95% level.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sim.analysis.laws import chi_square_above, kolmogorov_above, normal_quantile
from sim.analysis.multiple import false_finds
from sim.analysis.resample import Interval, tails
from sim.analysis.runs import Floats, kish, weighted_quantiles
from sim.ensemble.lessons import Tries
from sim.errors import RecordError
from sim.scenario.distributions import bounds
from sim.scenario.inputs import Input
from sim.text import many

INNER = 0.9  # of what an input may be, before and after
LEAST_WORTH = 30  # tries that count, under which nothing is told apart


@dataclass(frozen=True, slots=True)
class Spread:
    """What a number may be, in the unit of the file: its median, and the middle 90%.

    `median_within` is how far the median would move with other tries; None of what is drawn.
    """

    median: float
    low: float
    high: float
    level: float
    median_within: Interval | None


@dataclass(frozen=True, slots=True)
class Lesson:
    """What the record teaches of one input.

    `before` and `after` are of numbers, `shares` of words: (word, before, after). `distance`
    is 0 to 1. `told`: more than chance, all inputs tried taken into account.
    """

    path: str
    unit: str
    ends: tuple[float, float] | None  # of the range declared
    before: Spread | None
    after: Spread | None
    shares: tuple[tuple[str, float, float], ...]
    distance: float
    adjusted_p: float
    told: bool


@dataclass(frozen=True, slots=True)
class Lessons:
    """What a record teaches of all inputs, those of which it tells most first.

    `worth` is Kish's (1965) number of draws after the record that the tries come to.
    """

    tries: int
    worth: float
    level: float
    found: tuple[Lesson, ...]


def lessons(tries: Tries, inputs: Sequence[Input], level: float = 0.95) -> Lessons:
    """What a record teaches, input by input.

    Parameters
    ----------
    tries
        With at least one of a likelihood above 0.
    inputs
        Of the case tried; those that do not vary are left out.
    level
        1 less the false discovery rate, and of intervals of medians.

    Raises
    ------
    RecordError
        Where no try gives the record.
    """
    likelihood = tries.likelihood
    if not likelihood.any():
        raise RecordError(
            f"none of {many(len(likelihood), 'try')} of the inputs gives the record: try more, or "
            "give the texts' terms and the inputs of those who answered a wider range"
        )
    weights = likelihood / likelihood.sum()
    varied = [one for one in inputs if one.path in tries.values]
    found = [_compared(one, tries.values[one.path], weights, level) for one in varied]
    worth = kish(likelihood)
    told = [
        replace(lesson, adjusted_p=float(p), told=bool(worth >= LEAST_WORTH and p <= 1 - level))
        for lesson, p in zip(found, false_finds([one.adjusted_p for one in found]), strict=True)
    ]
    ordered = sorted(told, key=lambda one: (not one.told, -one.distance, one.path))
    return Lessons(len(likelihood), worth, level, tuple(ordered))


def _compared(one: Input, values: list[float | str], weights: Floats, level: float) -> Lesson:
    ends = bounds(one.dist)
    if ends is None:
        shares, distance, p = _of_words([str(value) for value in values], weights)
        return Lesson(one.path, one.unit, None, None, None, shares, distance, p, told=False)
    numbers = np.array(values, dtype=np.float64)
    even = np.full(len(numbers), 1 / len(numbers))
    before, after = _spread(numbers, even, None), _spread(numbers, weights, level)
    distance = _apart(numbers, weights)
    scale = unevenness(weights)
    p = kolmogorov_above(distance / scale) if scale > 0 else 1.0
    return Lesson(one.path, one.unit, ends, before, after, (), distance, p, told=False)


def unevenness(weights: Floats) -> float:
    """The spread of sums of shares of weight (adding to 1) dealt at random; 0 if all are even."""
    return math.sqrt(max(0.0, float(np.square(weights).sum()) - 1 / len(weights)))


def _apart(numbers: Floats, weights: Floats) -> float:
    """The largest difference of the distribution functions with weights and without."""
    order = np.argsort(numbers, kind="stable")
    at, steps = numbers[order], np.cumsum(weights[order] - 1 / len(weights))
    last = np.append(at[1:] > at[:-1], True)  # of equal numbers
    return float(np.abs(steps[last]).max())


def _spread(numbers: Floats, weights: Floats, level: float | None) -> Spread:
    sides = tails(INNER)
    low, median, high = weighted_quantiles(numbers, weights, [sides[0], 0.5, sides[1]])
    within = None
    if level is not None:  # Woodruff (1952): of the level at which the median lies
        off = float(np.square(weights * ((numbers <= median) - 0.5)).sum()) ** 0.5
        reach = min(0.5, normal_quantile(tails(level)[1]) * off)
        ends = weighted_quantiles(numbers, weights, [0.5 - reach, 0.5 + reach])
        within = Interval(ends[0], ends[1], level, "Woodruff")
    return Spread(median, low, high, INNER, within)


def _of_words(
    words: list[str], weights: Floats
) -> tuple[tuple[tuple[str, float, float], ...], float, float]:
    """Shares before and after, their total variation, and the chance of one as large."""
    names = sorted(set(words))
    member = np.array([[word == name for name in names] for word in words], dtype=np.float64)
    before, after = member.mean(axis=0), weights @ member
    gaps = after - before
    scale = unevenness(weights)
    p = 1.0
    if scale > 0 and len(names) > 1:
        square = float((np.square(gaps) / before).sum()) / scale**2
        p = float(chi_square_above(len(names) - 1, square))
    shares = tuple(zip(names, before.tolist(), after.tolist(), strict=True))
    return shares, float(np.abs(gaps).sum() / 2), p
