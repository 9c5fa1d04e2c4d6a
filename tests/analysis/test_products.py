"""Pairs of unknowns: planted products are found, and what adds up is not taken for one."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.stats import binom

from sim.analysis.association import Draws
from sim.analysis.levels import Told, told_at
from sim.analysis.long_tables import products_table
from sim.analysis.multiple import false_finds
from sim.analysis.products import LEAST_DRAWS, Products, listed_of, product_chances, products
from sim.analysis.runs import Floats
from sim.ensemble.chunks import Settings
from sim.ensemble.driver import ensemble
from sim.scenario.loading import load

INPUTS = 24
CASE = load("flat-sale")
ONES = [one for one in CASE.inputs if one.uncertain][:INPUTS]


def number(values: Floats, k: int) -> Told:
    ranks = values.argsort().argsort().astype(np.float64) + 1
    third = len(values) / 3
    ends = (("", 0.0, 0.33), ("", 0.67, 1.0))
    return Told(ONES[k], ranks, ends, (ranks <= third, ranks > 2 * third))


def word(values: Floats, k: int) -> Told:
    names = tuple((name, None, None) for name in ("none", "soft", "hard"))
    return Told(ONES[k], None, names, tuple(np.floor(3 * values) == place for place in range(3)))


def planted(seed: int, contrast: float, draws: int = LEAST_DRAWS) -> tuple[list[Told], Draws]:
    """Half numbers, half words; two that matter by themselves, and a product of two others."""
    rng = np.random.Generator(np.random.PCG64([7, seed]))
    values = rng.uniform(size=(INPUTS, draws))
    told = [(word if k % 2 else number)(row, k) for k, row in enumerate(values)]
    third = np.floor(3 * values) / 2 - 0.5  # of words: -.5, 0, .5
    chance = 0.5 + 0.15 * (values[4] - 0.5) + 0.3 * (values[6] - 0.5)
    chance = chance + contrast * third[1] * third[3]
    share = rng.binomial(2, chance)[:, None] / 2
    return told, Draws(share, np.ones(draws), np.full(draws, 2.0))


def test_a_planted_product_is_found_and_no_sum_is_taken_for_one() -> None:
    told, draws = planted(1, 0.3)
    asked, chances = product_chances(told, draws)
    rows = list(listed_of(told, draws, ("deal", 0), asked, chances[0]))
    assert [(row.first, row.second) for row in rows] == [(ONES[1].path, ONES[3].path)]
    (row,) = rows
    assert row.first_levels == (("none", None, None), ("hard", None, None))
    assert row.corners.least < 0.3 < row.corners.most
    low, high = row.corners.levels
    assert row.corners.double == pytest.approx((high[1] - high[0]) - (low[1] - low[0]))
    assert row.draws > LEAST_DRAWS / 9 * 0.8


def test_something_is_listed_in_at_most_5_of_100_where_no_product_matters() -> None:
    """As few repeats as a true 5 of 100 would exceed once in a thousand seeds."""
    some, repeats = 0, 40
    for seed in range(repeats):
        asked, chances = product_chances(*planted(seed, 0.0))
        some += bool((false_finds(chances[0][asked].tolist()) <= 0.05).any())
    assert some <= binom.ppf(0.999, repeats, 0.05)


def test_what_one_input_does_by_itself_is_no_product_with_another_that_goes_with_it() -> None:
    """The record makes inputs go together; one with its worst in the middle is its own square."""
    told, draws = planted(4, 0.0)
    rng = np.random.Generator(np.random.PCG64(8))
    own, alike = (rng.integers(0, 3, LEAST_DRAWS) for _ in range(2))
    other = np.where(rng.uniform(size=LEAST_DRAWS) < 0.7, own, alike)
    told[1], told[3] = word((own + 0.5) / 3, 1), word((other + 0.5) / 3, 3)
    share = rng.binomial(2, np.where(own == 1, 0.3, 0.7))[:, None] / 2
    asked, chances = product_chances(told, Draws(share, draws.weight, draws.runs))
    assert asked[1, 3]
    assert chances[0][1, 3] > 0.01


def test_a_pair_with_few_draws_in_a_corner_is_not_looked_at() -> None:
    told, draws = planted(2, 0.0, 400)
    rare = np.zeros(400, dtype=bool)
    rare[:30] = True
    names = (("no", None, None), ("yes", None, None))
    told[0] = Told(ONES[0], None, names, (~rare, rare))
    asked, _ = product_chances(told, draws)
    assert not asked[0].any()
    assert asked[1, 3]
    assert not np.tril(asked).any()


def test_weights_count_as_so_many_draws() -> None:
    """A draw of weight 2 counts as two alike, but for how sure it makes."""
    told, draws = planted(3, 0.3, 600)
    twice = np.concatenate([np.arange(600), np.arange(300)])
    heavy = np.where(np.arange(600) < 300, 2.0, 1.0)
    weighed = Draws(draws.share, heavy, draws.runs)
    one = next(listed(told, weighed))
    again = [taken(each, twice) for each in told]
    other = next(listed(again, Draws(draws.share[twice], np.ones(900), draws.runs[twice])))
    assert one.corners.levels == pytest.approx(np.array(other.corners.levels))


def listed(told: list[Told], draws: Draws) -> Any:
    everything = np.zeros((INPUTS, INPUTS), dtype=bool)
    everything[1, 3] = True
    return listed_of(told, draws, ("deal", 0), everything, np.zeros((INPUTS, INPUTS)))


def taken(each: Told, places: np.ndarray[Any, Any]) -> Told:
    ranks = None if each.ranks is None else each.ranks[places]
    return Told(each.one, ranks, each.levels, tuple(group[places] for group in each.groups))


def test_in_fewer_draws_none_is_looked_at() -> None:
    found = ensemble(CASE, Settings(runs=20, draws=20, seed=1, jobs=1))
    assert products(CASE, found.frame, found.frame) is None


def test_the_table_has_a_line_each_corner_and_is_there_if_nothing_is_listed() -> None:
    told, draws = planted(1, 0.3)
    asked, chances = product_chances(told, draws)
    rows = tuple(listed_of(told, draws, ("deal", 0), asked, chances[0]))
    table = products_table(Products(LEAST_DRAWS, int(asked.sum()), rows))
    assert table.select("first_is", "second_is").rows() == [
        ("none", "none"), ("hard", "none"), ("none", "hard"), ("hard", "hard"),
    ]  # fmt: skip
    assert table["pairs_looked_at"].to_list() == [INPUTS * (INPUTS - 1) // 2] * 4
    none = products_table(Products(LEAST_DRAWS, 1, ()))
    assert none.height == 0
    assert none.columns == table.columns


def test_levels_of_a_case_are_told_for_its_products() -> None:
    found = ensemble(CASE, Settings(runs=40, draws=40, seed=1, jobs=1))
    draws = Draws(np.zeros((40, 1)), np.ones(40), np.ones(40))
    told = told_at(CASE, found.frame, draws)
    assert {each.one.path for each in told} <= {one.path for one in CASE.inputs}
    assert product_chances(told, draws)[1].min() == 1.0
