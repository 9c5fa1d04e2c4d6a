"""Addressable luck: the same address gives the same bits, another address other ones."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.talks.luck import GOLDEN, MASK, MAX_SEED, Address, Luck, mix, name_key, uniforms

words = st.integers(0, 2**64 - 1)
seeds = st.sampled_from([0, MAX_SEED]) | st.integers(0, MAX_SEED)
names = st.text(max_size=8)


def draws(seed: int, n: int, address: Address) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    found: np.ndarray[tuple[int], np.dtype[np.float64]] = uniforms(
        seed, np.arange(n, dtype=np.uint64), address
    )
    return found


@pytest.mark.parametrize(
    ("seed", "expected"),
    [
        (0, [0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F, 0xF88BB8A8724C81EC]),
        (1234567, [6457827717110365317, 3203168211198807973, 9817491932198370423]),
    ],
)
def test_the_mixer_is_splitmix64(seed: int, expected: list[int]) -> None:
    """Steele, Lea & Flood (2014); the numbers of Vigna's splitmix64.c."""
    assert [mix((seed + k * GOLDEN) & MASK) for k in range(len(expected))] == expected


@given(seed=seeds, run=words, future=words, actor=names, purpose=names, index=words)
def test_one_draw_is_its_formula(
    seed: int, run: int, future: int, actor: str, purpose: str, index: int
) -> None:
    key = mix(mix(mix(seed) ^ run) ^ future)
    x = mix(mix(key ^ name_key(actor, purpose)) ^ index)
    u = Luck(seed, run, future).u(actor, purpose, index)
    assert u == ((x >> 12) + 0.5) * 2**-52
    assert 0.0 < u < 1.0


@given(seed=seeds, future=words, index=words, runs=st.lists(words, min_size=1, max_size=20))
def test_an_array_of_runs_has_the_bits_of_each_run(
    seed: int, future: int, index: int, runs: list[int]
) -> None:
    found = uniforms(seed, np.array(runs, np.uint64), Address("ada", "coin", index), future)
    assert found.tolist() == [Luck(seed, run, future).u("ada", "coin", index) for run in runs]


@pytest.mark.parametrize("seed", [-1, MAX_SEED + 1])
def test_no_seed_outside_its_range(seed: int) -> None:
    with pytest.raises(AssertionError, match=str(seed)):
        Luck(seed, 0)


def test_a_name_is_the_same_everywhere() -> None:
    assert name_key("egypt", "coin") == 0x3F55A0028EDE34E5
    assert name_key("egypt", "coin") != name_key("coin", "egypt")
    assert name_key("a", "bc") != name_key("ab", "c")


def test_every_part_of_an_address_counts() -> None:
    one = Luck(1, 2, 3).u("ada", "coin", 4)
    others = [
        Luck(0, 2, 3).u("ada", "coin", 4),
        Luck(1, 0, 3).u("ada", "coin", 4),
        Luck(1, 2, 0).u("ada", "coin", 4),
        Luck(1, 2, 3).u("bob", "coin", 4),
        Luck(1, 2, 3).u("ada", "taste", 4),
        Luck(1, 2, 3).u("ada", "coin", 0),
    ]
    assert len({one, *others}) == 7


def test_draws_are_even() -> None:
    n = 100_000
    u = np.sort(draws(7, n, Address("ada", "coin")))
    distance = np.abs(u - (np.arange(n) + 0.5) / n).max()
    assert distance < 1.63 / math.sqrt(n)  # Kolmogorov-Smirnov at 1%
    counts = np.histogram(u, bins=64, range=(0, 1))[0]
    assert ((counts - n / 64) ** 2 / (n / 64)).sum() < 93.2  # chi-squared of 63 at 1%


@pytest.mark.parametrize(
    ("seed", "other"),
    [
        (7, Address("ada", "coin", 1)),
        (7, Address("ada", "taste")),
        (7, Address("bob", "coin")),
        (8, Address("ada", "coin")),
    ],
)
def test_neighbouring_addresses_are_unrelated(seed: int, other: Address) -> None:
    n = 100_000
    one, two = draws(7, n, Address("ada", "coin")), draws(seed, n, other)
    assert abs(np.corrcoef(one, two)[0, 1]) < 2.58 / math.sqrt(n)
    assert abs(np.corrcoef(one[:-1], one[1:])[0, 1]) < 2.58 / math.sqrt(n)
