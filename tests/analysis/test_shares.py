from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from scipy.stats import beta, binomtest

from sim.analysis.design import design_of
from sim.analysis.runs import runs_of
from sim.analysis.shares import OutcomeShare, input_range, outcome_shares
from sim.analysis.terms import framework_terms
from sim.analysis.timing import cumulative_incidence, day_grid
from sim.errors import RecordError, SettingError
from sim.talks.events import OUTCOMES
from tests.analysis.fakes import OPTIONS, frame_of, mixed, two_level


def deals(frame: pl.DataFrame, level: float = 0.95) -> OutcomeShare:
    return outcome_shares(frame, level)[0]


def width(share: OutcomeShare) -> float:
    assert share.inputs is not None
    return share.inputs.high - share.inputs.low


def test_all_outcomes_are_listed_in_order_and_add_up() -> None:
    found = outcome_shares(mixed())
    assert [share.outcome for share in found] == list(OUTCOMES)
    assert sum(share.count for share in found) == found[0].runs == 2000
    assert sum(share.share for share in found) == pytest.approx(1)


@pytest.mark.parametrize("planted", [(2.0, 5.0), (0.5, 0.8), (8.0, 2.0)])
def test_the_planted_range_over_inputs_is_recovered(planted: tuple[float, float]) -> None:
    found = deals(two_level(400, 20, planted)).inputs
    assert found is not None
    assert (found.low, found.high) == pytest.approx(beta.ppf([0.05, 0.95], *planted), abs=0.06)


def test_more_luck_does_not_widen_the_range_and_more_runs_do_not_narrow_it() -> None:
    planted = beta.ppf(0.95, 2, 3) - beta.ppf(0.05, 2, 3)

    def mean_width(draws: int, luck: int) -> float:
        frames = [two_level(draws, luck, (2.0, 3.0), seed=k) for k in range(100, 104)]
        widths = []
        for runs in map(runs_of, frames):
            found = input_range(runs, runs.ended("deal"))
            assert found is not None
            widths.append(found.high - found.low)
        return float(np.mean(widths))

    by_luck = [mean_width(240, luck) for luck in (20, 80)]
    by_draws = [mean_width(draws, 20) for draws in (240, 960)]
    assert by_luck == pytest.approx([planted] * 2, abs=0.05)
    assert by_draws == pytest.approx([planted] * 2, abs=0.05)


def test_a_range_whose_ends_are_not_known_to_within_20_points_is_not_printed() -> None:
    """Nine draws in ten never end in a deal, the rest anywhere: its upper end may lie anywhere."""
    rng = np.random.Generator(np.random.PCG64(2))
    chances = np.where(np.arange(60) % 10 == 0, rng.random(60), 0.0)[:, np.newaxis]
    few = frame_of(np.where(rng.random((60, 20)) < chances, "deal", "no_agreement"))
    assert deals(few).inputs is None
    found = deals(two_level(400, 20, (2.0, 5.0))).inputs
    assert found is not None
    assert 0.01 < found.within < 0.1


CLUMPS = (0.02, 0.3, 0.9)


def test_draws_that_fall_into_clumps_have_the_range_of_the_clumps_and_not_of_a_beta() -> None:
    """Two in ten of .02, three of .3, five of .9: a beta distribution put the end at .98."""
    rng = np.random.Generator(np.random.PCG64(8))
    draws = np.repeat(CLUMPS, (240, 360, 600))
    rng.shuffle(draws)

    def played(chances: np.ndarray, luck: int) -> pl.DataFrame:
        hits = rng.random((len(chances), luck)) < chances[:, np.newaxis]
        return frame_of(np.where(hits, "deal", "no_agreement"))

    base, more = played(draws, 2), played(draws[:100], 18)
    deep = more.with_columns(pl.col("run") + 2400)
    assert deals(base).inputs is None  # two runs a draw tell no range
    found = outcome_shares(base, deep=deep)[0]
    assert found.inputs is not None
    assert (found.inputs.low, found.inputs.high) == pytest.approx((0.02, 0.9), abs=0.04)
    plain = deals(base)
    assert (found.share, found.count, found.sampling) == (plain.share, plain.count, plain.sampling)


