"""What demands, red lines, shocks and public words make of the state."""

from __future__ import annotations

import math

import pytest

from sim.model.constants import ACCEPT
from sim.scenario.rules import Deadline
from sim.talks.events import (
    DemandRaised,
    DemandWithdrawn,
    InputChanged,
    RedLineStated,
    ReportPublished,
    ShockStruck,
    StatementMade,
    TalksSuspended,
    TextAccepted,
    TextCriticised,
    TextTabled,
)
from sim.talks.positions import added_of, agreed, aspiration_of, reservation_of
from sim.talks.state import State
from sim.talks.timers import (
    AGREE,
    ANSWER,
    COLLAPSE,
    DEMAND,
    RESUME,
    RETHINK,
    SHOCK,
    STATE,
    TELL,
    WITHDRAWAL,
)
from tests.engine.made import Data, plain
from tests.talks.telling import ADA, BOB, MIA, Talks, given, text


def midway(**resentment: float) -> Data:
    """Ada asks for more time from February on; until then she wanted it late."""
    data = plain()
    data["actors"]["ada"]["time"] |= {"raised": "2025-02-01", "before": "t3"}
    for name, points in resentment.items():
        data["actors"][name]["resentment"] = points
    return data


def worth(talks: Talks, actor: int, price: str, time: str) -> float:
    names = talks.state.tables.names
    options = names.options[0].index(price), names.options[1].index(time)
    return talks.state.stand[actor].worths[names.package_options.index(options)]


def test_a_demand_midway_waits_for_its_day() -> None:
    talks = given(midway())
    assert talks.timer(DEMAND, 1).due == round(31.5 * 1440)
    assert worth(talks, ADA, "p1", "t3") == 1.0


def test_a_demand_changes_what_everything_is_worth() -> None:
    talks = given(midway()).fired(DemandRaised, DEMAND, 1, actor="ada", issue="time", late=True)
    assert worth(talks, ADA, "p1", "t1") == 1.0
    assert worth(talks, ADA, "p1", "t3") < 1.0


def test_what_a_demand_left_unsaid_has_no_weight() -> None:
    data = midway()
    del data["actors"]["ada"]["time"]["before"]
    talks = given(data)
    assert worth(talks, ADA, "p1", "t1") == worth(talks, ADA, "p1", "t3") == 1.0


def test_a_demand_withdrawn_leaves_its_weight_to_the_rest() -> None:
    talks = given().told(DemandWithdrawn, 3, "ada", issue="price")
    assert worth(talks, ADA, "p4", "t1") == 1.0


@pytest.mark.parametrize(("late", "rise"), [(True, 0.08), (False, 0.0)])
def test_only_a_late_demand_is_resented_and_only_by_others(late: bool, rise: float) -> None:
    talks = given(midway(ada=80, bob=80)).told(DemandRaised, 9, "ada", issue="time", late=late)
    assert talks.state.shift[BOB] == pytest.approx(rise)
    assert talks.state.shift[ADA] == 0.0


def test_whoever_has_no_stake_in_it_resents_nothing() -> None:
    data = midway(bob=80)
    data["actors"]["sue"] = {"roles": ["stakeholder"], "price": {"wants": "p1"}, "resentment": 80}
    data["actors"]["mia"]["reaches"].append("sue")
    talks = given(data).told(DemandRaised, 9, "ada", issue="time", late=True)
    assert talks.state.shift == pytest.approx([0.0, 0.08, 0.0, 0.0])


def test_a_late_demand_withdrawn_is_resented_no_longer() -> None:
    talks = given(midway(bob=80)).told(DemandRaised, 9, "ada", issue="time", late=True)
    talks.told(DemandWithdrawn, 12, "ada", issue="time")
    assert talks.state.shift[BOB] == pytest.approx(0.0)
    talks.told(DemandWithdrawn, 13, "bob", issue="time")
    assert talks.state.shift[ADA] == 0.0


def test_a_withdrawal_with_a_day_of_its_own_waits_for_it() -> None:
    data = plain()
    data["actors"]["ada"]["price"]["withdrawn"] = "2025-02-01"
    assert given(data).timer(WITHDRAWAL, 0).due == round(31.5 * 1440)


def committed(points: float) -> Data:
    data = plain(parties={"no_deal": {"worth": 50, "loss_in_90_days": 0}})
    data["actors"]["ada"] |= {"lock_in": points, "lock_in_half_life": "10 days"}
    return data


def conceded_by(state: State, actor: int) -> int:
    """The first day by whose end an actor has come all the way down to its no-deal worth."""
    return next(
        day
        for day in range(400)
        if aspiration_of(state, actor, day * 1440) == reservation_of(state, actor, day * 1440)
    )


