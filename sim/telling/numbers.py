"""Numbers as they are told: points of 0-100 of an actor's own scale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.talks.event import Weighing

if TYPE_CHECKING:
    from sim.scenario.case import Case
from sim.text import many

_MOST_DIGITS = 3
_FAR = 1e4  # beyond this many points a bar cannot be met


@dataclass(frozen=True, slots=True)
class Points:
    """What an answer rests on, all in points of the actor's own worth.

    `margin` is what it is over (or short of) what it holds out for, aversion and luck
    counted; a yes needs more than `yes`, a formal no comes below `no`.
    """

    worth: float
    holds_out: float
    aversion: float
    luck: float
    margin: float
    yes: float
    no: float
    hard: bool

    @classmethod
    def of(cls, found: Weighing) -> Points:
        """In points: what is in units of the noise is divided by the precision."""
        per = 100.0 / found.precision if found.precision else 100.0 * _FAR
        return cls(
            100.0 * found.worth,
            100.0 * found.aspiration,
            100.0 * found.aversion,
            per * found.luck,
            per * found.z,
            per * found.accept_bar,
            -per * found.reject_bar,
            found.hard,
        )

    @property
    def digits(self) -> int:
        """Decimals needed so that the margin and the bars do not look alike."""
        for digits in range(_MOST_DIGITS):
            seen = {round(x, digits) for x in (self.margin, self.yes, self.no)}
            if len(seen) == len({self.margin, self.yes, self.no}):
                return digits
        return _MOST_DIGITS


def number(x: float, digits: int = 0) -> str:
    """A number without a negative zero."""
    text = f"{x:.{digits}f}"
    return text[1:] if text.startswith("-") and not text.strip("-0.") else text


def signed(x: float, digits: int = 0) -> str:
    """`+4`, `-2`, `0`."""
    text = number(x, digits)
    return text if text.startswith("-") or not text.strip("0.") else f"+{text}"


def over(x: float, digits: int = 0) -> str:
    """`13 over`, `5 short`, `even`."""
    text = number(abs(x), digits)
    if not text.strip("0."):
        return "even"
    return f"{text} {'short' if x < 0 else 'over'}"


def points(worth: float, digits: int = 0) -> str:
    """A worth in [0, 1] as points."""
    return number(100.0 * worth, digits)


def scale(case: Case) -> str:
    """What points run from and to: beyond 100 where options add something together."""
    more = any(actor.interactions for actor in case.scenario.actors.values())
    return "0-100 (more or less where two options add something together)" if more else "0-100"


def in_100(chance: float) -> str:
    """A chance as so many in 100; what is not quite none or all is not rounded to it."""
    if 0.0 < chance < 0.005:
        return "under 1 in 100"
    if 0.995 <= chance < 1.0:
        return "over 99 in 100"
    return f"{100.0 * chance:.0f} in 100"


def days(ticks: float) -> str:
    """A length of time in words."""
    count = ticks / 1440.0
    if count < 1.0:
        hours = max(1, round(count * 24))
        return many(hours, "hour")
    text = f"{count:.1f}".removesuffix(".0")
    return many(text, "day")
