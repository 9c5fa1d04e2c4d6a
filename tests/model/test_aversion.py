"""Aversion to a one-sided text: Fehr & Schmidt (1999), in shares of what each could gain."""

import math
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.answer import inclination
from sim.model.aspiration import aspiration, reservation
from sim.model.aversion import attained, aversion
from sim.model.constants import POINTS
from sim.model.inference import inclinations
from tests.often import tried

unit = st.floats(0, 1)
share = st.floats(-1, 1)


def test_a_share_is_of_the_way_from_no_deal_to_the_best() -> None:
    assert attained(worth=0.7, no_deal=0.4, best=0.9) == pytest.approx(0.6)
    assert attained(worth=0.3, no_deal=0.4, best=0.9) == pytest.approx(-0.2)
    assert attained(worth=0.0, no_deal=0.5, best=0.9) == -1.0
    assert attained(worth=0.505, no_deal=0.5, best=0.5) == pytest.approx(0.25)


def test_what_is_lost_is_the_shortfall_from_the_same_share_averaged_over_all_others() -> None:
    """Own way from .2 to .8; the others attain .5 (worth .5 to it), 0 and 1 (worth .8)."""
    lost = aversion(0.5, (0.4, 0.2, 0.8), [0.5, 0.0, 1.0])
    assert lost == pytest.approx(0.5 * (0.1 + 0.0 + 0.4) / 3)


def test_with_no_others_nothing_is_lost() -> None:
    assert aversion(1.0, (0.1, 0.5, 0.9), []) == 0.0


@given(unit, unit, st.floats(0.05, 1), st.lists(share, min_size=1, max_size=4))
def test_the_scale_of_another_does_not_count(
    worth: float, no_deal: float, room: float, others: list[float]
) -> None:
    """Points of different actors are never compared: only what share of its way each has."""
    halved = [attained(x * 0.25 + 0.5, 0.5, 0.75) for x in others]
    whole = [attained(x, 0.0, 1.0) for x in others]
    own = worth, no_deal, no_deal + room
    assert aversion(1.0, own, halved) == pytest.approx(aversion(1.0, own, whole), abs=1e-12)


@given(unit, unit, unit, unit)
def test_a_share_never_falls_as_no_deal_falls(
    worth: float, no_deal: float, less: float, room: float
) -> None:
    low, best = min(no_deal, less), max(no_deal, less) + room
    assert attained(worth, low, best) >= attained(worth, max(no_deal, less), best) - 1e-12


@tried(20_000, 1_000_000, "ties")
def test_near_a_tie_a_better_no_deal_never_turns_another_answer_into_a_yes(ties: int) -> None:
    """Same text, minute, luck and beliefs, the luck on the bar for one no-deal worth."""
    rng = Random(11)
    turned = 0
    for _ in range(ties):
        best, worth, alpha, tau, left = (rng.random() for _ in range(5))
        alpha = rng.choice(
            (0.0, alpha)
        )  # at 0 what is asked for is fixed, and aversion alone moves
        others = [1.0 - 2.0 * rng.random() ** 4 for _ in range(rng.randrange(4))]
        added, precision = rng.random() - 0.5, 3.0 + 27.0 * rng.random()
        b = rng.random()

        def x_at(no_deal: float) -> float:
            r = reservation(no_deal, 2.0 * left, added, best)  # noqa: B023
            lost = aversion(tau, (worth, r, best), others)  # noqa: B023
            return inclination(precision, worth, aspiration(r, best, alpha), lost)  # noqa: B023

        above = math.nextafter(b, 2.0) if rng.random() < 0.5 else b + 1e-15 * rng.random()
        assert x_at(above) <= x_at(b)
        turned += x_at(above) < x_at(b)
    assert turned > ties / 100


@pytest.mark.parametrize("alpha", [0.0, 0.37, 1.0])
def test_over_the_grid_of_a_belief_it_is_the_same_to_the_bit(alpha: float) -> None:
    rng = Random(4)
    for _ in range(200):
        worth, best, left, added = (rng.random() for _ in range(4))
        others = [2.0 * rng.random() - 1.0 for _ in range(rng.randrange(4))]
        found = inclinations((12.0, 0.7), (worth, best), (left, added - 0.5, alpha, 0.0), others)
        for point, x in zip(POINTS, found, strict=True):
            r = reservation(point, left, added - 0.5, best)
            lost = aversion(0.7, (worth, r, best), others)
            assert x == inclination(12.0, worth, aspiration(r, best, alpha), lost)