def test_more_draws_narrow_the_sampling_interval_but_more_luck_hardly_does() -> None:
    def span(draws: int, luck: int) -> float:
        interval = deals(two_level(draws, luck, (0.5, 0.5), seed=4)).sampling
        return interval.high - interval.low

    assert span(400, 10) == pytest.approx(span(100, 10) / 2, rel=0.25)
    assert span(100, 80) == pytest.approx(span(100, 10), rel=0.2)


def test_without_differences_between_inputs_the_range_is_the_share() -> None:
    found = deals(two_level(400, 20, (1e7, 1.0), seed=5))
    assert width(found) < 0.06


def test_the_bootstrap_over_draws_covers() -> None:
    planted = 2 / 7
    caught = [
        (interval := deals(two_level(60, 5, (2.0, 5.0), seed=k)).sampling).low
        <= planted
        <= interval.high
        for k in range(40)
    ]
    assert 35 <= sum(caught) <= 40


def test_wilson_where_every_run_has_a_draw_of_its_own() -> None:
    found = deals(two_level(50, 1, (2.0, 2.0)))
    exact = binomtest(found.count, 50).proportion_ci(0.95, method="wilson")
    assert found.sampling.how == "Wilson"
    assert (found.sampling.low, found.sampling.high) == pytest.approx((exact.low, exact.high))
    assert found.inputs is None


def test_what_never_came_is_left_open_to_what_the_draws_may_have_missed() -> None:
    deal, *_, never = outcome_shares(frame_of(np.full((100, 20), "deal")))
    assert (never.share, never.sampling.low) == (0, 0)
    assert never.sampling.high == pytest.approx(1 - 0.025**0.01)
    assert never.inputs is not None
    assert [never.inputs.low, never.inputs.high] == pytest.approx([0, 1 - 0.05**0.01])
    assert deal.share == deal.sampling.high == 1
    assert deal.sampling.low == pytest.approx(0.025**0.01)


def test_a_rare_outcome_is_never_surer_than_one_that_never_came() -> None:
    outcomes = np.full((100, 20), "no_agreement", dtype="<U30")
    outcomes[0] = "deal"
    rare = deals(frame_of(outcomes))
    never = outcome_shares(frame_of(outcomes))[1]
    assert rare.inputs is not None
    assert never.inputs is not None
    assert rare.inputs.high >= never.inputs.high
    assert rare.sampling.high >= never.sampling.high
    assert rare.inputs.low <= rare.share <= rare.inputs.high


def test_draws_that_decide_everything_give_the_whole_range() -> None:
    outcomes = np.where(np.arange(100)[:, None] % 2 == 0, "deal", "collapsed")
    found = deals(frame_of(np.repeat(outcomes, 20, axis=1))).inputs
    assert found is not None
    assert found.low < 0.01
    assert found.high > 0.99


def test_one_run_tells_next_to_nothing() -> None:
    found = deals(frame_of(np.array([["deal"]])))
    assert (found.count, found.runs, found.share, found.inputs) == (1, 1, 1, None)
    assert found.sampling.low < 0.25


def test_one_draw_tells_nothing_of_others() -> None:
    found = deals(two_level(1, 50, (2.0, 2.0)))
    assert found.inputs is None
    assert (found.sampling.low, found.sampling.high) == pytest.approx((0.025, 0.975))


def test_weights_count() -> None:
    frame = two_level(200, 10, (2.0, 5.0))
    hit = pl.col("outcome") == "deal"
    weighted = frame.with_columns(weight=pl.when(hit).then(3.0).otherwise(1.0))
    plain, heavy = deals(frame), deals(weighted)
    assert heavy.share == pytest.approx(3 * plain.share / (1 + 2 * plain.share))
    assert heavy.count == plain.count
    assert heavy.weighted
    assert not plain.weighted
    assert heavy.effective < plain.effective == 2000


