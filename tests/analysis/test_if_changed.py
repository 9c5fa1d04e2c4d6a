"""What each position moves if it changed now, where that is known beforehand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from sim.analysis.effects import IfChanged
from sim.analysis.if_changed import RATE, compared
from sim.analysis.multiple import false_finds
from sim.analysis.paired import Pairs, chances
from sim.analysis.runs import Floats
from sim.analysis.told_outcomes import Outcome, outcomes_of
from sim.ensemble.changeable import Position
from sim.scenario.loading import load
from tests.often import tried

ENDINGS = tuple(one for one in outcomes_of(load("flat-sale").names) if not one.issue)


def position(path: str) -> Position:
    actor, _, field = path.partition(".")
    return Position(path, actor, field, ("0", "100"), "points", "unknown")


@dataclass(frozen=True)
class Planted:
    """Kept runs whose chance of a deal, as it is and at both ends of each position, is given."""

    draws: int
    luck: int
    ends: dict[str, tuple[float, float]]
    as_it_is: float = 0.5

    def found(self, seed: int) -> IfChanged:
        """What is made of them: a run ends with a deal or without one, by one and the same luck."""
        rng = np.random.Generator(np.random.PCG64([seed, 7]))
        width = 0.3  # of what a draw's chance differs from the mean
        lean = np.repeat(rng.uniform(-width, width, self.draws), self.luck)
        luck = rng.uniform(size=lean.size)
        chances = [self.as_it_is, *(end for ends in self.ends.values() for end in ends)]
        deals = [(luck < chance + lean).astype(np.int64) for chance in chances]
        cells = np.stack([ended(deal) for deal in deals])
        draw = np.repeat(np.arange(self.draws), self.luck)
        pairs = Pairs.of(draw, np.ones(lean.size))
        places = [(1 + 2 * k, 2 + 2 * k) for k in range(len(self.ends))]
        return compared(ENDINGS, [position(path) for path in self.ends], (pairs, cells), places)


def ended(deal: np.typing.NDArray[np.int64]) -> Floats:
    """In a deal, or in no agreement, the last of the endings."""
    none = np.zeros((deal.size, len(ENDINGS)))
    none[:, 0], none[:, -1] = deal, 1 - deal
    return none


def test_what_moves_a_deal_is_listed_and_what_moves_nothing_is_not() -> None:
    ends = {"left.firmness": (0.6, 0.4), "right.firmness": (0.5, 0.5), "left.needed": (0.5, 0.5)}
    found = Planted(300, 1, ends).found(1)
    assert [row.path for row in found.listed] == ["left.firmness"]
    effect = found.listed[0].of("deal")
    assert effect.least < -0.2 < effect.most < 0
    assert found.as_it_is[0] == effect.as_it_is == pytest.approx(0.5, abs=0.06)


def test_mirror_inputs_stand_side_by_side_and_largest_shifts_first() -> None:
    ends = {
        "left.needed": (0.5, 0.5),
        "right.firmness": (0.5, 0.5),
        "left.salience": (0.2, 0.8),
        "left.firmness": (0.6, 0.4),
    }
    found = Planted(400, 1, ends).found(2)
    groups = [[row.path for row in group] for group in found.groups]
    assert groups == [["left.salience"], ["left.firmness", "right.firmness"]]
    assert [row.ranks for row in found.listed] == [(1, 1), (2, 2)]
    assert found.rows[-1].path == "left.needed"


def test_positions_whose_intervals_overlap_stand_by_name() -> None:
    ends = {"left.salience": (0.33, 0.67), "left.firmness": (0.36, 0.64)}
    found = Planted(150, 1, ends).found(3)
    assert [row.path for row in found.listed] == ["left.firmness", "left.salience"]
    assert {row.ranks for row in found.listed} == {(1, 2)}


def test_ends_are_compared_in_declared_order() -> None:
    row = Planted(200, 1, {"left.firmness": (0.3, 0.7)}).found(4).rows[0]
    assert (row.low, row.high) == ("0", "100")
    assert row.of("deal").shift == pytest.approx(row.of("deal").high - row.of("deal").low)
    assert row.of("deal").shift > 0 > row.of("no_agreement").shift


def test_runs_of_one_draw_are_no_independent_pairs() -> None:
    """Twenty runs of luck in place of one leave what the draws do not know as it was."""
    pairs = Pairs.of(np.repeat(np.arange(50), 20), np.ones(1000))
    moved = np.repeat((np.arange(50) < 10).astype(np.int64), 20)
    cells = np.stack([ended(moved * 0), ended(moved * 0), ended(moved)])
    row = compared(ENDINGS, [position("left.firmness")], (pairs, cells), [(1, 2)]).rows[0]
    pairs = Pairs.of(np.arange(50), np.ones(50))
    alone = compared(ENDINGS, [position("left.firmness")], (pairs, cells[:, ::20]), [(1, 2)])
    effect = alone.rows[0].of("deal")
    assert row.of("deal").least == pytest.approx(effect.least, abs=0.01)
    assert row.of("deal").most == pytest.approx(effect.most, abs=0.01)


def test_something_is_listed_in_at_most_5_of_100_where_nothing_moves_anything() -> None:
    repeats, rows, draws = 200, 3, 30
    rng = np.random.Generator(np.random.PCG64(11))
    pairs, some = Pairs.of(np.arange(draws), np.ones(draws)), 0
    for _ in range(repeats):
        cells = np.stack([ended(deal) for deal in rng.integers(0, 2, (2 * rows, draws))])
        adjusted = false_finds(chances(pairs, list(cells[::2] - cells[1::2])))
        some += bool((adjusted <= RATE).any())
    assert some <= 0.05 * repeats


def test_one_that_matters_is_listed_among_however_many_that_do_not() -> None:
    draws, asked = 30, 600
    none, every = (ended(np.full(draws, k, dtype=np.int64)) for k in (0, 1))
    few = np.zeros_like(none)
    few[:2] = (every - none)[:2]
    pairs = Pairs.of(np.arange(draws), np.ones(draws))
    adjusted = false_finds(chances(pairs, [every - none, *[few] * (asked - 1)]))
    assert (adjusted <= RATE).tolist() == [True] + [False] * (asked - 1)


@tried(15, 200, "repeats")
def test_the_intervals_of_what_is_listed_hold_the_true_shift_in_93_of_100(repeats: int) -> None:
    shifts = (0.0, 0.02, 0.04, 0.08, 0.12)
    ends = {f"left.{k}": (0.5 - s / 2, 0.5 + s / 2) for k, s in enumerate(shifts * 2)}
    held = [
        effect.least <= ends[row.path][1] - ends[row.path][0] <= effect.most
        for seed in range(repeats)
        for row in Planted(120, 1, ends).found(seed).listed
        for effect in (row.of("deal"),)
    ]
    assert len(held) > 2 * repeats
    assert np.mean(held) >= 0.93


@tried(15, 200, "repeats")
def test_what_would_be_missed_is_found_in_about_80_of_100_where_it_is_there(repeats: int) -> None:
    ends = {f"left.{k}": (0.5, 0.5) for k in range(9)}
    missed = Planted(200, 1, {**ends, "left.9": (0.45, 0.55)}).found(0).missed_of("deal")
    planted = {**ends, "left.9": (0.5 - missed / 2, 0.5 + missed / 2)}
    found = [
        any(row.path == "left.9" for row in Planted(200, 1, planted).found(seed).listed)
        for seed in range(repeats)
    ]
    assert 0.6 <= np.mean(found) <= 1.0


def test_what_is_missed_is_said_of_each_outcome_by_itself() -> None:
    """Pairs that differ in one in five deals tell less than those that differ in few frameworks."""
    rng = np.random.Generator(np.random.PCG64(3))
    draws, rare = 400, 1
    cells = np.zeros((7, draws, len(ENDINGS)))
    for way, luck in zip(cells, rng.uniform(size=(7, draws)), strict=True):
        which = np.where(luck < 0.01, rare, np.where(luck < 0.5, 0, len(ENDINGS) - 1))
        way[np.arange(draws), which] = 1
    positions = [position(f"left.{k}") for k in range(3)]
    pairs, places = Pairs.of(np.arange(draws), np.ones(draws)), [(1, 2), (3, 4), (5, 6)]
    found = compared(ENDINGS, positions, (pairs, cells), places)
    deals, rarely = found.missed_of("deal"), found.missed_of(ENDINGS[rare].name)
    assert 0.08 < deals < 0.14
    assert rarely < deals / 2
    never = found.missed_of("collapsed")
    assert never == pytest.approx(2.8**2 / draws, rel=0.35), "so many pairs have to differ at least"


def test_a_position_that_turns_every_run_has_an_interval_near_one() -> None:
    cells = np.stack([ended(np.full(7, k, dtype=np.int64)) for k in (0, 1, 0)])
    pairs = Pairs.of(np.arange(7), np.ones(7))
    effect = compared(ENDINGS, [position("left.firmness")], (pairs, cells), [(1, 2)]).rows[0]
    assert (effect.of("deal").shift, effect.of("deal").least) == (-1.0, -1.0)
    assert -0.5 < effect.of("deal").most < 0.0


def test_nothing_is_listed_where_no_run_ends_otherwise() -> None:
    cells = np.stack([ended(np.ones(20, dtype=np.int64))] * 3)
    pairs = Pairs.of(np.arange(20), np.ones(20))
    found = compared(ENDINGS, [position("left.firmness")], (pairs, cells), [(1, 2)])
    assert found.listed == ()
    effect = found.rows[0].of("deal")
    assert effect.least < 0.0 < effect.most, "twenty draws may all have missed it"


def test_outcomes_are_the_endings_and_a_deal_with_each_option() -> None:
    names = load("labour-dispute").names
    outcomes = outcomes_of(names)
    assert outcomes[0] == Outcome("deal")
    assert Outcome("week=mixed", "week", "mixed") in outcomes
    assert len(outcomes) == 5 + sum(len(options) for options in names.options)
