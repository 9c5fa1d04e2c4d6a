"""The outside check on real answers: its main figures, from the data and the model's functions."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.answers import (
    CONSTANT,
    FITTED,
    LOGIT,
    NOT_AVERSE,
    baselines,
    by_fit,
    fit,
    groups,
    losses,
    scores,
)
from benchmarks.proposals import Answerer, Answers, read, scenario
from sim.analysis.runs import Floats
from sim.model.draws import logistic_cdf
from sim.scenario.case import Case


@pytest.fixture(scope="module")
def answers() -> Answers:
    return read()


@pytest.fixture(scope="module")
def case(answers: Answers) -> Case:
    return scenario(answers.pairs)


@pytest.fixture(scope="module")
def answerer(answers: Answers, case: Case) -> Answerer:
    return Answerer(answers, case, 1, 0)


@pytest.fixture(scope="module")
def guesses(answers: Answers, answerer: Answerer) -> dict[str, Floats]:
    return baselines(answers) | by_fit(answers, answerer)


def chance(answers: Answers, chances: Floats, own: int, other: int) -> float:
    at = np.flatnonzero((answers.pairs == (own, other)).all(axis=1))
    return float(chances[at.item()])


def loss(answers: Answers, chances: Floats) -> float:
    yes = answers.yes.astype(float)
    return float(losses(chances, yes, 1 - yes).mean())


def test_the_answers_are_those_of_the_corpus(answers: Answers) -> None:
    assert (len(answers.yes), answers.yes.sum(), answers.dialogue.max() + 1) == (1069, 906, 917)
    assert answers.later.sum() == 1069 - 917
    by_dialogue = {(d, fold) for d, fold in zip(answers.dialogue, answers.fold, strict=True)}
    assert len(by_dialogue) == 917  # no dialogue is in two folds


def test_a_chance_is_the_published_formula(answers: Answers, answerer: Answerer) -> None:
    numbers = {"precision": 10.0, "accept_bar": 1.0, "aversion": 0.5}
    ahead, behind = (
        chance(answers, answerer.chances(0.8, **numbers), *pair) for pair in ((21, 15), (15, 21))
    )
    aspired = 1 - 0.8 * (1 - 5 / 36)
    assert ahead == pytest.approx(logistic_cdf(10 * (21 / 36 - aspired) - 1))
    assert behind == pytest.approx(logistic_cdf(10 * (15 / 36 - aspired - 0.5 * 6 / 36) - 1))


def test_the_main_figures(answers: Answers, guesses: dict[str, Floats]) -> None:
    scored = {name: loss(answers, chances) for name, chances in guesses.items()}
    assert scored[CONSTANT] == pytest.approx(0.430, abs=0.0006)
    assert scored[LOGIT] == pytest.approx(0.388, abs=0.0006)
    assert scored[FITTED] == pytest.approx(0.385, abs=0.0006)
    # Without aversion, and with one no deal for all, the model is a logit on one's own points.
    assert scored[FITTED + NOT_AVERSE] == pytest.approx(scored[LOGIT], abs=1e-5)


def test_the_numbers_that_fit_best(answers: Answers, answerer: Answerer) -> None:
    best = fit(answerer, *answers.counts(np.ones(len(answers.pair))), averse=True).numbers
    assert best["precision"] == pytest.approx(5.66, abs=0.01)
    assert best["aversion"] == pytest.approx(0.46, abs=0.01)
    assert best["concession"] == pytest.approx(1.0, abs=1e-6)


def test_default_ranges_are_near_a_logit_only_where_nearly_all_is_conceded(
    answers: Answers, case: Case, guesses: dict[str, Floats]
) -> None:
    drawn = [Answerer(answers, case, 1, draw) for draw in range(40)]
    half, all_of_it = (
        loss(answers, np.mean([each.chances(share) for each in drawn], axis=0)[answers.pair])
        for share in (0.5, 1.0)
    )
    assert half > 1.3
    assert abs(all_of_it - loss(answers, guesses[LOGIT])) < 0.03


def test_a_gain_is_in_pairs_and_its_interval_by_dialogue(
    answers: Answers, guesses: dict[str, Floats]
) -> None:
    two = {name: guesses[name] for name in (CONSTANT, LOGIT)}
    gain = scores(answers, two, CONSTANT)[LOGIT]
    assert gain.value == pytest.approx(loss(answers, two[CONSTANT]) - loss(answers, two[LOGIT]))
    assert (gain.low, gain.high) == pytest.approx((0.020, 0.066), abs=0.003)


def test_after_a_refusal_half_as_many_accept_and_no_guess_says_so(
    answers: Answers, guesses: dict[str, Floats]
) -> None:
    parts = groups(answers, guesses[FITTED])
    said = {name: 100 * answers.yes[parts[name]].mean() for name in parts}
    assert said["first proposal"] == pytest.approx(91, abs=0.5)
    assert said["after a refusal"] == pytest.approx(47, abs=0.5)
    assert guesses[FITTED][parts["after a refusal"]].mean() > 0.75