def test_by_the_end_it_plans_for_an_actor_has_conceded_everything() -> None:
    """A date is that day's end; days count from the end of the record, where it tells nothing."""
    data = plain()
    data["actors"]["ada"]["planning_horizon"] = "2025-01-20"
    data["actors"]["bob"]["planning_horizon"] = "40 days"
    state = given(data).state
    assert conceded_by(state, ADA) == 20
    assert conceded_by(state, BOB) == state.tables.rules.now / 1440 + 40


def test_days_to_plan_for_count_from_the_last_event_on_record() -> None:
    data = plain(
        texts={"offer": {"by": "mia", "answer_by": "30 days"}},
        record={"offer": {"when": "2025-01-01", "who": "mia", "does": "table", "what": "offer"}},
        parties={"planning_horizon": "40 days"},
    )
    data["calendar"]["now"] = "2025-01-09"
    tables = Talks(data).state.tables
    assert tables.actors[ADA].planning_horizon == round(40.5 * 1440)
    assert tables.rules.now == 9 * 1440


def test_an_announced_deadline_caps_the_plans_of_all_once_it_is_announced() -> None:
    data = plain(parties={"planning_horizon": "300 days"})
    data["calendar"] |= {"deadline": "2025-02-10", "deadline_announced": "2025-01-31"}
    state = given(data).state
    for actor in (ADA, BOB):
        before, after = (aspiration_of(state, actor, tick) for tick in (30 * 1440, 30 * 1440 + 720))
        assert before - after > 0.01  # at noon on which it is announced
        assert conceded_by(state, actor) == 41
    del data["calendar"]["deadline_announced"]
    assert given(data).state.tables.rules.deadline == Deadline(41 * 1440, 0)


def test_a_red_line_lifts_the_no_deal_worth_and_the_lift_halves() -> None:
    talks = given(committed(80)).told(RedLineStated, 5, "ada", issue="price", lock_in=0.04)
    rises = [reservation_of(talks.state, ADA, day * 1440) - 0.5 for day in (5, 15, 25)]
    assert rises == pytest.approx([0.04, 0.02, 0.01])
    assert reservation_of(talks.state, BOB, 5 * 1440) == pytest.approx(0.5)


def test_a_second_red_line_adds_to_what_is_left_of_the_first() -> None:
    talks = given(committed(80)).told(RedLineStated, 5, "ada", issue="price", lock_in=0.04)
    talks.told(RedLineStated, 15, "ada", issue="price", lock_in=0.04)
    assert added_of(talks.state, ADA, 15 * 1440) == pytest.approx(0.06)
    assert added_of(talks.state, ADA, 25 * 1440) == pytest.approx(0.03)


def test_after_a_red_line_the_next_one_has_luck_of_its_own() -> None:
    talks = given(plain(parties={"statements": "0.05 a day"}))
    units = []
    for _ in range(3):
        units.append(talks.state.hazards[STATE, ADA].unit)
        talks.fired(RedLineStated, STATE, ADA, actor="ada", issue="price", lock_in=0.01)
    assert len(set(units)) == 3
    assert talks.timer(STATE, ADA).due > talks.state.tick


def test_a_shock_shifts_whom_it_names() -> None:
    storm = {"title": "Storm", "hazard": "0.1 a day", "shift": {"ada": -15}}
    talks = given(plain(shocks={"storm": storm}))
    talks.fired(ShockStruck, SHOCK, shock="storm", shifts={"ada": -0.15})
    assert talks.state.shift == [-0.15, 0.0, 0.0]
    assert talks.pending(SHOCK) == []


def test_news_lets_everyone_think_again_at_once() -> None:
    storm = {"title": "Storm", "hazard": "0.001 a day", "shift": {"ada": -90}}
    talks = given(plain(shocks={"storm": storm}))
    talks.told(TextTabled, 2, "mia", **text(1, "p4", "t3"))
    talks.told(TextCriticised, 3, "ada", text=1)
    talks.told(ShockStruck, 3.3, shock="storm", shifts={"ada": -0.9})
    change = talks.timer(RETHINK, ADA)
    assert (change.due, change.cause) in [(talks.state.tick, talks.state.seq - 1), (change.due, 3)]


def test_a_shock_that_changes_an_answer_does_so_at_once() -> None:
    data = plain(parties={"opening_concession": 90, "precision": 100, "aversion": 0})
    data["shocks"] = {"s": {"title": "S", "hazard": "0.001 a day", "shift": {"ada": 60}}}
    talks = given(data).told(TextTabled, 2, "mia", **text(1, "p3", "t1"))
    talks.told(TextAccepted, 3.1, "ada", text=1).told(
        ShockStruck, 3.3, shock="s", shifts={"ada": 0.6}
    )
    change = talks.timer(RETHINK, ADA)
    assert (change.due, change.cause) == (talks.state.tick, talks.state.seq - 1)


