"""A run made up so that every kind of mark is in it."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np

from sim.plots.labels import Titles
from sim.plots.timeline import Series
from sim.talks.events import AnyEvent

NOW = 60 * 1440
ACTORS = ("egypt", "hamas", "israel", "us")
TITLE = "Mediated Gaza hostage-truce talks, as known on 23 August 2024"
LABELS = Titles(
    actors={"egypt": "Egypt", "hamas": "Hamas", "israel": "Israel", "us": "United States"},
    issues={
        "corridor": 'Israeli forces along the Gaza-Egypt border (the source\'s "corridor")',
        "other_demands": "The other new Israeli demands, which the source does not name",
        "sequence": "How much of the implementation is settled before the yes counts",
    },
    options={
        "corridor": {
            "stay": "forces stay",
            "reduced": "fewer posts, for a time",
            "monitored": "no forces, smuggling prevented by other means",
            "leave": "no forces and nothing in their place",
        },
        "sequence": {"before": "all of it", "partly": "the first steps", "later": "none of it"},
    },
)


def event(kind: str, day: float, actor: str, **fields: Any) -> AnyEvent:
    """An event by day after the record; what does not matter is filled in."""
    head = {"type": kind, "seq": 0, "tick": int(NOW + day * 1440), "actor": actor, "cause": -1}
    found: AnyEvent = msgspec.convert(
        head | {"fired": -1, "provenance": "simulated"} | fields, AnyEvent
    )
    return found


def terms(corridor: str, other: str, sequence: str) -> dict[str, str]:
    return {"corridor": corridor, "other_demands": other, "sequence": sequence}


def one_run() -> list[AnyEvent]:
    """Five texts, the last of which is agreed on."""
    events = [
        event("DemandRaised", -40, "israel", issue="corridor"),
        event("TextTabled", -7, "us", text=1, label="final", terms=terms("stay", "met", "later")),
        event("TextAccepted", -5, "israel", text=1),
        event("TextCriticised", -5, "hamas", text=1),
        event("StatementMade", -0.5, "us"),
        event("RecordClosed", 0, "", tried=3, likelihood=0.3, weight=1.0, dispositions={},
              tastes=[], beliefs={}),
        event("TextLapsed", 6, "", text=1, why="superseded"),
    ]  # fmt: skip
    packages = [("reduced", "met", "partly"), ("monitored", "dropped", "later"),
                ("reduced", "partly", "later"), ("monitored", "partly", "partly")]  # fmt: skip
    for k, package in enumerate(packages):
        day, number = 6 + 15 * k, 2 + k
        events += [
            event("TextTabled", day, "us", text=number, label="bridging", terms=terms(*package)),
            event("TextCriticised", day + 1, "hamas", text=number),
            event(("TextRejected", "TextCriticised")[k % 2], day + 1.5, "israel", text=number),
            event("TextAccepted", day + 2, "egypt", text=number),
            event("RedLineStated", day + 3, "israel", issue="corridor"),
        ]
        if k < 3:
            events.append(event("TextLapsed", day + 7, "", text=number, why="deadline"))
    revised = {"text": 5, "answer": "accept", "before": "criticise"}
    return [
        *events,
        event("AnswerRevised", 55, "hamas", **revised),
        event("AnswerRevised", 57, "israel", **revised),
        event("FrameworkAgreed", 57, "", text=5, terms=terms(*packages[3]), surpluses={}, items=()),
        event("DealConcluded", 84, ""),
    ]


def series(actor: str, best: float, no_deal: float) -> Series:
    """An aspiration that falls to a falling no-deal worth, and texts that come and go."""
    days = np.linspace(-10, 84, 189)
    floor = no_deal - 0.1 * (days + 10)
    part = (days + 10) / 120
    worth = np.where((days > 6) & (days < 57) & ((days - 6) % 15 < 7), best * 0.6, np.nan)
    return Series(actor, days, floor + (best - floor) * (1 - part), floor, worth)


def all_series() -> list[Series]:
    return [series("israel", 95, 30), series("egypt", 100, 45), series("hamas", 90, 35)]
