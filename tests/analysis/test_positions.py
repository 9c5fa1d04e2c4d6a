"""Naive forecasts from positions, the scores of guesses, and the table of the outside check."""

from __future__ import annotations

from itertools import product

import numpy as np
import polars as pl
import pytest

from sim.analysis.positions import (
    Position,
    agreed_places,
    distance_again,
    naive_forecasts,
    positions_of,
    scored,
    weighted_mean,
    weighted_median,
)
from sim.scenario.case import Case
from sim.scenario.loading import load
from tests.analysis.fakes import frame_of

VOTES = {
    "belgium": 5, "denmark": 3, "france": 10, "germany": 10, "greece": 5, "ireland": 3,
    "italy": 10, "luxembourg": 2, "netherlands": 5, "uk": 10,
}  # fmt: skip


@pytest.fixture(scope="module")
def case() -> Case:
    return load("emission-standards")


@pytest.fixture(scope="module")
def stood(case: Case) -> list[Position]:
    tables = case.at(case.draw(lambda _: 0.5))
    return positions_of(tables, 0, [4 + k / 2 for k in range(13)])


def test_the_table_gives_the_published_mean_and_median(stood: list[Position]) -> None:
    # Scholz, Calbert and Smith (2011): 7.39 and 7.
    found = naive_forecasts(stood)
    assert round(found["mean position, capability x salience"], 2) == 7.39
    assert found["median position, capability x salience"] == 7.0
    assert found["mean position, capability"] == pytest.approx(7.55 / 1.01)
    assert found["mean position, one actor, one vote"] == pytest.approx(6.7)


def test_the_options_are_the_years_they_are_called(case: Case) -> None:
    titles = case.labels.options["years"].values()
    assert [float(title.split()[0]) for title in titles] == [4 + k / 2 for k in range(13)]
    whole = case.variant(case.what_if["whole-years"].sets).labels.options["years"].values()
    assert [float(title.split()[0]) for title in whole] == list(range(4, 11))


def test_the_capabilities_are_votes_and_the_quota_is_45_of_63(
    case: Case, stood: list[Position]
) -> None:
    assert {one.actor: one.capability for one in stood} == {
        name: round(votes / 63, 2) for name, votes in VOTES.items()
    }
    tables = case.at(case.draw(lambda _: 0.5))
    names = tables.names.actors
    for yes in product((False, True), repeat=10):
        who = [name for name, said in zip(VOTES, yes, strict=True) if said]
        enough = sum(VOTES[name] for name in who) >= 45
        assert tables.consents(0, [names.index(name) for name in who]) == enough, who


def test_votes_weighed_by_salience_are_the_product(case: Case, stood: list[Position]) -> None:
    changed = case.variant(case.what_if["weights-by-salience"].sets)
    tables = changed.at(changed.draw(lambda _: 0.5))
    for one in stood:
        weight = tables.consent.weights[tables.names.actors.index(one.actor)]
        assert weight == pytest.approx(one.capability * one.salience)


def test_where_salience_counts_it_is_the_share_of_what_matters(
    case: Case, stood: list[Position]
) -> None:
    changed = case.variant(case.what_if["salience-counts"].sets)
    tables = changed.at(changed.draw(lambda _: 0.5))
    at_seven, lost = (tables.names.package_options.index(p) for p in ((6, 0), (6, 1)))
    for one in stood:
        worths = tables.standpoint(tables.names.actors.index(one.actor), (1, 1)).worths
        far = 0.0 if one.place == 7.0 else 0.5
        assert worths[at_seven] == pytest.approx(1 - one.salience * far)
        assert worths[lost] == pytest.approx(one.salience * (1 - far))


def test_mean_and_median_of_a_few() -> None:
    assert weighted_mean([1, 2, 4], [1, 1, 2]) == pytest.approx(2.75)
    assert weighted_median([4, 1, 2], [1, 1, 3]) == 2.0
    assert weighted_median([1, 2], [0.3, 0.3]) == 1.5  # half on each side
    assert weighted_median([9, 1, 2], [0, 1, 1]) == 1.5  # what weighs nothing is not there
    with pytest.raises(AssertionError, match="nothing weighs"):
        weighted_mean([1, 2], [0, 0])


def test_the_score_of_one_number_is_its_distance() -> None:
    score = scored([8.35], 8.833)
    assert score.distance == score.crps == pytest.approx(0.483)
    assert (score.median, score.low, score.high) == (8.35, 8.35, 8.35)


def test_a_score_is_its_definition() -> None:
    # E|X - y| - E|X - X'| / 2, by brute force (Gneiting & Raftery 2007).
    rng = np.random.default_rng(5)
    places, weights = rng.integers(4, 11, 30).astype(float), rng.random(30)
    share = weights / weights.sum()
    far = (share * np.abs(places - 8.833)).sum()
    apart = (np.outer(share, share) * np.abs(places[:, None] - places[None, :])).sum()
    found = scored(places.tolist(), 8.833, weights.tolist())
    assert found.distance == pytest.approx(far)
    assert found.crps == pytest.approx(far - apart / 2)
    assert found.low <= found.median <= found.high


def test_the_uniform_guess_has_its_closed_form() -> None:
    # On 0, 1, ..., n: mean distance of two draws is n (n + 2) / (3 (n + 1)).
    found = scored([float(k) for k in range(13)], 0.0)
    assert found.distance == pytest.approx(6)
    assert found.crps == pytest.approx(6 - 12 * 14 / (3 * 13) / 2)


PLACES = {"stay": 4.0, "reduced": 5.0, "monitored": 7.0, "leave": 10.0}


def test_only_frameworks_have_a_place() -> None:
    outcomes = np.array([["deal", "no_agreement"], ["collapsed", "framework_only"]])
    frame = frame_of(outcomes)
    found = agreed_places(frame, "corridor", PLACES)
    assert found is not None
    runs, places = found
    assert runs.frame["run"].to_list() == [0, 3]
    assert places.tolist() == [4.0, 5.0]  # runs 0 and 3: options (0 // 2) % 4 and (3 // 2) % 4
    none = frame.filter(pl.col("outcome") == "collapsed")
    assert agreed_places(none, "corridor", PLACES) is None


def test_the_distance_again_is_a_bootstrap_over_draws() -> None:
    # Within a draw all runs agree on the same, so runs of luck tell nothing more.
    frame = frame_of(np.full((40, 10), "deal"))
    term = pl.when(pl.col("draw") % 2 == 0).then(pl.lit("stay")).otherwise(pl.lit("leave"))
    found = agreed_places(frame.with_columns(term.alias("term.corridor")), "corridor", PLACES)
    assert found is not None
    interval = distance_again(*found, outcome=10.0)
    spread = 6 * 1.96 * 0.5 / 40**0.5  # of a mean of 40 draws at 0 or 6
    assert (interval.low, interval.high) == pytest.approx((3 - spread, 3 + spread), abs=0.25)
    assert interval.level == 0.95
