"""Rare records: how draws are kept then, and which entry is to blame."""

from __future__ import annotations

import math
from itertools import product

import numpy as np
import pytest

from sim.analysis.runs import kish
from sim.ensemble.fit import ENOUGH, RAREST, Pilot, ceiling, effective, kept, surely_effective
from sim.ensemble.inputs import pilot
from sim.errors import RecordError
from sim.talks import coins
from sim.talks.conditioning import mass, weight_of
from tests.engine.made import Data, case_of, entry, plain
from tests.often import tried

CUTS = [(-0.5, 2.0), (-math.inf, 1.0), (0.2, 3.0)]


def by_hand(flips: tuple[bool, ...], g: float) -> float:
    """The chance of coins and of the answers, all coins told."""
    found, lo, hi = 1.0, -math.inf, math.inf
    for (least, most), shared in zip(CUTS, flips, strict=True):
        found *= g if shared else (1 - g) * mass(least, most)
        if shared:
            lo, hi = max(lo, least), min(hi, most)
    return found * mass(lo, hi)


def test_the_chance_of_answers_is_summed_over_all_coins() -> None:
    ways = [by_hand(flips, 0.6) for flips in product((True, False), repeat=3)]
    assert coins.chance(CUTS, 0.6) == pytest.approx(math.fsum(ways))
    assert coins.chance([(1.0, 2.0), (3.0, 4.0)], 1.0) == 0.0


@tried(4_000, 100_000, "draws")
def test_coins_are_as_likely_as_they_are_given_the_answers(draws: int) -> None:
    rng = np.random.default_rng(1)
    found = [coins.drawn(CUTS, 0.6, rng.random(3).tolist()) for _ in range(draws)]
    for flips in product((True, False), repeat=3):
        p = by_hand(flips, 0.6) / coins.chance(CUTS, 0.6)
        assert abs(found.count(flips) / draws - p) < 4 * math.sqrt(p * (1 - p) / draws)


@tried(40_000, 1_000_000, "tries")
def test_weights_set_right_what_the_ceiling_kept_too_often(tries: int) -> None:
    """The mean of an input given a rare record, against all tries weighed by their chance."""
    rng = np.random.default_rng(2)
    x = rng.random(tries)
    chances = np.exp(-12 * x)
    top = ceiling(chances[:2000].tolist(), 3)
    some = rng.random(tries) * top < chances
    weights = np.array([weight_of(one, top) for one in chances[some].tolist()])
    assert top < 1.0
    assert len(set(weights.tolist())) > 100
    exact = 1 / 12 - math.exp(-12) / (1 - math.exp(-12))
    error = 0.09 / math.sqrt(weights.sum() ** 2 / (weights**2).sum())
    assert abs(float(np.average(x[some], weights=weights)) - exact) < 4 * error


def test_a_rare_record_keeps_one_try_in_200_or_what_half_of_the_draws_take() -> None:
    light = [1e-4 * k / 2000 for k in range(2000)]
    heavy = [0.0] * 1990 + [1e-6] * 9 + [1e-3]
    assert kept(light, ceiling(light)) >= RAREST
    assert effective(light, ceiling(light)) > 0.5
    assert kept(heavy, 2 * ceiling(heavy)) < 1 / 2000 or effective(heavy, ceiling(heavy)) > 0.5
    assert ceiling([0.1, 0.0]) == 1.0


def test_the_search_goes_on_until_draws_are_surely_worth_half_their_number() -> None:
    """Chances over eight powers of ten: of 20 pilots, how many effective draws 100 come to."""
    rng = np.random.default_rng(3)
    found = []
    for _ in range(20):
        chances = np.exp(rng.normal(-9.0, 2.0, 2_000)).clip(max=1.0).tolist()
        assert surely_effective(chances, ceiling(chances)) >= ENOUGH
        assert surely_effective(chances, 0.01) < effective(chances, 0.01)
        found.append(effective_draws(rng, ceiling(chances)))
    assert sum(one >= 45.0 for one in found) >= 18


def effective_draws(rng: np.random.Generator, top: float) -> float:
    """What 100 draws kept with a ceiling are worth."""
    tries = np.exp(rng.normal(-9.0, 2.0, 200_000)).clip(max=1.0)
    some = tries[rng.random(200_000) * top < tries][:100]
    assert len(some) == 100
    return kish(np.array([weight_of(one, top) for one in some.tolist()]))


def test_a_search_that_stops_at_its_limit_says_so() -> None:
    pilot_tries = Pilot()
    rng = np.random.default_rng(4)
    for chance in np.exp(rng.normal(-9.0, 2.0, 2_000)).clip(max=1.0).tolist():
        pilot_tries.add(chance)
    for limit in (20, 2_000):
        fit = pilot_tries.fit(limit)
        assert kept(pilot_tries.chances, fit.ceiling) * limit >= 1.0
        assert fit.limit == (0 if limit == 2_000 else limit)


def test_a_record_that_never_comes_out_names_its_entry_and_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sim.ensemble.fit.LONG_PILOT", 1_000)
    with pytest.raises(RecordError) as caught:
        pilot(case_of(contradicted()), 0)
    text = str(caught.value)
    assert text.startswith("made.yaml:1:")
    assert "record.yes never comes out, given the entries before it" in text
    assert len(text) < 400


def contradicted() -> Data:
    """Ada says no to what she wants most and yes to the same thing three days later."""
    terms = {"price": "p1", "time": "t1"}
    offer = {"by": "mia", "label": "draft", "answer_by": "30 days", "terms": terms}
    data = plain(
        texts={"one": offer, "two": dict(offer)},
        record={
            "tabled": entry("2025-01-02", "mia", "table", "one"),
            "no": entry("2025-01-03", "ada", "reject", "one"),
            "again": entry("2025-01-06", "mia", "table", "two"),
            "yes": entry("2025-01-07", "ada", "accept", "two"),
        },
    )
    data["calendar"]["now"] = "2025-01-08"
    data["actors"]["ada"] |= {"firmness": 50, "no_deal": {"loss_in_90_days": 0}}
    return data
