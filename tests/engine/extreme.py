"""Scenarios at the edge of what may be written, drawn by Hypothesis: valid, and extreme.

Every number is a hard limit of its own, the least or the greatest, or spans them; so are
counts, dates and lengths, as far as a budget of events lets them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from sim.scenario.defaults import DEFAULTS, rows
from sim.scenario.language import Scenario
from sim.scenario.limits import LIMITS
from sim.scenario.pace import ceiling
from sim.scenario.rows import FIFTHS, Row
from tests.engine.made import Data, entry

Draw = Callable[[st.SearchStrategy[Any]], Any]
HORIZONS = (3653, 365, 45, 7, 1)  # days
SHORT, LONG = "a", "z" * 60


@st.composite
def extreme_scenarios(draw: Draw, budget: int = 20_000, crowd: int = 6) -> Data:
    """A scenario of at most `budget` events, with at most `crowd` parties."""
    mediated = draw(st.booleans())
    parties = [SHORT, LONG, *(f"p{k}" for k in range(crowd - 2))]
    parties = parties[: draw(st.sampled_from([2, 3, crowd])) if mediated else 2]
    mediators = [f"m{k}" for k in range(draw(st.sampled_from([1, 3]) if mediated else st.just(0)))]
    others = ["s0"] if draw(st.booleans()) else []
    issues = _issues(draw)
    actors = {name: _party(draw, issues) for name in parties}
    actors |= {name: _stakeholder(draw, issues) for name in others}
    actors |= {name: _mediator(draw, [*parties, *others], parties) for name in mediators}
    needed = [name for name in others if actors[name]["needed"] != "no"]  # who may have a veto
    start, now = _days(draw)
    data: Data = {
        "title": "x" * draw(st.sampled_from([1, 500])),
        "protocol": "mediated" if mediated else "alternating_offers",
        "calendar": {"start": f"{start}", "now": f"{now}", **_calendar(draw, now, [*actors])},
        "issues": issues,
        "actors": actors,
        "parties": _some(draw, {"salience": {name: number(draw, "salience") for name in issues}}),
        "suspension": _numbers(
            draw, chance="suspend_chance", resumes="resumes", collapses="collapses"
        ),
        "press": _numbers(draw, credibility="press_credibility", report_weight="report_weight"),
        "shocks": _shocks(draw, parties),
        "consent": _consent(draw, parties, [*parties, *needed]),
        "after_yes": _after_yes(draw, parties),
        "accepts": draw(st.sampled_from(["at least", "above"])),
        "answers": _answers(draw),
        **_rules(draw, issues),
    }
    data |= _record(draw, (start, now), mediators[0] if mediated else parties[0], parties)
    return _within(data, budget)


def _within(data: Data, budget: int) -> Data:
    """With the longest horizon that keeps a run within a budget of events, a day at least."""
    for days in HORIZONS:
        data["calendar"]["horizon"] = f"{days} days"
        if sum(ceiling(Scenario.model_validate(data)).values()) <= budget:
            break
    return data


def number(draw: Draw, name: str) -> Any:
    """An input at a hard limit, or over all that it may be."""
    row = DEFAULTS[name]
    low, high = _written(row, row.limit.least), _written(row, row.limit.most)
    forms = [
        low, high, low, high, [low, high], [low, low, high], [low, high, high],
        {"choice": {f"{low}": 0.0001, f"{high}": 1e6}}, _written(row, row.low),
        _written(row, row.high), "unknown", FIFTHS[0], FIFTHS[-1],
    ]  # fmt: skip
    return draw(st.sampled_from(forms))


def _written(row: Row, value: float) -> Any:
    return value if row.unit == "points" else f"{value!r} {row.unit}"


def _numbers(draw: Draw, **rows: str) -> Data:
    return _some(draw, {name: number(draw, row) for name, row in rows.items()})


def _some(draw: Draw, fields: Data) -> Data:
    return {name: value for name, value in fields.items() if draw(st.booleans())}


def _issues(draw: Draw) -> Data:
    shape = draw(st.sampled_from([(2,), (500,), (2,) * 7, (12, 3)]))
    return {
        f"i{k}": {"options": {f"o{n}": "x" for n in range(width)}} for k, width in enumerate(shape)
    }


def _rules(draw: Draw, issues: Data) -> Data:
    """Packages that nobody can have: all but those of one option, or those of two at once."""
    first, last = ends(issues["i0"])
    other = [*issues][-1]
    far = ends(issues[other])[1]
    apart = {"i0": first, other: far, "why": "x"}
    rules: list[Data] = [
        {},
        {"infeasible": [{"i0": [*issues["i0"]["options"]][1:], "why": "x"}]},
        {"infeasible": [apart] * 500},
        {"requires": [{"if": {"i0": last}, "then": {other: far}, "why": "x"}] * 500},
    ]
    few = len(issues["i0"]["options"]) < 500  # else they are 250,000 looks at a package
    alone = len(issues) == 1  # where nothing is left, or one package
    rule: Data = draw(st.sampled_from(rules if few and not alone else rules[:1]))
    return rule


def ends(issue: Data) -> tuple[str, str]:
    """The first and the last option of an issue."""
    first, *_, last = issue["options"]
    return first, last


def _answers(draw: Draw) -> Data:
    expires = draw(st.sampled_from(["yes", "no", "unknown"]))
    ends_by = _numbers(draw, answer_by="answer_by") if expires != "no" else {}
    standard = draw(st.sampled_from(["aspiration", "reservation", "unknown"]))
    return _some(draw, {"standard": standard}) | {"expires": expires} | ends_by


def _held_as(role: str) -> dict[str, str]:
    return {row.key: row.name for row in rows("actor", "") if role in row.roles}


def _held(draw: Draw) -> Data:
    held = _numbers(draw, **_held_as("stakeholder"))
    no_deal = _numbers(draw, worth="worth", loss_in_90_days="loss_in_90_days")
    if "worth" not in no_deal and draw(st.booleans()):
        no_deal["package"] = {"rest": "status quo"}
    return held | {"no_deal": no_deal}


def _party(draw: Draw, issues: Data) -> Data:
    between = {name: draw(st.sampled_from(ends(issues[name]))) for name in [*issues][:2]}
    together = {"between": between, **_numbers(draw, worth="interaction")}
    counters = draw(st.sampled_from(["yes", "no", "unknown"]))
    return {
        "roles": ["party"],
        **_held(draw),
        **_numbers(draw, counter_delay="counter_delay"),
        **_some(draw, {"counters": counters}),
        **({"interactions": {"x": together}} if len(between) == 2 and draw(st.booleans()) else {}),
        **{name: _stance(draw, issues[name]) for name in issues},
    }


def _stakeholder(draw: Draw, issues: Data) -> Data:
    needed = draw(st.sampled_from(["always", "no", "on change", "unknown"]))
    stake = {"needed": needed, "i0": _stance(draw, issues["i0"])}
    return {"roles": ["stakeholder"], **_held(draw), **stake}


def _line(draw: Draw, at: list[str], most: int) -> Data:
    """A red line, and where it lies: at a step, `most` at the farthest, or at options."""
    lies: list[Data] = [
        {}, {"red_line_from": "unknown"}, {"red_line_from": 0}, {"red_line_from": most},
        {"red_line_from": [0, most]}, *([{"red_line_at": at}] if at else []),
    ]  # fmt: skip
    kind = draw(st.sampled_from(["none", "soft", "hard", "unknown"]))
    return {"red_line": kind} | (draw(st.sampled_from(lies)) if kind != "none" else {})


def _points(draw: Draw, issue: Data) -> Data:
    """Points of every option: all the same, all alike uncertain, or one best at an end."""
    worth, other = number(draw, "points"), number(draw, "points")
    return {"points": dict.fromkeys(issue["options"], worth) | {ends(issue)[1]: other}}


def _stance(draw: Draw, issue: Data) -> Data:
    first, last = ends(issue)
    option, most = st.sampled_from([first, last]), len(issue["options"]) - 1
    if draw(st.booleans()):
        opposed = draw(option)
        return {"opposes": opposed, **_line(draw, [opposed], most)}
    if draw(st.booleans()):
        return {"wants": "unknown", **_line(draw, [first, last], most)}
    if draw(st.booleans()):
        return _points(draw, issue) | _line(draw, [], 0)
    stance = {"wants": {"choice": {first: 0.0001, last: 1e6}}, "purpose": "x"}
    serves = {"also_served_by": {first: number(draw, "also_served_by")}}
    more = _numbers(
        draw, salience="salience", firmness="firmness", purpose_share="purpose_share",
        lifted_at="lifted_at",
    )  # fmt: skip
    dated = {"raised": "1000-01-01", "before": draw(option), "withdrawn": "2999-12"}
    return stance | serves | more | (dated if draw(st.booleans()) else {})


def _mediator(draw: Draw, reaches: list[str], parties: list[str]) -> Data:
    carried = _numbers(draw, **_held_as("mediator"))
    leans = _some(draw, {"leans": draw(st.sampled_from(["unknown", parties[-1]]))})
    return {"roles": ["mediator"], "reaches": reaches, **carried, **leans}


def _days(draw: Draw) -> tuple[dt.date, dt.date]:
    """The first day and now: the ends of the calendar, and the longest record."""
    first = draw(st.sampled_from([dt.date(1000, 1, 1), dt.date(2999, 11, 30) - RECORD]))
    return first, first + draw(st.sampled_from([dt.timedelta(0), dt.timedelta(30), RECORD]))


RECORD = dt.timedelta(LIMITS["start_to_now"].most)


def _calendar(draw: Draw, now: dt.date, everyone: list[str]) -> Data:
    every = draw(st.sampled_from(["6 hours", "365 days", "0.25 to 365 days"]))
    sessions = _some(
        draw,
        {
            "one": {"when": f"{now}", "attend": [], "level": number(draw, "level")},
            "none": {"from": f"{now}..{now}", "to": f"{now}", "attend": everyone},
            "later": {"every": every, "level": number(draw, "level")},
        },
    )
    slips = _numbers(draw, chance="slip_chance", by="slip_days")
    ends_at: list[Data] = [
        {}, {"deadline": f"{now}"}, {"deadline": f"{now}", "deadline_announced": f"{now}"},
    ]  # fmt: skip
    deadline = draw(st.sampled_from(ends_at))
    return {"sessions": sessions, "slips": slips, **_numbers(draw, rethink="rethink"), **deadline}


def _shocks(draw: Draw, parties: list[str]) -> Data:
    shift = {name: number(draw, "shift") for name in parties[:2]}
    shock = {"title": "x", "shift": shift, **_numbers(draw, hazard="shock_hazard")}
    return {f"s{k}": shock for k in range(draw(st.sampled_from([0, 1, 100])))}


def _consent(draw: Draw, parties: list[str], answering: list[str]) -> Any:
    if draw(st.booleans()):
        return "all"
    weight = st.sampled_from([0, 0.001, 1, 10_000])
    weights = {name: draw(weight) for name in parties[1:]}
    vetoes = draw(st.sampled_from([[], answering[-1:], answering]))
    quota = draw(st.sampled_from(["1%", "50%", "100%", 1]))
    return {"quota": quota, "weights": weights, "vetoes": vetoes}


def _after_yes(draw: Draw, parties: list[str]) -> Data:
    seats = draw(st.sampled_from([1, 10_000]))
    majority = draw(st.sampled_from([1, seats]))
    vote = {"seats": seats, "majority": majority}
    votes = {
        parties[0]: vote | _numbers(draw, delay="ratify_delay", support="support"),
        parties[-1]: _numbers(draw, delay="ratify_delay", k="k_ratify"),
    }
    items = [f"item {k}" for k in range(draw(st.sampled_from([1, 100])))]
    pace = _numbers(draw, settles="settles", breaks_down="breaks_down", slope="slope")
    return {"items": items, **pace, **_some(draw, {"ratification": votes})}


def _record(draw: Draw, span: tuple[dt.date, dt.date], author: str, parties: list[str]) -> Data:
    """At the edges of the record: a text on the first day, answered on the first or the last."""
    start, now = span
    text = {"by": author, "answer_by": "3653.0 days", "label": "unknown"}
    when = f"{draw(st.sampled_from([start, now]))}"
    record = {
        "word": entry(f"{start}..{now}", "press", "report collapse"),
        "text": entry(f"{start}", author, "table", "text"),
        "no": entry(when, parties[-1], draw(st.sampled_from(["criticise", "reject"])), "text"),
        "doubt": entry(f"{now}", f"{author} or {parties[1]}", "doubt", "text"),
    }
    length = draw(st.integers(0, 4 if (now - start).days < 3653 else 1))
    kept = dict(list(record.items())[:length])
    return {"texts": {"text": text}, "record": kept} if length > 1 else {"record": kept}
