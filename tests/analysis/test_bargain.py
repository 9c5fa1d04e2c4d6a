"""What could be agreed: the zone, the solutions, missing consents and openings, by hand.

One price in five steps, worth 1, .75, .5, .25, 0 to Ada and the other way round to Bob.
"""

from __future__ import annotations

import math
from itertools import product
from typing import Any

import pytest

from sim.analysis.bargain import Static, static
from sim.analysis.bargain_moment import moment
from sim.analysis.bargain_words import tie_note
from sim.analysis.bargaining_space import SOLUTIONS, Space, picture
from sim.analysis.consents import Stakes
from sim.analysis.efficiency import zone
from sim.analysis.explanations import has_zone
from sim.analysis.missing_consent import Missing
from sim.analysis.openings import Added, candidates, with_option
from sim.analysis.resample import wilson
from sim.ensemble.chunks import Workshop
from sim.ensemble.fit import Fit
from sim.scenario.loading import load
from tests.engine.made import Data, case_of, plain

STEPS = ("p1", "p2", "p3", "p4", "p5")


def who(wants: str, worth: Any, **more: Any) -> Data:
    """A party that loses nothing by waiting, and to which all steps are alike."""
    return {
        "roles": ["party"],
        "no_deal": {"worth": worth, "loss_in_90_days": 0},
        "tolerance": 50,
        "planning_horizon": "60 days",
        "price": {"wants": wants, **more},
    }


def price(ada: Any, bob: Any, steps: tuple[str, ...] = STEPS, **changes: Any) -> Data:
    """Ada and Bob over one price, by what they have without a deal, in points."""
    return plain(
        issues={"price": {"options": {step: step for step in steps}}},
        actors={
            "ada": who(steps[0], ada),
            "bob": who(steps[-1], bob),
            "mia": {"roles": ["mediator"], "reaches": ["ada", "bob"]},
        },
        **changes,
    )


def seen(data: Data, draws: int = 4, **how: Any) -> Static:
    return static(case_of(data), 0, draws, jobs=1, **how)


def shares(space: Space) -> dict[str, float]:
    """The share of draws in the zone, by option of the first issue."""
    return {row.terms[0]: row.zone for row in space.rows}


def solved(space: Space) -> dict[str, str]:
    """The package of each solution, where it is the same in every draw."""
    return {
        name: row.terms[0]
        for k, name in enumerate(SOLUTIONS)
        for row in space.rows
        if row.solutions[k] == 1.0
    }


def missing(found: Static, actor: str) -> Missing:
    return next(one for one in found.missing.rows if one.actor == actor)


def test_a_zone_by_hand() -> None:
    """Ada takes p1 to p3, Bob p3 to p5."""
    space = seen(price(40, 40)).space
    assert shares(space) == {"p1": 0, "p2": 0, "p3": 1, "p4": 0, "p5": 0}
    assert (space.zone, space.size, space.solved) == (1.0, (1, 1, 1), 1.0)
    assert solved(space) == dict.fromkeys(SOLUTIONS, "p3")
    assert all(row.frontier == 1.0 for row in space.rows)  # nothing to be gained on a line


def test_what_is_worth_just_no_deal_is_a_zone_unless_more_is_asked() -> None:
    assert shares(seen(price(50, 50)).space) == {"p1": 0, "p2": 0, "p3": 1, "p4": 0, "p5": 0}
    assert seen(price(50, 50, accepts="above")).space.zone == 0.0


def test_solutions_differ_where_scales_do() -> None:
    """Bob's way from no deal to best (.8) is wider than Ada's (.6), and a point less of it."""
    nine = tuple(f"q{k}" for k in range(9))  # worth 1 - k/8 and k/8
    space = seen(price(40, 20, nine)).space
    assert sorted(row.terms[0] for row in space.rows if row.zone) == ["q2", "q3", "q4"]
    # Gains of Ada and Bob: q2 .35, .05; q3 .225, .175; q4 .1, .3
    assert solved(space) == {
        "Nash": "q3",  # .0394 against .0175 and .03
        "Kalai-Smorodinsky": "q3",  # .583 against .167 and .286
        "egalitarian": "q3",
        "utilitarian": "q2",  # .35/.6 + .05/.8 = .646; q3 .594; q4 .542
    }


