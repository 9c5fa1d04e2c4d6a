"""One table of numbers: what it holds is in the file, the tables, the codebook and the rules."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import fields

import pytest

from sim.engine.script import set_anew
from sim.model.constants import MINUTES_A_DAY
from sim.scenario.checks.from_now import _HELD
from sim.scenario.codebook import codebook
from sim.scenario.defaults import DEFAULTS, rows
from sim.scenario.language import Actor, Parties, Stance
from sim.scenario.loading import load_text
from sim.scenario.rows import ROLES, Row
from sim.scenario.rules import AfterYes, Rules
from sim.scenario.schema import schema
from sim.scenario.tables import Actor as ActorTable
from sim.talks.events import RedLineStated
from sim.talks.fold import evolve
from sim.talks.positions import aspiration_of, reservation_of
from sim.talks.timers import STATE, Timer
from tests.engine.made import plain
from tests.talks.telling import ADA, given

TALKS = """
title: A sale
calendar: {start: 2026-01-01, now: 2026-01-02, horizon: 30 days}
issues: {price: {options: {low: Low, high: High}, status_quo: low}}
actors:
  party: {roles: [party], price: {wants: low}}
  other: {roles: [party], price: {wants: high}}
  stakeholder: {roles: [stakeholder], price: {wants: low}}
  mediator: {roles: [mediator], reaches: [party, other, stakeholder]}
  observer: {roles: [observer]}
"""


def test_the_numbers_of_an_actor_in_a_draw_are_the_rows() -> None:
    kinds = {one.name: one.type for one in fields(ActorTable)}
    numbers = {name for name, kind in kinds.items() if kind == "float"}
    drawn_otherwise = {"planning_horizon", "bias"}  # a tick, and one toward each
    assert numbers | drawn_otherwise == {row.name for row in rows("actor")}


def test_the_numbers_of_the_talks_in_a_draw_are_the_rows() -> None:
    kinds = {one.name: one.type for block in (Rules, AfterYes) for one in fields(block)}
    numbers = {name for name, kind in kinds.items() if kind == "float"}
    assert numbers - {"recurring_level"} | {"rethink", "answer_by"} == {
        row.name for row in rows("talks")
    }


def test_the_file_and_its_schema_have_a_field_for_each_row() -> None:
    defs = schema()["$defs"]
    for row in rows("actor", ""):
        assert row.key in Actor.model_fields
        assert (row.key in Parties.model_fields) == ("party" in row.roles)
        assert row.meaning in defs["Actor"]["properties"][row.key]["description"]
    for row in rows("actor", "no_deal"):
        assert row.meaning in defs["NoDeal"]["properties"][row.key]["description"]
    for row in rows("stance"):
        assert row.key in Stance.model_fields


@pytest.mark.parametrize("role", ROLES)
def test_the_codebook_has_the_numbers_of_an_actor_in_its_role(role: str) -> None:
    case = load_text(TALKS, "sale.yaml")
    units = {row.path: row.unit for row in codebook(case)}
    for row in rows("actor"):
        path, has_it = f"{role}.{row.path}", role in row.roles and not row.said_only
        assert units.get(path) == (row.unit if has_it else None), path


def test_a_number_that_is_one_only_where_it_is_said_is_no_input_elsewhere() -> None:
    case = load_text(TALKS, "sale.yaml", ["party.no_deal.discount=0.005 a day"])
    paths = [row.path for row in codebook(case) if row.path.endswith("discount")]
    assert paths == ["party.no_deal.discount"]
    told = load_text(TALKS, "sale.yaml", ["parties.no_deal.discount=unknown"])
    (party, other) = [row for row in codebook(told) if row.path.endswith("discount")]
    assert (party.range_text, other.unit) == ("0 to 0.01", "a day")


@pytest.mark.parametrize("row", [one for one in rows("actor") if one.from_now == "goes on"])
def test_what_goes_on_from_now_does_not_jump(row: Row) -> None:
    data = plain(parties={"lock_in": 5, "no_deal": {"worth": 30, "discount": "0.001 a day"}})
    talks = given(data).told(RedLineStated, 20, "ada", issue="price", lock_in=0.05)
    state, later = talks.state, 40 * MINUTES_A_DAY
    then = Timer(later, -1, STATE, ADA, 0)
    apart = state.branch(state.luck)
    evolve(apart, set_anew(apart, then, {f"ada.{row.path}": MOVED[row.name]}))
    assert aspiration_of(apart, ADA, later) == pytest.approx(aspiration_of(state, ADA, later))
    assert reservation_of(apart, ADA, later) == pytest.approx(reservation_of(state, ADA, later))
    beyond = later + 20 * MINUTES_A_DAY  # where it has gone on at another pace
    assert aspiration_of(apart, ADA, beyond) != aspiration_of(state, ADA, beyond)


MOVED = {
    "firmness": "90", "planning_horizon": "400 days", "loss_in_90_days": "60",
    "discount": "0.005 a day", "lock_in_half_life": "100 days",
}  # fmt: skip


def test_what_has_acted_by_now_is_settled() -> None:
    settled = {row.path for row in DEFAULTS.values() if row.from_now == "settled"}
    assert settled == {
        "opening_concession", "expects_deal", "belief_error", "press.credibility",
        "calendar.rethink",
    }  # fmt: skip
    assert all(not _HELD[row.path] for row in rows("actor") if row.path in settled)


ADD_ONE = f"""
from sim.scenario.defaults import DEFAULTS
from sim.scenario.rows import Row
DEFAULTS["warmth"] = Row("warmth", "h", "share", 0.1, 0.3, "how warm it is", "a made-up source")

from sim.errors import DetenteError
from sim.scenario.codebook import codebook
from sim.scenario.loading import load_text
from sim.scenario.schema import schema_text

def told(*sets):
    try:
        case = load_text({TALKS!r}, "sale.yaml", sets)
    except DetenteError as error:
        return str(error)
    return [f"{{row.path}} {{row.range_text}} {{row.why}}" for row in codebook(case)
            if "warmth" in row.path]

print(schema_text().count("how warm it is (h); left out: 10 to 30; within 0 to 100"))
print(*told("party.warmth=high", "parties.warmth=[1, 2]"), sep="; ")
print(told("party.warmth=101"))
print(told("mediator.warmth=5"))
print(*told("what_if.cool={{from: now, set: {{party.warmth: low, other.warmth: low}}}}"), sep="; ")
"""


def test_a_number_that_is_made_up_needs_no_more_than_its_row() -> None:
    done = subprocess.run(
        [sys.executable, "-c", ADD_ONE], capture_output=True, text=True, check=True
    )
    in_schema, found, outside, no_role, from_now = done.stdout.splitlines()
    assert int(in_schema) == 2  # of all parties, and of an actor
    source = "the tool's default, 10 to 30: how warm it is (a made-up source)"
    assert found == (
        f"other.warmth 1 to 2 ; party.warmth 60 to 80 ; stakeholder.warmth 10 to 30 {source}"
    )
    assert "party.warmth: outside 0 to 100 (got 101): write 100 or less" in outside
    assert "warmth: only a party or stakeholder has this (got roles [mediator])" in no_role
    assert from_now.startswith("other.warmth 10 to 30 ")


def test_a_row_says_where_it_is_written() -> None:
    row = Row("a", "", "share", 0.0, 1.0, "", "", at="no_deal.b.c")
    assert (row.path, row.block, row.key) == ("no_deal.b.c", "no_deal.b", "c")
    assert DEFAULTS["firmness"].path == "firmness"
