"""Which unknowns separate kept runs, told apart from what would move them now."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import binom, chi2_contingency

from sim.analysis.association import Draws, apart, between, detectable, trend
from sim.analysis.double import found_pairs
from sim.analysis.if_changed import compared, if_changed
from sim.analysis.long_tables import if_changed_table, settings_table, unknowns_table
from sim.analysis.multiple import false_finds
from sim.analysis.paired import Pairs
from sim.analysis.runs import Floats
from sim.analysis.told_outcomes import outcomes_of
from sim.analysis.unknowns import unknowns
from sim.ensemble.changeable import Position, changeable
from sim.ensemble.changed import changed, joined, kept_runs
from sim.ensemble.changed_pairs import changes_of
from sim.ensemble.chunks import Settings
from sim.ensemble.driver import ensemble
from sim.scenario.loading import load, load_text

# The seller's line on the furniture, where it is hard, explains the recorded answer by itself. It
# goes with the demand before the record ends, and does nothing from then on. Where there was none,
# what explains the answer is a high no-deal worth, and that acts on.
SALE = """
title: A planted sale
question: What moves the end, and what only goes with it?
limits: Made up, so that what moves what is known beforehand.
protocol: alternating_offers
calendar: {start: 2025-01-01, now: 2025-02-01, horizon: 60 days}
issues:
  price: {title: The price, options: {low: low, middling: middling, high: high}}
  extra: {title: The furniture, options: {kept: kept, sold: sold}, status_quo: kept}
parties:
  no_deal: {worth: 30, loss_in_90_days: 10}
  salience: {price: 80, extra: 10}
  firmness: 50
  precision: 90
  aversion: 0
  accept_bar: 10
  reject_bar: 100
  blame: 0
  opening_concession: 90
  tolerance: 50
answers: {standard: reservation}
suspension: {chance: 0}
after_yes: {breaks_down: 0 a day, settles: 0.1 a day}
actors:
  buyer: {title: Buyer, roles: [party], price: {wants: low}, extra: {wants: sold}}
  seller:
    title: Seller
    roles: [party]
    no_deal: {worth: [10, 90]}
    price: {wants: high}
    extra: {wants: kept, red_line: {choice: {none: 1, hard: 1}}}
texts:
  first:
    title: The first offer
    by: buyer
    label: draft
    terms: {price: middling, extra: sold}
    answer_by: 60 days
record:
  offer: {when: 2025-01-10, who: buyer, does: table, what: first}
  no: {when: 2025-01-20, who: seller, does: criticise, what: first}
  gone: {when: 2025-01-28, who: seller, does: withdraw, what: seller.extra}
