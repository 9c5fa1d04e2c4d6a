"""Where a record is rare, draws weigh what they make of it: in all that is told of them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.analysis.bargain import _likeliest, static
from sim.analysis.bargaining_space import Picture, space
from sim.analysis.inverse import Reach, answer
from sim.analysis.missing_consent import Lacking, missing_consent
from sim.analysis.openings import Added, Tried, openings
from sim.analysis.put_chances import base
from sim.analysis.putting import Putting, TextAsked
from sim.analysis.sweeps import Played, Sweep, sweep_of
from sim.ensemble.axes import Axis
from sim.ensemble.cells import Cell
from sim.ensemble.points import Held
from sim.talks.events import OUTCOMES
from tests.analysis.fakes import actor, tables, wants
from tests.analysis.test_bargain import price
from tests.engine.made import case_of

TABLES = tables({"a": actor(True, (wants(0, 3),))}, {"price": ("p1", "p2", "p3")})
DEAL = OUTCOMES.index("deal")


def picture(weight: float, zone: tuple[int, ...], nash: int | None, least_bad: int = 0) -> Picture:
    solutions = None if nash is None else ((nash,), (nash,), (nash,), (nash,))
    return Picture(weight, zone, (), solutions, (least_bad,))


def test_the_likeliest_package_is_that_of_the_draws_that_weigh_most() -> None:
    light, heavy = picture(0.01, (0,), 0), picture(0.5, (1,), 1)
    assert _likeliest([light, light, heavy]) == [1]
    assert _likeliest([light, light, replace(heavy, weight=0.01)]) == [0]
    none = [picture(0.01, (), None, 2), picture(0.01, (), None, 2), picture(0.4, (), None, 1)]
    assert _likeliest(none) == [1]
    assert _likeliest([*none, light]) == [0]  # solutions, where there are any


def test_the_size_of_a_zone_is_weighed() -> None:
    found = space([picture(0.1, (0,), 0), picture(0.1, (0,), 0), picture(1.0, (0, 1, 2), 0)],
                  TABLES.names, above=False)  # fmt: skip
    assert found.size == (3, 1, 3)
    assert found.effective == pytest.approx(1.2**2 / 1.02)


def test_missing_consents_are_weighed() -> None:
    by_it = Lacking(0.3, False, {0: (0, 1)}, {0: (0,)}, frozenset())
    without = Lacking(0.1, False, {0: (2,)}, {0: ()}, frozenset({0}))
    agreed = Lacking(0.6, True, {0: (2,)}, {0: ()}, frozenset())
    found = missing_consent([by_it, without, agreed], TABLES.names)
    (row,) = found.rows
    assert row.by_package == pytest.approx((0.3, 0.3, 0.7))
    assert row.alone == pytest.approx((0.3, 0.0, 0.0))
    assert row.only_one == pytest.approx(0.75)  # of the draws without a zone
    assert row.nothing == pytest.approx(0.25)


def test_one_who_is_not_asked_in_a_draw_lacks_nothing_there() -> None:
    asked = Lacking(0.5, False, {0: (1,)}, {0: (1,)}, frozenset({0}))
    (row,) = missing_consent([asked, Lacking(0.5, False, {}, {}, frozenset())], TABLES.names).rows
    assert row.by_package == (0.0, 0.5, 0.0)
    assert (row.only_one, row.nothing) == (0.5, 0.5)


def test_openings_are_weighed() -> None:
    half = Added("price", "p1", "p2")
    found = openings([Tried(0.9, {half: True}), Tried(0.1, {half: False}), Tried(5.0, {})])
    assert found.without == 2
    assert found.rows[0].share == pytest.approx(0.9)


def test_what_a_text_would_need_is_weighed() -> None:
    case = case_of(price([20, 70], [20, 70]))
    moments = [one.moment for one in static(case, 0, 6, jobs=1).drawn]
    weights = np.array([8.0, 1.0, 1.0, 1.0, 0.5, 0.5])
    text = TextAsked(terms=(("price", "p3"),), after=50)
    put = [
        Putting(replace(one, weight=float(weight)), text)
        for one, weight in zip(moments, weights, strict=True)
    ]
    consents = np.array([one.consent() for one in put])
    found = base(put, case.names.actors)
    assert found.chance == pytest.approx(weights @ consents / weights.sum())
    assert found.chance != pytest.approx(consents.mean())
    worth = next(one for one in case.inputs if one.path == "ada.no_deal.worth")
    needs = answer(put, worth, 0.99)
    assert isinstance(needs, Reach)
    assert needs.median == put[0].value(worth.path)  # most of the weight
    best = np.array([one.moved(worth.path, needs.best) for one in put])
    assert needs.best_chance == pytest.approx(weights @ best / weights.sum())


def test_the_interval_of_a_chance_is_that_of_a_weighted_mean() -> None:
    """As wide as its standard error has it, which counts what each draw weighs."""
    case = case_of(price([20, 70], [20, 70]))
    text, rng = TextAsked(terms=(("price", "p3"),), after=50), np.random.default_rng(1)
    put = [
        Putting(replace(one.moment, weight=float(rng.random())), text)
        for one in static(case, 0, 80, jobs=1).drawn
    ]
    found = base(put, case.names.actors)
    weights = np.array([one.weight for one in put])
    off = np.array([one.consent() for one in put]) - found.chance
    error = float(np.sqrt(np.square(weights * off).sum())) / weights.sum()
    assert found.interval.high - found.interval.low == pytest.approx(2 * 1.96 * error, rel=0.1)
    assert found.interval.low < found.chance < found.interval.high


def swept(ends: np.ndarray, weights: np.ndarray | None = None) -> Sweep:
    """Deals (1) and others (0), of five points (5, D, L); in pieces of 5 draws."""
    points, draws, luck = ends.shape
    places = np.where(ends == 1, DEAL, len(OUTCOMES) - 1).astype(np.uint8)

    def pieces(k: int) -> Played:
        spans = [(first, first + 5) for first in range(0, draws, 5)]
        return [
            (
                Held((("a.b", float(k)),), span, luck),
                Cell(-1, places[k, slice(*span)].tobytes(),
                     () if weights is None else tuple(weights[k, slice(*span)].ravel().tolist()),
                     (1,) * 5),
            )
            for span in spans
        ]  # fmt: skip

    axis = Axis("a.b", "points", tuple(float(k) for k in range(points)), "0 to 4")
    return sweep_of((axis,), [pieces(k) for k in range(points)], "deal", draws, recorded=True)


def test_a_sweep_is_weighed_at_its_points_and_where_it_tips() -> None:
    rng = np.random.default_rng(0)
    chance = np.linspace(0.05, 0.95, 5)[:, None, None]
    ends = (rng.random((10, 2)) < chance).astype(int)
    own = rng.random((1, 10, 1)) ** 2 * np.array([0.2, 1.0, 0.1, 0.5, 0.3])[:, None, None]
    weights = np.repeat(own, 2, axis=2)
    expected = [float((w * e).sum() / w.sum()) for w, e in zip(weights, ends, strict=True)]
    found = swept(ends, weights)
    assert list(found.table("deal")) == pytest.approx(expected)
    assert expected == sorted(expected), "so that the fit is what it fits"
    assert found.tip is not None
    assert found.tip.fit == pytest.approx(expected)
    assert [point.record for point in found.points] == pytest.approx(weights.mean(axis=(1, 2)))


def test_runs_of_a_sweep_belong_to_their_draws() -> None:
    """Half of the draws always end in a deal and half never: all of it is inputs."""
    ends = np.zeros((5, 60, 10), dtype=np.int64)
    ends[:, ::2] = 1
    point = swept(ends).points[0].of("deal")
    assert point is not None
    assert point.share == 0.5
    assert point.inputs is not None
    assert point.inputs.low < 0.05
    assert point.inputs.high > 0.95


def test_few_draws_leave_the_chance_of_a_text_open_to_what_they_all_missed() -> None:
    """None of them gives it much of a chance: 1 - 0.025**(1/D), as for a share (Clopper)."""
    case = case_of(price([20, 70], [20, 70]))
    text = TextAsked(terms=(("price", "p3"),))
    put = [Putting(one.moment, text) for one in static(case, 0, 6, jobs=1).drawn]
    found = base(put, case.names.actors)
    open_to = 1 - 0.025 ** (1 / len(put))
    assert max(one.consent() for one in put) < open_to
    assert found.interval.high == pytest.approx(open_to)
    assert found.interval.low < found.chance
