"""How far a change shifts what the futures of one run come to: paired under common luck.

Future k of both arms has the same luck, so the futures that end alike say nothing of the
change, and the shift of a share is (gained - lost) / pairs: futures that end so only with
the change, less those that end so only without it. Its interval is Tango's (1998) score
interval for a difference of paired proportions. It is Wilson's where one arm never varies,
so that none gained and none lost leaves (n = 1,000) 0.4 in 100 open to either side, and it
leaves out 0 exactly where McNemar's (1947) test does.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from sim.analysis.laws import normal_quantile
from sim.analysis.resample import Interval, tails
from sim.talks.events import OUTCOMES

_NEAR = 1e-12
_CLOSE = 1e-9  # to all pairs: beyond it the error is lost in rounding


@dataclass(frozen=True, slots=True)
class Shift:
    """One outcome in `pairs` pairs of futures: its shares in [0, 1] `without` and `given` a change.

    `ended_without` and `ended_given` are the futures behind them. `gained` end so only with
    it, `lost` only without it; `shift` is `given - without`. `told_apart`: the interval
    leaves out 0.
    """

    outcome: str
    pairs: int
    ended_without: int
    ended_given: int
    without: float
    given: float
    gained: int
    lost: int
    shift: float
    interval: Interval
    told_apart: bool


@dataclass(frozen=True, slots=True)
class DayShift:
    """Days that something comes later (earlier: below 0), where it comes in both arms.

    Of `pairs` pairs of futures; the quartiles are None where there is none.
    """

    what: str
    pairs: int
    median: float | None
    lower_quartile: float | None
    upper_quartile: float | None


def shifts(without: Sequence[str], given: Sequence[str], level: float = 0.95) -> tuple[Shift, ...]:
    """The shifts of all five outcomes, in the order of `OUTCOMES`.

    Parameters
    ----------
    without, given : outcomes of as many futures, those of equal luck at the same place
    level : of each interval by itself, in (0, 1)
    """
    assert len(without) == len(given) > 0, (len(without), len(given))
    first, second = np.array(without), np.array(given)
    return tuple(
        _shift(outcome, first == outcome, second == outcome, level) for outcome in OUTCOMES
    )


def _shift(
    outcome: str,
    first: np.typing.NDArray[np.bool_],
    second: np.typing.NDArray[np.bool_],
    level: float,
) -> Shift:
    pairs = len(first)
    gained, lost = int((second & ~first).sum()), int((first & ~second).sum())
    low, high = score_interval(gained, lost, pairs, level)
    return Shift(
        outcome=outcome,
        pairs=pairs,
        ended_without=int(first.sum()),
        ended_given=int(second.sum()),
        without=int(first.sum()) / pairs,
        given=int(second.sum()) / pairs,
        gained=gained,
        lost=lost,
        shift=(gained - lost) / pairs,
        interval=Interval(low, high, level, "Tango's score interval"),
        told_apart=not low <= 0.0 <= high,
    )


@lru_cache(maxsize=4096)
def score_interval(gained: float, lost: float, pairs: float, level: float) -> tuple[float, float]:
    """Tango's (1998) interval for a difference of paired proportions, in [-1, 1].

    Counts need not be whole: they may be effective ones.

    >>> low, high = score_interval(6, 16, 161, 0.95)  # Fagerland, Lydersen & Laake (2017)
    >>> f"{low:.4f} to {high:.4f}"
    '-0.1240 to -0.0054'
    """
    assert gained >= 0 <= lost, (gained, lost)
    assert gained + lost <= pairs > 0, (gained, lost, pairs)
    z = normal_quantile(tails(level)[1])
    return _lower(gained, lost, pairs, z), -_lower(lost, gained, pairs, z)


def _lower(gained: float, lost: float, pairs: float, z: float) -> float:
    """The least difference that is not z standard errors, as they would be there, off."""
    from scipy.optimize import brentq  # noqa: PLC0415  (slow, and most need none of it)

    if lost >= pairs * (1 - _CLOSE):
        return -1.0
    most = (gained - lost) / pairs - _NEAR

    def beyond(difference: float) -> float:
        return gained - lost - pairs * difference - z * _error(gained, lost, pairs, difference)

    if beyond(-1.0) <= 0.0 <= most + 1.0:  # nearly all are lost
        return -1.0
    return float(brentq(beyond, -1.0, most, xtol=_NEAR))


def _error(gained: float, lost: float, pairs: float, difference: float) -> float:
    """Standard error of gained - lost, were this the difference: at the likeliest chances."""
    b = (2 * pairs - gained + lost) * difference - gained - lost
    c = -lost * difference * (1 - difference)
    chance_lost = (math.sqrt(max(0.0, b * b - 8 * pairs * c)) - b) / (4 * pairs)
    return math.sqrt(max(0.0, pairs * (2 * chance_lost + difference * (1 - difference))))


def day_shift(
    what: str, without: Sequence[float | None], given: Sequence[float | None]
) -> DayShift:
    """How many days later something comes, over the futures in which it comes in both arms.

    Parameters
    ----------
    without, given : days, None where it never comes; equal luck at the same place
    """
    both = zip(without, given, strict=True)
    later = [b - a for a, b in both if a is not None and b is not None]
    if not later:
        return DayShift(what, 0, None, None, None)
    lower, median, upper = np.quantile(later, [0.25, 0.5, 0.75]).tolist()
    return DayShift(what, len(later), median, lower, upper)


def differing(without: Sequence[str], given: Sequence[str]) -> int:
    """In how many pairs the two futures end otherwise."""
    return sum(a != b for a, b in zip(without, given, strict=True))


def points(difference: float) -> str:
    """A difference of shares as futures in 100, `+6.9`; what is not 0 is not rounded to it."""
    size = abs(100 * difference)
    for digits in (1, 2):
        text = f"{size:.{digits}f}"
        if text.strip("0."):
            return f"{'-' if difference < 0 else '+'}{text}"
    return "0" if difference == 0 else f"{'-' if difference < 0 else '+'}0.01"


def points_span(interval: Interval) -> str:
    """The ends of such a difference, `-8.8 to -5.1`."""
    return f"{points(interval.low)} to {points(interval.high)}"
