"""What would have flipped an answer in talks so small that it can be worked out by hand.

ada wants p1 of p1-p4 and t1 of t1-t3 and answers (p2, t2). The talks open with day 0 and
both plan to day 61; with all that is not told of them set to nothing,
z = 3 (U - theta - aversion) + luck, a yes is above 0 and a formal no below -1/2.
"""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from sim.scenario.stances import NOT_YET, RAISED, WITHDRAWN
from sim.talks.event import Answer, Weighing
from sim.talks.events import AnswerRevised, TextAccepted, TextTabled
from sim.talks.making import FIRST
from sim.talks.positions import category, crosses, position
from sim.telling import flips as searching
from sim.telling.flips import Flipping, Flips, flips
from sim.telling.levers import levers
from sim.telling.tale import Tale
from tests.engine.made import Data, party, plain
from tests.talks.telling import ADA, Talks, given, text

DAY = 45.75  # three quarters of the way
LOOSE = {
    "no_deal": {"worth": 60, "loss_in_90_days": 0},
    "firmness": 50,
    "planning_horizon": "60 days",
    "tolerance": 50,  # gamma 1: worths are linear
    "opening_concession": 0,
    "precision": 0,
    "accept_bar": 0,
    "reject_bar": 0,
    "blame": 0,
    "aversion": 0,
    "consistency": 100,
    "statements": "0 a day",
    "salience": {"price": 50, "time": 50},
}
NO_LOSS = {"loss_in_90_days": 0}


def made(ada: Data | None = None, bob: Data | None = None, luck: float = 0.0) -> Talks:
    data = plain(parties=LOOSE)
    data["actors"]["ada"] = {**party("p1", "t1"), **(ada or {})}
    data["actors"]["bob"] = {**party("p4", "t3"), **(bob or {})}
    talks = given(data, luck=luck, sure=True)
    return talks.told(TextTabled, 2, "mia", **text(1, answer_days=58.0))


def answered(talks: Talks) -> Answer:
    """ada's answer, as the model has it."""
    state, tick = talks.state, round(DAY * 1440)
    assert state.live is not None
    place, luck = position(state, ADA, state.live, tick), state.dispositions[ADA]
    says = category(state, ADA, state.live, (place.x, place.reject_bar), luck)
    me = state.tables.actors[ADA]
    weighing = Weighing(
        place.worth, place.no_deal, place.aspiration, place.aversion, me.precision, luck, True,
        me.accept_bar, place.reject_bar, crosses(state, ADA, state.live.package),
    )  # fmt: skip
    return FIRST[says](
        seq=state.seq,
        tick=tick,
        actor="ada",
        cause=0,
        fired=0,
        provenance="simulated",
        text=1,
        weighing=weighing,
    )


def flipped(talks: Talks, event: Answer | None = None) -> Flips:
    answer = answered(talks) if event is None else event
    found = flips(Tale(talks.case, talks.events), answer, talks.state)
    assert found is not None
    return found


def of(found: Flips, path: str) -> Flipping:
    return next(one for one in found.inputs if one.path == path)


def test_the_no_deal_worth_is_the_one_solved_by_hand() -> None:
    # U = (2/3 + 1/2)/2 = 7/12 and the best is 1, so theta = 1 - 3/4 (1 - b): z = 0 at
    # b = 4/9 and -1/2 at b = 2/3.
    found = flipped(made())
    up, down = of(found, "ada.no_deal.worth").flips
    assert found.given == "criticise"
    assert (down.answer, up.answer) == ("accept", "reject")
    assert down.near == pytest.approx(400 / 9, abs=1e-7)
    assert up.near == pytest.approx(200 / 3, abs=1e-7)
    assert (down.value, down.last, down.change) == (44.0, 0.0, -16.0)
    assert (up.value, up.last, up.change) == (67.0, 100.0, 7.0)


def test_luck_counts_for_what_it_is_worth() -> None:
    # Luck of -.1 is 1/30 of worth: z = 0 where theta = 7/12 - 1/30.
    down = of(flipped(made(luck=-0.1)), "ada.no_deal.worth").flips[1]
    assert down.answer == "accept"
    assert down.near == pytest.approx(100 * (1 - (5 / 12 + 1 / 30) * 4 / 3), abs=1e-7)


def test_the_aversion_is_the_one_solved_by_hand() -> None:
    # bob gains (1/3 + 1/2)/2 = 5/12 of the way from a no-deal worth of 0 to his best. As far on
    # hers ada would have 3/5 + 5/12 2/5 = 46/60: 11/60 more than the text gives her.
    # z = 3 (7/12 - 7/10 - 11/60 tau) = -1/2 at tau = 3/11.
    (up,) = of(flipped(made(bob={"no_deal": {"worth": 0, **NO_LOSS}})), "ada.aversion").flips
    assert up.answer == "reject"
    assert up.near == pytest.approx(300 / 11, abs=1e-7)
    assert (up.value, up.last) == (28.0, 100.0)


def test_the_salience_is_the_one_solved_by_hand() -> None:
    # At s points on price and 50 on time U = (2/3 s + 25)/(s + 50), theta = .7 and z = -1/2
    # at U = 8/15, so s = 25/2. No s makes U 2/3, and a yes needs .7.
    (down,) = of(flipped(made()), "ada.price.salience").flips
    assert down.answer == "reject"
    assert down.near == pytest.approx(12.5, abs=1e-7)
    assert (down.value, down.last) == (12.0, 0.0)


