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
LIMIT = 2_000  # tries that a draw may take on average, unless somebody sets another limit
ENOUGH = 0.5  # effective draws a draw: 50 of 100
_SURELY = 1.645  # standard errors below what a pilot foresees: in 19 of 20 pilots there is as much


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
    limit
        The limit of tries a draw at which the search stopped, before draws were worth enough (a
        pilot: before they surely are worth half their number); 0: they are.
    raised
        How often the ceiling was doubled after the pilot, which had foreseen too much.
    searched
        Whether all draws were looked for, and are worth enough or at the limit.
    """

    tries: Seed
    share: Chance
    ceiling: Chance = 1.0
    rarest: str = ""
    limit: Seed = 0
    raised: Seed = 0
    searched: bool = False

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

    def fit(self, limit: int = LIMIT) -> Fit:
        """What they come to; `limit` is that of tries that a draw may take on average."""
        share = math.fsum(self.chances) / len(self.chances)
        if share == 0.0:
            return Fit(len(self.chances), share)
        found = ceiling(self.chances, limit)
        short = found < 1.0 and surely_effective(self.chances, found) < ENOUGH
        return Fit(len(self.chances), share, found, limit=limit if short else 0)


def ceiling(chances: Sequence[float], limit: int = LIMIT) -> float:
    """The ceiling for a record with these chances: a power of two, so that it is exact.

    The greatest with which a draw takes no more than 1 / RAREST tries on average. Where draws
    would then not surely be worth half their number it is raised until they are, or until
    they take more tries than `limit`.
    """
    least, found = min(chance for chance in chances if chance > 0.0), 1.0
    waited = min(1.0 / RAREST, limit)
    while kept(chances, found) * waited < 1.0 and found > least:
        found /= 2
    while found < 1.0 and surely_effective(chances, found) < ENOUGH:
        if kept(chances, 2 * found) * limit < 1.0:
            break
        found *= 2
    return found


def kept(chances: Sequence[float], ceiling: float) -> float:
    """The share of tries that are kept."""
    return math.fsum(min(1.0, chance / ceiling) for chance in chances) / len(chances)


def effective(chances: Sequence[float], ceiling: float) -> float:
    """What a kept draw is worth beside one of equal weight (Kish 1965), on average."""
    total, number, squares = (math.fsum(part) for part in _parts(chances, ceiling))
    return total * total / (number * squares)


def surely_effective(chances: Sequence[float], ceiling: float) -> float:
    """The same, less what a pilot of these tries may overrate it by (the delta method)."""
    parts = _parts(chances, ceiling)
    total, number, squares = (math.fsum(part) for part in parts)
    pulls = (
        2.0 * weight / total - one / number - square / squares
        for weight, one, square in zip(*parts, strict=True)
    )
    error = math.sqrt(math.fsum(pull * pull for pull in pulls))
    return total * total / (number * squares) * math.exp(-_SURELY * error)


def _parts(chances: Sequence[float], ceiling: float) -> tuple[list[float], ...]:
    """Of each try that may be kept: its weight, how often it is kept, and its weight squared."""
    over = [chance / ceiling for chance in chances if chance > 0.0]
    return over, [min(1.0, one) for one in over], [one * max(1.0, one) for one in over]
