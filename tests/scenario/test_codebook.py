"""The codebook holds every input, and what backs it."""

from __future__ import annotations

import pytest

from sim.scenario.codebook import codebook, differences, range_text, usage
from sim.scenario.loading import load
from sim.scenario.shipped import shipped_scenarios

CAIRO = load("cairo-2024")


@pytest.mark.parametrize("name", shipped_scenarios())
def test_every_input_has_its_row(name: str) -> None:
    case = load(name)
    rows = {row.path: row for row in codebook(case)}
    assert {one.path for one in case.inputs} <= rows.keys()
    for row in rows.values():
        assert row.range_text
        assert row.words
        assert row.backing.startswith("assumed") != bool(row.facts)
        assert not row.default or row.words in {"left out", "unknown", "not reported"}


def test_a_row_cites_who_said_it_and_where() -> None:
    (row,) = (row for row in codebook(CAIRO) if row.path == "israel.corridor.firmness")
    assert (row.range_text, row.words) == ("80 to 100", "very high")
    assert row.backing == "wont-budge (claimed, paragraph 5)"


def test_what_is_left_out_says_the_default() -> None:
    (row,) = (row for row in codebook(CAIRO) if row.path == "us.delay")
    assert row.default
    assert row.backing == (
        "assumed: the tool's default, 2 to 21 days: mean time until it tables (this tool)"
    )


def test_what_is_written_unknown_is_the_default_range() -> None:
    (row,) = (row for row in codebook(CAIRO) if row.path == "hamas.no_deal.worth")
    assert (row.words, row.range_text, row.default) == ("unknown", "20 to 70", True)


def test_what_is_written_unknown_is_never_told_as_the_default_of_what_is_left_out() -> None:
    lines = (
        "buyer.assumed=null",
        "buyer.price.assumed=null",
        "buyer.price.red_line=unknown",
        "calendar.rethink=unknown",
    )
    rows = {row.path: row.backing for row in codebook(load("flat-sale", lines))}
    assert rows["buyer.price.red_line"] == "assumed: the tool's default: each equally likely"
    assert "the tool's default, 0.25 to 7 days" in rows["calendar.rethink"]
    rows = {row.path: row.backing for row in codebook(load("flat-sale"))}
    assert rows["buyer.price.red_line"] == "assumed: the tool's default: none"


def test_what_recurs_by_luck_is_in_it_too() -> None:
    (row,) = (row for row in codebook(CAIRO) if row.path == "calendar.sessions.later.every")
    assert row.range_text == "7 to 21, anew each time"


def test_ranges_are_told_to_people() -> None:
    texts = {one.path: range_text(one, CAIRO.start) for one in CAIRO.inputs}
    assert texts["record.demand.when"] == "2024-07-01 to 2024-07-31"
    assert texts["record.text.when"] == "2024-08-16"
    assert texts["calendar.sessions.doha.when"] == "2024-08-11 to 2024-08-16"
    assert texts["us.leans"] == "equally likely: hamas, israel, none"
    assert texts["egypt.corridor.opposes"] == "stay"


def test_parties_differ_in_what_the_file_gives_them_and_in_nothing_else() -> None:
    found = {one.field: one for one in differences(CAIRO)}
    assert set(found) == {
        "corridor.also_served_by.monitored", "corridor.before", "corridor.firmness",
        "corridor.lifted_at", "corridor.position", "corridor.purpose", "corridor.purpose_share",
        "corridor.raised", "other_demands.position",
    }  # fmt: skip
    position = found["corridor.position"]
    assert position.values == {"hamas": "opposes stay", "israel": "wants stay"}
    assert position.cited
    assert not found["corridor.lifted_at"].cited


def test_a_sale_differs_in_the_price_alone() -> None:
    assert [one.field for one in differences(load("flat-sale"))] == ["price.position"]


def test_usage_tells_the_fields_of_each_fact() -> None:
    used = usage(CAIRO.seeds.values(), CAIRO)
    assert "israel.corridor.firmness" in used["wont-budge"]
    assert used["eleventh-month"] == ()
    assert {fact for fact, fields in used.items() if fields} == set(CAIRO.facts)
