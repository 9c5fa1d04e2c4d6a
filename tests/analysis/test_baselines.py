from __future__ import annotations

from dataclasses import replace

import pytest
from scipy.stats import binomtest

from sim.analysis.baselines import (
    KALAI_SMORODINSKY,
    MEAN,
    NASH,
    mean_positions,
    simple_rules,
    standing,
)
from sim.analysis.packages import package_space
from sim.scenario.stances import Stance
from sim.scenario.tables import Tables
from sim.talks.events import AnyEvent, FrameworkAgreed, TextTabled
from tests.analysis.fakes import actor, cairo_like, tables, wants

LINE = {"price": tuple(f"p{k:02}" for k in range(11))}


def test_closed_form_on_a_line() -> None:
    # x + y = 1 from (.3, .1), on tenths: Nash at .6 (Nash 1950); worths are those at `now`.
    case = tables(
        {
            "buyer": actor(True, (wants(0, 11),), 0.1),
            "seller": actor(True, (wants(10, 11),), 0.3),
        },
        LINE,
    )
    assert standing(case).no_deal == pytest.approx((0.1, 0.3))
    rules = {term.rule: term.option for term in simple_rules([case])}
    assert rules == {MEAN: "p05", NASH: "p06", KALAI_SMORODINSKY: "p06"}


def test_salience_pulls_the_mean() -> None:
    case = tables(
        {"a": actor(True, (wants(0, 11, 0.9),)), "b": actor(True, (wants(10, 11, 0.1),))}, LINE
    )
    assert mean_positions(case) == ("p01",)


def test_mirrored_parties_give_mirrored_rules() -> None:
    def rules(a: int, b: int) -> list[int]:
        case = tables(
            {"a": actor(True, (wants(a, 11),), 0.2), "b": actor(True, (wants(b, 11),), 0.4)}, LINE
        )
        return [LINE["price"].index(term.option) for term in simple_rules([case])]

    assert rules(1, 9) == [10 - place for place in rules(9, 1)]


def test_hard_lines_are_kept_and_demands_count_once_raised() -> None:
    rules = {term.issue: term.option for term in simple_rules([cairo_like()]) if term.rule == NASH}
    assert rules["corridor"] != "leave"
    later = Stance(0.5, wants(0, 11).values, (0,) * 11, raised=20_000)
    case = tables({"a": actor(True, (later,)), "b": actor(True, (wants(10, 11),))}, LINE)
    assert mean_positions(case) == ("p10",)


def test_the_most_common_option_over_draws() -> None:
    def case(ideal: int) -> Tables:
        return tables({"a": actor(True, (wants(ideal, 11),))}, LINE)

    found = simple_rules([case(2), case(2), case(7)])[0]
    assert found.option == "p02"
    assert found.share == pytest.approx(2 / 3)
    exact = binomtest(2, 3).proportion_ci(0.95, method="wilson")
    assert (found.sampling.low, found.sampling.high) == pytest.approx((exact.low, exact.high))


def test_rules_weigh_draws_as_runs_do() -> None:
    draws = [tables({"a": actor(True, (wants(ideal, 11),))}, LINE) for ideal in (2, 2, 7)]
    found = simple_rules(draws, [1.0, 1.0, 6.0])[0]
    assert found.option == "p07"
    assert found.share == pytest.approx(0.75)


def test_the_space_of_packages() -> None:
    case = cairo_like()
    terms = {"corridor": "reduced", "other_demands": "partly", "sequence": "later"}
    events: list[AnyEvent] = [
        TextTabled(
            seq=3, tick=15840, actor="us", cause=2, fired=2, provenance="simulated",
            text=1, terms=terms,
        ),
        FrameworkAgreed(
            seq=9, tick=17280, actor="", cause=8, fired=8, provenance="simulated",
            text=1, terms=terms, surpluses={}, items=(),
        ),
    ]  # fmt: skip
    space = package_space(case, ("hamas", "israel"), events)
    assert len(space.worths[0]) == len(space.terms) == 36
    assert [space.barred[p] for p in range(36)] == [t[0] == "leave" for t in space.terms]
    assert not any(space.barred[p] for p in (*space.frontier, *space.nash))
    (text,) = space.tabled
    assert (text.day, text.agreed) == (1, True)
    assert space.terms[text.package] == tuple(terms.values())
    for p in range(36):
        beaten = any(
            all(w[q] >= w[p] for w in space.worths) and any(w[q] > w[p] for w in space.worths)
            for q in range(36)
            if not space.barred[q]
        )
        assert (p in space.frontier) == (not beaten and not space.barred[p])


def test_packages_worth_just_no_deal_are_enough_unless_more_is_asked() -> None:
    """The buyer takes p00 to p05, the seller p03 and on: at both ends, just no deal."""
    case = tables(
        {"buyer": actor(True, (wants(0, 11),), 0.5), "seller": actor(True, (wants(10, 11),), 0.3)},
        LINE,
    )
    for above, enough in ((False, (3, 4, 5)), (True, (4,))):
        asked = replace(case, consent=replace(case.consent, above=above))
        space = package_space(asked, ("buyer", "seller"))
        assert (space.enough, space.above) == (enough, above)


def test_a_draw_in_which_packages_tie_counts_for_each_in_equal_parts() -> None:
    """Two prices, each best for one and of the same worth to the other: neither is chosen alone."""
    case = tables(
        {"a": actor(True, (wants(0, 4),), 0.2), "b": actor(True, (wants(3, 4),), 0.2)},
        {"price": ("p1", "p2", "p3", "p4")},
    )
    for rule in (NASH, KALAI_SMORODINSKY):
        (found,) = [one for one in simple_rules([case]) if one.rule == rule]
        assert (found.option, found.share) == ("p2", 0.5)
    space = package_space(case, ("a", "b"))
    assert space.nash == space.kalai_smorodinsky == (1, 2)
