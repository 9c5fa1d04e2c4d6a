"""Weighted quotas."""

import pytest

from sim.model.consent import quota_met


@pytest.mark.parametrize("unit", [1e-6, 1.0, 1e9])
def test_rounding_does_not_lose_a_vote(unit: float) -> None:
    total, accepted = (0.1 + 0.2 + 0.3) * unit, 0.3 * unit
    assert accepted < 0.5 * total
    assert quota_met(accepted, total, 0.5)


def test_less_than_the_quota_is_not_enough() -> None:
    assert not quota_met(0.66, 1.0, 2 / 3)
    assert quota_met(0.67, 1.0, 2 / 3)
    assert not quota_met(0.0, 3.0, 0.5)


@pytest.mark.parametrize("unit", [1e-6, 1.0, 1e9])
def test_the_unit_of_the_weights_does_not_matter(unit: float) -> None:
    assert quota_met(2 * unit, 3 * unit, 2 / 3)
    assert not quota_met(1.99 * unit, 3 * unit, 2 / 3)


def test_everyone_is_always_enough() -> None:
    assert quota_met(0.1 + 0.2 + 0.3, 0.6, 1.0)
    assert quota_met(0.6, 0.1 + 0.2 + 0.3, 1.0)


@pytest.mark.parametrize("quota", [0.0, 1e-12, 1e-9, 0.01])
def test_nobody_is_never_enough_however_low_the_quota(quota: float) -> None:
    assert not quota_met(0.0, 3.0, quota)
    assert quota_met(0.1, 3.0, quota)
