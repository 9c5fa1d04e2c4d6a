"""What holds for the talks as a whole, in the numbers of one draw.

All rates are a day, all delays days, all ticks minutes from the scenario's start.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sim.model.constants import SAME

Attribution = Literal["reported", "claimed", "anonymous", "assumed"]
STANDARDS = ("aspiration", "reservation")  # what answers compare a text with


@dataclass(frozen=True, slots=True)
class Consent:
    """Who must say yes: `quota` None is everyone needed."""

    quota: float | None = None
    weights: tuple[float, ...] = ()  # by actor
    vetoes: frozenset[int] = frozenset()
    above: bool = False  # a package must be worth more than no deal, and not just as much

    def enough(self, gain: float) -> bool:
        """Whether somebody who gains so much over no deal is as well off as it must be."""
        return gain > SAME if self.above else gain >= -SAME


@dataclass(frozen=True, slots=True)
class Shock:
    """Something from outside that may strike once; `shift` is added to each no-deal worth."""

    id: str
    title: str
    rate: float
    shift: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Ratification:
    """A vote at home: logistic(k * surplus), or a binomial of `seats` needing `majority`."""

    actor: int
    delay: float  # days, mean
    k: float
    seats: int = 0
    majority: int = 0
    support: float = 0.0


@dataclass(frozen=True, slots=True)
class AfterYes:
    """From framework to deal."""

    items: tuple[str, ...]
    settles: float  # hazard an item (h), a day
    slope: float  # hazard slope
    breaks_down: float  # (g_break), a day
    ratifications: tuple[Ratification, ...] = ()


@dataclass(frozen=True, slots=True)
class Deadline:
    """An end of the talks that is announced to all; ticks."""

    tick: int
    announced: int


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds for the talks as a whole."""

    protocol: str
    now: int  # tick the record ends
    horizon: int  # tick the run ends
    rethink: int  # ticks between thoughts about an answer
    recurring: tuple[float, float] | None  # days between later sessions, lowest and highest
    recurring_attend: frozenset[int]
    recurring_level: float
    slip_chance: float
    slip_days: float
    suspend_chance: float  # that a formal no suspends the talks
    resumes: float  # hazard a day, suspended
    collapses: float  # hazard a day, suspended
    press_credibility: float
    report_weight: float  # log likelihood ratio of a report of progress
    delay_shape: float  # of every delay: Weibull, 1 memoryless
    answer_days: float | None  # to answer, once all have heard; None: texts have no end
    mediation: str  # the rule by which mediators choose what they table
    standard: str  # what answers compare with: that, or the reservation value
    deadline: Deadline | None = None  # announced


@dataclass(frozen=True, slots=True)
class Text:
    """A text of the scenario's own: its terms at this draw."""

    id: str
    by: int
    label: str  # draft | bridging | final
    package: int
    answer_by: float | None  # days from tabling; None: as the talks' rules have it


@dataclass(frozen=True, slots=True)
class Session:
    """A planned session; attendance by actor."""

    id: str
    opens: int
    closes: int
    attend: frozenset[int]
    level: float  # 0-1: 0 leaves deliberation as it is, 1 halves it
    evidence: tuple[str, ...] = ()
    attribution: Attribution = "assumed"
    drawn: frozenset[int] = frozenset()  # of whom no source reports whether they took part
