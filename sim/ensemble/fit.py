"""How rarely the model gives the record by itself, and how draws are kept then."""

from __future__ import annotations

import math
from collections.abc import Sequence

import msgspec

from sim.talks.fields import Chance, Seed

RAREST = 1 / 200  # rarer records are weighted instead of waited for
PILOT = 400  # tries that decide it
LONG_PILOT = 10_000  # tries that tell how rare it is, where it is rare
_KNOWN = 20.0  # effective tries after which more would tell little
MOST_WAITED = 2_000  # tries a draw may take on average, unless somebody asks for others
ENOUGH = 0.5  # effective draws a draw: 50 of 100


class Fit(msgspec.Struct, frozen=True):
    """How often the record comes out by itself, from a pilot of input draws.

    Attributes
    ----------
    share
        Mean chance of the record over the tries.
    ceiling
        Inputs that give the record with this chance or a greater one are kept for certain,
        others in proportion: at 1 runs need no weights.
    rarest
        Where the record is rare: which entry makes it so, how rare that is given those before
        it, and which inputs would help; a sentence or two.
    """

    tries: Seed
    share: Chance
    ceiling: Chance = 1.0
    rarest: str = ""

    @property
    def weighted(self) -> bool:
        """Whether it is too rare to wait for."""
        return self.ceiling < 1.0


class Pilot:
    """Tries, one after the other, until it is known how rare the record is."""

    def __init__(self) -> None:
        self.chances: list[float] = []
        self._total = self._squares = 0.0

    def add(self, chance: float) -> None:
        """Count a try by its chance of the record."""
        self.chances.append(chance)
        self._total += chance
        self._squares += chance * chance

    @property
    def enough(self) -> bool:
        """Whether more tries are not needed.

        Where the record is no rarer than what is waited for, that is soon known.
        """
        tries = len(self.chances)
        if self._total >= RAREST * max(PILOT, tries):
            return True
        if tries < PILOT or self._total <= 0.0:
            return tries >= LONG_PILOT
        return self._total**2 >= _KNOWN * self._squares or tries >= LONG_PILOT

    def fit(self, tries: int = 0) -> Fit:
        """What they come to; `tries` that a draw may take on average, 0: the default."""
        share = math.fsum(self.chances) / len(self.chances)
        found = ceiling(self.chances, tries) if share > 0.0 else 1.0
        return Fit(len(self.chances), share, found)


def ceiling(chances: Sequence[float], tries: int = 0) -> float:
    """The ceiling for a record with these chances: a power of two, so that it is exact.

    The greatest with which a draw takes no more than `tries` on average. Left out, these are
    1 / RAREST, and more, up to MOST_WAITED, where draws would be worth fewer than half their
    number.
    """
    some, found = [chance for chance in chances if chance > 0.0], 1.0
    least = min(some)
    while kept(chances, found) < (1 / tries if tries else RAREST) and found > least:
        found /= 2
    if tries:
        return found
    while found < 1.0 and effective(some, found) < ENOUGH:
        if kept(chances, 2 * found) * MOST_WAITED < 1.0:
            break
        found *= 2
    return found


def kept(chances: Sequence[float], ceiling: float) -> float:
    """The share of tries that are kept."""
    return math.fsum(min(1.0, chance / ceiling) for chance in chances) / len(chances)


def effective(chances: Sequence[float], ceiling: float) -> float:
    """What a kept draw is worth beside one of equal weight (Kish 1965), on average."""
    number = math.fsum(min(1.0, chance / ceiling) for chance in chances)
    squares = math.fsum(chance / ceiling * max(1.0, chance / ceiling) for chance in chances)
    total = math.fsum(chance / ceiling for chance in chances)
    return total * total / (number * squares)
