"""Talks made up for tests: small scenarios as data, and what every test does with them.

JSON is YAML, so a scenario is a dictionary here; `plain` is where all of them start from.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sim.engine.play import play_after
from sim.ensemble.inputs import kept_inputs
from sim.scenario.case import Case
from sim.scenario.loading import load_text
from sim.talks.events import AnyEvent
from sim.talks.state import State

Data = dict[str, Any]
Run = tuple[list[AnyEvent], State]


def plain(**changes: Any) -> Data:
    """Two parties at two ends of two issues, and a mediator that reaches both."""
    return {
        "title": "Made up",
        "calendar": {"start": "2025-01-01", "now": "2025-01-01", "horizon": "60 days"},
        "issues": {
            "price": {"options": {"p1": "1", "p2": "2", "p3": "3", "p4": "4"}},
            "time": {"options": {"t1": "soon", "t2": "later", "t3": "late"}},
        },
        "actors": {
            "ada": party("p1", "t1"),
            "bob": party("p4", "t3"),
            "mia": {"roles": ["mediator"], "reaches": ["ada", "bob"]},
        },
        "answers": {"standard": "aspiration"},
        **changes,
    }


def party(price: str, time: str, **more: Any) -> Data:
    """A party by what it wants."""
    return {"roles": ["party"], "price": {"wants": price}, "time": {"wants": time}, **more}


def direct(**changes: Any) -> Data:
    """The same two parties without a mediator: alternating offers."""
    data = plain(protocol="alternating_offers", **changes)
    del data["actors"]["mia"]
    return data


def eventful() -> Data:
    """A little of everything that can happen: a quota, demands, shocks, votes, two texts."""
    data = plain(
        calendar={
            "start": "2025-01-01",
            "now": "2025-01-12",
            "horizon": "150 days",
            "slips": {"chance": 50},
            "sessions": {
                "first": {"when": "2025-01-14..2025-01-16", "attend": ["ada", "bob", "mia"]},
                "more": {"every": "5 to 12 days", "attend": ["ada", "bob", "cid", "mia"]},
            },
        },
        consent={"quota": "60%", "weights": {"ada": 2, "bob": 2, "cid": 1}, "vetoes": ["ada"]},
        texts={
            "opening": {"by": "mia", "label": "draft", "answer_by": "20 days"},
            "offer": {"by": "mia", "label": "final", "answer_by": "20 days"},
        },
        record={
            "one": entry("2025-01-02", "mia", "table", "opening"),
            "two": entry("2025-01-04..2025-01-06", "bob", "criticise", "opening"),
            "three": entry("2025-01-08", "mia", "table", "offer"),
            "four": entry("2025-01-09", "ada", "state red line", "ada.price"),
            "five": entry("2025-01-10..2025-01-11", "press", "report collapse"),
        },
        suspension={"chance": "very high", "resumes": "very high", "collapses": "low"},
        shocks={
            "storm": {"title": "Storm", "hazard": "0.02 a day", "shift": {"ada": -15, "bob": 10}}
        },
        after_yes={
            "items": ["papers", "keys"],
            "ratification": {"bob": {}, "cid": {"seats": 11, "support": [60, 90]}},
        },
    )
    data["actors"] |= {
        "bob": party("p4", "t3", resentment="high", statements="0.04 a day"),
        "cid": party("p2", "t3"),
        "eve": {
            "roles": ["stakeholder", "mediator"],
            "reaches": ["cid"],
            "time": {"opposes": "t1"},
        },
        "mia": {"roles": ["mediator"], "reaches": ["ada", "bob", "cid", "eve"], "leans": "unknown"},
    }
    data["actors"]["cid"]["price"] |= {"raised": "2025-01-25..2025-02-05", "before": "p4"}
    data["actors"]["ada"]["time"] |= {"withdrawn": "2025-03-01", "red_line": "unknown"}
    return data


def entry(when: str, who: str, does: str, what: str = "") -> Data:
    """One reported event."""
    told = {"when": when, "who": who, "does": does}
    return {**told, "what": what} if what else told


def case_of(data: Data) -> Case:
    """The case of made-up talks."""
    return load_text(json.dumps(data, default=str), "made.yaml")  # dates as they are written


def values_at(case: Case, u: float = 0.5) -> dict[str, float | str]:
    """The inputs in the middle of their ranges, or elsewhere."""
    return case.draw(lambda _: u)


def run_of(case: Case, run: int, seed: int = 0) -> Run:
    """One run with inputs of its own, drawn until they give the record."""
    kept = kept_inputs(case, seed, run)
    return play_after(kept.record, run)


def runs_of(case: Case, n: int, seed: int = 0) -> Iterator[Run]:
    """The first n runs."""
    return (run_of(case, run, seed) for run in range(n))


def rare() -> Data:
    """Ada says yes to what she wants least: it comes out, but hardly ever."""
    text = {"by": "mia", "label": "draft", "terms": {"price": "p4", "time": "t3"}}
    data = plain(
        texts={"offer": {**text, "answer_by": "20 days"}},
        record={
            "text": entry("2025-01-02", "mia", "table", "offer"),
            "yes": entry("2025-01-03", "ada", "accept", "offer"),
        },
    )
    data["calendar"]["now"] = "2025-01-04"
    data["actors"]["ada"] |= {"precision": 20, "no_deal": {"worth": [50, 60]}, "accept_bar": 80}
    return data