"""
WORTH, LINE = "seller.no_deal.worth", "seller.extra.red_line"


def test_what_goes_with_the_end_through_the_record_alone_moves_nothing_now() -> None:
    case = load_text(SALE, "sale.yaml")
    found = ensemble(case, Settings(runs=400, draws=400, seed=1, jobs=1))
    associated = {row.path for row in unknowns(case, found.frame).listed("deal")}
    assert associated == {WORTH, LINE}
    known = changeable(case)
    known = replace(known, positions=tuple(p for p in known.positions if p.path in (WORTH, LINE)))
    task, block = kept_runs(found, 40)
    played = joined(list(changed(task, block, changes_of(known), jobs=1)))
    told = if_changed(case, known, played)
    assert [row.path for row in told.listed] == [WORTH]
    line = next(row for row in told.rows if row.path == LINE)
    assert [setting.differing for setting in line.settings] == [0, 0]
    outcomes = len(told.outcomes)
    assert if_changed_table(told).height == 2 * outcomes
    assert set(settings_table(told)["value"]) == {"none", "hard", "10", "90"}


def position(path: str) -> Position:
    actor, _, field = path.partition(".")
    return Position(path, actor, field, ("none", "hard"), "choice", "unknown")


ENDINGS = tuple(one for one in outcomes_of(load("flat-sale").names) if not one.issue)


def test_a_pure_interaction_is_found_as_a_pair_and_claimed_by_no_row() -> None:
    """A deal is likelier where both lines are alike; each alone moves nothing."""
    rng = np.random.Generator(np.random.PCG64(5))
    draws = 400
    luck, own = rng.uniform(size=draws), rng.integers(0, 2, (2, draws))

    def ends(first: int | np.ndarray, second: int | np.ndarray) -> Floats:
        deal = luck < np.where(np.equal(first, second), 0.65, 0.35) + np.zeros(draws)
        cells = np.zeros((draws, len(ENDINGS)))
        cells[:, 0], cells[:, -1] = deal, ~deal
        return cells

    as_it_is = ends(own[0], own[1])
    alone = [ends(0, own[1]), ends(1, own[1]), ends(own[0], 0), ends(own[0], 1)]
    corners = [ends(first, second) for first in (0, 1) for second in (0, 1)]
    pairs = Pairs.of(np.arange(draws), np.ones(draws))
    positions = [position("left.price.red_line"), position("right.price.red_line")]
    rows = compared(ENDINGS, positions, (pairs, np.stack([as_it_is, *alone])), [(1, 2), (3, 4)])
    assert rows.listed == ()
    (told,) = found_pairs(ENDINGS, [(positions[0], positions[1])], pairs, [np.stack(corners)])
    assert told.found
    table = told.corners[0]
    assert min(table.low_low, table.high_high) > 0.55
    assert max(table.low_high, table.high_low) < 0.45
    assert table.least < 0.6 < table.most


def test_ends_that_add_up_are_no_interaction() -> None:
    rng = np.random.Generator(np.random.PCG64(6))
    draws, some = 60, 0
    pairs = Pairs.of(np.arange(draws), np.ones(draws))
    ends = position("left.price.red_line"), position("right.price.red_line")
    for _ in range(60):
        deals = (rng.uniform(size=(4, draws)) < np.array([0.3, 0.5, 0.5, 0.7])[:, None]).astype(
            float
        )
        corners = np.stack([deals, 1 - deals], axis=2)
        told = found_pairs(ENDINGS[:2], [ends], pairs, [corners])
        some += told[0].found
    assert some <= 6


def test_a_chi_square_over_draws_of_one_run_is_pearsons() -> None:
    rng = np.random.Generator(np.random.PCG64(1))
    names, deals = rng.integers(0, 3, 200), rng.integers(0, 2, 200)
    table = np.array([[np.sum((names == n) & (deals == d)) for d in (0, 1)] for n in range(3)])
    pearson = chi2_contingency(table, correction=False)
    draws = Draws(deals[:, None].astype(float), np.ones(200), np.ones(200))
    chance = float(between([names == n for n in range(3)], draws)[0])
    scaled = chi2_contingency(table, correction=False, lambda_="pearson").statistic * 199 / 200
    assert np.isclose(chance, np.exp(-scaled / 2), rtol=1e-3)  # of two degrees of freedom
    assert abs(chance - pearson.pvalue) < 0.01


def test_a_trend_that_reverses_with_the_outcome_has_the_same_chance() -> None:
    rng = np.random.Generator(np.random.PCG64(2))
    ranks = rng.permutation(100).astype(float)
    deals = (rng.uniform(size=(100, 1)) < 0.2 + 0.6 * ranks[:, None] / 100).astype(float)
    one, other = (
        trend(ranks, Draws(cells, np.ones(100), np.ones(100)))[0] for cells in (deals, 1 - deals)
    )
    assert np.isclose(one, other)
    assert one < 0.001


@pytest.mark.parametrize("few", [5, 20])
def test_rare_outcomes_in_few_draws_are_not_found_too_often(few: int) -> None:
    """Each as often as its chance says, or less: Pearson's alone was below .001 seven times that.

    The draws are one of two words, or of two numbers.
    """
    rng = np.random.Generator(np.random.PCG64([4, few]))
    inside, chances = np.arange(400) < few, []
    for nth in range(1000):
        share = rng.permutation(rng.binomial(2, 0.03, (400, 1)) / 2)
        draws = Draws(share, np.ones(400), np.full(400, 2.0))
        words = between([inside, ~inside], draws)
        if not nth % 100:
            assert np.isclose(words, trend(inside.astype(float), draws), rtol=0.02)
        chances.append(float(words[0]))
    for level in (0.05, 0.01, 0.001):
        assert np.sum(np.array(chances) <= level) <= binom.ppf(0.999, 1000, level)


def test_unknowns_are_listed_in_at_most_5_of_100_where_outcomes_are_permuted() -> None:
    """One that matters among 128 is not lost for want of permutations, and chance lists little.

    As few repeats as a true 5 of 100 would exceed once in a thousand seeds.
    """
    rng = np.random.Generator(np.random.PCG64(1))
    repeats, draws, inputs, some = 200, 120, 24, 0
    values = rng.uniform(size=(inputs, draws)).argsort().argsort().astype(float)
    for _ in range(repeats):
        share = rng.integers(0, 3, (draws, 1)) / 2
        each = Draws(share, np.ones(draws), np.full(draws, 2.0))
        chances = [trend(ranks, each)[0] for ranks in values]
        some += bool((false_finds(chances) <= 0.05).any())
    assert some <= binom.ppf(0.999, repeats, 0.05)
    steady = Draws((values[0][:, None] + 1) / 120, np.ones(draws), np.full(draws, 2.0))
    assert false_finds([float(trend(values[0], steady)[0]), *[0.5] * 127])[0] < 1e-6


def test_the_difference_of_two_shares_is_newcombes() -> None:
    """Newcombe (1998), table II, method 10: 56 of 70 less 48 of 80."""
    first = Draws(np.repeat([1.0, 0.0], [48, 32])[:, None], np.ones(80), np.ones(80))
    last = Draws(np.repeat([1.0, 0.0], [56, 14])[:, None], np.ones(70), np.ones(70))
    shares = [one.mean(np.ones(len(one.weight), dtype=bool), 0.95) for one in (first, last)]
    shift, least, most = (float(part[0]) for part in apart(shares[0], shares[1]))
    assert np.isclose(shift, 0.2)
    assert np.allclose([least, most], [0.0524, 0.3339], atol=0.002)


def test_more_draws_find_smaller_differences() -> None:
    spread = np.array([0.5])
    few, many = (float(detectable(spread, n, 0.05, 0.8)[0]) for n in (500, 2000))
    assert np.isclose(few, 2 * many)
    assert np.isclose(few, (1.959964 + 0.841621) * 0.5 / (0.75 / 3**0.5 * 500**0.5))


def test_the_tables_have_a_line_each_input_outcome_and_level() -> None:
    case = load_text(SALE, "sale.yaml")
    found = ensemble(case, Settings(runs=20, draws=20, seed=1, jobs=1))
    told = unknowns(case, found.frame)
    table = unknowns_table(told)
    lines = sum(len(one.levels) for row in told.rows for one in row.associations)
    assert table.height == lines
    worth = table.filter((table["path"] == WORTH) & (table["outcome"] == "price=high"))
    assert worth["from"].to_list()[0] >= 10 < worth["to"].to_list()[-1] <= 90
    assert set(table["runs"]) == set(table["draws_in_all"]) == {20}


def test_a_choice_of_a_few_numbers_is_told_number_by_number() -> None:
    case = load("labour-dispute")
    found = ensemble(case, Settings(runs=60, draws=60, seed=1, jobs=1))
    rows = {row.path: row.of("deal") for row in unknowns(case, found.frame).rows}
    steps = rows["union.week.red_line_from"]
    assert [(level.low, level.high) for level in steps.levels] == [(1.0, 1.0), (2.0, 2.0)]
    words = rows["union.week.red_line"]
    assert [level.name for level in words.levels] == ["none", "soft", "hard"]
    assert steps.shift == steps.levels[-1].share - steps.levels[0].share