def test_ties_are_told_as_ties() -> None:
    """Four steps, worth 1, 2/3, 1/3, 0 and the other way round: the two in the middle tie."""
    found = seen(price(20, 20, ("p1", "p2", "p3", "p4")))
    middle = [row for row in found.space.rows if row.terms[0] in {"p2", "p3"}]
    assert [row.solutions for row in middle] == [(1.0,) * 4] * 2
    assert found.space.tied == (1.0,) * 4
    assert (found.likeliest, found.as_often) == (("p2",), (("p3",),))
    assert "tie for a solution in 100 (Nash), 100 (Kalai-Smorodinsky)" in tie_note(found.space)
    assert tie_note(seen(price(40, 40)).space) == ""


def test_shares_are_counts_of_draws() -> None:
    """p3 is in the zone where Ada's worth of no deal is under 50, which is even odds."""
    found = seen(price([40, 60], 40), draws=60)
    under = [one.moment.state.tables.actors[0].worth < 0.5 for one in found.drawn]
    assert 15 < sum(under) < 45
    space = found.space
    assert space.zone == sum(under) / 60
    assert (space.interval.low, space.interval.high) == wilson(space.zone, 60, 0.95)
    assert shares(space)["p3"] == space.zone
    assert space.solved == space.zone
    for k in range(len(SOLUTIONS)):
        assert sum(row.solutions[k] for row in space.rows) == pytest.approx(space.zone)


def test_two_parties_swapped_mirror_everything() -> None:
    one, other = (seen(price(30, 60)), seen(price(60, 30)))
    for row in one.space.rows:
        opposite = STEPS[-1 - STEPS.index(row.terms[0])]
        twin = next(r for r in other.space.rows if r.terms == (opposite,))
        assert (row.zone, row.frontier) == (twin.zone, twin.frontier)
        assert row.solutions == twin.solutions
        for actor, swapped in (("ada", "bob"), ("bob", "ada")):
            mine, its = missing(one, actor), missing(other, swapped)
            assert mine.by_package[row.package] == its.by_package[twin.package]
            assert mine.alone[row.package] == its.alone[twin.package]


def test_the_order_of_actors_in_a_file_does_not_matter() -> None:
    data = price([20, 70], [20, 70])
    turned = {**data, "actors": dict(reversed(data["actors"].items()))}
    one, other = seen(data, 20), seen(turned, 20)
    for field in ("space", "missing", "openings", "likeliest"):
        assert getattr(one, field) == getattr(other, field)


def test_processes_change_no_number() -> None:
    case = case_of(price([20, 70], [20, 70]))
    one, two = (static(case, 3, 45, jobs=jobs) for jobs in (1, 2))
    assert (one.space, one.missing, one.openings) == (two.space, two.missing, two.openings)


def test_whose_consent_is_missing() -> None:
    """Without a deal Ada has .6, Bob .55: p3 fails by both, p4 and p5 by Ada alone."""
    found = seen(price(60, 55))
    ada, bob = missing(found, "ada"), missing(found, "bob")
    assert list(ada.by_package) == [0, 0, 1, 1, 1]
    assert list(bob.by_package) == [1, 1, 1, 0, 0]
    assert list(ada.alone) == [0, 0, 0, 1, 1]
    assert list(bob.alone) == [1, 1, 0, 0, 0]
    assert (ada.only_one, ada.nothing) == (1.0, 0.0)
    assert found.missing.without == 4


def test_a_hard_red_line_is_a_consent_that_is_missing() -> None:
    data = price(10, 10)
    data["actors"]["bob"]["price"] |= {
        "red_line": "hard",
        "red_line_from": 1,
    }  # at all but p5, which Ada has 0 of
    found = seen(data)
    assert found.space.zone == 0.0
    assert list(missing(found, "bob").by_package) == [1, 1, 1, 1, 0]
    assert list(missing(found, "bob").alone) == [1, 1, 1, 1, 0]
    assert list(missing(found, "ada").alone) == [0, 0, 0, 0, 1]


def test_who_gains_by_nothing() -> None:
    """Its best is worth 1, and so is no deal, where that is not enough."""
    found = seen(price(100, 10, accepts="above"))
    assert missing(found, "ada").nothing == 1.0
    assert missing(found, "bob").nothing == 0.0


def test_without_a_draw_that_lacks_a_zone_nothing_is_said_of_them() -> None:
    found = seen(price(10, 10))
    assert found.missing.without == found.openings.without == 0
    assert found.openings.rows == ()
    assert missing(found, "ada").only_one is None


