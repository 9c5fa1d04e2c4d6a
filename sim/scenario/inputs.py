"""The inputs of a case: what each may be, and in whose words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sim.scenario.distributions import Distribution, Point

LEFT_OUT = "left out"
NUMBERS = ("points", "days", "a day", "steps")  # units of those that are numbers
Uniforms = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Input:
    """One input of a case.

    Attributes
    ----------
    path
        Where a scenario sets it, as in `--set`.
    dist
        What it may be, in the unit of the file.
    unit
        `points` of 0-100, `days`, `a day`, `option`, `actor`, `choice` or `date` (days from
        the calendar's start).
    words
        As written, or `left out`.
    evidence
        Fact ids that back the word; a number is always assumed.
    why
        Why it is assumed.
    default
        Whether the range is the tool's own.
    among
        The names there are, in the order in which they are declared; none of a number.
    """

    path: str
    dist: Distribution
    unit: str
    words: str
    evidence: tuple[str, ...] = ()
    why: str = ""
    default: bool = False
    among: tuple[str, ...] = ()

    def sample(self, u: float) -> float | str:
        """The value at a uniform in (0, 1)."""
        return self.dist.sample(u)

    @property
    def uncertain(self) -> bool:
        """Whether it can be more than one value."""
        return not isinstance(self.dist, Point)
