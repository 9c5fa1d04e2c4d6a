"""All packages at once: the frontier and the consents, beside what each package alone gives."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.analysis.consents import Stakes
from sim.analysis.efficiency import Standings
from sim.analysis.frontier import frontier
from sim.model.dominance import pareto_front
from sim.scenario.tables import Tables
from tests.scenario.test_standpoints import RAISED, numbers, talks


@given(st.integers(1, 5), st.integers(0, 30), st.integers(1, 6), st.integers(0, 2**32))
def test_the_frontier_is_what_nothing_beats(
    actors: int, packages: int, values: int, seed: int
) -> None:
    """Few values make many ties, and packages that are the same to all."""
    worths = np.random.default_rng(seed).integers(0, values, (actors, packages)) / 7
    kept = np.flatnonzero(frontier(worths)).tolist()
    assert kept == [
        p
        for p in range(packages)
        if not any(
            (worths[:, q] >= worths[:, p]).all() and (worths[:, q] > worths[:, p]).any()
            for q in range(packages)
        )
    ]
    assert kept == pareto_front(worths.tolist(), range(packages))


@given(st.integers(3, 6), st.integers(0, 2**32))
def test_the_frontier_is_the_same_where_packages_fill_more_than_one_batch(
    actors: int, seed: int
) -> None:
    worths = np.random.default_rng(seed).integers(0, 40, (actors, 1100)) / 40
    kept = np.flatnonzero(frontier(worths)).tolist()
    assert kept == pareto_front(worths.tolist(), range(1100))


@given(st.integers(2, 4), st.integers(0, 2**32))
def test_round_saliences_put_no_dominated_package_on_the_frontier(actors: int, seed: int) -> None:
    """Worths that are the same but for the last bit of a sum: counted in whole parts instead."""
    rng = np.random.default_rng(seed)
    weights = rng.integers(1, 10, (actors, 3))
    steps = rng.permuted(np.tile([0, 1, 2, 3], (actors, 3, 1)), axis=2)
    whole = [
        [int(w @ [own[j, o] for j, o in enumerate(p)]) for p in np.ndindex(4, 4, 4)]
        for w, own in zip(weights, steps, strict=True)
    ]
    worths = np.zeros((actors, 64))
    for j in rng.permutation(3):  # each issue's part by itself, as talks add them up
        parts = (weights[:, j] / weights.sum(axis=1))[:, np.newaxis] * (steps[:, j] / 3)
        worths += parts[:, [p[j] for p in np.ndindex(4, 4, 4)]]
    exact = [
        p
        for p in range(64)
        if not any(
            all(row[q] >= row[p] for row in whole) and any(row[q] > row[p] for row in whole)
            for q in range(64)
        )
    ]
    assert np.flatnonzero(frontier(worths)).tolist() == exact
    assert pareto_front(worths.tolist(), range(64)) == exact


@given(talks(), st.tuples(numbers, numbers, numbers, numbers))
def test_consents_are_those_that_each_package_alone_has(
    made: Tables, no_deal: tuple[float, float, float, float]
) -> None:
    actors = made.consenting
    points = tuple(made.standpoint(i, RAISED) for i in actors)
    at = Standings(made, actors, points, no_deal[: len(actors)])
    stakes = Stakes.of(at)
    assert stakes.worths.tolist() == [point.worths for point in points]
    for p, consented in enumerate(stakes.consented(stakes.willing).tolist()):
        gains = [
            i
            for i, point, least in zip(actors, points, at.no_deal, strict=True)
            if i in made.needed(p)
            and not point.hard[p]
            and made.consent.enough(point.worths[p] - least)
        ]
        assert [i for k, i in enumerate(actors) if stakes.willing[k, p]] == gains
        assert consented == made.consents(p, gains)
