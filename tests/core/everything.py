"""Talks with everything that the language offers, in odd company, drawn by Hypothesis.

Valid all of them, small, and quick to happen: numbers come from the ends and the middle of what
they may be by default, or are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from hypothesis import strategies as st

from sim.scenario.defaults import DEFAULTS, rows
from sim.scenario.rows import Row
from tests.engine.made import Data, entry

Draw = Callable[[st.SearchStrategy[Any]], Any]

PARTIES, MEDIATORS = ("ada", "bob", "cid", "dan"), ("mia", "ned", "oda")
STAKEHOLDERS, OBSERVER = ("sue", "tom"), "una"
START, NOW, LATER = "2025-01-01", "2025-01-06", "2025-01-08..2025-01-30"


@st.composite
def everything(draw: Draw) -> Data:
    """A scenario, most of whose parts come and go on their own."""
    mediated = draw(st.integers(0, 3)) > 0
    parties = PARTIES[: draw(st.integers(2, 4))] if mediated else PARTIES[:2]
    mediators = MEDIATORS[: draw(st.integers(int(mediated), 3))]
    stakeholders = STAKEHOLDERS[: draw(st.integers(0, 2))]
    issues = {f"i{k}": _issue(draw) for k in range(draw(st.integers(1, 3)))}
    answering = (*parties, *stakeholders)
    actors: Data = {name: _party(draw, issues) for name in parties}
    actors |= {name: _stakeholder(draw, issues) for name in stakeholders}
    actors |= {name: _mediator(draw, parties) for name in mediators}
    met = draw(st.sampled_from(answering))  # where sessions follow one another, in the room alone
    recurring = draw(st.booleans())
    for name in mediators[:1]:
        actors[name]["reaches"] = [other for other in answering if other != met or not recurring]
    if len(mediators) > 1 and draw(st.booleans()):
        actors[mediators[1]] |= _stakeholder(draw, issues) | {"roles": ["stakeholder", "mediator"]}
        actors[mediators[0]]["reaches"] += [mediators[1]]
    if draw(st.booleans()):
        actors[OBSERVER] = {"roles": ["observer"]}
    vetoes = [*parties, *(name for name in stakeholders if actors[name]["needed"] != "no")]
    data: Data = {
        "title": "Everything",
        "protocol": "mediated" if mediated else "alternating_offers",
        "calendar": _calendar(draw, [*actors], recurring),
        "issues": issues,
        "actors": actors,
        "consent": _consent(draw, vetoes),
        "accepts": draw(st.sampled_from(["at least", "above"])),
        "answers": _answers(draw),
        "mediation": {"rule": draw(st.sampled_from(RULES))},
        "suspension": _suspension(draw),
        "shocks": _shocks(draw),
        "after_yes": _after_yes(draw, parties),
        **_some(draw, delays={"shape": draw(st.sampled_from([0, 50, 100]))}),
        **_combinations(draw, issues),
    }
    return data | _record(draw, mediators[0] if mediated else "ada", issues)


RULES = ("nash", "fairest", "likeliest", "proportional", "unknown")


def _some(draw: Draw, **fields: Any) -> Data:
    """Some of these fields, the others left out."""
    return {name: value for name, value in fields.items() if draw(st.booleans())}


def _of(role: str) -> list[Row]:
    return [row for row in rows("actor", "") if role in row.roles]


def _number(draw: Draw, row: Row) -> Any:
    """An input at an end of its default range, in its middle, or anywhere between."""
    unit = "" if row.unit == "points" else f" {row.unit}"
    ends = [f"{u:.6g}" for u in (row.low, (row.low + row.high) / 2, row.high)]
    return draw(st.sampled_from([*(f"{u}{unit}" if unit else float(u) for u in ends), "unknown"]))


def _numbers(draw: Draw, found: Sequence[Row]) -> Data:
    """A few of these inputs."""
    chosen = draw(st.lists(st.sampled_from(found), max_size=5, unique_by=lambda row: row.name))
    return {row.key: _number(draw, row) for row in chosen}


def _named(draw: Draw, *names: str) -> Data:
    return {
        DEFAULTS[name].key: _number(draw, DEFAULTS[name]) for name in names if draw(st.booleans())
    }


def _issue(draw: Draw) -> Data:
    worded = {f"o{n}": str(n) for n in range(draw(st.integers(2, 4)))}
    numeric = {"from": -5, "to": 10, "step": 2.5}
    today = {"options": worded, "status_quo": "o0"}
    issue: Data = draw(st.sampled_from([today, {"options": worded}, {"options": numeric}]))
    return issue


def _options(issue: Data) -> list[Any]:
    options = issue["options"]
    return [*options] if "step" not in options else [-5, -2.5, 0, 2.5, 5, 7.5, 10]


def _party(draw: Draw, issues: Data) -> Data:
    held: Data = {"roles": ["party"], **_numbers(draw, _of("party"))}
    held |= {"deliberation": draw(st.sampled_from(["1 hour", "1 day", "4 days"]))}
    held |= _some(draw, counters=draw(st.sampled_from(["yes", "no"])), statements="0.2 a day")
    held |= {"no_deal": _no_deal(draw, issues)}
    held |= {name: _stance(draw, issue) for name, issue in issues.items()}
    if len(issues) > 1 and draw(st.booleans()):
        between = {name: draw(st.sampled_from(_options(issues[name]))) for name in ("i0", "i1")}
        worth = draw(st.sampled_from([-20, 15, [-10, 10]]))
        held["interactions"] = {"both": {"between": between, "worth": worth}}
    return held


def _no_deal(draw: Draw, issues: Data) -> Data:
    package: Data = {"package": dict.fromkeys(issues, "unknown")}
    held: Data = draw(st.sampled_from([{"worth": "very low"}, {"worth": [10, 70]}, package, {}]))
    return held | _some(draw, loss_in_90_days=[0, 90], discount="0.01 a day")


def _mediator(draw: Draw, parties: tuple[str, ...]) -> Data:
    leans = draw(st.sampled_from(["none", "unknown", parties[-1]]))
    reaches = draw(st.sampled_from([[], ["ada"]]))
    held = _numbers(draw, _of("mediator"))
    return {"roles": ["mediator"], "reaches": reaches, "leans": leans, **held}


def _stakeholder(draw: Draw, issues: Data) -> Data:
    needed = draw(st.sampled_from(["always", "no", "on change", "unknown"]))
    held = _numbers(draw, _of("stakeholder"))
    return {"roles": ["stakeholder"], "needed": needed, "i0": _stance(draw, issues["i0"]), **held}


def _stance(draw: Draw, issue: Data) -> Data:
    options = _options(issue)
    option = st.sampled_from(options)
    kind = draw(st.sampled_from(["wants", "opposes", "unknown", "points", "curve"]))
    if kind == "points" and "step" not in issue["options"]:
        return {"points": {name: draw(st.sampled_from([0, 40, 100, [0, 100]])) for name in options}}
    if kind == "curve" and "step" in issue["options"]:
        return {"curve": {-5: draw(st.sampled_from([0, 100])), 2.5: [10, 90], 10: 50}}
    stance: Data = {"opposes": draw(option)} if kind == "opposes" else {"wants": draw(option)}
    if kind == "unknown":
        stance = {"wants": "unknown"}
    stance |= {"red_line": draw(st.sampled_from(["none", "soft", "hard", "unknown"]))}
    if stance["red_line"] != "none" and draw(st.booleans()):
        stance["red_line_from"] = draw(st.sampled_from([0, 1, "unknown"]))
    raised = draw(st.sampled_from(["", START, "2025-01-03", LATER]))
    if raised:
        stance |= {"raised": raised} | _some(draw, before=draw(option))
    stance |= _some(draw, withdrawn="2025-02-01..2025-02-20")
    return stance | _named(draw, "salience", "firmness")


def _calendar(draw: Draw, everyone: list[str], recurring: bool) -> Data:
    attend = [everyone, everyone[::2], everyone[1:], "not reported", {everyone[0]: "in"}]
    one = {"when": LATER, "attend": draw(st.sampled_from(attend)), **_named(draw, "level")}
    two = {"when": "2025-01-05..2025-01-20", "attend": draw(st.sampled_from(attend))}
    sessions: Data = _some(draw, one=one, two=two)
    if recurring:
        sessions["more"] = {"every": "1 to 9 days", "attend": everyone, "level": 60}
    horizon = draw(st.sampled_from(["5 days", "40 days", "120 days"]))
    calendar = {"start": START, "now": NOW, "horizon": horizon, "sessions": sessions}
    if draw(st.booleans()):
        calendar |= {"deadline": "2025-02-05"} | _some(draw, deadline_announced="2025-01-20")
    return calendar | _some(draw, rethink="6 hours", slips={"chance": 80, "by": "1 to 20 days"})


def _consent(draw: Draw, vetoes: list[str]) -> Any:
    if draw(st.booleans()):
        return "all"
    weights = {"ada": draw(st.sampled_from([0, 1, 2.5]))}
    has = draw(st.lists(st.sampled_from(vetoes), max_size=2, unique=True))
    return {
        "quota": draw(st.sampled_from(["30%", "51%", "100%"])),
        "weights": weights,
        "vetoes": has,
    }


def _answers(draw: Draw) -> Data:
    expires = draw(st.sampled_from(["yes", "no", "unknown"]))
    answers = {"expires": expires, "standard": draw(st.sampled_from(["aspiration", "reservation"]))}
    if expires != "no":
        answers |= _some(draw, answer_by=draw(st.sampled_from(["2 days", "9 days"])))
    return answers


def _suspension(draw: Draw) -> Data:
    quick = {"chance": 100, "resumes": "0.3 a day", "collapses": "0.01 a day"}
    suspension: Data = draw(st.sampled_from([{}, {"chance": 0}, quick]))
    return suspension


def _shocks(draw: Draw) -> Data:
    shift = {name: draw(st.integers(-60, 60)) for name in PARTIES[:2]}
    one = {"title": "One", "hazard": "0.2 a day", "shift": shift}
    two = {"title": "Two", "shift": {"bob": [-10, 10]}}
    return _some(draw, one=one, two=two)


def _after_yes(draw: Draw, parties: tuple[str, ...]) -> Data:
    votes: Data = {"ada": _named(draw, "ratify_delay", "k_ratify")}
    votes[parties[-1]] = {"seats": 5, "support": [20, 90]} | _some(draw, majority=2)
    quick = {"settles": "0.5 a day", "items": ["one", "two"], "breaks_down": "0.1 a day"}
    return _some(draw, **quick, ratification=votes) | _named(draw, "slope")


def _combinations(draw: Draw, issues: Data) -> Data:
    """Packages that nobody can have, in one of some draws; two issues or more leave some."""
    if len(issues) < 2 or draw(st.booleans()):
        return {}
    first, second = _options(issues["i0"]), _options(issues["i1"])
    rule = {"i0": first[0], "i1": second[-1], "why": "x"}
    then = {"if": {"i0": first[-1]}, "then": {"i1": second[0]}, "why": "x"}
    return _some(draw, infeasible=[rule], requires=[then])


def _record(draw: Draw, author: str, issues: Data) -> Data:
    """Nothing; words; one text, answered; or two."""
    texts = {
        "one": _text(draw, author, issues, ["draft", "unknown"]),
        "two": _text(draw, author, issues, ["final", "bridging"]),
    }
    does = draw(st.sampled_from(["criticise", "reject", "accept"]))
    record = {
        "word": entry("2025-01-02..2025-01-03", author, "claim progress"),
        "tabled": entry("2025-01-03", author, "table", "one"),
        "answer": entry("2025-01-04", "bob", "criticise", "one"),
        "line": entry("2025-01-04", "ada", "state red line", "ada.i0"),
        "again": entry("2025-01-05", author, "table", "two"),
        "second": entry("2025-01-05..2025-01-06", "bob", does, "two"),
        "gloom": entry("2025-01-05..2025-01-06", "press", "report collapse"),
    }
    length = draw(st.integers(0, len(record)))
    kept = dict([*record.items()][:length])
    used = {name: texts[name] for name, at in (("one", "tabled"), ("two", "again")) if at in kept}
    return {"texts": used, "record": kept}


def _text(draw: Draw, author: str, issues: Data, labels: list[str]) -> Data:
    text = {"by": author, "label": draw(st.sampled_from(labels))}
    text |= _some(draw, answer_by=draw(st.sampled_from(["3 days", "9 days"])))
    return text | _some(draw, terms={"i0": draw(st.sampled_from(_options(issues["i0"])))})


CHANGES: list[tuple[tuple[str, str], ...]] = [
    (("ada.no_deal.worth", "very high"),),
    (("bob.no_deal.loss_in_90_days", "90"),),
    (("ada.no_deal.discount", "0.01 a day"),),
    (("bob.firmness", "0"), ("ada.firmness", "100")),
    (("ada.planning_horizon", "3 days"),),
    (("bob.i0.red_line", "hard"),),
    (("ada.i0.withdrawn", "2025-01-10"),),
    (("ada.i0.opposes", "nothing"),),
    (("sue.needed", "always"),),
    (("ada.aversion", "100"), ("ada.precision", "100")),
    (("suspension.chance", "100"),),
    (("answers.expires", "no"),),
    (("answers.standard", "reservation"),),
    (("consent", "all"),),
    (("mediation.rule", "proportional"),),
    (("delays.shape", "0"),),
    (("mia.reaches", "[]"),),
    (("mia.bias", "100"), ("mia.misreport", "100")),
    (("calendar.sessions.more.attend", "[ada, bob]"),),
    (("after_yes.settles", "2 a day"),),
]
"""What may be set from now on where a scenario has it."""
