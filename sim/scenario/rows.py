"""What one numeric input of the model is: its range, its limits, who has it and where.

Bounds are natural numbers; `Row.low`/`high` give them as a file writes them: points of 0-100,
days, or a rate a day. `Row.limit` is what a file may say at all.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from sim.model.scales import counted
from sim.scenario.limits import TEN_YEARS, Limit

Kind = Literal["share", "span", "log", "days", "rate"]
Holder = Literal["actor", "stance", "talks", "session", "vote", "shock", "interaction"]
FromNow = Literal["anew", "goes on", "shock", "settled"]

ROLES = ("party", "stakeholder", "mediator", "observer")
ANSWERS = frozenset({"party", "stakeholder"})
MEDIATES = frozenset({"mediator"})

FIFTHS = ("very low", "low", "medium", "high", "very high")


@dataclass(frozen=True, slots=True)
class Scale:
    """From what a file writes to what the model counts.

    `zero` is counted for a written 0, and `per` for each written 1 above it; on a `log` scale a
    written 100 counts `per` times what a written 0 does.
    """

    zero: float
    per: float
    log: bool = False

    def counted(self, written: float) -> float:
        """What the model counts."""
        return counted(written, self.zero, self.per, self.log)

    def written(self, counted: float) -> float:
        """What a file writes."""
        if self.log:
            return 100.0 * math.log(counted / self.zero, self.per)
        return (counted - self.zero) / self.per


AS_WRITTEN = Scale(0.0, 1.0)


@dataclass(frozen=True)  # what is worked out of a row is remembered with it
class Row:
    """One numeric input of the model.

    Attributes
    ----------
    name
        In the tables of a draw, and in the file unless `at` says otherwise.
    kind
        `share`: 0-100 is 0 to 1. `span`: 0-100 is the documented range. `log`: the same on a
        log scale, so that each point counts for the same ratio. `days`: in days.
        `rate`: chance a day.
    least, most
        The documented wide range, as the model counts it.
    fixed
        Where left out, this and no range.
    hard
        The hard limits, as a file writes them; None: those of its kind.
    of
        What has it: an actor, a stance of one, the talks as a whole, one of the sessions ...
    at
        Where it is written below that; left out: at its name.
    roles
        Of an actor's: in which roles it has use of it, and `idle` is counted in the others.
    said_only
        Whether it is an input only where a file says it; `idle` is counted elsewhere.
    mediated
        Whether there is use of it only in talks that somebody mediates.
    from_now
        What a what-if from now does. `anew`: it counts wherever it is looked up from then on.
        `goes on`: what has grown up to then stays, and grows on at the new pace. `shock`: it
        strikes as a shock that everybody sees. `settled`: it has acted, and is not set.
    sets_from_now
        Of an actor's: the roles in which a what-if from now may set it; None: all of `roles`.
    position
        Whether it is a position, or what bargaining rests on: what it moves if it changed now is
        told. All other numbers are how an actor thinks and acts.
    """

    name: str
    symbol: str
    kind: Kind
    least: float
    most: float
    meaning: str
    source: str
    fixed: float | None = None
    hard: Limit | None = None
    of: Holder = "actor"
    at: str = ""
    roles: frozenset[str] = ANSWERS
    idle: float = 0.0
    said_only: bool = False
    mediated: bool = False
    from_now: FromNow = "anew"
    sets_from_now: frozenset[str] | None = None
    position: bool = False

    @cached_property
    def path(self) -> str:
        """Where it is written, below what has it."""
        return self.at or self.name

    @cached_property
    def block(self) -> str:
        """The block it stands in there; empty: in no other."""
        return self.path.rpartition(".")[0]

    @cached_property
    def key(self) -> str:
        """What it is called in that block."""
        return self.path.rpartition(".")[2]

    @property
    def free(self) -> frozenset[str]:
        """The roles in which a what-if from now may set it."""
        if self.from_now == "settled":
            return frozenset()
        return self.roles if self.sets_from_now is None else self.sets_from_now

    @cached_property
    def limit(self) -> Limit:
        """What a file may say at the least and at the most, in its unit."""
        return _LIMITS[self.kind] if self.hard is None else self.hard

    @cached_property
    def unit(self) -> str:
        """How a file writes it: points, days or a day."""
        return {"days": "days", "rate": "a day"}.get(self.kind, "points")

    @cached_property
    def low(self) -> float:
        """The lower bound of the default range, as written."""
        return self.written(self.least)

    @cached_property
    def high(self) -> float:
        """The upper bound of the default range, as written."""
        return self.written(self.most)

    @cached_property
    def scale(self) -> Scale:
        """From what is written to what the model counts."""
        match self.kind:
            case "span":
                return Scale(self.least, (self.most - self.least) / 100.0)
            case "log":
                return Scale(self.least, self.most / self.least, log=True)
            case "share":
                return Scale(0.0, 0.01)
        return Scale(0.0, 1.0)

    def counted(self, written: float) -> float:
        """What the model counts for what is written."""
        return self.scale.counted(written)

    def written(self, counted: float) -> float:
        """The same the other way round."""
        return self.scale.written(counted)

    def fifth(self, word: str) -> tuple[float, float]:
        """The bounds a word means, as written: a fifth of 0-100 or of the documented range."""
        low, high = (0.0, 100.0) if self.unit == "points" else (self.low, self.high)
        place = FIFTHS.index(word)
        width = high - low
        return low + width * place / 5, low + width * (place + 1) / 5


_LIMITS: dict[Kind, Limit] = {
    "share": Limit(0, 100, "points"),
    "span": Limit(0, 100, "points"),
    "log": Limit(0, 100, "points"),
    "days": Limit(0, TEN_YEARS, "days"),
    "rate": Limit(0, 24, "a day", "once an hour"),
}
