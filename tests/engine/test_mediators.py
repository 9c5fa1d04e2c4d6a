"""What mediators carry, think and say."""

from __future__ import annotations

from collections import Counter

import pytest

from sim.core import codes
from sim.model.draws import logistic, logistic_cdf
from sim.talks import stepping
from sim.talks.attributing import event_of
from sim.talks.beliefs import believed_floor
from sim.talks.events import (
    AssessmentFormed,
    MessageRelayed,
    ReportPublished,
    StatementMade,
    TextTabled,
)
from sim.talks.state import State
from sim.talks.timers import STOCK
from tests.engine.made import Data, case_of, plain, runs_of
from tests.talks.telling import ADA, BOB, MIA, given, text


def leaning(bias: int) -> Data:
    data = plain(parties={"expects_deal": 50})
    data["actors"]["mia"] |= {"leans": "ada", "bias": bias, "credibility": 50}
    return data


def heard(state: State, speaker: int, log_lr: float) -> dict[str, float]:
    """What everybody believes after a public word of this weight."""
    row = stepping.said(state.core, (state.tick, 0, 0), speaker, logistic_cdf(log_lr))
    event = event_of(state, row)
    assert isinstance(event, StatementMade)
    assert event.log_lr == pytest.approx(log_lr)
    return event.beliefs


def test_words_move_beliefs_by_their_weight_and_credibility() -> None:
    state = given(leaning(0)).state
    after = heard(state, MIA, 1.0)
    assert set(after) == {"ada", "bob"}
    assert logistic(after["ada"]) == pytest.approx(logistic(0.5) + 0.5)
    assert logistic(heard(state, MIA, -1.0)["bob"]) == pytest.approx(-0.5)


def test_leaning_to_one_side_costs_credibility_with_the_other() -> None:
    after = heard(given(leaning(100)).state, MIA, 1.0)
    assert after["ada"] == heard(given(leaning(0)).state, MIA, 1.0)["ada"]
    assert 0.5 < after["bob"] < after["ada"]


def test_the_press_has_a_credibility_of_its_own() -> None:
    data = leaning(0) | {"press": {"credibility": 20, "report_weight": 1}}
    state = given(data).state
    report = -1, codes.COLLAPSE_TOLD, -1
    event = event_of(state, stepping.acted(state.core, state.tick, 0, report))
    assert isinstance(event, ReportPublished)
    assert logistic(event.beliefs["ada"]) == pytest.approx(0.2 * event.log_lr)
    assert event.log_lr < 0


def test_nobody_is_moved_by_its_own_words() -> None:
    assert set(heard(given().state, ADA, 1.0)) == {"bob"}


def test_a_tilt_is_seen_in_shares_of_what_each_could_gain_and_in_nobodys_points() -> None:
    """Each share of what could be gained is less the other's: two tilts are opposite."""
    data = plain(parties={"no_deal": {"worth": 50, "loss_in_90_days": 0}, "tolerance": 50})
    data["parties"]["salience"] = {"price": 60, "time": 40}
    talks = given(data).told(TextTabled, 2, "mia", **text(1, "p1", "t2"))
    talks.state.set_timer(STOCK, MIA, talks.state.tick, talks.state.seq - 1)
    stock, state = talks.brings(STOCK, MIA), talks.state
    assert isinstance(stock, AssessmentFormed)
    floors = [believed_floor(state, MIA, who, state.tick) for who in (ADA, BOB)]
    ada, bob = ((w - b) / (1 - b) for w, b in zip((0.8, 0.2), floors, strict=True))
    assert stock.tilts == pytest.approx({"ada": ada - bob, "bob": bob - ada})


@pytest.mark.parametrize(("optimism", "above"), [(100, True), (0, False)])
def test_an_optimist_says_more_than_it_thinks(optimism: int, above: bool) -> None:
    data = plain(press={"report_weight": 100})
    data["actors"]["mia"]["public_optimism"] = optimism
    said = 0
    for events, _ in runs_of(case_of(data), 40):
        thought = {e.seq: e.chance for e in events if isinstance(e, AssessmentFormed)}
        for event in events:
            if isinstance(event, StatementMade):
                assert event.chance is not None
                most = 0.98  # nobody claims to be surer, either way
                sayable = min(most, max(1 - most, thought[event.cause]))
                assert (event.chance > sayable + 1e-12) is (above and sayable < most)
                assert (event.kind == "progress") is (event.chance >= 0.5)
                said += 1
    assert said > 10


def test_a_message_goes_by_a_mediator_that_reaches_whom_it_is_for() -> None:
    data = plain()
    data["actors"]["mia"]["reaches"] = ["ada"]
    data["actors"]["ned"] = {"roles": ["mediator"], "reaches": ["bob"]}
    ways = Counter(
        (event.actor, event.about or event.to)
        for events, _ in runs_of(case_of(data), 30)
        for event in events
        if isinstance(event, MessageRelayed)
    )
    assert set(ways) == {("mia", "ada"), ("ned", "bob")}


def test_two_mediators_take_turns_by_whose_delay_ends_first() -> None:
    data = plain()
    data["actors"]["ned"] = {"roles": ["mediator"], "reaches": []}
    by = Counter(
        event.actor
        for events, _ in runs_of(case_of(data), 60)
        for event in events
        if isinstance(event, TextTabled)
    )
    assert min(by["mia"], by["ned"]) > 0.2 * by.total()
