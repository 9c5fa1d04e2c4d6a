"""The one table of numeric inputs: what each is where a scenario says nothing, and all else of it.

The file's models, its JSON Schema, the checks, limits and defaults, the codebook, the tables of
a draw and what a what-if from now may set follow from these rows: a new number of an actor is a
row here, an attribute of `tables.Actor`, and the formula that uses it.

The default ranges are the same for every actor, all assumed, written before any result was
looked at, and never tuned.
"""

from __future__ import annotations

from functools import partial

from sim.scenario.limits import HOUR, MINUTE, TEN_YEARS, Limit
from sim.scenario.rows import ANSWERS, MEDIATES, Holder, Row

_HALF_LIFE = Limit(HOUR, TEN_YEARS, "days", "what is gone at once was never held")
_DELIBERATION = Limit(MINUTE, TEN_YEARS, "days", "the model counts in minutes")
_RETHINK = Limit(HOUR, 365, "days", "each thought is worked out")
_REVISION = Limit(HOUR, TEN_YEARS, "days", "each revision is told to all")
_ANSWER_BY = Limit(MINUTE, TEN_YEARS, "days", "a text lives for a minute at least")
_DISCOUNT = Limit(0, 1, "a day", "a third is left after one day")
_SHIFT = Limit(-100, 100, "points", "down as well as up")

_TOOL = "this tool"
_FSJ = "Faratin, Sierra & Jennings 1998"
_MAVT = "Keeney & Raiffa 1976"

_PARTY = frozenset({"party"})
_THINKS = ANSWERS | MEDIATES
_SPEAKS = _THINKS | {"observer"}

_carried = partial(Row, roles=MEDIATES)
_stance = partial(Row, of="stance")
_talks = partial(Row, of="talks")

