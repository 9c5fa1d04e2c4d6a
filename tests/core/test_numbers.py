"""The numbers of an actor: a row each, an attribute, an array."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import sim.core
from sim.scenario.defaults import rows
from sim.scenario.tables import Actor
from sim.talks.arrays import NUMBERED
from sim.talks.planning import LATER

TABLES = Path(sim.core.__file__).with_name("tables.py")


def test_each_row_of_an_actor_has_its_array_in_the_order_of_the_rows() -> None:
    text = TABLES.read_text(encoding="utf-8")
    named = re.findall(r"self\.(\w+) = self\.number\[(\d+)\]", text)
    assert [name for name, _ in named] == list(NUMBERED)
    assert [int(place) for _, place in named] == list(range(len(NUMBERED)))
    assert f"self.numbers = {len(NUMBERED)} " in text
    assert {row.name for row in rows("actor")} - {*NUMBERED} == {"planning_horizon", "bias"}


def test_each_row_of_an_actor_is_an_attribute_and_what_counts_later_is_one() -> None:
    assert {*NUMBERED} <= {one.name for one in fields(Actor) if one.type == "float"}
    assert {*NUMBERED} >= LATER
