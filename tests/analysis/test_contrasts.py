"""Scenarios side by side: differences of shares, paired or not."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from sim.analysis.contrasts import Comparison, by_size, contrasts, moved_most
from sim.analysis.resample import unseen
from sim.api import ensemble, load
from sim.talks.events import OUTCOMES
from tests.often import tried

DEAL, NONE = "deal", "no_agreement"


def frame(*draws: str, weight: float = 1.0) -> pl.DataFrame:
    """A frame of one string a draw: d for a deal, n for none."""
    luck = len(draws[0])
    rows = [
        (k * len(draws) + d, d, weight, DEAL if ends[k] == "d" else NONE)
        for d, ends in enumerate(draws)
        for k in range(luck)
    ]
    return pl.DataFrame(rows, schema=["run", "draw", "weight", "outcome"], orient="row")


def test_a_difference_counts_the_pairs_that_end_otherwise() -> None:
    base, other = frame("ddnn", "nnnn", "dddd"), frame("dddn", "nnnd", "dddn")
    deal = contrasts(base, other, paired=True)[OUTCOMES.index(DEAL)]
    assert (deal.gained, deal.lost) == (2, 1)
    assert (deal.base, deal.other) == pytest.approx((6 / 12, 7 / 12))
    assert deal.difference == pytest.approx(1 / 12)
    none = contrasts(base, other, paired=True)[OUTCOMES.index(NONE)]
    assert none.difference == pytest.approx(-deal.difference)


def test_draws_that_move_together_need_pairs_to_be_told_apart() -> None:
    base = frame(*["dddd", "nnnn"] * 20)
    other = frame(*["dddd", "nnnd"] * 20)
    paired = contrasts(base, other, paired=True)[0]
    apart = contrasts(base, other, paired=False)[0]
    assert paired.told_apart
    assert not apart.told_apart
    assert apart.gained is apart.lost is None
    assert apart.difference == paired.difference


def test_draws_that_both_have_are_resampled_in_pairs_whatever_their_runs() -> None:
    """Other runs of luck, and a draw that one of them lacks: the draws are pairs all the same."""
    base = frame(*["dddd", "nnnn"] * 8)
    other = frame(*["dd", "nd"] * 8).filter(pl.col("draw") != 7)
    together = contrasts(base, other, paired=False, by_draw=True)[0]
    apart = contrasts(base, other, paired=False)[0]
    assert together.difference == apart.difference
    assert together.interval.low > 0 > apart.interval.low
    assert together.gained is together.lost is None
    (same, *_) = contrasts(base, base, paired=False, by_draw=True)
    assert same.interval.high == -same.interval.low == pytest.approx(unseen(16, 0.025))


def test_what_no_draw_shows_is_left_open_either_way() -> None:
    same = frame(*["dn"] * 30)
    for one in contrasts(same, same, paired=True):
        assert (one.difference, one.told_apart) == (0.0, False)
        assert one.interval.high == -one.interval.low == pytest.approx(unseen(30, 0.025))
    never = contrasts(same, same, paired=False)[OUTCOMES.index("collapsed")]
    assert never.interval.high == pytest.approx(unseen(30, 0.025))


@tried(30, 100, "studies")
def test_paired_intervals_cover_the_truth(studies: int) -> None:
    rng = np.random.default_rng(3)
    covered = 0
    for _ in range(studies):
        chance = rng.beta(2, 2, 60)[:, None]
        u = rng.uniform(size=(60, 5))
        base = ["".join("d" if x else "n" for x in row) for row in u < chance]
        other = ["".join("d" if x else "n" for x in row) for row in u < chance**2]
        found = contrasts(frame(*base), frame(*other), paired=True)[0]
        truth = 0.3 - 0.5  # E[p^2] - E[p] of a beta(2, 2)
        covered += found.interval.low <= truth <= found.interval.high
    assert covered >= 0.88 * studies


def test_runs_that_are_no_pairs_cannot_be_paired() -> None:
    with pytest.raises(AssertionError, match="the same runs"):
        contrasts(frame("dn", "dn"), frame("dn", "dn", "nn"), paired=True)


def test_a_variant_from_now_is_played_on_the_same_kept_runs() -> None:
    case = load("cairo-2024")
    names = ("", "opposition-withdrawn")
    base, other = (ensemble(case, 40, 20, 1, what_if=name).frame for name in names)
    kept = [name for name in base.columns if name.endswith("no_deal.worth")]
    assert kept
    assert base.select("run", "draw", "tried", *kept).equals(
        other.select("run", "draw", "tried", *kept)
    )
    contrasts(base, other, paired=True)


def test_comparisons_are_sorted_by_size() -> None:
    base = frame("dddd", "nnnn")
    found = [
        Comparison(name, name, "now", 8, contrasts(base, frame(*draws), paired=True))
        for name, draws in {
            "little": ("dddn", "nnnn"),
            "much": ("nnnn", "nnnn"),
            "none": ("dddd", "nnnn"),
        }.items()
    ]
    assert [one.name for one in by_size(found, DEAL)] == ["much", "little", "none"]
    assert moved_most(found) == DEAL
    assert moved_most(found[2:]) in OUTCOMES
