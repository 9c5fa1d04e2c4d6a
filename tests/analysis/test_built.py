"""How far outcomes move with how the model is built."""

from __future__ import annotations

import json
from dataclasses import asdict

import numpy as np
import polars as pl
import pytest

from sim.analysis.built import Built, RuleChoice, at_loss, built
from sim.api import load
from sim.ensemble.chunks import Settings
from sim.ensemble.driver import ensemble
from sim.ensemble.waiting import at_times_the_loss
from sim.scenario.case import Case
from sim.scenario.distributions import Distribution
from sim.studies.ensemble.losses import at_other_losses
from sim.talks.events import OUTCOMES

DEAL = OUTCOMES.index("deal")


def made(case: Case, draws: int, seed: int = 0) -> pl.DataFrame:
    """Two runs a draw of made-up outcomes: a deal in 30 of 100, in 70 where a mediator is fairest.

    Nothing else moves anything.
    """
    rng = np.random.Generator(np.random.PCG64(seed))
    values = [case.draw(lambda _: float(rng.random())) for _ in range(draws)]
    chance = [0.7 if one.get("mediation.rule") == "fairest" else 0.3 for one in values]
    rows = [
        {
            "run": luck * draws + k,
            "draw": k,
            "weight": 1.0,
            "outcome": "deal" if rng.random() < chance[k] else "no_agreement",
            **{f"input.{path}": value for path, value in values[k].items()},
        }
        for luck in range(2)
        for k in range(draws)
    ]
    return pl.DataFrame(rows, infer_schema_length=None)


def named(found: Built, name: str) -> RuleChoice:
    """A choice by its name."""
    return next(one for one in found.choices if one.name == name)


@pytest.fixture(scope="module")
def dispute() -> Case:
    """Talks with a mediator and two parties that may counter."""
    return load("labour-dispute")


def test_only_the_rule_that_acts_is_discernible(dispute: Case) -> None:
    found = built(made(dispute, 600), dispute)
    acts = {one.name for one in found.choices if any(one.discernible)}
    assert acts == {"mediators table"}
    rules = {row.rule: row for row in named(found, "mediators table").rules}
    assert set(rules) == {"fairest", "likeliest", "nash", "proportional"}
    for rule, row in rules.items():
        interval = row.intervals[DEAL]
        assert interval is not None
        assert interval.low < (0.7 if rule == "fairest" else 0.3) < interval.high
        assert row.runs == 2 * row.draws
    assert sum(row.draws for row in rules.values()) == 600


def test_rules_of_several_actors_count_together_and_a_number_by_thirds(dispute: Case) -> None:
    found = built(made(dispute, 600), dispute)
    assert [row.rule for row in named(found, "parties counter").rules] == ["no", "some", "yes"]
    assert named(found, "parties counter").paths == ("management.counters", "union.counters")
    thirds = named(found, "delays are").rules
    assert [row.rule for row in thirds] == ["near memoryless", "in between", "most regular"]
    assert all(150 < row.draws < 250 for row in thirds)


def test_a_rule_of_too_few_draws_has_no_interval(dispute: Case) -> None:
    few = named(built(made(dispute, 16), dispute), "mediators table")
    assert all(row.draws < 10 for row in few.rules)
    assert all(interval is None for row in few.rules for interval in row.intervals)
    assert few.adjusted_p == few.discernible == (None,) * len(OUTCOMES)


def test_what_the_file_fixes_is_said_to_be_fixed() -> None:
    fixed = load("labour-dispute", ["mediation.rule=nash", "answers.expires=no"])
    found = built(made(fixed, 40), fixed)
    assert found.fixed == ("mediation.rule: nash", "answers.expires: no")
    assert {"mediators table", "texts expire"}.isdisjoint(one.name for one in found.choices)


def test_the_loss_from_waiting_is_none_or_double_from_now_on_the_same_kept_runs() -> None:
    case = load("flat-sale", ["seller.no_deal.loss_in_90_days={choice: {10: 1, 60: 1}}"])
    base = ensemble(case, Settings(20, 20, seed=3, jobs=1))
    frames = []
    for times in (0.0, 2.0):
        sets = {path: json.loads(value) for path, value in at_times_the_loss(case, times)}
        block = json.dumps({"from": "now", "set": sets, "assumed": "what waiting costs is unknown"})
        changed = case.variant((("what_if.loss", block),))
        own = Settings(20, 20, seed=3, jobs=1, what_if="loss")
        frames.append(ensemble(changed, own, like=base).frame)
    none, double = frames
    for who in ("buyer", "seller"):
        column = f"input.{who}.no_deal.loss_in_90_days"
        as_it_is = base.frame[column].to_numpy()
        assert set(none[column]) == {0.0}
        assert double[column].to_numpy() == pytest.approx(np.minimum(2 * as_it_is, 100))
    rows = at_loss(base.frame, none, double)
    assert at_other_losses(base, 20, 1) == rows, "it is as a what-if of the file would be"
    assert [row.times for row in rows] == [0.0, 1.0, 2.0]
    assert rows[1].differences == ()
    deals = [frame["outcome"].to_list().count("deal") / 20 for frame in (none, base.frame, double)]
    assert [row.shares[DEAL] for row in rows] == pytest.approx(deals)
    assert rows[0].differences[DEAL] == pytest.approx(deals[0] - deals[1])
    assert asdict(rows[0])["runs"] == 20


def test_where_nobody_loses_by_waiting_there_is_nothing_to_change() -> None:
    case = load(
        "flat-sale", ["seller.no_deal.loss_in_90_days=0", "buyer.no_deal.loss_in_90_days=0"]
    )
    assert at_times_the_loss(case, 2.0) == ()


def dist_of(case: Case, path: str) -> Distribution:
    return next(one.dist for one in case.inputs if one.path == path)


def test_a_discount_is_part_of_what_waiting_costs() -> None:
    either = "{choice: {0.001 a day: 1, 0.9 a day: 3}}"
    given = ["seller.no_deal.discount=0.004 a day", f"buyer.no_deal.discount={either}"]
    case = load("flat-sale", given)
    for times, seller, buyer in (
        (0.0, "0.0 a day", "0.0 a day"),
        (2.0, "0.008 a day", "{choice: {0.002 a day: 0.25, 1 a day: 0.75}}"),
    ):
        changed = case.variant(at_times_the_loss(case, times))
        for path, value in (("seller.no_deal.discount", seller), ("buyer.no_deal.discount", buyer)):
            assert dist_of(changed, path) == dist_of(case.variant(((path, value),)), path)
