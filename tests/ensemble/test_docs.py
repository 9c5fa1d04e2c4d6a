"""docs/datasets.md lists the columns there are."""

from __future__ import annotations

import re
from pathlib import Path

from sim.ensemble.event_table import EVENTS
from sim.ensemble.frame import OWN, layout_of
from sim.scenario.loading import load

PAGE = (Path(__file__).parents[2] / "docs/datasets.md").read_text(encoding="utf-8")


def told(heading: str) -> dict[str, str]:
    """Types by column, of the table below a heading."""
    section = PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    return dict(re.findall(r"^\| `([^`]+)` \| ([^|]+?) \|", section, re.MULTILINE))


def test_columns_of_events_are_listed() -> None:
    kinds = {name: kind.__name__ for name, kind in EVENTS.items()}
    assert list(told("Columns of `events`").items()) == list(kinds.items())


def test_columns_of_runs_are_listed() -> None:
    listed = told("Columns of `runs`")
    assert {name: listed[name] for name in OWN} == {n: kind.__name__ for n, kind in OWN.items()}
    families = [name.partition(".")[0] for name in listed if name not in OWN]
    schema = layout_of(load("cairo-2024")).schema
    assert families == list(dict.fromkeys(name.partition(".")[0] for name in schema if "." in name))
    assert list(schema)[: len(OWN)] == list(OWN)
