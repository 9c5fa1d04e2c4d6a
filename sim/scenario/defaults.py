"""The one table of inputs: what each is where a scenario says nothing, and what it may be.

The default ranges are the same for every actor, all assumed, written before any result was
looked at, and never tuned. Bounds are natural numbers; `Default.low`/`high` below give them
as a file writes them: points of 0-100, days, or a rate a day. `Default.limit` is what a file
may say at all.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from sim.scenario.limits import HOUR, MINUTE, TEN_YEARS, Limit

Kind = Literal["share", "span", "log", "days", "rate"]

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
        if self.log:
            return self.zero * math.pow(self.per, written / 100.0)
        return self.zero + self.per * written

    def written(self, counted: float) -> float:
        """What a file writes."""
        if self.log:
            return 100.0 * math.log(counted / self.zero, self.per)
        return (counted - self.zero) / self.per


AS_WRITTEN = Scale(0.0, 1.0)


@dataclass(frozen=True, slots=True)
class Default:
    """One numeric input of the model.

    Attributes
    ----------
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
    """

    symbol: str
    kind: Kind
    least: float
    most: float
    meaning: str
    source: str
    fixed: float | None = None
    hard: Limit | None = None

    @property
    def limit(self) -> Limit:
        """What a file may say at the least and at the most, in its unit."""
        return _LIMITS[self.kind] if self.hard is None else self.hard

    @property
    def unit(self) -> str:
        """How a file writes it: points, days or a day."""
        return {"days": "days", "rate": "a day"}.get(self.kind, "points")

    @property
    def low(self) -> float:
        """The lower bound of the default range, as written."""
        return self.written(self.least)

    @property
    def high(self) -> float:
        """The upper bound of the default range, as written."""
        return self.written(self.most)

    @property
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
_HALF_LIFE = Limit(HOUR, TEN_YEARS, "days", "what is gone at once was never held")
_DELIBERATION = Limit(MINUTE, TEN_YEARS, "days", "the model counts in minutes")
_RETHINK = Limit(HOUR, 365, "days", "each thought is worked out")
_REVISION = Limit(HOUR, TEN_YEARS, "days", "each revision is told to all")
_ANSWER_BY = Limit(MINUTE, TEN_YEARS, "days", "a text lives for a minute at least")
_SHIFT = Limit(-100, 100, "points", "down as well as up")

_TOOL = "this tool"
_FSJ = "Faratin, Sierra & Jennings 1998"

DEFAULTS: dict[str, Default] = {
    # what an actor holds
    "worth": Default("b", "share", 0.2, 0.7, "worth of no deal as the record ends", "Raiffa 1982"),
    "loss_in_90_days": Default(
        "loss", "share", 0.0, 0.5, "share of that lost by waiting 90 days", "Zartman 2000"
    ),
    "planning_horizon": Default(
        "T", "days", 30.0, 365.0, "days after the last event on record by which it concedes", _FSJ
    ),
    "tolerance": Default(
        "gamma", "log", 0.5, 2.0, "of the first steps away from the best", "Keeney & Raiffa 1976"
    ),
    "salience": Default("w", "share", 0.0, 1.0, "weight of an issue", "Keeney & Raiffa 1976"),
    "points": Default("v", "share", 0.0, 1.0, "what an option is worth", "Keeney & Raiffa 1976"),
    "firmness": Default("beta", "share", 0.0, 1.0, "how late it concedes", _FSJ),
    "opening_concession": Default("k", "share", 0.0, 0.9, "conceded at the start", _FSJ),
    "precision": Default(
        "lambda", "span", 3.0, 30.0, "how closely answers follow worth", "McKelvey & Palfrey 1995"
    ),
    "accept_bar": Default("kappa_accept", "span", 0.0, 2.0, "margin a yes needs", "McCullagh 1980"),
    "reject_bar": Default("kappa0", "span", 0.5, 3.0, "margin a formal no needs", "McCullagh 1980"),
    "blame": Default("blame", "span", 0.0, 2.0, "what a formal no adds to that margin", _TOOL),
    "consistency": Default("g", "share", 0.0, 1.0, "answers by disposition, not taste", _TOOL),
    "label_effect": Default("label effect", "share", 0.0, 0.5, "weight of a text's label", _TOOL),
    "aversion": Default(
        "tau", "share", 0.0, 1.0, "aversion to a one-sided text", "Fehr & Schmidt 1999"
    ),
    "soft_red_line": Default("rho", "share", 0.1, 0.5, "loss at a soft red line", _TOOL),
    "lock_in": Default("a", "span", 0.0, 0.05, "added by a public red line", "Fearon 1994"),
    "lock_in_half_life": Default(
        "half-life", "days", 7.0, 60.0, "how long that lasts", _TOOL, hard=_HALF_LIFE
    ),
    "statements": Default(
        "statements", "rate", 0.0, 0.05, "hazard of a public red-line statement", _TOOL
    ),
    "resentment": Default("resentment", "span", 0.0, 0.1, "added by another's late demand", _TOOL),
    "expects_deal": Default("q", "share", 0.05, 0.95, "first belief that a deal is near", _TOOL),
    "belief_error": Default(
        "sd", "span", 0.02, 0.2, "error about another's worth of no deal", _TOOL
    ),
    "deliberation": Default(
        "deliberation", "days", 1.0, 7.0, "mean time to an answer", _TOOL, hard=_DELIBERATION
    ),
    "purpose_share": Default(
        "sigma", "share", 0.0, 1.0, "how much of a demand is its purpose", _TOOL
    ),
    "also_served_by": Default("serves", "share", 0.0, 1.0, "how far an option serves it", _TOOL),
    "lifted_at": Default(
        "lifted_at", "share", 0.5, 1.0, "service of the purpose that lifts a red line", _TOOL
    ),
    "interaction": Default(
        "w_jk",
        "share",
        -0.2,
        0.2,
        "what two options add together",
        "Keeney & Raiffa 1976",
        hard=_SHIFT,
    ),
    # mediators, and whoever speaks in public
    "delay": Default("mediator delay", "days", 2.0, 21.0, "mean time until it tables", _TOOL),
    "revision_delay": Default(
        "delay to revise",
        "days",
        2.0,
        21.0,
        "mean time to revise a text that is refused",
        _TOOL,
        hard=_REVISION,
    ),
    "counter_delay": Default(
        "delay to counter", "days", 2.0, 21.0, "mean time to a counter-text", _TOOL, hard=_REVISION
    ),
    "channel_delay": Default("channel delay", "days", 0.0, 3.0, "mean time to relay", _TOOL),
    "misreport": Default(
        "misreport", "share", 0.0, 0.2, "chance that a mood is relayed one off", _TOOL
    ),
    "credibility": Default("C0", "share", 0.0, 0.6, "weight of its public word", "Kydd 2003"),
    "public_optimism": Default("optimism", "share", 0.0, 1.0, "tone of statements, 50 even", _TOOL),
    "bias": Default("bias", "share", 0.0, 1.0, "strength of its lean", "Kydd 2003"),
    # the talks
    "delay_shape": Default(
        "Weibull shape", "span", 1.0, 3.0, "how regular delays are, 0 memoryless", "Weibull 1951"
    ),
    "level": Default("level", "share", 0.0, 1.0, "seniority of those who attend", _TOOL),
    "slip_chance": Default("slip", "share", 0.0, 0.5, "chance that a session slips", _TOOL),
    "slip_days": Default("slip days", "days", 1.0, 14.0, "mean days it slips by", _TOOL),
    "suspend_chance": Default(
        "suspend", "share", 0.0, 0.5, "chance that a formal no suspends the talks", _TOOL
    ),
    "resumes": Default("resumes", "rate", 0.01, 0.1, "hazard of resuming, suspended", _TOOL),
    "collapses": Default("collapses", "rate", 0.005, 0.05, "hazard of collapse, suspended", _TOOL),
    "press_credibility": Default(
        "C press", "share", 0.0, 0.6, "weight of reports nobody signs", _TOOL
    ),
    "report_weight": Default("log LR", "span", 0.0, 2.0, "log likelihood ratio of a report", _TOOL),
    "answer_by": Default(
        "answer_by",
        "days",
        7.0,
        30.0,
        "days to answer a text",
        _TOOL,
        hard=_ANSWER_BY,
    ),
    "rethink": Default(
        "rethink",
        "days",
        0.25,
        7.0,
        "days between thoughts about an answer",
        _TOOL,
        fixed=1.0,
        hard=_RETHINK,
    ),
    # after yes
    "settles": Default("h", "rate", 0.005, 0.1, "hazard that an item settles", _TOOL),
    "breaks_down": Default("g_break", "rate", 0.0, 0.02, "hazard that all breaks down", _TOOL),
    "slope": Default("hazard slope", "span", 0.0, 5.0, "how surplus speeds settling", _TOOL),
    "ratify_delay": Default(
        "ratify delay", "days", 1.0, 14.0, "mean time to a vote at home", "Putnam 1988"
    ),
    "k_ratify": Default(
        "k_ratify", "span", 1.0, 20.0, "how surplus at home decides the vote", "Putnam 1988"
    ),
    "support": Default("q vote", "share", 0.0, 1.0, "chance of each member's yes", "Putnam 1988"),
    "shock_hazard": Default("shock", "rate", 0.0, 0.02, "hazard of a shock", _TOOL),
    "shift": Default(
        "shift", "share", 0.2, 0.7, "what a shock adds to a worth of no deal", _TOOL, hard=_SHIFT
    ),
}