def test_the_firmness_is_the_one_solved_by_hand() -> None:
    # theta = 1 - .4 alpha is 7/12 at alpha = 25/24, more than there is, and z = -1/2 at
    # alpha = 5/8 = (3/4)^(1/beta), beta = 10^(1 - 2 firmness).
    (up,) = of(flipped(made()), "ada.firmness").flips
    assert up.answer == "reject"
    assert 0.75 ** (10 ** (2 * up.near / 100 - 1)) == pytest.approx(5 / 8, abs=1e-9)


def test_firmness_in_general_flips_nothing_where_each_demand_has_its_own() -> None:
    own = {"price": {"wants": "p1", "firmness": 50}, "time": {"wants": "t1", "firmness": 50}}
    found = flipped(made(own))
    assert of(found, "ada.firmness").flips == []
    assert of(found, "ada.price.firmness").flips[0].answer == "reject"
    assert found.inputs[-1].flips == []


def test_a_salience_of_nothing_at_all_is_a_point_of_its_own() -> None:
    # The other being 0, any above 0 gives U = 2/3 and theta = .7; at 0 nothing has worth,
    # nothing is asked and luck alone is left.
    found = flipped(made({"time": {"wants": "t1", "salience": 0}}, luck=0.05))
    (down,) = of(found, "ada.price.salience").flips
    assert (found.given, down.answer) == ("criticise", "accept")
    assert down.near == down.far == down.value == down.last == 0.0


def test_where_no_value_flips_it_that_is_said() -> None:
    found = flipped(made(luck=60.0))
    assert found.given == "accept"
    assert [one.flips for one in found.inputs] == [[]] * 5
    assert found.notes == ["No value of any of them from 0 to 100 gives another answer."]


def test_the_smallest_change_is_said_in_words() -> None:
    (note,) = flipped(made()).notes
    assert note == (
        "The smallest change: no-deal worth 67 instead of 60; then it would have rejected the text."
    )


def test_across_a_hard_red_line_nothing_makes_it_a_yes() -> None:
    line = {"price": {"wants": "p1", "red_line": "hard", "red_line_from": 1}}
    found = flipped(made(line, luck=0.6))
    ways = [way.answer for one in found.inputs for way in one.flips]
    assert found.given == "criticise"
    assert set(ways) == {"reject"}
    assert found.notes[1] == "The text crosses its hard red line: no value of these makes it a yes."


def test_an_answer_that_somebody_chose_has_no_flip() -> None:
    talks = made()
    found = flipped(talks, replace(answered(talks), provenance="chosen"))
    assert found.inputs == []
    assert found.notes[0].startswith("Somebody chose this answer")


def test_an_answer_that_was_not_weighed_is_not_asked_about() -> None:
    talks = made()
    event = replace(answered(talks), weighing=None)
    assert flips(Tale(talks.case, talks.events), event, talks.state) is None


def test_an_answer_that_these_numbers_do_not_give_is_not_explained_away() -> None:
    talks = made()
    event = answered(talks)
    other = TextAccepted(**{name: getattr(event, name) for name in event.__struct_fields__})
    found = flipped(talks, other)
    assert (found.given, found.inputs) == ("accept", [])
    assert "this version" in found.notes[0]


def test_a_revised_answer_might_have_stayed() -> None:
    talks = made()
    event = answered(talks)
    told = {name: getattr(event, name) for name in event.__struct_fields__}
    found = flipped(talks, AnswerRevised(**told, answer="criticise", before="accept"))
    assert found.notes[1].startswith("It had accepted it before")


@pytest.mark.parametrize(
    ("phase", "before", "counts"),
    [
        (RAISED, "p3", {"ada.price.salience", "ada.price.firmness"}),
        (NOT_YET, "p3", {"ada.price.salience"}),
        (NOT_YET, "nothing", set()),
        (WITHDRAWN, "p3", set()),
    ],
)
def test_only_inputs_that_count_in_this_phase_are_asked_about(
    phase: int, before: str, counts: set[str]
) -> None:
    price = {"wants": "p1", "firmness": 50, "raised": "2025-02-01", "before": before}
    talks = made({"price": price})
    labels = Tale(talks.case, talks.events).labels
    paths = {one.path for one in levers(labels, talks.state.tables, ADA, (phase, RAISED))}
    always = {"ada.no_deal.worth", "ada.firmness", "ada.aversion", "ada.time.salience"}
    assert paths == always | counts


def test_an_answer_may_come_and_go_and_come_again() -> None:
    def at(value: float) -> str:
        return "accept" if 40.3 <= value <= 41.2 or value >= 90 else "reject"

    way = searching._flip(at, 20.25, 100.0, "reject")
    assert way is not None
    assert (way.answer, way.value, way.last, way.digits) == ("accept", 41.0, 41.0, 0)
    assert way.near == pytest.approx(40.3)
    assert way.far == pytest.approx(41.2)
    back = searching._flip(at, 41.0, 0.0, "accept")
    assert back is not None
    assert (back.answer, back.value, back.last, back.change) == ("reject", 40.2, 0.0, -0.8)


def test_a_narrow_place_is_told_with_all_the_decimals_it_needs() -> None:
    was, place = 20.25123456, 40.25123456

    def at(value: float) -> str:
        return "accept" if abs(value - place) < 2e-8 else "reject"

    way = searching._flip(at, was, 100.0, "reject")
    assert way is not None
    assert at(float(f"{way.value:.{way.digits}f}")) == "accept"