def opened(found: Static) -> dict[str, float]:
    return {one.added.told: one.share for one in found.openings.rows}


def test_options_that_are_numbers_are_told_with_their_separators_and_unit() -> None:
    data = price(40, 40)
    data["issues"]["price"]["options"] = {"from": 41500, "to": 42500, "step": 500, "unit": "EUR"}
    data["actors"]["ada"]["price"]["wants"] = 41500
    data["actors"]["bob"]["price"]["wants"] = 42500
    found = seen(data)
    assert {one.told for one in found.space.rows} == {
        ("41,500 EUR",), ("42,000 EUR",), ("42,500 EUR",)
    }  # fmt: skip
    assert opened(found) == {}
    added = Added("years", "minus2_5", "x", "ada", ("-2.5 years", ""))
    assert added.told == "years: as -2.5 years, serving ada's purpose fully"


def test_half_a_step_opens_a_zone_by_construction() -> None:
    """Two steps, all or nothing: the half is .5 to both, who have .4 without a deal."""
    found = seen(price(40, 40, ("p1", "p2")))
    assert found.space.zone == 0.0
    assert opened(found) == {"price: half a step between p1 and p2": 1.0}
    assert opened(seen(price(55, 40, ("p1", "p2")))) == {
        "price: half a step between p1 and p2": 0.0
    }


@pytest.mark.parametrize(
    ("tolerance", "ada"),
    [(100, 0.75), (50, 0.5), (0, 1 - 0.5**0.5)],  # 1 - .5**gamma, gamma 2, 1 and .5
)
def test_half_a_step_is_valued_as_options_are(tolerance: float, ada: float) -> None:
    """Two steps apart: half of the way from Ada's best, and from Bob's, who counts steps alike."""
    data = price(40, 40, ("p1", "p2"))
    data["actors"]["ada"]["tolerance"] = tolerance
    assert half_step(data, 0) == pytest.approx(ada)
    assert half_step(data, 1) == pytest.approx(0.5)
    data["actors"]["ada"]["price"] = {"opposes": "p2"}  # the same, said the other way round
    assert half_step(data, 0) == pytest.approx(ada)
    data["actors"]["ada"]["price"] = {"points": {"p1": 100, "p2": 0}}
    assert half_step(data, 0) == pytest.approx(0.5)


def test_half_a_step_serves_a_purpose_halfway_where_a_neighbour_is_said_to() -> None:
    """Bob wants p2, half of it for a purpose of which p1 serves .2: half of 1.2 is .6."""
    data = price(40, 40, ("p1", "p2"))
    data["actors"]["bob"] |= {"tolerance": 100}
    data["actors"]["bob"]["price"] |= {"purpose": "see the sea", "purpose_share": 50}
    assert half_step(data, 1) == pytest.approx(0.75)  # as well as its position does
    data["actors"]["bob"]["price"] |= {"also_served_by": {"p1": 20}}
    assert half_step(data, 1) == pytest.approx(0.5 * 0.75 + 0.5 * 0.6)


def half_step(data: Data, actor: int) -> float:
    """What the option halfway between the first two is worth to an actor."""
    at = moment(Workshop(case_of(data), 0, ""), 0)
    _, change = next(candidates(at))
    return with_option(at, 0, change).points[actor].worths[0]


@pytest.mark.parametrize("who", ["ada", "bob"])
def test_half_a_step_crosses_the_red_line_beside_it(who: str) -> None:
    data = price(40, 40, ("p1", "p2"))
    data["actors"][who]["price"] |= {"red_line": "hard", "red_line_from": 1}
    assert set(opened(seen(data)).values()) == {0.0}


def with_purpose(served: Any = 0) -> Data:
    """Bob wants p5 for a purpose that is all of his demand; nothing else serves it."""
    data = price(40, 40)
    data["actors"]["bob"]["price"] |= {
        "red_line": "hard",
        "red_line_from": 1,
        "purpose": "keep the ferry",
        "purpose_share": 100,
        "also_served_by": {"p2": served},
    }
    return data


def test_an_option_that_serves_a_purpose_opens_a_zone() -> None:
    """To Bob it is worth 1 wherever it lies, and to Ada what its place is: over .4 up to p3."""
    found = seen(with_purpose())
    assert found.space.zone == 0.0
    serving = {
        option: opened(found)[f"price: as {option}, serving bob's purpose fully"]
        for option in STEPS
    }
    assert serving == {"p1": 1, "p2": 1, "p3": 1, "p4": 0, "p5": 0}
    assert seen(with_purpose(100)).space.zone == 1.0  # p2 serves it: there is one already


