"""What a mediator reads from answers: Bayes' rule over what no deal may be worth."""

from __future__ import annotations

import math

import pytest

from sim.model.belief import mean
from sim.model.constants import POINTS
from sim.model.draws import logistic_cdf
from sim.talks.beliefs import belief, chance_of_yes, misreported, observe
from sim.talks.events import TextAccepted, TextCriticised, TextRejected, TextTabled
from sim.talks.parts import LiveText
from tests.engine.made import plain
from tests.talks.telling import ADA, BOB, MIA, Talks, given, text

KINDS = {"accept": TextAccepted, "criticise": TextCriticised, "reject": TextRejected}


def tabled(price: str = "p2", time: str = "t2") -> tuple[Talks, LiveText]:
    """A text is on the table; nobody envies anybody, and the mediator errs by nothing."""
    talks = given(plain(parties={"aversion": 0})).told(TextTabled, 2, "mia", **text(1, price, time))
    assert talks.state.live is not None
    return talks, talks.state.live


def slice_mass(talks: Talks, live: LiveText, worth: float, answer: str) -> float:
    """How likely Ada's answer is if no deal is worth this much to her, by sections 3 and 4."""
    state, ada = talks.state, talks.state.tables.actors[ADA]
    waited = talks.day - state.tables.rules.now / 1440
    r = min(max(worth - worth * ada.loss_in_90_days / 90 * waited, 0.0), 1.0)
    share = talks.day / (ada.planning_horizon / 1440)
    k = ada.opening_concession
    alpha = k + (1 - k) * share ** (1 / 10 ** (1 - 2 * ada.firmness))
    x = ada.precision * (state.stand[ADA].worths[live.package] - (r + (1 - r) * (1 - alpha)))
    floor = -(ada.reject_bar + ada.blame * state.near[ADA])
    accept, reject = logistic_cdf(x - ada.accept_bar), logistic_cdf(floor - x)
    return {"accept": accept, "reject": reject, "criticise": 1 - accept - reject}[answer]


@pytest.mark.parametrize("answer", KINDS)
def test_an_answer_weighs_each_worth_by_how_likely_it_makes_it(answer: str) -> None:
    talks, live = tabled()
    before = belief(talks.state, MIA, ADA, talks.state.tick)
    talks.told(KINDS[answer], 4, "ada", text=1)
    after = [w * slice_mass(talks, live, b, answer) for w, b in zip(before, POINTS, strict=True)]
    expected = [weight / math.fsum(after) for weight in after]
    assert belief(talks.state, MIA, ADA, talks.state.tick) == pytest.approx(expected, abs=1e-9)


def test_a_yes_tells_of_a_low_no_deal_worth_and_a_no_of_a_high_one() -> None:
    found = {}
    for answer, kind in KINDS.items():
        talks, _ = tabled()
        found[answer] = mean(belief(talks.told(kind, 4, "ada", text=1).state, MIA, ADA, 4 * 1440))
    assert found["accept"] < found["criticise"] < found["reject"]


def test_the_same_answer_seen_again_teaches_nothing() -> None:
    talks, live = tabled()
    talks.told(TextCriticised, 4, "ada", text=1)
    once = belief(talks.state, MIA, ADA, talks.state.tick)
    for _ in range(5):
        observe(talks.state, ADA, live, 0)
    assert belief(talks.state, MIA, ADA, talks.state.tick) == once


def test_an_answer_teaches_of_its_actor_alone() -> None:
    talks, _ = tabled()
    before = belief(talks.state, MIA, BOB, talks.state.tick)
    assert belief(talks.told(TextRejected, 4, "ada", text=1).state, MIA, BOB, 4 * 1440) == before


def test_before_an_answer_the_chance_of_a_yes_is_that_of_the_last_day() -> None:
    """The mean over worths of the chance that luck is good enough when the text lapses."""
    talks, live = tabled()
    weights = belief(talks.state, MIA, ADA, talks.state.tick)
    found = chance_of_yes(talks.state, MIA, ADA, live, talks.state.tick)
    talks.state.tick = live.judged(talks.state.tick)
    chances = [slice_mass(talks, live, worth, "accept") for worth in POINTS]
    assert found == pytest.approx(math.fsum(w * c for w, c in zip(weights, chances, strict=True)))


def test_whoever_said_yes_is_thought_to_stand_by_it() -> None:
    talks, live = tabled()
    talks.told(TextAccepted, 4, "ada", text=1)
    assert chance_of_yes(talks.state, MIA, ADA, live, talks.state.tick) == pytest.approx(
        1.0
    )  # time only helps
    talks, live = tabled()
    talks.told(TextRejected, 4, "ada", text=1)
    assert chance_of_yes(talks.state, MIA, ADA, live, talks.state.tick) < 0.5


def test_across_a_hard_red_line_nobody_expects_a_yes() -> None:
    data = plain()
    data["actors"]["ada"]["price"] |= {"red_line": {"choice": {"hard": 1}}, "red_line_from": 1}
    talks = given(data).told(TextTabled, 2, "mia", **text(1))
    assert talks.state.live is not None
    assert chance_of_yes(talks.state, MIA, ADA, talks.state.live, talks.state.tick) == 0.0


@pytest.mark.parametrize("chance", [0.0, 0.1, 0.2])
def test_the_chance_of_a_mood_heard_counts_what_may_be_misheard(chance: float) -> None:
    felt = {1: 0.5, 0: 0.3, -1: 0.2}
    heard = {mood: misreported(felt, mood, chance) for mood in felt}
    assert heard[1] == pytest.approx(0.5 * (1 - chance) + 0.3 * chance / 2)
    assert heard[0] == pytest.approx(0.3 * (1 - chance) + 0.7 * chance)
    assert math.fsum(heard.values()) == pytest.approx(1.0)
