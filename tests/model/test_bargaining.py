"""Bargaining solutions and the Pareto front over lists of packages."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.bargaining import (
    egalitarian_packages,
    kalai_smorodinsky_packages,
    nash_package,
    nash_packages,
    utilitarian_packages,
)
from sim.model.dominance import pareto_front

GRID = range(10_001)
KEYS = list(GRID)
LINE = [[p / 10_000 for p in GRID], [1 - p / 10_000 for p in GRID]]
PARABOLA = [[p / 10_000 for p in GRID], [1 - (p / 10_000) ** 2 for p in GRID]]


Payoffs = list[tuple[float, ...]]


def payoffs(actors: int) -> st.SearchStrategy[Payoffs]:
    coarse = st.integers(0, 6).map(lambda k: k / 6)
    return st.lists(st.tuples(*[coarse] * actors), min_size=1, max_size=20)


def by_actor(points: Payoffs) -> list[list[float]]:
    return [list(row) for row in zip(*points, strict=True)]


@pytest.mark.parametrize(("weight", "expected"), [(0.5, 0.6), (0.7, 0.72)])
def test_splitting_a_pie_from_unequal_disagreement(weight: float, expected: float) -> None:
    """Nash (1950), Kalai (1977): x + y = 1 from (.3, .1)."""
    chosen = nash_package(LINE, [0.3, 0.1], [weight, 1 - weight], GRID, KEYS)
    assert LINE[0][chosen] == pytest.approx(expected, abs=1e-4)


def test_nash_on_a_parabola() -> None:
    """Nash (1950) on y = 1 - x**2: x = 1 / sqrt(3)."""
    chosen = nash_package(PARABOLA, [0.0, 0.0], [1.0, 1.0], GRID, KEYS)
    assert [row[chosen] for row in PARABOLA] == pytest.approx([0.5774, 0.6667], abs=1e-4)


def test_kalai_smorodinsky_on_a_parabola() -> None:
    """Kalai & Smorodinsky (1975) on y = 1 - x**2: x = y, the golden section."""
    (chosen,) = kalai_smorodinsky_packages(PARABOLA, [0.0, 0.0], GRID)
    assert [row[chosen] for row in PARABOLA] == pytest.approx([0.618, 0.618], abs=2e-4)


def test_a_pareto_front_of_a_parabola_is_all_of_it() -> None:
    assert pareto_front(PARABOLA, GRID) == KEYS


@given(payoffs(3), st.lists(st.floats(0.2, 3), min_size=3, max_size=3))
def test_nash_chooses_the_largest_product_above_the_floors(
    points: Payoffs, powers: list[float]
) -> None:
    floors = [0.1, 0.2, 0.3]
    chosen = nash_package(by_actor(points), floors, powers, range(len(points)), KEYS)

    def product(point: tuple[float, ...]) -> float:
        gains = [max(u - m, 0.0) for u, m in zip(point, floors, strict=True)]
        return math.prod(math.pow(g, w) for g, w in zip(gains, powers, strict=True))

    assert product(points[chosen]) == pytest.approx(max(map(product, points)))


def test_packages_that_need_different_consents_are_compared_by_mean_gain() -> None:
    """Needing one consent fewer neither helps nor hurts: .5, .5 equals .5, .5, .5."""
    worths = [[0.5, 0.5, 0.6], [0.5, 0.5, 0.6], [0.5, math.inf, 0.6]]
    nothing, even = [0.0, 0.0, 0.0], [1.0, 1.0, 1.0]
    assert nash_package(worths, nothing, even, [0, 1], [7, 8, 9]) == 0
    assert nash_package(worths, nothing, even, [0, 1], [8, 7, 9]) == 1
    assert nash_package(worths, nothing, even, [0, 1, 2], [7, 8, 9]) == 2


@given(payoffs(2))
def test_solutions_are_efficient_or_equal_in_score_to_one_that_is(points: Payoffs) -> None:
    worths, all_of = by_actor(points), range(len(points))
    chosen = nash_package(worths, [-0.1, -0.1], [1.0, 1.0], all_of, KEYS)
    assert chosen in pareto_front(worths, all_of)
    shared = kalai_smorodinsky_packages(worths, [-0.1, -0.1], all_of)
    products = nash_packages(worths, [-0.1, -0.1], [1.0, 1.0], all_of)
    assert chosen in products
    assert {*shared, *products} <= {*pareto_front(worths, all_of)}


def test_when_some_floor_is_out_of_reach_the_worst_off_is_raised_most() -> None:
    worths = [[0.9, 0.5, 0.4], [0.1, 0.4, 0.45]]
    assert nash_package(worths, [0.6, 0.6], [1.0, 1.0], range(3), KEYS) == 1
    assert kalai_smorodinsky_packages(worths, [0.6, 0.6], range(3)) == [1]


def test_reaching_a_floor_exactly_is_not_being_above_it() -> None:
    worths = [[0.5, 0.4], [0.9, 0.3]]
    assert nash_package(worths, [0.5, 0.2], [1.0, 1.0], range(2), KEYS) == 0
    assert nash_package(worths, [0.3, 0.9], [1.0, 1.0], range(2), KEYS) == 0
    assert nash_package(worths, [0.39, 0.29], [1.0, 1.0], [1], KEYS) == 1


def test_only_candidates_are_considered() -> None:
    worths = [[0.9, 0.5, 0.6], [0.9, 0.5, 0.6]]
    assert nash_package(worths, [0.0, 0.0], [1.0, 1.0], [1, 2], KEYS) == 2
    assert kalai_smorodinsky_packages(worths, [0.0, 0.0], [1]) == [1]


@pytest.mark.parametrize("candidates", [[0, 1, 2], [2, 1, 0], [1, 0, 2]])
def test_among_equals_the_smaller_key_wins_in_any_order_and_all_are_named(
    candidates: list[int],
) -> None:
    worths = [[0.8, 0.4, 0.1], [0.4, 0.8, 0.1]]
    keys = [70, 30, 10]
    assert nash_package(worths, [0.0, 0.0], [1.0, 1.0], candidates, keys) == 1
    assert nash_package(worths, [0.9, 0.9], [1.0, 1.0], candidates, keys) == 1
    assert nash_packages(worths, [0.0, 0.0], [1.0, 1.0], sorted(candidates)) == [0, 1]
    assert nash_packages(worths, [0.9, 0.9], [1.0, 1.0], sorted(candidates)) == [0, 1]
    assert kalai_smorodinsky_packages(worths, [0.0, 0.0], sorted(candidates)) == [0, 1]


@given(payoffs(3), st.permutations(range(3)))
def test_the_order_of_actors_does_not_matter(points: Payoffs, order: list[int]) -> None:
    worths, floors, powers = by_actor(points), [0.1, 0.25, 0.2], [0.3, 1.1, 0.7]
    all_of = range(len(points))
    turned = [worths[i] for i in order]
    low, strong = [floors[i] for i in order], [powers[i] for i in order]
    assert nash_package(turned, low, strong, all_of, KEYS) == nash_package(
        worths, floors, powers, all_of, KEYS
    )
    assert kalai_smorodinsky_packages(turned, low, all_of) == kalai_smorodinsky_packages(
        worths, floors, all_of
    )


def test_someone_whose_consent_is_not_needed_does_not_stand_in_the_way() -> None:
    worths = [[0.5, 0.6], [0.5, 0.6], [0.9, math.inf]]
    floors, powers = [0.0, 0.0, 0.1], [1.0, 1.0, 1.0]
    assert nash_package(worths, floors, powers, range(2), KEYS) == 1
    assert nash_package(worths, [0.7, 0.7, 0.1], powers, range(2), KEYS) == 1
    assert kalai_smorodinsky_packages(worths, floors, range(2)) == [1]


def test_a_consent_that_is_not_needed_does_not_win_by_itself() -> None:
    worths = [[0.9, 0.2], [0.9, 0.2], [0.9, math.inf]]
    floors = [0.0, 0.0, 0.0]
    assert nash_package(worths, floors, [1.0, 1.0, 1.0], range(2), KEYS) == 0
    assert kalai_smorodinsky_packages(worths, floors, range(2)) == [0]


def test_an_actor_with_nothing_to_gain_leaves_the_choice_to_the_rest() -> None:
    worths = [[0.3, 0.3, 0.3], [0.9, 0.5, 0.2], [0.1, 0.5, 0.9]]
    assert kalai_smorodinsky_packages(worths, [0.3, 0.0, 0.0], range(3)) == [1]


@pytest.mark.parametrize("actors", [1, 2, 3])
@given(data=st.data())
def test_a_pareto_front_is_what_nothing_dominates(actors: int, data: st.DataObject) -> None:
    points = data.draw(payoffs(actors))

    def dominated(point: tuple[float, ...]) -> bool:
        return any(
            rival != point and all(a >= b for a, b in zip(rival, point, strict=True))
            for rival in points
        )

    expected = [p for p, point in enumerate(points) if not dominated(point)]
    assert pareto_front(by_actor(points), range(len(points))) == expected


def test_egalitarian_gains_are_equal() -> None:
    """Kalai (1977): on x + y = 1 from (.3, .1) both gain .3; on y = 1 - x**2, x = y."""
    (chosen,) = egalitarian_packages(LINE, [0.3, 0.1], GRID)
    assert [row[chosen] for row in LINE] == pytest.approx([0.6, 0.4], abs=1e-4)
    (chosen,) = egalitarian_packages(PARABOLA, [0.0, 0.0], GRID)
    assert PARABOLA[0][chosen] == pytest.approx((math.sqrt(5) - 1) / 2, abs=1e-4)
    (chosen,) = egalitarian_packages(PARABOLA, [0.2, 0.0], GRID)
    x = (math.sqrt(1 + 4 * 1.2) - 1) / 2  # x - .2 = 1 - x**2, where Kalai-Smorodinsky differs
    assert PARABOLA[0][chosen] == pytest.approx(x, abs=1e-4)
    (shared,) = kalai_smorodinsky_packages(PARABOLA, [0.2, 0.0], GRID)
    assert abs(PARABOLA[0][shared] - x) > 0.02


def test_among_equal_least_gains_the_next_counts() -> None:
    """An actor without a stake ties them; leximin leaves nothing that would harm nobody."""
    worths = [[0.4, 0.4, 0.4], [0.5, 0.9, 0.7]]
    assert egalitarian_packages(worths, [0.3, 0.1], range(3)) == [1]
    worths = [[1.0, 0.5, 0.5, 0.5], [0.0, 0.6, 0.9, 0.7]]  # three give the first half its ideal
    assert kalai_smorodinsky_packages(worths, [0.0, 0.0], range(4)) == [2]


def test_nothing_to_gain_but_what_rounding_adds_is_nothing() -> None:
    worths = [[0.3, 0.1 + 0.2, 0.3], [0.9, 0.5, 0.6]]
    assert worths[0][1] > 0.3
    assert kalai_smorodinsky_packages(worths, [0.3, 0.0], range(3)) == [0]


def test_the_utilitarian_package_has_the_largest_sum_of_parts_gained() -> None:
    """On y = 1 - x**2: x + y is largest at 1/2; where x counts half as much, at 1/4."""
    for bests, x in (([1.0, 1.0], 0.5), ([2.0, 1.0], 0.25)):
        (chosen,) = utilitarian_packages(PARABOLA, [0.0, 0.0], bests, GRID)
        assert PARABOLA[0][chosen] == pytest.approx(x, abs=1e-4)


def test_the_utilitarian_package_leaves_nobody_below_no_deal() -> None:
    (chosen,) = utilitarian_packages(PARABOLA, [0.7, 0.0], [1.0, 1.0], GRID)
    assert PARABOLA[0][chosen] >= 0.7
    worths = [[0.9, 0.5, 0.4], [0.1, 0.4, 0.45]]
    assert utilitarian_packages(worths, [0.6, 0.6], [1.0, 1.0], range(3)) == [1]


def test_who_is_not_asked_is_neither_help_nor_hindrance_in_a_sum() -> None:
    worths = [[0.5, 0.6], [0.5, 0.6], [0.9, math.inf]]
    floors, bests = [0.0, 0.0, 0.1], [1.0, 1.0, 1.0]
    assert utilitarian_packages(worths, floors, bests, range(2)) == [0]  # the mean, .5 .5 .89
    assert utilitarian_packages([*worths[:2], [0.3, math.inf]], floors, bests, range(2)) == [1]
    assert egalitarian_packages(worths, floors, range(2)) == [1]
    nothing_to_gain = [[0.5, 0.5], [0.2, 0.9]]
    assert utilitarian_packages(nothing_to_gain, [0.5, 0.0], [0.5, 1.0], range(2)) == [1]


@given(payoffs(3), st.permutations(range(3)))
def test_the_order_of_actors_does_not_matter_to_gains_either(
    points: Payoffs, order: list[int]
) -> None:
    worths, floors, bests = by_actor(points), [0.1, 0.25, 0.2], [0.9, 1.0, 0.95]
    all_of = range(len(points))
    turned = [worths[i] for i in order]
    low, high = [floors[i] for i in order], [bests[i] for i in order]
    assert egalitarian_packages(turned, low, all_of) == egalitarian_packages(worths, floors, all_of)
    assert utilitarian_packages(turned, low, high, all_of) == utilitarian_packages(
        worths, floors, bests, all_of
    )


@given(payoffs(3), st.lists(st.sampled_from([0.0, 1 / 6, 0.3]), min_size=3, max_size=3))
def test_passing_over_packages_that_fall_behind_changes_no_choice(
    points: Payoffs, floors: list[float]
) -> None:
    worths, every = by_actor(points), range(len(points))
    gains = [[worth - floor for worth, floor in zip(p, floors, strict=True)] for p in points]
    logs = [
        math.fsum([math.log(g) for g in own]) / 3 if min(own) > 0.0 else -math.inf for own in gains
    ]
    products = logs if max(logs) > -math.inf else [min(own) for own in gains]
    sorted_gains = [tuple(sorted(round(g, 12) for g in own)) for own in gains]
    assert nash_package(worths, floors, [1.0] * 3, every, KEYS) == products.index(max(products))
    chosen = egalitarian_packages(worths, floors, every)
    assert chosen == [p for p, own in enumerate(sorted_gains) if own == max(sorted_gains)]


def test_mirrored_packages_tie_in_every_solution() -> None:
    """Two mirrored parties, packages worth (100, 16) and (16, 100): none is the solution alone."""
    worths, floors, both = [[1.0, 0.16, 0.1], [0.16, 1.0, 0.1]], [0.1, 0.1], [0, 1]
    assert nash_packages(worths, floors, [1.0, 1.0], range(3)) == both
    assert kalai_smorodinsky_packages(worths, floors, range(3)) == both
    assert egalitarian_packages(worths, floors, range(3)) == both
    assert utilitarian_packages(worths, floors, [1.0, 1.0], range(3)) == both


def test_a_last_bit_makes_no_package_better_and_none_undominated() -> None:
    """Sums of round saliences differ in their last bit from what they come to by hand."""
    worths = [[0.42857142857142854, 0.5, 0.5], [0.7500000000000001, 0.75, 0.7]]
    assert worths[1][0] > worths[1][1]
    assert pareto_front(worths, range(3)) == [1]
    assert nash_packages([[0.5, 0.1 + 0.4], [0.1 + 0.2, 0.3]], [0, 0], [1, 1], [0, 1]) == [0, 1]


def test_a_package_at_the_floor_but_for_rounding_is_at_it() -> None:
    worths = [[0.3, 0.9], [0.9, 0.2]]
    assert kalai_smorodinsky_packages(worths, [0.1 + 0.2, 0.0], range(2)) == [1]
    assert kalai_smorodinsky_packages(worths, [0.1 + 0.2, 0.3], range(2)) == [0]
    assert utilitarian_packages(worths, [0.1 + 0.2, 0.3], [1.0, 1.0], range(2)) == [0]