def test_an_added_option_asks_all_with_a_stake_in_its_issue() -> None:
    """Eve is content with p1, where she is not asked, and p1 is as it is."""
    data = price(40, 40, ("p1", "p2"))
    data["issues"]["price"]["status_quo"] = "p1"
    data["actors"]["eve"] = {**who("p1", 90), "roles": ["stakeholder"], "needed": "on change"}
    data["actors"]["mia"]["reaches"] = ["ada", "bob", "eve"]
    assert set(opened(seen(data)).values()) == {0.0}
    data["actors"]["eve"]["no_deal"]["worth"] = 40
    assert set(opened(seen(data)).values()) == {1.0}


def council(quota: str, vetoes: list[str]) -> Data:
    """Ada and Cid want p1, Bob p5; without a deal each has .6."""
    data = price(60, 60, consent={"quota": quota, "vetoes": vetoes})
    data["actors"]["cid"] = who("p1", 60)
    data["actors"]["mia"]["reaches"] = ["ada", "bob", "cid"]
    return data


def test_a_quota_and_a_veto() -> None:
    found = seen(council("60%", []))
    assert shares(found.space) == {"p1": 1, "p2": 1, "p3": 0, "p4": 0, "p5": 0}
    assert found.space.solved == 0.0  # not everyone gains by any
    barred = seen(council("60%", ["bob"]), draws=24)
    assert barred.space.zone == 0.0
    assert missing(barred, "bob").only_one == 1.0


def test_a_what_if_from_now_is_taken_as_made() -> None:
    data = with_purpose() | {"accepts": "above"}
    data["what_if"] = {
        "served": {"set": {"bob.price.also_served_by.p2": 100}, "mirror": "lower"},
        "lower": {"set": {"ada.no_deal.worth": 10}, "mirror": "served"},
        "gone": {"set": {"bob.price.withdrawn": "2025-01-02"}, "mirror": "left"},
        "left": {"set": {"ada.price.withdrawn": "2025-01-02"}, "mirror": "gone"},
    }
    for variant in data["what_if"].values():
        variant["from"] = "now"
    case = case_of(data)
    assert static(case, 0, 2, jobs=1).space.zone == 0.0
    assert shares(static(case, 0, 2, "served", jobs=1).space)["p2"] == 1.0
    withdrawn = static(case, 0, 2, "gone", jobs=1)  # he wants nothing then, so gains by nothing
    assert missing(withdrawn, "bob").nothing == 1.0


def test_it_is_the_zone_that_infer_and_the_end_of_a_run_tell_of() -> None:
    shop, sizes = Workshop(load("cairo-2024"), 2, "", ceiling=0.0), []
    for draw in range(6):
        at = moment(shop, draw)
        sizes.append(zone(at.standings()).size)
        assert len(picture(at, Stakes.of(at.standings())).zone) == sizes[-1]
        assert has_zone(at.state) == (sizes[-1] > 0)
    assert len(set(sizes)) > 2


def test_draws_of_a_rare_record_are_weighed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Taken as drawn and weighed by the record: each weight is its mean over all coins."""
    monkeypatch.setattr("sim.analysis.bargain.kept_draws", lambda *_: (Fit(400, 0.004, 0.0), {}))
    found = static(load("cairo-2024"), 0, 12, jobs=1)
    assert found.weighted
    assert found.space.effective < found.space.draws
    for one in found.drawn:
        g = [one.moment.state.tables.actors[i].consistency for i, _ in one.moment.record.cuts]
        mean = sum(
            math.prod(p if coin else 1 - p for p, coin in zip(g, coins, strict=True))
            * one.moment.record.likelihood(coins)
            for coins in product((True, False), repeat=len(g))
        )
        assert one.picture.weight == pytest.approx(mean)
    weights = [one.picture.weight for one in found.drawn]
    inside = [w for one, w in zip(found.drawn, weights, strict=True) if len(one.picture.zone)]
    assert found.space.zone == pytest.approx(sum(inside) / sum(weights))
    first = found.space.rows[0]
    own = [w for o, w in zip(found.drawn, weights, strict=True) if first.package in o.picture.zone]
    assert first.zone == pytest.approx(sum(own) / sum(weights))
    assert first.zone != pytest.approx(len(own) / len(weights))