_ROWS = (
    # what an actor holds
    Row("worth", "b", "share", 0.2, 0.7, "worth of no deal as the record ends", "Raiffa 1982",
        at="no_deal.worth", from_now="shock", position=True),
    Row("loss_in_90_days", "loss", "share", 0.0, 0.5, "share of that lost by waiting 90 days",
        "Zartman 2000", at="no_deal.loss_in_90_days", from_now="goes on", position=True),
    Row("discount", "delta", "rate", 0.0, 0.01, "rate at which what is left is discounted besides",
        "Rubinstein 1982", fixed=0.0, hard=_DISCOUNT, at="no_deal.discount", from_now="goes on",
        said_only=True, position=True),
    Row("firmness", "beta", "share", 0.0, 1.0, "how late it concedes", _FSJ, from_now="goes on",
        position=True),
    Row("opening_concession", "k", "share", 0.0, 0.9, "conceded at the start", _FSJ,
        from_now="settled"),
    Row("planning_horizon", "T", "days", 30.0, 365.0,
        "days after the last event on record by which it concedes", _FSJ, from_now="goes on"),
    Row("tolerance", "gamma", "log", 0.5, 2.0, "of the first steps away from the best", _MAVT,
        idle=1.0),
    Row("precision", "lambda", "span", 3.0, 30.0, "how closely answers follow worth",
        "McKelvey & Palfrey 1995", idle=1.0),
    Row("accept_bar", "kappa_accept", "span", 0.0, 2.0, "margin a yes needs", "McCullagh 1980"),
    Row("reject_bar", "kappa0", "span", 0.5, 3.0, "margin a formal no needs", "McCullagh 1980"),
    Row("blame", "blame", "span", 0.0, 2.0, "what a formal no adds to that margin", _TOOL),
    Row("consistency", "g", "share", 0.0, 1.0, "answers by disposition, not taste", _TOOL),
    Row("label_effect", "label effect", "share", 0.0, 0.5, "weight of a text's label", _TOOL),
    Row("aversion", "tau", "share", 0.0, 1.0, "aversion to a one-sided text",
        "Fehr & Schmidt 1999"),
    Row("soft_red_line", "rho", "share", 0.1, 0.5, "loss at a soft red line", _TOOL),
    Row("lock_in", "a", "span", 0.0, 0.05, "added by a public red line", "Fearon 1994"),
    Row("lock_in_half_life", "half-life", "days", 7.0, 60.0, "how long that lasts", _TOOL,
        hard=_HALF_LIFE, idle=1.0, from_now="goes on"),
    Row("statements", "statements", "rate", 0.0, 0.05, "hazard of a public red-line statement",
        _TOOL),
    Row("resentment", "resentment", "span", 0.0, 0.1, "added by another's late demand", _TOOL),
    Row("expects_deal", "q", "share", 0.05, 0.95, "first belief that a deal is near", _TOOL,
        from_now="settled"),
    Row("belief_error", "sd", "span", 0.02, 0.2, "error about another's worth of no deal", _TOOL,
        roles=_THINKS, from_now="settled"),
    Row("deliberation", "deliberation", "days", 1.0, 7.0, "mean time to an answer", _TOOL,
        hard=_DELIBERATION),
    Row("counter_delay", "delay to counter", "days", 2.0, 21.0, "mean time to a counter-text",
        _TOOL, hard=_REVISION, roles=_PARTY, mediated=True),
    # mediators, and whoever speaks in public
    Row("credibility", "C0", "share", 0.0, 0.6, "weight of its public word", "Kydd 2003",
        roles=_SPEAKS, sets_from_now=MEDIATES),
    _carried("public_optimism", "optimism", "share", 0.0, 1.0, "tone of statements, 50 even", _TOOL,
             idle=0.5),
    _carried("bias", "bias", "share", 0.0, 1.0, "strength of its lean", "Kydd 2003"),
    _carried("delay", "mediator delay", "days", 2.0, 21.0, "mean time until it tables", _TOOL),
    _carried("revision_delay", "delay to revise", "days", 2.0, 21.0,
             "mean time to revise a text that is refused", _TOOL, hard=_REVISION),
    _carried("channel_delay", "channel delay", "days", 0.0, 3.0, "mean time to relay", _TOOL),
    _carried("misreport", "misreport", "share", 0.0, 0.2, "chance that a mood is relayed one off",
             _TOOL),
    # what an actor wants on an issue
    _stance("salience", "w", "share", 0.0, 1.0, "weight of an issue", _MAVT, position=True),
    _stance("points", "v", "share", 0.0, 1.0, "what an option is worth", _MAVT, position=True),
    _stance("purpose_share", "sigma", "share", 0.0, 1.0, "how much of a demand is its purpose",
            _TOOL),
    _stance("also_served_by", "serves", "share", 0.0, 1.0, "how far an option serves it", _TOOL,
            position=True),
    _stance("lifted_at", "lifted_at", "share", 0.5, 1.0,
            "service of the purpose that lifts a red line", _TOOL),
    Row("interaction", "w_jk", "share", -0.2, 0.2, "what two options add together", _MAVT,
        hard=_SHIFT, of="interaction", at="worth"),
    # the talks
    _talks("delay_shape", "Weibull shape", "span", 1.0, 3.0,
           "how regular delays are, 0 memoryless", "Weibull 1951", at="delays.shape"),
    Row("level", "level", "share", 0.0, 1.0, "seniority of those who attend", _TOOL, of="session"),
    _talks("slip_chance", "slip", "share", 0.0, 0.5, "chance that a session slips", _TOOL,
           at="calendar.slips.chance"),
    _talks("slip_days", "slip days", "days", 1.0, 14.0, "mean days it slips by", _TOOL,
           at="calendar.slips.by"),
    _talks("suspend_chance", "suspend", "share", 0.0, 0.5,
           "chance that a formal no suspends the talks", _TOOL, at="suspension.chance"),
    _talks("resumes", "resumes", "rate", 0.01, 0.1, "hazard of resuming, suspended", _TOOL,
           at="suspension.resumes"),
    _talks("collapses", "collapses", "rate", 0.005, 0.05, "hazard of collapse, suspended", _TOOL,
           at="suspension.collapses"),
    # the press itself speaks in the record only
    _talks("press_credibility", "C press", "share", 0.0, 0.6, "weight of reports nobody signs",
           _TOOL, at="press.credibility", from_now="settled"),
    _talks("report_weight", "log LR", "span", 0.0, 2.0, "log likelihood ratio of a report", _TOOL,
           at="press.report_weight"),
    _talks("answer_by", "answer_by", "days", 7.0, 30.0, "days to answer a text", _TOOL,
           hard=_ANSWER_BY, at="answers.answer_by"),
    _talks("rethink", "rethink", "days", 0.25, 7.0, "days between thoughts about an answer", _TOOL,
           fixed=1.0, hard=_RETHINK, at="calendar.rethink", from_now="settled"),
    # after yes
    _talks("settles", "h", "rate", 0.005, 0.1, "hazard that an item settles", _TOOL,
           at="after_yes.settles"),
    _talks("breaks_down", "g_break", "rate", 0.0, 0.02, "hazard that all breaks down", _TOOL,
           at="after_yes.breaks_down"),
    _talks("slope", "hazard slope", "span", 0.0, 5.0, "how surplus speeds settling", _TOOL,
           at="after_yes.slope"),
    Row("ratify_delay", "ratify delay", "days", 1.0, 14.0, "mean time to a vote at home",
        "Putnam 1988", of="vote", at="delay"),
    Row("k_ratify", "k_ratify", "span", 1.0, 20.0, "how surplus at home decides the vote",
        "Putnam 1988", of="vote", at="k"),
    Row("support", "q vote", "share", 0.0, 1.0, "chance of each member's yes", "Putnam 1988",
        of="vote"),
    Row("shock_hazard", "shock", "rate", 0.0, 0.02, "hazard of a shock", _TOOL, of="shock",
        at="hazard"),
    Row("shift", "shift", "share", 0.2, 0.7, "what a shock adds to a worth of no deal", _TOOL,
        hard=_SHIFT, of="shock"),
)  # fmt: skip

DEFAULTS: dict[str, Row] = {row.name: row for row in _ROWS}


def rows(of: Holder, block: str | None = None) -> tuple[Row, ...]:
    """The rows of what has them, in order: all, or those that stand in one block of it."""
    return tuple(row for row in DEFAULTS.values() if row.of == of and block in {None, row.block})
