"""The ordered logit of an answer: McCullagh (1980)."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sim.model.answer import (
    answer,
    answer_probabilities,
    inclination,
    noise_interval,
    rejection_bar,
)
from sim.model.aspiration import aspiration, conceded, reservation, under_label
from sim.model.aversion import aversion
from sim.model.constants import ACCEPT, CRITICISE, REJECT
from sim.model.draws import interval_mass, logistic, logistic_cdf

ANSWERS = (ACCEPT, CRITICISE, REJECT)

unit = st.floats(0, 1)
inclinations = st.floats(-60, 60)
accept_bars = st.floats(0, 2)
reject_bars = st.floats(0, 5)


def test_an_even_inclination_between_bars_of_one_and_a_half() -> None:
    """McCullagh (1980): x = 0, kappa = 1.5."""
    accept, criticise, reject = answer_probabilities(0.0, 1.5, 1.5)
    assert accept == pytest.approx(0.182426, abs=5e-7)
    assert criticise == pytest.approx(0.635149, abs=5e-7)
    assert reject == pytest.approx(0.182426, abs=5e-7)


@given(inclinations)
def test_without_bars_it_is_the_binary_logit(x: float) -> None:
    """McCullagh (1980) with one cut; McKelvey & Palfrey (1995)."""
    accept, criticise, reject = answer_probabilities(x, 0.0, 0.0)
    assert accept == pytest.approx(1 / (1 + math.exp(-x)), rel=1e-12)
    assert criticise == 0.0
    assert reject == pytest.approx(1 / (1 + math.exp(x)), rel=1e-12)


@pytest.mark.parametrize(
    ("worth", "expected"), [(0.601, (1.0, 0.0, 0.0)), (0.599, (0.0, 0.0, 1.0))]
)
def test_endless_precision_is_the_threshold_rule(
    worth: float, expected: tuple[float, float, float]
) -> None:
    """McKelvey & Palfrey (1995): as lambda grows the best response is sure."""
    for precision in (1e9, math.inf):
        x = inclination(precision, worth, aspiration=0.6, aversion=0.0)
        assert answer_probabilities(x, 1.5, 2.0) == expected


def test_no_precision_at_all_does_not_look_at_the_text() -> None:
    assert inclination(0.0, worth=0.9, aspiration=0.1, aversion=0.3) == 0.0


def test_inclination_weighs_worth_against_aspiration_and_tilt() -> None:
    assert inclination(10.0, worth=0.7, aspiration=0.5, aversion=0.05) == pytest.approx(1.5)


def test_blame_counts_as_far_as_agreement_seems_near() -> None:
    assert rejection_bar(1.5, 2.0, 0.25) == 2.0
    assert rejection_bar(1.5, 2.0, 0.0) == 1.5


def test_on_a_bar_the_answer_is_neither_yes_nor_no() -> None:
    assert answer(1.5, 1.5, 2.0) == CRITICISE
    assert answer(-2.0, 1.5, 2.0) == CRITICISE
    assert answer(math.nextafter(1.5, 2), 1.5, 2.0) == ACCEPT
    assert answer(math.nextafter(-2.0, -3), 1.5, 2.0) == REJECT


@given(inclinations, accept_bars, reject_bars)
def test_chances_sum_to_one(x: float, accept_bar: float, reject_bar: float) -> None:
    chances = answer_probabilities(x, accept_bar, reject_bar)
    assert math.fsum(chances) == pytest.approx(1.0, abs=1e-14)
    assert all(0.0 <= chance <= 1.0 for chance in chances)


@given(st.sampled_from(ANSWERS), inclinations, accept_bars, reject_bars)
def test_a_chance_is_the_mass_of_its_interval(
    given_answer: int, x: float, accept_bar: float, reject_bar: float
) -> None:
    chance = answer_probabilities(x, accept_bar, reject_bar)[ANSWERS.index(given_answer)]
    lo, hi = noise_interval(given_answer, x, accept_bar, reject_bar)
    assert interval_mass(lo, hi) == pytest.approx(chance, rel=1e-9, abs=0.0)


@given(st.floats(-60, 60), inclinations, accept_bars, reject_bars)
def test_a_noise_gives_the_answer_in_whose_interval_it_lies(
    eps: float, x: float, accept_bar: float, reject_bar: float
) -> None:
    intervals = {a: noise_interval(a, x, accept_bar, reject_bar) for a in ANSWERS}
    ends = (accept_bar - x, -reject_bar - x)
    assume(all(abs(eps - end) > 1e-9 for end in ends))
    assert [a for a, (lo, hi) in intervals.items() if lo < eps < hi] == [
        answer(x + eps, accept_bar, reject_bar)
    ]


@given(inclinations, accept_bars, reject_bars, st.data())
def test_asked_of_the_noise_the_answer_agrees_to_the_last_bit(
    x: float, accept_bar: float, reject_bar: float, data: st.DataObject
) -> None:
    ends = (accept_bar - x, -reject_bar - x)
    end = data.draw(st.sampled_from(ends))
    eps = math.nextafter(end, data.draw(st.sampled_from((-math.inf, math.inf))))
    assume(eps not in ends)
    got = answer(eps, accept_bar - x, reject_bar + x)
    lo, hi = noise_interval(got, x, accept_bar, reject_bar)
    assert lo < eps < hi


@given(
    low=unit,
    high=unit,
    left=st.floats(0, 3),
    added=st.floats(-0.3, 0.6),
    best=st.floats(0.05, 1),
    alpha=unit,
    closed=unit,
    worth=unit,
    tau=unit,
    others=st.lists(st.floats(-1, 1), max_size=3),
    precision=st.floats(0, 30),
    eps=st.floats(-40, 40),
)
def test_a_better_no_deal_never_turns_another_answer_into_a_yes(
    *,
    low: float,
    high: float,
    left: float,
    added: float,
    best: float,
    alpha: float,
    closed: float,
    worth: float,
    tau: float,
    others: list[float],
    precision: float,
    eps: float,
) -> None:
    """Same text, minute, noise and beliefs; no tolerance, since rounding keeps the order."""

    def reply(b: float) -> int:
        r = reservation(b, left, added, best)
        theta = under_label(aspiration(r, best, alpha), r, closed, 1.0)
        x = inclination(precision, worth, theta, aversion(tau, (worth, r, best), others))
        return answer(x + eps, 0.5, 1.0)

    assert reply(max(low, high)) <= reply(min(low, high))


def test_a_better_no_deal_does_turn_a_yes_into_a_no() -> None:
    def reply(b: float) -> int:
        r = reservation(b, 1.0, 0.0, 1.0)
        theta = aspiration(r, 1.0, conceded(0.5, 0.0, 60.0, 1.0))
        return answer(
            inclination(20.0, 0.75, theta, aversion(0.5, (0.75, r, 1.0), [0.3])), 0.5, 1.0
        )

    assert [reply(b) for b in (0.3, 0.5, 0.7)] == [ACCEPT, CRITICISE, REJECT]


def test_two_answers_of_one_disposition_are_as_likely_as_a_count_says() -> None:
    """The share of evenly spread noises that criticise one text and reject another."""
    first, second, bars = 0.3, -1.2, (0.5, 1.0)
    lo = max(noise_interval(CRITICISE, first, *bars)[0], noise_interval(REJECT, second, *bars)[0])
    hi = min(noise_interval(CRITICISE, first, *bars)[1], noise_interval(REJECT, second, *bars)[1])

    n = 20_000
    noises = [logistic((i + 0.5) / n) for i in range(n)]
    count = len(
        [
            eps
            for eps in noises
            if answer(first + eps, *bars) == CRITICISE and answer(second + eps, *bars) == REJECT
        ]
    )

    assert interval_mass(lo, hi) == pytest.approx(count / n, abs=1.0 / n)
    apart = answer_probabilities(first, *bars)[1] * answer_probabilities(second, *bars)[2]
    assert abs(apart - count / n) > 0.05


def test_acceptance_is_the_logistic_of_the_inclination_over_the_bar() -> None:
    assert answer_probabilities(2.0, 0.5, 1.0)[0] == logistic_cdf(1.5)
