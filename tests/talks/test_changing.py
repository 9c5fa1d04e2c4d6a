"""A position set anew from some moment on: what has grown by then stays, the position is set."""

from __future__ import annotations

import pytest

from sim.talks.beliefs import belief
from sim.talks.events import InputChanged, RedLineStated, TextAccepted, TextTabled
from sim.talks.positions import added_of, conceded_of, reservation_of
from tests.engine.made import plain
from tests.talks.telling import ADA, BOB, MIA, Talks, given, text

DAY = 1440
PARTIES = {"no_deal": {"worth": 50, "loss_in_90_days": 40}, "firmness": 50, "lock_in": 100}


def talks() -> Talks:
    return given(plain(parties=PARTIES)).told(TextTabled, 2, "mia", **text(1))


def no_deal(of: Talks, actor: int, day: float) -> float:
    return reservation_of(of.state, actor, round(day * DAY))


def conceded(of: Talks, day: float) -> float:
    tick = round(day * DAY)
    return conceded_of(of.state, ADA, tick, reservation_of(of.state, ADA, tick))


def set_to(of: Talks, day: float, path: str, written: str, value: float | None) -> Talks:
    values = {} if value is None else {path: value}
    return of.told(InputChanged, day, sets={path: written}, values=values)


def test_a_no_deal_worth_set_now_is_the_worth_now_and_is_lost_as_the_old_one_was() -> None:
    changed = set_to(talks(), 20, "ada.no_deal.worth", "70", 70.0)
    assert no_deal(changed, ADA, 20) == pytest.approx(0.7)
    lost = no_deal(changed, ADA, 20) - no_deal(changed, ADA, 30)
    assert lost == pytest.approx(0.5 * 0.4 * 10 / 90)
    assert no_deal(changed, BOB, 20) == no_deal(talks(), BOB, 20)


def test_a_worth_is_set_again_only_by_a_change_that_sets_it() -> None:
    once = set_to(talks(), 20, "ada.no_deal.worth", "70", 70.0)
    again = set_to(once, 25, "ada.firmness", "60", 60.0)
    assert no_deal(again, ADA, 25) == pytest.approx(0.7 - 0.5 * 0.4 * 5 / 90)
    assert no_deal(set_to(again, 30, "ada.no_deal.worth", "50", 50.0), ADA, 30) == pytest.approx(
        0.5
    )


def test_everybody_sees_the_new_worth_and_believes_of_the_old_what_it_did() -> None:
    before = talks().told(TextAccepted, 3, "ada", text=1)
    held = belief(before.state, MIA, ADA, 20 * DAY)
    changed = set_to(before, 20, "ada.no_deal.worth", "70", 70.0)
    assert belief(changed.state, MIA, ADA, 20 * DAY) == held
    assert added_of(changed.state, ADA, 20 * DAY) > 0.2


def test_another_loss_counts_from_now_on() -> None:
    as_it_was = no_deal(talks(), ADA, 21)
    changed = set_to(talks(), 21, "ada.no_deal.loss_in_90_days", "0", 0.0)
    assert no_deal(changed, ADA, 21) == pytest.approx(as_it_was)
    assert no_deal(changed, ADA, 60) == pytest.approx(as_it_was)


@pytest.mark.parametrize(
    ("path", "written", "value"),
    [("ada.firmness", "90", 90.0), ("ada.planning_horizon", "300 days", 300.0)],
)
def test_concession_bends_from_now_without_a_jump(path: str, written: str, value: float) -> None:
    as_it_was = conceded(talks(), 20), conceded(talks(), 30)
    changed = set_to(talks(), 20, path, written, value)
    assert conceded(changed, 20) == pytest.approx(as_it_was[0])
    assert as_it_was[0] < conceded(changed, 30) < as_it_was[1]
    assert conceded(changed, 400) == 1.0


def test_public_words_weigh_on_as_they_did_and_fade_at_the_new_pace() -> None:
    before = talks().told(RedLineStated, 10, "ada", issue="price", lock_in=0.05)
    held = added_of(before.state, ADA, 20 * DAY)
    changed = set_to(before, 20, "ada.lock_in_half_life", "5 days", 5.0)
    assert added_of(changed.state, ADA, 20 * DAY) == pytest.approx(held)
    assert added_of(changed.state, ADA, 25 * DAY) == pytest.approx(held / 2)


def test_a_package_set_now_is_worth_what_it_is_to_the_actor_from_now_on() -> None:
    package, mean = "{price: p3, time: t1}", 0.5 * (1 / 3) + 0.5  # p3 is a third, t1 all of it
    even = {"salience": {"price": 50, "time": 50}, "tolerance": 50}
    held = given(plain(parties=PARTIES | even)).told(TextTabled, 2, "mia", **text(1))
    changed = set_to(held, 20, "ada.no_deal.package", package, None)
    assert no_deal(changed, ADA, 20) == pytest.approx(mean)
    assert no_deal(changed, BOB, 20) == no_deal(held, BOB, 20)


def test_a_discount_that_is_set_now_counts_from_now_on() -> None:
    changed = set_to(talks(), 20, "ada.no_deal.discount", "0.01 a day", 0.01)
    assert no_deal(changed, ADA, 20) == no_deal(talks(), ADA, 20)
    assert no_deal(changed, ADA, 50) < no_deal(talks(), ADA, 50) - 0.05
    assert no_deal(changed, BOB, 50) == no_deal(talks(), BOB, 50)
