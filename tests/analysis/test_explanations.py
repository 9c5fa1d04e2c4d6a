"""How often a record comes out under explanations of it, and what tells them apart."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest

from sim.analysis.explanations import AS_IT_IS, Explained, Ratio, Tried, explained, has_zone
from sim.analysis.resample import Interval
from sim.ensemble.inputs import first_inputs
from sim.ensemble.lessons import Tries
from tests.engine.made import case_of, entry, plain

Array = npt.NDArray[np.float64]


def tried(
    name: str,
    likelihood: Array,
    seen: npt.NDArray[np.bool_] | None = None,
    without: Mapping[str, Array] | None = None,
) -> Tried:
    counts = np.ones(len(likelihood), dtype=np.bool_) if seen is None else seen
    rest = {answer: Tries({}, row, counts) for answer, row in (without or {}).items()}
    return Tried(name, name, Tries({}, likelihood, counts), rest)


def pair(found: Explained) -> Ratio:
    (one,) = found.ratios
    return one


def test_shares_are_mean_likelihoods_over_the_tries_of_an_explanation() -> None:
    likelihood = np.linspace(0.0, 0.2, 400)
    seen = np.arange(400) >= 300
    whole, some = explained([tried("a", likelihood), tried("b", likelihood, seen)]).fits
    assert whole.share == pytest.approx(0.1)
    assert some.share == pytest.approx(likelihood[300:].mean())
    assert (whole.counted, some.counted, some.tries) == (400, 100, 400)
    for one in (whole, some):
        assert one.interval is not None
        assert one.share is not None
        assert one.interval.low < one.share < one.interval.high


def test_the_interval_of_a_share_covers_it_in_95_of_100_repeats() -> None:
    rng = np.random.default_rng(1)
    covered = 0
    for seed in range(60):
        (fit,) = explained([tried("a", rng.random(120) ** 3)], seed=seed).fits
        assert fit.interval is not None
        covered += fit.interval.low <= 0.25 <= fit.interval.high
    assert covered >= 51  # 57 on average; fewer in 1 of 100 tests


def test_common_luck_tells_what_luck_apart_would_hide() -> None:
    rng = np.random.default_rng(2)
    likelihood = rng.random(600) ** 4
    near = pair(explained([tried("a", likelihood * 0.9), tried("b", likelihood)]))
    assert near.ratio == pytest.approx(0.9)
    assert near.told_apart
    assert near.verdict == "hardly"  # whatever its interval, 1.1 times is no evidence
    apart = pair(explained([tried("a", likelihood * 0.9), tried("b", rng.permutation(likelihood))]))
    assert not apart.told_apart
    assert apart.verdict == "no"


def test_explanations_far_apart_are_told_apart_by_a_ratio_that_covers() -> None:
    rng = np.random.default_rng(3)
    covered = 0
    for seed in range(30):
        one, other = 0.5 * rng.random(120), 0.05 * rng.random(120)
        found = pair(explained([tried("a", one), tried("b", other)], seed=seed))
        assert found.verdict == "yes"
        covered += found.interval.low <= 10.0 <= found.interval.high
    assert covered >= 25


def test_what_gives_each_try_the_same_chance_is_told_to_change_nothing() -> None:
    likelihood = np.random.default_rng(4).random(300)
    sides = [tried(name, likelihood.copy()) for name in (AS_IT_IS, "a", "b")]
    found = explained(sides)
    one = pair(found)
    assert (one.ratio, one.interval.low, one.interval.high) == (1.0, 1.0, 1.0)
    assert one.verdict == "no"
    assert [fit.same for fit in found.fits] == [False, True, True]


def test_under_what_cannot_give_the_record_it_comes_out_never_up_to_a_bound() -> None:
    never, often = np.zeros(500), np.full(500, 0.4)
    found = explained([tried("never", never), tried("often", often)])
    fit = found.fits[0]
    assert fit.share == 0.0
    assert fit.interval is not None
    assert fit.interval.low == 0.0
    assert fit.interval.high == pytest.approx(1 - 0.025 ** (1 / 500))
    one = pair(found)
    assert one.ratio is None
    assert one.verdict == "yes"
    assert one.interval.low == 0.0
    assert one.interval.high == pytest.approx(fit.interval.high / 0.4, rel=1e-6)
    turned = pair(explained([tried("often", often), tried("never", never)]))
    assert turned.interval.low == pytest.approx(1 / one.interval.high)
    assert math.isinf(turned.interval.high)
    neither = pair(explained([tried("a", never), tried("b", never)]))
    assert (neither.ratio, neither.verdict) == (None, "no")


def test_a_share_that_few_tries_carry_is_open_to_what_they_all_missed() -> None:
    few = np.full(15, 1e-5)
    (fit,) = explained([tried("a", few)]).fits
    assert fit.interval is not None
    assert fit.interval.high == pytest.approx(1 - 0.025 ** (1 / 15))
    sides = [tried(name, few, without={"yes": np.full(15, 0.5)}) for name in "ab"]
    for one in explained(sides).chances:
        assert one.interval is not None
        assert one.interval.high == pytest.approx((1 - 0.025 ** (1 / 15)) / 0.5)


def test_of_an_explanation_no_draw_is_of_nothing_is_said() -> None:
    likelihood = np.full(200, 0.3)
    none = np.zeros(200, dtype=np.bool_)
    found = explained([tried("a", likelihood, none), tried("b", likelihood)])
    assert found.fits[0].share is None
    assert found.fits[0].counted == 0
    assert pair(found).ratio is None
    assert pair(found).verdict == "too few"


def test_too_few_tries_tell_nothing_apart() -> None:
    few = np.zeros(400)
    few[:9] = 0.5
    one = pair(explained([tried("few", few), tried("many", np.full(400, 0.5))]))
    assert one.interval.high < 1.0
    assert not one.told_apart
    assert one.verdict == "too few"


def test_an_answer_is_judged_by_its_chance_given_the_rest() -> None:
    rng = np.random.default_rng(5)
    rest = rng.random(800)  # of all other answers: alike under both
    sides = [
        tried("a", 0.8 * rest, without={"yes": rest, "no": np.full(800, 0.8)}),
        tried("b", 0.1 * rest, without={"yes": rest, "no": np.full(800, 0.1)}),
    ]
    found = explained(sides)
    chances = {(one.answer, one.name): one.chance for one in found.chances}
    assert chances["yes", "a"] == pytest.approx(0.8)
    assert chances["yes", "b"] == pytest.approx(0.1)
    assert chances["no", "a"] == pytest.approx(chances["no", "b"])
    ratios = {one.answer: one for one in found.answers}
    assert ratios["yes"].ratio == pytest.approx(8.0)
    assert ratios["no"].ratio == pytest.approx(1.0)
    assert (ratios["yes"].verdict, ratios["no"].verdict) == ("yes", "no")


def test_all_ratios_hold_together() -> None:
    rng = np.random.default_rng(6)
    found = explained([tried(name, rng.random(100)) for name in "abcd"])
    assert len(found.ratios) == 6
    assert {round(one.interval.level, 9) for one in found.ratios} == {round(1 - 0.05 / 6, 9)}


@pytest.mark.parametrize(
    ("ratio", "low", "high", "enough", "said"),
    [
        (5.0, 4.0, 6.0, True, "yes"), (0.2, 0.1, 0.3, True, "yes"), (2.0, 1.5, 2.5, True, "hardly"),
        (2.0, 0.5, 8.0, True, "no"), (5.0, 4.0, 6.0, False, "too few"),
    ],
)  # fmt: skip
def test_verdicts(ratio: float, low: float, high: float, enough: bool, said: str) -> None:
    told = enough and not low <= 1 <= high
    interval = Interval(low, high, 0.95, "")
    assert Ratio("", "a", "b", ratio, interval, enough, told).verdict == said


@pytest.mark.parametrize(("worth", "there"), [(70, True), (100, False)])
def test_a_zone_is_there_where_a_package_is_worth_more_than_no_deal_to_all(
    worth: int, there: bool
) -> None:
    data = plain(
        calendar={"start": "2025-01-01", "now": "2025-01-03", "horizon": "60 days"},
        texts={"offer": {"by": "mia"}},
        record={"text": entry("2025-01-02", "mia", "table", "offer")},
    )
    for who in ("ada", "bob"):  # each has the whole of one issue and nothing of the other
        data["actors"][who]["no_deal"] = {"worth": worth, "loss_in_90_days": 0}
    data["actors"]["ada"] |= {"price": {"wants": "p1", "salience": 75},
                              "time": {"wants": "t1", "salience": 25}}  # fmt: skip
    data["actors"]["bob"] |= {"price": {"wants": "p4", "salience": 25},
                              "time": {"wants": "t3", "salience": 75}}  # fmt: skip
    state = first_inputs(case_of(data), 0, 0).record[1]
    assert has_zone(state) is there
    worths = [state.stand[i].worths for i in state.tables.consenting]
    best = max(min(pair) for pair in zip(*worths, strict=True))
    assert best == pytest.approx(0.75)


def test_a_hard_red_line_may_close_a_zone() -> None:
    data = plain(
        calendar={"start": "2025-01-01", "now": "2025-01-03", "horizon": "60 days"},
        texts={"offer": {"by": "mia"}},
        record={"text": entry("2025-01-02", "mia", "table", "offer")},
    )
    for who in ("ada", "bob"):
        data["actors"][who]["no_deal"] = {"worth": 20, "loss_in_90_days": 0}
    assert has_zone(first_inputs(case_of(data), 0, 0).record[1])
    for who in ("ada", "bob"):
        data["actors"][who]["price"] |= {"red_line": "hard"}
    assert not has_zone(first_inputs(case_of(data), 0, 0).record[1])


def test_seeds_of_the_bootstrap_give_the_same_again() -> None:
    sides = [tried(name, np.random.default_rng(k).random(200)) for k, name in enumerate("ab")]
    assert explained(sides, seed=3) == explained([replace(one) for one in sides], seed=3)