def test_a_common_weight_changes_nothing() -> None:
    frame = mixed(100, 20)
    tenfold = frame.with_columns(weight=pl.lit(10.0))
    for one, ten in zip(outcome_shares(frame), outcome_shares(tenfold), strict=True):
        assert one.share == pytest.approx(ten.share)
        assert one.sampling.low == pytest.approx(ten.sampling.low)
        assert one.inputs is not None
        assert ten.inputs is not None
        assert one.inputs.high == pytest.approx(ten.inputs.high, abs=1e-6)


def test_the_order_of_rows_does_not_matter_and_a_seed_decides() -> None:
    frame = mixed(40, 5)
    assert outcome_shares(frame) == outcome_shares(frame.sample(fraction=1, shuffle=True, seed=3))
    assert outcome_shares(frame, seed=1) == outcome_shares(frame, seed=1)


def test_an_empty_frame_and_bad_weights_are_refused() -> None:
    with pytest.raises(SettingError, match="no runs"):
        outcome_shares(mixed(2, 2).head(0))
    for bad in (-1.0, float("nan"), float("inf")):
        with pytest.raises(SettingError, match="0 or positive"):
            runs_of(mixed(2, 2).with_columns(weight=pl.lit(bad)))
    with pytest.raises(RecordError, match="none of 4 runs gave the record"):
        runs_of(mixed(2, 2).with_columns(weight=pl.lit(0.0)))


def test_runs_of_weight_0_count_for_nothing() -> None:
    frame = two_level(40, 10, (2.0, 3.0)).with_columns(weight=0.5 + pl.col("run") % 7)
    nothing = mixed(15, 8).with_columns(
        pl.col("run") + 400, pl.col("draw") + 38, weight=pl.lit(0.0)
    )
    both = pl.concat([frame, nothing], how="diagonal")
    assert outcome_shares(both) == outcome_shares(frame)
    design = design_of(both)
    assert (design.runs, design.draws, design.nothing) == (520, 53, 120)
    assert (design.effective, design.weighted) == (deals(frame).effective, True)
    days = day_grid(frame)
    for line, same in zip(
        cumulative_incidence(both, days), cumulative_incidence(frame, days), strict=True
    ):
        assert line.high.tolist() == same.high.tolist()
    assert framework_terms(both, OPTIONS) == framework_terms(frame, OPTIONS)


def test_runs_alike_but_for_those_that_count_for_nothing_are_weighted() -> None:
    frame = mixed(20, 5).with_columns(weight=(pl.col("luck") < 3).cast(float))
    assert all(share.weighted and share.runs == 60 for share in outcome_shares(frame))
    assert design_of(frame).weighted


@pytest.mark.parametrize("weight", [1e-300, 1e300])
def test_weights_of_any_size_are_counted(weight: float) -> None:
    frame = mixed(75, 15).with_columns(weight=1 + pl.col("draw") % 3)
    scaled = frame.with_columns(weight=pl.col("weight") * weight)
    for one, same in zip(outcome_shares(frame), outcome_shares(scaled), strict=True):
        assert one.share == pytest.approx(same.share)
        assert one.effective == pytest.approx(same.effective)
        assert one.inputs is not None
        assert same.inputs is not None
        assert one.inputs.high == pytest.approx(same.inputs.high, abs=1e-6)


def test_too_few_draws_or_too_few_runs_of_each_carry_no_range_over_inputs() -> None:
    """Of 59 draws one at least lies beyond the 95% point with a probability of 95% (Wilks 1941)."""
    assert 1 - 0.95**58 < 0.95 < 1 - 0.95**59
    assert deals(two_level(58, 20, (2.0, 2.0))).inputs is None
    assert deals(two_level(59, 20, (2.0, 2.0))).inputs is not None
    assert deals(two_level(400, 9, (2.0, 2.0))).inputs is None
    assert deals(two_level(59, 10, (9.0, 9.0))).inputs is not None
    light = pl.when(pl.col("draw") < 58).then(1.0).otherwise(1e-9)
    assert deals(two_level(90, 20, (2.0, 2.0)).with_columns(weight=light)).inputs is None
    once = two_level(90, 20, (2.0, 2.0)).with_columns(
        weight=pl.when(pl.col("luck") < 9).then(1.0).otherwise(1e-9)
    )
    assert deals(once).inputs is None
