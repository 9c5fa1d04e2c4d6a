"""What a text left on the table, and the zone of agreement: by hand on twelve packages.

Ada cares for price, Bob for time: the package (p1, t3) gives each 0.8, halfway both ways
(p2, t2) gives them 0.633 and 0.467.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from sim.analysis.efficiency import Standings, left_by, zone
from sim.model.dominance import pareto_front
from sim.scenario.rules import Consent
from sim.scenario.stances import RAISED, Stance
from sim.scenario.tables import Actor
from tests.analysis.fakes import actor, tables, wants

OPTIONS = {"price": ("p1", "p2", "p3", "p4"), "time": ("t1", "t2", "t3")}
HALFWAY, TRADED = 4, 2  # (p2, t2), (p1, t3)
Stances = tuple[Stance | None, Stance | None]


def ada(price: Stance | None = None, time: Stance | None = None) -> Stances:
    return price or wants(0, 4, 0.8), time or wants(0, 3, 0.2)


def bob(price: Stance | None = None, time: Stance | None = None) -> Stances:
    return price or wants(3, 4, 0.2), time or wants(2, 3, 0.8)


def party(stances: Stances) -> Actor:
    return actor(True, stances)


def standings(
    actors: dict[str, Actor], no_deal: tuple[float, ...], consent: Consent | None = None
) -> Standings:
    """Everyone at one moment, all demands raised."""
    made = replace(tables(actors, OPTIONS), consent=consent or Consent())
    points = [made.standpoint(i, (RAISED, RAISED)) for i in made.consenting]
    return Standings(made, made.consenting, tuple(points), no_deal)


def two(no_deal: tuple[float, float] = (0.4, 0.4)) -> Standings:
    return standings({"ada": party(ada()), "bob": party(bob())}, no_deal)


def test_a_text_that_a_trade_beats() -> None:
    left = left_by(two(), HALFWAY)
    assert (left.efficient, left.better, left.worse) == (False, 1, 2)
    assert left.rank == pytest.approx(2 / 3)
    assert left.gains == pytest.approx({"ada": 0.8 - 0.6 - 1 / 30, "bob": 0.8 - 0.4 - 1 / 15})
    assert left.step == pytest.approx((1 / 6) / 0.6)  # Ada's, the lesser of the two


def test_a_trade_leaves_nothing() -> None:
    left = left_by(two(), TRADED)
    assert (left.efficient, left.step, left.rank) == (True, 0.0, 1.0)
    assert left.gains == {"ada": 0.0, "bob": 0.0}


def test_the_distance_counts_from_no_deal() -> None:
    """Whoever has less to win from a deal has come further along by the same points."""
    assert left_by(two((0.4, 0.4)), HALFWAY).step == pytest.approx((1 / 6) / 0.6)
    assert left_by(two((0.0, 0.4)), HALFWAY).step == pytest.approx((1 / 6) / 1.0)
    assert left_by(two((0.9, 0.5)), HALFWAY).step == pytest.approx((1 / 3) / 0.5)  # now Bob's


def test_what_only_one_could_have_gained_is_no_step_for_all() -> None:
    """Ada does not care for the time: Bob could have had the best of it for nothing."""
    careless = standings({"ada": party((wants(0, 4), None)), "bob": party(bob())}, (0.4, 0.4))
    left = left_by(careless, 0)  # (p1, t1)
    assert (left.better, left.step) == (2, 0.0)
    assert left.gains == pytest.approx({"ada": 0.0, "bob": 0.8})


def test_a_package_across_a_hard_red_line_would_not_have_taken_its_place() -> None:
    for across, better in (((0,), 0), ((0, 1), 1)):  # then the text is across it itself
        barred = bob(price=wants(3, 4, 0.2, hard=across))
        at = standings({"ada": party(ada()), "bob": party(barred)}, (0.4, 0.4))
        assert left_by(at, HALFWAY).better == better


def with_eve(wanted: int, no_deal: float) -> Standings:
    """Eve minds only the price, and is asked only where it departs from p2."""
    eve = actor(False, (wants(wanted, 4), None))
    at = standings({"ada": party(ada()), "bob": party(bob()), "eve": eve}, (0.4, 0.4, no_deal))
    return replace(at, tables=replace(at.tables, status_quo=(1, 0)))


def test_a_stakeholder_loses_by_a_text_that_does_not_need_it() -> None:
    assert left_by(with_eve(1, 0.0), HALFWAY).efficient  # Eve had her best


def test_who_would_be_asked_for_the_first_time_must_not_fall_below_no_deal() -> None:
    assert left_by(with_eve(0, 0.9), HALFWAY).better == 1
    assert left_by(with_eve(0, 1.1), HALFWAY).efficient


def test_a_step_is_of_the_parties() -> None:
    """Both would gain by a later time at the same price, the one thing that Eve minds."""
    eve = actor(False, (wants(1, 4), None))
    both = {"ada": party(ada(time=wants(2, 3, 0.2))), "bob": party(bob()), "eve": eve}
    left = left_by(standings(both, (0.4, 0.4, 0.4)), 3)  # (p2, t1)
    assert (left.better, left.gains["eve"]) == (2, 0.0)
    assert left.step == pytest.approx(0.2 / 0.6)


def test_the_zone_by_hand() -> None:
    """Above 0.6 for both: (p1, t3) and nothing else."""
    found = zone(two((0.6, 0.6)))
    assert found.size == 1
    assert [found.spans[name] for name in ("ada", "bob")] == [pytest.approx((0.8, 0.8))] * 2
    assert found.step == pytest.approx(0.2 / 0.4)


def test_a_wider_zone_has_a_least_and_a_most() -> None:
    """Above 0.45: (p1, t3), (p2, t2), (p2, t3), and nothing else."""
    found = zone(two((0.45, 0.45)))
    assert found.size == 3
    assert found.spans["ada"] == pytest.approx((0.8 * 2 / 3, 0.8))
    assert found.spans["bob"] == pytest.approx((0.2 / 3 + 0.4, 0.8 + 0.2 / 3))


def test_no_zone() -> None:
    found = zone(two((0.85, 0.85)))
    assert (found.size, found.step, found.spans) == (0, 0.0, {})


def test_what_is_worth_just_no_deal_is_inside_unless_more_is_asked() -> None:
    at = two((0.8, 0.6))
    assert zone(at).size == 1
    above = replace(at.tables, consent=replace(at.tables.consent, above=True))
    assert zone(replace(at, tables=above)).size == 0


def test_a_hard_red_line_closes_the_zone() -> None:
    barred = bob(price=wants(3, 4, 0.2, hard=(0,)))
    at = standings({"ada": party(ada()), "bob": party(barred)}, (0.6, 0.6))
    assert zone(at).size == 0


def council(vetoes: frozenset[int] = frozenset()) -> Standings:
    """Two of three votes carry a text; Cid wants what Ada wants."""
    members = {"ada": party(ada()), "bob": party(bob()), "cid": party(ada())}
    consent = Consent(0.6, (1.0, 1.0, 1.0), vetoes)
    return standings(members, (0.85, 0.85, 0.85), consent)


def test_under_a_quota_enough_make_a_zone() -> None:
    """Ada and Cid need not ask Bob: (p1, t1) and (p1, t2), worth 0 and 0.4 to him."""
    found = zone(council())
    assert found.size == 2
    assert found.spans["bob"] == pytest.approx((0.0, 0.4))
    assert found.step == pytest.approx(1.0)  # of those whose yes is enough
    assert zone(council(frozenset({1}))).size == 0  # Bob, with a veto, must be asked


def test_under_a_quota_a_step_is_that_of_enough() -> None:
    """(p1, t3) is all that Ada and Cid want, and 0.8 to Bob, whose yes they can do without."""
    members = {name: party(ada(time=wants(2, 3, 0.2))) for name in ("ada", "cid")}
    at = standings(
        {"ada": members["ada"], "bob": party(bob()), "cid": members["cid"]},
        (0.0, 0.0, 0.0),
        Consent(0.6, (1.0, 1.0, 1.0)),
    )
    assert zone(at).step == pytest.approx(1.0)
    assert zone(replace(at, tables=replace(at.tables, consent=Consent()))).step == pytest.approx(
        0.8
    )


def test_under_a_quota_what_the_outvoted_lose_is_no_pareto_gain() -> None:
    """Ada and Cid would rather have (p1, t2), which is worse for Bob."""
    left = left_by(council(), HALFWAY)
    assert left.better == 1  # (p1, t3) alone, as without a quota
    assert left_by(council(), TRADED).efficient


@pytest.mark.parametrize("count", [2, 3])
def test_efficient_is_what_the_frontier_holds(count: int) -> None:
    rng = Random(count)
    for _ in range(20):
        actors = {
            name: party(
                (
                    wants(rng.randrange(4), 4, rng.random()),
                    rng.choice([None, wants(rng.randrange(3), 3, rng.random())]),
                )
            )
            for name in ("ada", "bob", "cid")[:count]
        }
        at = standings(actors, tuple(rng.random() for _ in actors))
        worths = [point.worths for point in at.points]
        front = pareto_front(worths, at.packages)
        lefts = [left_by(at, p) for p in at.packages]
        assert [p for p, left in enumerate(lefts) if left.efficient] == front
        assert all(left.efficient == (max(left.gains.values()) == 0) for left in lefts)
        assert all(left.step == 0 or not left.efficient for left in lefts)
