"""What suspensions, frameworks and ends make of the state, and what does not fold."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from sim.errors import LogError
from sim.model.hazard import settling_rate
from sim.talks.events import (
    DealConcluded,
    FrameworkAgreed,
    HorizonReached,
    ImplementationFailed,
    ItemSettled,
    MessageRelayed,
    RatificationVoted,
    TalksCollapsed,
    TalksResumed,
    TalksSuspended,
    TextAccepted,
    TextLapsed,
    TextTabled,
)
from sim.talks.fold import evolve, fold
from sim.talks.timers import (
    ANSWER,
    BREAK,
    COLLAPSE,
    CONCLUDE,
    FAIL,
    HORIZON,
    LAPSE,
    RATIFY,
    RESUME,
    SETTLE,
    STATE,
    TABLE,
    TELL,
)
from tests.engine.made import Data, plain, run_of
from tests.talks.telling import ADA, BOB, MIA, Talks, given, text

SLOW = {"suspension": {"resumes": "0.01 a day", "collapses": "0.01 a day"}}


def on_their_way() -> Talks:
    """A text that Ada is thinking over and that has still to reach Bob."""
    data = plain(**SLOW)
    data["actors"]["mia"]["channel_delay"] = "0 days"
    talks = given(data).told(TextTabled, 2, "mia", **text(1))
    return talks.fired(MessageRelayed, TELL, ADA, actor="mia", kind="text", text=1, to="ada")


def test_a_suspension_holds_back_answers_and_tabling() -> None:
    talks = on_their_way()
    due = talks.timer(ANSWER, ADA).due
    talks.told(TalksSuspended, talks.day)
    assert talks.pending(ANSWER) == talks.pending(TELL) == []
    assert talks.state.paused[ANSWER, ADA][0] == due - talks.state.tick
    assert set(talks.state.paused) == {(ANSWER, ADA), (TELL, BOB)}


def test_in_a_suspension_clocks_run_on() -> None:
    talks = on_their_way()
    kept = {kind: talks.timer(kind) for kind in (LAPSE, HORIZON)} | {STATE: talks.timer(STATE, ADA)}
    talks.told(TalksSuspended, talks.day)
    assert {kind: talks.timer(kind, who) for kind, who in ((LAPSE, 0), (HORIZON, 0))} == {
        kind: kept[kind] for kind in (LAPSE, HORIZON)
    }
    assert talks.timer(STATE, ADA) == kept[STATE]
    assert talks.pending(RESUME) == talks.pending(COLLAPSE) == [0]


def test_resumed_everything_takes_the_time_it_had_left() -> None:
    talks = on_their_way()
    left = talks.timer(ANSWER, ADA).due - talks.state.tick
    day = talks.day
    talks.told(TalksSuspended, day).told(TalksResumed, day + 9)
    assert talks.timer(ANSWER, ADA).due == talks.state.tick + left
    assert talks.pending(TELL) == [BOB]
    assert talks.pending(COLLAPSE) == []
    assert not talks.state.paused
    assert not talks.state.suspended


def test_what_is_set_in_a_suspension_waits_for_its_end() -> None:
    talks = on_their_way().told(TalksSuspended, 6).fired(TextLapsed, LAPSE, text=1, why="deadline")
    assert talks.pending(TABLE) == []
    assert [key for key in talks.state.paused if key[0] == TABLE] == [(TABLE, MIA)]
    wait = talks.state.paused[TABLE, MIA][0]
    talks.told(TalksResumed, 40)
    assert talks.timer(TABLE, MIA).due == 40 * 1440 + wait


def test_each_suspension_has_luck_of_its_own() -> None:
    talks = given(plain(**SLOW)).told(TalksSuspended, 2)
    first = talks.state.hazards[RESUME, 0].unit
    talks.told(TalksResumed, 3).told(TalksSuspended, 4)
    assert talks.state.hazards[RESUME, 0].unit != first


def agreed(data: Data | None = None, **surpluses: float) -> Talks:
    """Ada and Bob have agreed to a text on the fourth day."""
    talks = given(data).told(TextTabled, 2, "mia", **text(1)).told(TextAccepted, 3, "ada", text=1)
    talks.told(TextAccepted, 4, "bob", text=1)
    found = surpluses or {"ada": 0.2, "bob": 0.1}
    items = talks.state.tables.after_yes.items
    terms = {"price": "p2", "time": "t2"}
    return talks.told(FrameworkAgreed, 4, text=1, terms=terms, surpluses=found, items=items)


def after_yes(**more: Any) -> Data:
    return plain(after_yes={"items": ["papers", "keys"], "settles": "0.05 a day", **more})


def test_a_framework_leaves_only_what_comes_after_yes() -> None:
    talks = agreed(after_yes())
    assert {kind for kind, _ in talks.state.timers} == {HORIZON, SETTLE, BREAK}
    assert talks.state.live is None
    assert talks.pending(SETTLE) == [0, 1]


def test_items_settle_by_the_least_surplus_frozen_at_the_framework() -> None:
    talks = agreed(after_yes(slope=80), ada=0.2, bob=0.1)
    assert talks.state.hazards[SETTLE, 0].rate == pytest.approx(settling_rate(0.05, 4.0, 0.1))


def test_when_all_items_are_settled_there_is_a_deal() -> None:
    talks = agreed(after_yes()).told(ItemSettled, 5, item="keys")
    assert talks.pending(CONCLUDE) == []
    assert talks.pending(SETTLE) == [0, 1]  # told of its own accord: its timer stands
    talks.told(ItemSettled, 6, item="papers")
    assert talks.timer(CONCLUDE).due == talks.state.tick
    talks.fired(DealConcluded, CONCLUDE)
    assert talks.state.outcome == "deal"
    assert not talks.state.timers


def test_a_deal_waits_for_every_vote() -> None:
    votes = {"ada": {}, "bob": {"seats": 11, "support": 60}}
    talks = agreed(after_yes(ratification=votes))
    assert talks.pending(RATIFY) == [ADA, BOB]
    talks.told(ItemSettled, 5, item="keys").told(ItemSettled, 5, item="papers")
    talks.fired(RatificationVoted, RATIFY, ADA, actor="ada", passed=True, chance=0.9)
    assert talks.pending(CONCLUDE) == []
    talks.told(RatificationVoted, talks.day, "bob", passed=True, chance=0.9)
    assert talks.pending(CONCLUDE) == [0]


def test_a_failed_vote_ends_it() -> None:
    talks = agreed(after_yes(ratification={"ada": {}}))
    talks.fired(RatificationVoted, RATIFY, ADA, actor="ada", passed=False, chance=0.2)
    assert talks.timer(FAIL).due == talks.state.tick
    talks.fired(ImplementationFailed, FAIL, why="ratification")
    assert talks.state.outcome == "implementation_failed"


def test_a_horizon_between_yes_and_deal_leaves_the_framework() -> None:
    assert agreed().fired(HorizonReached, HORIZON).state.outcome == "framework_only"
    assert given().fired(HorizonReached, HORIZON).state.outcome == "no_agreement"


def test_a_horizon_in_a_suspension_is_no_agreement() -> None:
    talks = given(plain(**SLOW)).told(TalksSuspended, 5).fired(HorizonReached, HORIZON)
    assert talks.state.outcome == "no_agreement"


def test_a_collapse_ends_everything() -> None:
    talks = given(plain(**SLOW)).told(TalksSuspended, 5).told(TalksCollapsed, 6)
    assert talks.state.outcome == "collapsed"
    assert not talks.state.timers
    assert not talks.state.paused


def test_a_log_starts_with_its_opening() -> None:
    talks = given()
    with pytest.raises(LogError, match="starts with TalksOpened"):
        fold(talks.case, talks.events[1:])
    with pytest.raises(LogError, match="starts with TalksOpened"):
        fold(talks.case, [])


def test_an_event_that_does_not_follow_is_refused() -> None:
    case = given().case
    events, _ = run_of(case, 0)
    state = fold(case, events[:4])
    with pytest.raises(LogError, match="expected event 4"):
        evolve(state, events[5])
    with pytest.raises(LogError, match="tick 3"):
        evolve(state, replace(events[4], tick=3))


def test_timers_that_fired_quietly_are_gone_with_the_next_event() -> None:
    talks = on_their_way()
    talks.told(TalksSuspended, talks.timer(ANSWER, ADA).due / 1440 + 1)
    assert (ANSWER, ADA) not in talks.state.timers
    assert (ANSWER, ADA) not in talks.state.paused


def test_of_two_timers_due_together_the_later_set_is_still_to_come() -> None:
    talks = on_their_way()
    assert talks.timer(TELL, BOB).due == talks.state.tick


def test_of_two_timers_due_together_one_that_fired_quietly_before_is_gone() -> None:
    data = plain(**SLOW)
    data["actors"]["mia"]["channel_delay"] = "0 days"
    talks = given(data).told(TextTabled, 2, "mia", **text(1))
    assert talks.timer(TELL, ADA).due == talks.timer(TELL, BOB).due
    talks.fired(MessageRelayed, TELL, BOB, actor="mia", kind="text", text=1, to="bob")
    assert talks.pending(TELL) == []
