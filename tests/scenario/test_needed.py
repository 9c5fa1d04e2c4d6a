"""Whose consent a package needs: every party's, and a stakeholder's as its `needed` has it."""

from __future__ import annotations

from collections import Counter
from functools import partial

import pytest

from sim.errors import ScenarioError
from sim.scenario.building import NEEDED
from sim.scenario.tables import Tables
from sim.talks.luck import Luck
from tests.engine.made import Data, case_of, entry, plain, values_at

ADA, BOB, CAT, MIA = range(4)


def with_a_stakeholder(**more: object) -> Data:
    data = plain()
    data["issues"]["price"]["status_quo"] = "p1"
    cat = {"roles": ["stakeholder"], "price": {"opposes": "p4"}, **more}
    data["actors"] |= {"cat": cat, "mia": {"roles": ["mediator"], "reaches": ["ada", "bob", "cat"]}}
    return data


def tables_of(data: Data, u: float = 0.5) -> Tables:
    case = case_of(data)
    return case.at(values_at(case, u))


def asking_cat(tables: Tables) -> set[int]:
    """The packages that need the stakeholder's consent."""
    return {p for p in range(12) if CAT in tables.needed(p)}


@pytest.mark.parametrize(
    ("needed", "packages"),
    [("always", set(range(12))), ("no", set()), ("on change", set(range(3, 12)))],
)
def test_a_stakeholder_is_asked_as_the_file_says(needed: str, packages: set[int]) -> None:
    made = tables_of(with_a_stakeholder(needed=needed))
    assert asking_cat(made) == packages
    assert (CAT in made.consenting) is bool(packages)
    assert made.concerned == (ADA, BOB, CAT)
    assert all({ADA, BOB} <= set(made.needed(p)) for p in range(12))


@pytest.mark.parametrize("word", [{}, {"needed": "unknown"}])
def test_left_out_it_is_always_or_no_equally_likely(word: Data) -> None:
    case = case_of(with_a_stakeholder(**word))
    found = Counter(case.draw(partial(Luck(1, n).u, purpose="x"))["cat.needed"] for n in range(400))
    assert set(found) == {"always", "no"}
    assert 150 < found["no"] < 250


def test_under_a_quota_only_a_veto_is_asked_beside_the_parties() -> None:
    quota: Data = {"quota": "50%"}
    data = with_a_stakeholder(needed="always") | {"consent": quota}
    assert asking_cat(tables_of(data)) == set()
    assert tables_of(data).consents(11, [ADA])
    data["consent"] = quota | {"vetoes": ["cat"]}
    made = tables_of(data)
    assert asking_cat(made) == set(range(12))
    assert not made.consents(11, [ADA, BOB])
    assert made.consents(11, [ADA, CAT])
    assert not made.consents(11, [CAT])  # of no weight: nobody's yes makes no framework


def test_a_party_with_a_veto_is_always_needed() -> None:
    data = plain(consent={"quota": "50%", "vetoes": ["ada"]})
    made = tables_of(data)
    assert not any(made.consents(p, [BOB]) for p in range(12))


@pytest.mark.parametrize("word", [{}, *({"needed": one} for one in NEEDED)])
def test_one_without_a_stake_is_not_asked(word: Data) -> None:
    """As in a what-if that takes its opposition away, whatever the file says of its consent."""
    data = with_a_stakeholder(**word)
    data["what_if"] = {
        "gone": {"title": "Gone", "from": "start", "set": {"cat.price.opposes": "nothing"}}
    }
    case = case_of(data)
    assert bool(asking_cat(case.at(values_at(case, 0.1)))) is (word != {"needed": "no"})
    gone = case.start_variant("gone")
    assert not asking_cat(gone.at(values_at(gone, 0.1)))
    there = with_a_stakeholder(**word, price={"opposes": "nothing"})
    assert not asking_cat(tables_of(there, 0.1))


def test_one_with_no_line_on_any_issue_is_a_fault_once_with_or_without_needed() -> None:
    for word in ({}, {"needed": "on change"}):
        data = with_a_stakeholder(**word)
        del data["actors"]["cat"]["price"]
        with pytest.raises(ScenarioError) as caught:
            case_of(data)
        assert [fault.wrong for fault in caught.value.faults] == ["a stakeholder with no stake"]


@pytest.mark.parametrize(
    ("actor", "changes", "told"),
    [
        ("ada", {"needed": "no"}, "ada.needed: a party's consent is always needed (got no)"),
        ("mia", {"needed": "no"}, "mia.needed: only a stakeholder has this (got roles [mediator])"),
        (
            "cat",
            {"needed": "somtimes"},
            "cat.needed: unknown word (got somtimes)",
        ),
        ("mia", {"roles": ["mediator", "stakeholder"]}, "mia: a stakeholder with no stake: say"),
    ],
)
def test_what_needed_cannot_say_is_a_fault(actor: str, changes: Data, told: str) -> None:
    data = with_a_stakeholder()
    data["actors"][actor] |= changes
    with pytest.raises(ScenarioError) as caught:
        case_of(data)
    assert told in str(caught.value)


def test_a_veto_of_one_who_is_never_asked_is_a_fault() -> None:
    data = with_a_stakeholder(needed="no") | {"consent": {"quota": "60%", "vetoes": ["cat"]}}
    with pytest.raises(ScenarioError, match="a veto of one whose consent is never needed"):
        case_of(data)


def test_an_answer_of_one_who_is_never_asked_is_a_fault() -> None:
    data = with_a_stakeholder(needed="no") | {
        "texts": {"offer": {"by": "mia"}},
        "record": {
            "a": entry("2025-01-02", "mia", "table", "offer"),
            "b": entry("2025-01-03", "cat", "reject", "offer"),
        },
    }
    data["calendar"]["now"] = "2025-01-04"
    with pytest.raises(ScenarioError, match="an answer of one whose consent nobody needs"):
        case_of(data)


def test_one_who_is_never_asked_needs_neither_seat_nor_channel() -> None:
    data = with_a_stakeholder(needed="no")
    data["actors"]["mia"]["reaches"] = ["ada", "bob"]
    assert tables_of(data).needed(0) == (ADA, BOB)
