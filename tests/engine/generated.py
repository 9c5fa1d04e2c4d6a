"""Small scenarios drawn by Hypothesis: everything the language offers, in odd company."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from tests.engine.made import Data, entry

Draw = Callable[[st.SearchStrategy[Any]], Any]

seeds = st.sampled_from([0, 2**63 - 1]) | st.integers(0, 2**63 - 1)
runs = st.integers(0, 2**63 - 1)
NOW = "2025-01-06"
MIDWAY = ("2025-01-08", "2025-01-07..2025-01-20", "2025-01")
PARTIES, MEDIATORS, STAKEHOLDER = ("ada", "bob", "cid", "dan"), ("mia", "ned", "oda"), "sue"


@st.composite
def scenarios(draw: Draw) -> Data:
    """Two to four parties, up to three mediators, one to three issues, either protocol."""
    mediated = draw(st.booleans())
    parties = PARTIES[: draw(st.integers(2, 4))] if mediated else PARTIES[:2]
    mediators = MEDIATORS[: draw(st.integers(int(mediated), 3))]
    issues = {
        f"i{k}": {"options": {f"o{n}": str(n) for n in range(draw(st.integers(2, 3)))}}
        for k in range(draw(st.integers(1, 3)))
    }
    stakeholders = (STAKEHOLDER,) if draw(st.booleans()) else ()
    answering = (*parties, *stakeholders)
    actors: Data = {name: _party(draw, issues) for name in parties}
    for name in stakeholders:
        stance = {"opposes": draw(st.sampled_from(["o0", "nothing"]))}
        actors[name] = {"roles": ["stakeholder"], "i0": stance, **_pace(draw)}
    for number, name in enumerate(mediators):
        actors[name] = _mediator(draw, list(answering) if number == 0 else [])
    data = {
        "title": "Generated",
        "protocol": "mediated" if mediated else "alternating_offers",
        "calendar": _calendar(draw, [*actors]),
        "issues": issues,
        "actors": actors,
        "suspension": draw(st.sampled_from([{}, {"chance": 100, "resumes": "0.3 a day"}])),
        "shocks": _shocks(draw, parties),
        "consent": _consent(draw, answering),
        "after_yes": _after_yes(draw, parties),
    }
    return data | _record(draw, mediators[0] if mediated else parties[0])


def _some(draw: Draw, **fields: Any) -> Data:
    """Some of these fields, the others left out."""
    return {name: value for name, value in fields.items() if draw(st.booleans())}


def _party(draw: Draw, issues: Data) -> Data:
    """Most numbers left out, so that inputs range over all there is."""
    held: Data = {"roles": ["party"], **_pace(draw)}
    for name, issue in issues.items():
        options = st.sampled_from(list(issue["options"]))
        stance = {draw(st.sampled_from(["wants", "opposes"])): draw(options)}
        stance |= _some(draw, red_line="unknown", withdrawn="2025-01-12..2025-02")
        if draw(st.booleans()):
            stance |= {"raised": draw(st.sampled_from(MIDWAY)), "before": draw(options)}
        held[name] = stance
    return held | _some(draw, statements="0.2 a day", consistency=100, firmness="very low")


def _pace(draw: Draw) -> Data:
    return _some(draw, deliberation=draw(st.sampled_from(["1 hour", "1 day", "8 days"])))


def _mediator(draw: Draw, reaches: list[str]) -> Data:
    delay = draw(st.sampled_from(["1 hour", "3 days", "40 days"]))
    pace = _some(draw, delay=delay, channel_delay=draw(st.sampled_from(["1 minute", "3 days"])))
    return {"roles": ["mediator"], "reaches": reaches, **pace, **_some(draw, leans="unknown")}


def _calendar(draw: Draw, everyone: list[str]) -> Data:
    sessions: Data = _some(
        draw,
        planned={"when": "2025-01-07..2025-01-10", "attend": everyone[::2], "level": "high"},
        recurring={"every": "1 to 9 days", "attend": everyone[1:]},
    )
    horizon = draw(st.sampled_from(["1 day", "15 days", "45 days"]))
    calendar = {"start": "2025-01-01", "now": NOW, "horizon": horizon, "sessions": sessions}
    return calendar | _some(draw, rethink="6 hours", slips={"chance": 80})


def _shocks(draw: Draw, parties: tuple[str, ...]) -> Data:
    points = st.integers(-60, 60)
    one: Data = {"title": "One", "hazard": "0.2 a day", "shift": {parties[0]: draw(points)}}
    two: Data = {"title": "Two", "shift": {parties[1]: [-10, 10]}}
    return _some(draw, one=one, two=two)


def _consent(draw: Draw, answering: tuple[str, ...]) -> Any:
    if draw(st.booleans()):
        return "all"
    weights = {"ada": draw(st.sampled_from([0, 1, 2.5]))}
    vetoes = draw(st.lists(st.sampled_from(answering), max_size=2, unique=True))
    return {"quota": draw(st.integers(1, 100)), "weights": weights, "vetoes": vetoes}


def _after_yes(draw: Draw, parties: tuple[str, ...]) -> Data:
    votes: Data = {parties[0]: {}, parties[-1]: {"seats": 5, "support": [20, 90]}}
    quick = {"settles": "0.5 a day", "items": ["one", "two"], "breaks_down": "0.1 a day"}
    return _some(draw, **quick, ratification=votes)


def _record(draw: Draw, author: str) -> Data:
    """Nothing, a text that waits, or a text that somebody criticised."""
    length = draw(st.integers(0, 3))
    answers = draw(st.sampled_from(["3 days", "9 days"]))
    text = {"by": author, "label": draw(st.sampled_from(["draft", "final"])), "answer_by": answers}
    record = {
        "text": entry("2025-01-04", author, "table", "text"),
        "critique": entry("2025-01-05", "bob", "criticise", "text"),
        "word": entry("2025-01-05..2025-01-06", "press", "report collapse"),
    }
    kept = dict(list(record.items())[:length])
    return {"texts": {"text": text}, "record": kept} if length else {}
