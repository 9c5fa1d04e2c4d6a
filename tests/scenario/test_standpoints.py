"""What packages are worth: all at once, one by one and the best, the same to the bit."""

from __future__ import annotations

import pickle
from dataclasses import replace
from itertools import product
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from sim.scenario.latest import Latest
from sim.scenario.rules import Consent
from sim.scenario.stances import HARD_LINE, NO_LINE, SOFT_LINE, Stance, standpoint
from sim.scenario.tables import Needed, Tables
from tests.analysis.fakes import actor, tables

OPTIONS = {"price": ("p1", "p2", "p3"), "time": ("t1", "t2"), "place": ("here", "there")}
WIDTHS = [len(ids) for ids in OPTIONS.values()]
PACKAGES = list(product(*map(range, WIDTHS)))
RAISED = (1, 1, 1)

numbers = st.floats(0, 1)
lines = st.sampled_from([NO_LINE, NO_LINE, SOFT_LINE, HARD_LINE])


@st.composite
def stances(draw: st.DrawFn) -> tuple[Stance | None, ...]:
    found = []
    for width in WIDTHS:
        values = draw(st.tuples(*[numbers] * width))
        drawn = draw(st.tuples(*[lines] * width))
        found.append(draw(st.sampled_from([None, Stance(draw(numbers), values, drawn)])))
    return tuple(found)


@given(stances(), numbers)
def test_the_best_and_single_packages_are_found_without_the_list_of_all(
    held: tuple[Stance | None, ...], soft_line: float
) -> None:
    with patch("sim.scenario.stances.FEW", 0):
        point = standpoint(held, WIDTHS, RAISED, soft_line, 0.5)
        worths = [point.worth(p) for p in range(len(PACKAGES))]
        hard = [point.crosses(p) for p in range(len(PACKAGES))]
    assert (worths, hard) == (point.worths, point.hard)
    open_to = [w for w, crossed in zip(point.worths, point.hard, strict=True) if not crossed]
    assert point.best == max([0.0, *open_to])


@st.composite
def talks(draw: st.DrawFn) -> Tables:
    """Two parties and two stakeholders, all whom it needs or a quota with two vetoes."""
    made = tables(
        {
            name: actor(party, draw(stances()))
            for name, party in (("ada", True), ("bob", True), ("cat", False), ("dan", False))
        },
        OPTIONS,
    )
    needed: st.SearchStrategy[Needed] = st.sampled_from(["always", "no", "on change"])
    actors = [one if one.party else replace(one, needed=draw(needed)) for one in made.actors]
    made = replace(made, actors=tuple(actors))
    quota = Consent(0.5, (1.0, 2.0, 0.0, 0.0), frozenset({1, 2}))
    return replace(made, consent=draw(st.sampled_from([Consent(), quota])))


@given(talks())
def test_packages_that_can_find_consent_are_those_of_which_each_alone_can(made: Tables) -> None:
    hard = [made.standpoint(i, RAISED).hard for i in range(4)]
    assert list(made.open_packages((RAISED,) * 4)) == [
        p
        for p in range(len(PACKAGES))
        if made.consents(p, [i for i in made.needed(p) if not hard[i][p]])
    ]


@given(talks())
def test_a_worth_counts_where_consent_is_needed(made: Tables) -> None:
    for i in range(4):
        worths = made.standpoint(i, RAISED).worths
        asked = [i in made.needed(p) for p in range(len(PACKAGES))]
        claims = [w if own else float("inf") for w, own in zip(worths, asked, strict=True)]
        assert made.claims(i, RAISED) == claims


def test_what_follows_from_tables_is_left_behind_when_they_travel() -> None:
    made = tables({"ada": actor(True, (None,) * 3), "bob": actor(True, (None,) * 3)}, OPTIONS)
    fresh = len(pickle.dumps(made))
    assert made.open_packages((RAISED,) * 2)
    made.claims(0, RAISED)
    made.orders[0, (RAISED,) * 2] = [0]
    assert len(pickle.dumps(made)) == fresh


def test_what_is_remembered_is_what_came_last() -> None:
    kept = Latest[int, str](2)
    for key in (1, 2, 1, 3):
        kept[key] = "x"
    assert list(kept) == [2, 3]
