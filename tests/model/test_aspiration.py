"""Reservation values, concession and aspiration."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.aspiration import (
    aspiration,
    conceded,
    concession_exponent,
    lock_in,
    no_deal_left,
    reservation,
    under_label,
)

unit = st.floats(0, 1)
days = st.floats(0, 400)


@pytest.mark.parametrize(("beta", "expected"), [(0.2, 0.0797), (1.0, 0.525), (5.0, 0.877)])
def test_concession_half_way_to_the_horizon(beta: float, expected: float) -> None:
    """Faratin, Sierra & Jennings (1998): k = .05 at t/T = .5."""
    assert conceded(0.05, 30.0, 60.0, beta) == pytest.approx(expected, abs=5e-5)


@pytest.mark.parametrize(("firmness", "beta"), [(0.0, 10.0), (0.5, 1.0), (1.0, 0.1)])
def test_firmness_spans_conceder_to_boulware(firmness: float, beta: float) -> None:
    """Faratin, Sierra & Jennings (1998): beta 1 is linear, below it Boulware."""
    assert concession_exponent(firmness) == pytest.approx(beta)


@given(k=unit, horizon=st.floats(1, 400), firmness=unit)
def test_concession_runs_from_the_opening_to_everything(
    k: float, horizon: float, firmness: float
) -> None:
    beta = concession_exponent(firmness)
    assert conceded(k, 0.0, horizon, beta) == k
    assert conceded(k, horizon, horizon, beta) == 1.0
    assert conceded(k, 2 * horizon, horizon, beta) == 1.0


def test_a_horizon_of_nought_leaves_nothing_to_hold_back() -> None:
    assert conceded(0.2, 0.0, 0.0, 1.0) == 1.0


@given(k=unit, t=days, horizon=days, firmness=unit)
def test_concession_stays_in_its_range(k: float, t: float, horizon: float, firmness: float) -> None:
    assert k <= conceded(k, t, horizon, concession_exponent(firmness)) <= 1.0


def test_lock_in_halves_in_its_half_life() -> None:
    assert lock_in(0.04, 14.0, 14.0) == pytest.approx(0.02)
    assert lock_in(0.04, 28.0, 14.0) == pytest.approx(0.01)
    assert lock_in(0.04, 0.0, 14.0) == 0.04


def test_waiting_costs_a_share_of_the_no_deal_worth_each_day() -> None:
    assert no_deal_left(1.0, 0.3, 0.0) == 1.0
    assert no_deal_left(1.0, 0.3, 30.0) == pytest.approx(0.9)
    assert no_deal_left(1.0, 0.3, -30.0) == pytest.approx(1.1)
    assert no_deal_left(0.9, 0.6, 30.0) == pytest.approx(0.7)  # at another pace from then on
    assert no_deal_left(1.0, 0.5, 360.0) == 0.0  # never more than there was


def test_a_discount_compounds_beside_a_loss_that_falls_evenly() -> None:
    """ds/dt = -c - d s with c = loss / 90: (s + c / d) exp(-d t) - c / d."""
    assert no_deal_left(1.0, 0.0, 90.0, 0.01) == pytest.approx(math.exp(-0.9))
    c, d = 0.36 / 90, 0.02
    both = (1.0 + c / d) * math.exp(-d * 30.0) - c / d
    assert no_deal_left(1.0, 0.36, 30.0, d) == pytest.approx(both)
    half_way = no_deal_left(1.0, 0.36, 15.0, d)
    assert no_deal_left(half_way, 0.36, 15.0, d) == pytest.approx(both)  # wherever it is cut
    assert no_deal_left(1.0, 0.36, 30.0, 1e-9) == pytest.approx(no_deal_left(1.0, 0.36, 30.0))
    assert no_deal_left(1.0, 0.9, 400.0, d) == 0.0
    assert no_deal_left(1.0, 0.5, -7305.0, 1.0) < math.inf


@given(share=unit, loss=unit, start=st.floats(-400, 400), later=days, discount=unit)
def test_what_waiting_leaves_never_rises(
    share: float, loss: float, start: float, later: float, discount: float
) -> None:
    then = no_deal_left(share, loss, start + later, discount)
    assert then <= no_deal_left(share, loss, start, discount) * (1 + 1e-12) + 1e-12


def test_reservation_adds_waiting_lock_in_and_shocks() -> None:
    """b + c (now - t) + L + S with c = b loss / 90: .5 - .5 * .36 / 90 * 10 + .03 - .08."""
    got = reservation(b=0.5, left=no_deal_left(1.0, 0.36, 10.0), added=0.03 - 0.08, best=0.9)
    assert got == pytest.approx(0.43)


def test_reservation_is_clipped_to_what_can_be_had() -> None:
    assert reservation(0.5, 0.0, -0.1, 0.9) == 0.0
    assert reservation(0.7, 1.0, 0.5, 0.9) == 0.9


@given(r=unit, room=unit, alpha=unit)
def test_aspiration_lies_between_reservation_and_best(r: float, room: float, alpha: float) -> None:
    best = r + room
    theta = aspiration(r, best, alpha)
    assert r <= theta <= best
    assert theta == pytest.approx(r + (best - r) * (1 - alpha))
    assert aspiration(r, best, 0.0) == best
    assert aspiration(r, best, 1.0) == pytest.approx(r)


@pytest.mark.parametrize("alpha", [0.1, 0.3, 0.7])
def test_the_least_rise_of_a_reservation_never_lowers_an_aspiration(alpha: float) -> None:
    for i in range(1, 2000):
        r = i / 2100
        above = math.nextafter(r, 1.0)
        assert aspiration(r, 0.97, alpha) <= aspiration(above, 0.97, alpha)
        assert under_label(0.97, r, 0.4, alpha) <= under_label(0.97, above, 0.4, alpha)


def test_conceding_everything_does_not_go_below_the_reservation() -> None:
    assert all(aspiration(i / 2100, 0.97, 1.0) >= i / 2100 for i in range(2000))


@given(b=unit, loss=unit, start=days, later=days, k=unit, firmness=unit)
def test_aspiration_falls_in_time(
    b: float, loss: float, start: float, later: float, k: float, firmness: float
) -> None:
    def theta(t: float) -> float:
        r = reservation(b, no_deal_left(1.0, loss, t), lock_in(0.05, t, 30.0), 1.0)
        return aspiration(r, 1.0, conceded(k, t, 90.0, concession_exponent(firmness)))

    assert theta(start + later) <= theta(start) + 1e-12


def test_aspiration_falls_by_what_is_conceded() -> None:
    first, later = (aspiration(0.4, 1.0, conceded(0.1, t, 50.0, 1.0)) for t in (0.0, 25.0))
    assert first == pytest.approx(0.94)
    assert later == pytest.approx(0.67)


@given(theta=unit, r=unit, label_effect=unit, credibility=unit)
def test_a_final_label_closes_part_of_the_gap(
    theta: float, r: float, label_effect: float, credibility: float
) -> None:
    theta, r = max(theta, r), min(theta, r)
    expected = theta - label_effect * credibility * (theta - r)
    assert under_label(theta, r, label_effect, credibility) == pytest.approx(expected)
    assert under_label(theta, r, label_effect, 0.0) == theta
    assert under_label(theta, r, 1.0, 1.0) == r
