"""Vague dates of the record: each on its own, but for what must come before what."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.errors import ScenarioError
from sim.scenario.case import Case
from sim.scenario.codebook import codebook
from sim.scenario.loading import load_text
from sim.scenario.moves import Move
from sim.scenario.shipped import find
from sim.talks.luck import Luck

DRAWS = 4000
CAIRO = find("cairo-2024").read_text(encoding="utf-8")
RECORD = CAIRO.partition("\nrecord:")[2].partition("\nconsent:")[0]
OVERLAPPING = ("yes", "critique", "doubt", "wary", "insists", "reports")
TANGLED = """\
title: Two texts in one fortnight, none of it dated
calendar: {start: 2025-03-01, now: 2025-03-14, horizon: 90 days, sessions: {all: {every: 7 days}}}
issues:
  price: {options: {low: l, high: h}}
actors:
  blue: {roles: [party], price: {wants: high}}
  green: {roles: [party], price: {wants: low}}
  mediator: {roles: [mediator]}
texts:
  first: {by: mediator}
  second: {by: mediator}
record:
  demand: {when: 2025-03, who: blue, does: raise, what: blue.price}
  offer: {when: 2025-03, who: mediator, does: table, what: first}
  no: {when: 2025-03, who: green, does: criticise, what: first}
  maybe: {when: 2025-03, who: blue, does: accept, what: first}
  yes: {when: 2025-03, who: green, does: accept, what: first}
  view: {when: 2025-03, who: blue or green, does: doubt, what: first}
  hope: {when: 2025-03, who: press, does: claim progress}
  again: {when: 2025-03, who: mediator, does: table, what: second}
  end: {when: 2025-03, who: blue, does: criticise, what: second}
  relents: {when: 2025-03, who: blue, does: withdraw, what: blue.price}