@pytest.mark.parametrize("kind", [ReportPublished, StatementMade])
def test_public_words_move_beliefs_as_they_say(kind: type[ReportPublished | StatementMade]) -> None:
    talks = given().told(kind, 2, "mia", kind="progress", beliefs={"bob": 0.8})
    assert talks.state.near[BOB] == 0.8
    assert talks.state.near[ADA] == talks.state.tables.actors[ADA].expects_deal


def test_words_that_move_nobody_are_no_news() -> None:
    """Ada would answer otherwise by now, but thinks on her grid, not when she hears nothing."""
    talks = given(plain(parties={"no_deal": {"loss_in_90_days": 100}}), luck=3.0)
    talks.told(TextTabled, 2, "mia", **text(1, "p1", "t1")).told(TextCriticised, 3.5, "ada", text=1)
    due = talks.timer(RETHINK, ADA).due
    assert due == round(4.5 * 1440)
    talks.told(StatementMade, 4, "mia", beliefs={"ada": talks.state.near[ADA]})
    assert talks.timer(RETHINK, ADA).due == due
    talks.told(StatementMade, 4.2, "mia", beliefs={"ada": 0.9})
    assert talks.timer(RETHINK, ADA).due == talks.state.tick


def test_a_changed_rate_spends_what_is_left_of_the_hazard() -> None:
    talks = given(plain(parties={"statements": "0.01 a day"}))
    held = talks.state.hazards[STATE, ADA]
    assert held.unit > 0.21  # it strikes later than that
    sets, values = {"ada.statements": "0.04 a day"}, {"ada.statements": 0.04}
    talks.told(InputChanged, 21, sets=sets, values=values)
    left = held.unit - 0.01 * (21 * 1440 - held.since) / 1440
    assert talks.state.hazards[STATE, ADA].unit == pytest.approx(left)
    assert talks.timer(STATE, ADA).due == 21 * 1440 + round(left / 0.04 * 1440)


def test_a_changed_rate_moves_the_end_of_a_suspension() -> None:
    data = plain(suspension={"resumes": "0.1 a day", "collapses": "0.05 a day"})
    talks = given(data).told(TalksSuspended, 2)
    due = {kind: talks.timer(kind).due - talks.state.tick for kind in (RESUME, COLLAPSE)}
    talks.told(InputChanged, 2, sets={"suspension.resumes": "0.2 a day"}, values={})
    assert talks.timer(RESUME).due - talks.state.tick == pytest.approx(due[RESUME] / 2, abs=1)
    assert talks.timer(COLLAPSE).due - talks.state.tick == due[COLLAPSE]


def test_an_input_changed_keeps_everything_but_that_input() -> None:
    talks = given().told(TextTabled, 2, "mia", **text(1)).told(TextAccepted, 3, "bob", text=1)
    before = talks.state.tables
    sets = {"ada.no_deal.worth": "90"}
    talks.told(InputChanged, 4, sets=sets, values={"ada.no_deal.worth": 90.0})
    after = talks.state.tables
    assert reservation_of(talks.state, ADA, talks.state.tick) == pytest.approx(0.9)
    assert after.values["ada.no_deal.worth"] == 90.0
    assert after.actors[BOB] == before.actors[BOB]
    assert after.actors[MIA] == before.actors[MIA]
    assert talks.state.answers == {BOB: ACCEPT}
    assert math.isclose(after.rules.horizon, before.rules.horizon)


def test_whoever_loses_its_stake_need_not_answer_any_more() -> None:
    data = plain()
    data["issues"]["price"]["status_quo"] = "p1"
    data["actors"]["sue"] = {"roles": ["stakeholder"], "price": {"opposes": "p4"}}
    data["actors"]["mia"]["reaches"].append("sue")
    talks = given(data, 0.25)
    assert talks.state.tables.values["sue.needed"] == "always"
    talks.told(TextTabled, 2, "mia", **text(1))
    talks.told(TextAccepted, 3, "ada", text=1).told(TextAccepted, 3, "bob", text=1)
    assert not agreed(talks.state)
    talks.told(InputChanged, 4, sets={"sue.price.opposes": "nothing"}, values={})
    assert talks.state.live is not None
    assert talks.state.live.needed == (ADA, BOB)
    assert 3 not in talks.pending(ANSWER) + talks.pending(TELL)
    assert talks.timer(AGREE).due == talks.state.tick