""".replace("2025-03,", "2025-03-01..2025-03-14,")
ORDERED = [
    ("demand", "relents"), ("offer", "no"), ("offer", "maybe"), ("no", "yes"), ("offer", "view"),
    ("yes", "again"), ("maybe", "again"), ("again", "end"),
]  # fmt: skip


@cache
def case_of(text: str) -> Case:
    return load_text(text, str(find("cairo-2024")))


def record(case: Case, run: int) -> tuple[Move, ...]:
    return case.at(case.draw(lambda path: Luck(7, run).u(path, "input"))).record


@cache
def days(text: str) -> dict[str, list[float]]:
    """The drawn days of each entry."""
    found: dict[str, list[float]] = {}
    for run in range(DRAWS):
        for move in record(case_of(text), run):
            found.setdefault(move.id, []).append(move.tick / 1440)
    return found


def listed(names: tuple[str, ...]) -> str:
    """Cairo, with the entries whose dates overlap listed in this order."""
    entry = r"^  (\S+): .*\n(?:   .*\n)*"
    texts = {found[1]: found[0] for found in re.finditer(entry, RECORD, re.MULTILINE)}
    block = "".join(texts[name] for name in OVERLAPPING)
    assert block in CAIRO
    return CAIRO.replace(block, "".join(texts[name] for name in names))


def mean(values: list[float]) -> float:
    return sum(values) / len(values)


def farthest_from_uniform(values: list[float], low: float, high: float) -> float:
    """The Kolmogorov-Smirnov distance; 1.95 / sqrt(n) is exceeded once in a thousand."""
    shares = [(value - low) / (high - low) for value in sorted(values)]
    n = len(shares)
    return max(max(x - i / n, (i + 1) / n - x) for i, x in enumerate(shares))


ONCE_IN_A_THOUSAND = 1.95 / DRAWS**0.5


def test_two_answers_of_one_span_are_early_alike() -> None:
    found = days(CAIRO)
    assert mean(found["yes"]) == pytest.approx((46.5 + 54.0) / 2, abs=0.1)
    assert mean(found["critique"]) == pytest.approx((46.5 + 54.0) / 2, abs=0.1)
    three_errors = 3 * (2 * 7.5**2 / 12 / DRAWS) ** 0.5
    assert abs(mean(found["yes"]) - mean(found["critique"])) < three_errors
    earlier = [a < b for a, b in zip(found["yes"], found["critique"], strict=True)]
    assert sum(earlier) / DRAWS == pytest.approx(0.5, abs=0.03)


@settings(max_examples=10)
@given(st.permutations(OVERLAPPING), st.integers(0, 10_000))
def test_the_order_of_the_list_moves_no_date(names: list[str], run: int) -> None:
    one, other = (record(case_of(text), run) for text in (CAIRO, listed(tuple(names))))
    assert {move.id: move for move in one} == {move.id: move for move in other}
    assert [move.tick for move in one] == [move.tick for move in other]


@pytest.mark.parametrize("names", [("yes", "critique"), ("critique", "yes")])
def test_what_falls_on_one_minute_is_played_as_listed(names: tuple[str, str]) -> None:
    case = case_of(listed((*names, *OVERLAPPING[2:])))
    values = case.draw(lambda _: 0.5)
    played = [move.id for move in case.at(values).record if move.id in names]
    assert played == list(names)


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [
        ("demand", 0, 31), ("yes", 46.5, 54), ("critique", 46.5, 54), ("doubt", 48, 53),
        ("insists", 46, 54), ("reports", 48, 54),
    ],
)  # fmt: skip
def test_a_vague_date_is_anywhere_in_its_span(name: str, low: float, high: float) -> None:
    assert farthest_from_uniform(days(CAIRO)[name], low, high) < ONCE_IN_A_THOUSAND


@given(st.integers(0, 100_000))
def test_what_must_come_first_does_so_in_every_draw(run: int) -> None:
    moves = record(case_of(TANGLED), run)
    place = {move.id: at for at, move in enumerate(moves)}
    assert all(place[first] < place[then] for first, then in ORDERED)
    assert all(one.tick <= then.tick for one, then in pairwise(moves))
    assert all(0 <= move.tick < 14 * 1440 for move in moves)


@pytest.mark.parametrize("name", ["demand", "offer", "hope"])
def test_what_comes_after_nothing_is_anywhere(name: str) -> None:
    assert farthest_from_uniform(days(TANGLED)[name], 0, 14) < ONCE_IN_A_THOUSAND


@pytest.mark.parametrize(
    ("first", "then"), [("offer", "no"), ("no", "yes"), ("offer", "view"), ("demand", "relents")]
)
def test_behind_a_vague_date_it_is_anywhere_in_what_is_left(first: str, then: str) -> None:
    found = days(TANGLED)
    shares = [
        (late - early) / (14 - early)
        for early, late in zip(found[first], found[then], strict=True)
        if early < 13.5  # less than half a day left is too coarse in minutes
    ]
    assert farthest_from_uniform(shares, 0, 1) < 1.95 / len(shares) ** 0.5


def test_the_codebook_cuts_a_range_by_what_is_certain_alone() -> None:
    told = TANGLED
    for name, when in (("no", "2025-03-04..2025-03-10"), ("yes", "2025-03-09"),
                       ("again", "2025-03-07..2025-03-12")):  # fmt: skip
        told = re.sub(rf"(  {name}: {{when: )[^,]*", rf"\g<1>{when}", told)
    ranges = {row.path.split(".")[1]: row.range_text
              for row in codebook(case_of(told)) if row.path.startswith("record.")
              and row.path.endswith(".when")}  # fmt: skip
    assert ranges == {
        "demand": "2025-03-01 to 2025-03-14",
        "offer": "2025-03-01 to 2025-03-09",  # before the yes
        "no": "2025-03-04 to 2025-03-09",  # green changed its mind on the 9th
        "maybe": "2025-03-01 to 2025-03-12",  # before the second text
        "yes": "2025-03-09",
        "view": "2025-03-01 to 2025-03-14",  # a doubt may come late
        "hope": "2025-03-01 to 2025-03-14",
        "again": "2025-03-09 to 2025-03-12",
        "end": "2025-03-09 to 2025-03-14",
        "relents": "2025-03-01 to 2025-03-14",
    }


def test_a_demand_is_withdrawn_below_the_entry_that_raises_it() -> None:
    swapped = (
        TANGLED.replace("does: raise", "does: x")
        .replace("does: withdraw", "does: raise")
        .replace("does: x", "does: withdraw")
    )
    with pytest.raises(ScenarioError) as caught:
        case_of(swapped)
    assert "record.demand.what: withdraw of a demand not raised yet" in str(caught.value)
    assert "put relents, which raises it, above demand" in str(caught.value)
