"""A text's time to answer: from when all whose consent it needs have heard it."""

from __future__ import annotations

import pytest

from sim.engine.closing import contradiction
from sim.engine.play import Start, play, play_record
from sim.model.constants import MINUTES_A_DAY
from sim.talks.beliefs import chance_of_yes
from sim.talks.events import (
    InputChanged,
    MessageRelayed,
    SessionConvened,
    TalksSuspended,
    TextLapsed,
    TextTabled,
)
from sim.talks.timers import LAPSE, TELL
from tests.engine.made import Data, case_of, direct, entry, plain, values_at
from tests.talks.telling import ADA, BOB, MIA, Talks, given, text

DAY = MINUTES_A_DAY
WEEK: Data = {"answer_days": 7.0, "from_tabling": False}


def tabled(data: Data | None = None, **more: object) -> Talks:
    return given(data or plain()).told(TextTabled, 2, "mia", **text(1, **{**WEEK, **more}))


def end(talks: Talks) -> int | None:
    """When the live text lapses, as it and its timer have it."""
    assert talks.state.live is not None
    timer = talks.state.timers.get((LAPSE, 0))
    assert (None if timer is None else timer.due) == talks.state.live.end
    return talks.state.live.end


def tell(talks: Talks, day: float, *names: str) -> Talks:
    for name in names:
        talks.told(MessageRelayed, day, "mia", kind="text", text=1, to=name)
    return talks


def test_no_end_is_set_until_all_whom_it_needs_have_heard_it() -> None:
    talks = tabled()
    assert end(talks) is None
    assert end(tell(talks, 3, "ada")) is None
    assert end(tell(talks, 5, "bob")) == (5 + 7) * DAY


def test_who_hears_it_late_has_less_time_to_answer() -> None:
    talks = tell(tabled(), 3, "ada")
    assert end(tell(talks, 37, "bob")) == (2 + 30 + 7) * DAY


def test_those_in_the_room_hear_it_when_they_meet() -> None:
    data = plain()
    data["calendar"]["sessions"] = {"x": {"when": "2025-01-10", "attend": ["bob"]}}
    talks = tell(tabled(data), 3, "ada")
    talks.told(SessionConvened, 4, session="x", attend=("bob",), level=0.0, until=5 * DAY)
    assert end(talks) == (4 + 7) * DAY


def test_in_one_room_the_time_runs_from_tabling() -> None:
    talks = given(direct()).told(TextTabled, 2, "bob", **text(1, **WEEK))
    assert end(talks) == (2 + 7) * DAY


def test_one_whom_nothing_will_reach_does_not_hold_it_up() -> None:
    data = plain()
    data["actors"]["mia"]["reaches"] = ["ada"]
    data["calendar"]["sessions"] = {"only": {"when": "2025-01-03", "attend": ["bob", "mia"]}}
    talks = tabled(data)
    assert end(tell(talks, 2.1, "ada")) is None  # bob will be there
    data["calendar"]["sessions"]["only"]["attend"] = ["bob"]
    gone = given(data)
    gone.told(SessionConvened, 2.5, session="only", attend=("bob",), level=0.0, until=3 * DAY)
    gone.state.timers = {key: t for key, t in gone.state.timers.items() if key[0] != "convene"}
    gone.state.room = frozenset()
    gone.told(TextTabled, 4, "mia", **text(1, **WEEK))
    assert end(tell(gone, 5, "ada")) == (5 + 7) * DAY


def test_telling_waits_while_the_talks_are_suspended_and_a_dated_life_runs_on() -> None:
    talks = tabled().told(TalksSuspended, 3)
    assert end(talks) is None
    assert {key for key in talks.state.paused if key[0] == TELL} == {(TELL, ADA), (TELL, BOB)}
    dated = tell(tabled(), 3, "ada", "bob").told(TalksSuspended, 4)
    assert end(dated) == (3 + 7) * DAY


def test_a_text_without_an_end_never_lapses_and_is_judged_a_month_on() -> None:
    talks = tell(tabled(answer_days=None), 3, "ada", "bob")
    assert end(talks) is None
    state = talks.state
    assert state.live is not None
    assert state.live.judged(state.tick) == (2 + 30) * DAY
    assert state.live.judged(50 * DAY) == 50 * DAY
    assert 0.0 < chance_of_yes(state, MIA, ADA, state.live, state.tick) < 1.0


def test_a_time_of_its_own_runs_from_tabling() -> None:
    talks = tabled(from_tabling=True)
    assert end(talks) == (2 + 7) * DAY
    assert end(tell(talks, 5, "ada", "bob")) == (2 + 7) * DAY


def with_sue(needed: str) -> Data:
    data = plain()
    sue = {"roles": ["stakeholder"], "price": {"wants": "p2"}, "needed": needed}
    data["actors"] |= {"sue": sue, "mia": {"roles": ["mediator"], "reaches": ["ada", "bob", "sue"]}}
    return data


def test_a_change_of_who_is_needed_may_only_lengthen_its_life() -> None:
    talks = tell(tabled(with_sue("no")), 3, "ada", "bob")
    assert end(talks) == (3 + 7) * DAY
    talks.told(InputChanged, 5, sets={"sue.needed": "always"}, values={})
    assert talks.state.live is not None
    assert 3 in talks.state.live.needed
    assert end(talks) == (3 + 7) * DAY  # until she has heard it
    assert end(tell(talks, 6, "sue")) == (6 + 7) * DAY
    talks.told(InputChanged, 7, sets={"sue.needed": "no"}, values={})
    assert end(talks) == (6 + 7) * DAY


def test_no_longer_waiting_for_one_dates_the_end() -> None:
    talks = tell(tabled(with_sue("always")), 3, "ada", "bob")
    assert end(talks) is None
    talks.told(InputChanged, 5, sets={"sue.needed": "no"}, values={})
    assert end(talks) == (5 + 7) * DAY


def recorded(answered: str, now: str, **offer: object) -> Data:
    data = plain(
        texts={"offer": {"by": "mia", **offer}},
        record={
            "a": entry("2025-01-02", "mia", "table", "offer"),
            "b": entry("2025-01-03", "bob", "criticise", "offer"),
            "c": entry(answered, "ada", "criticise", "offer"),
        },
    )
    data["calendar"]["now"] = now
    return data


@pytest.mark.parametrize(
    ("answered", "now", "days", "possible"),
    [
        ("2025-01-04", "2025-01-10", 10, True),
        ("2025-01-04", "2025-01-10", 7, False),  # gone before the record ends
        ("2025-01-12", "2025-01-12", 20, True),
        ("2025-01-12", "2025-01-12", 9, False),  # gone before it is answered
    ],
)
def test_an_answered_text_stands_until_the_record_ends(
    answered: str, now: str, days: int, possible: bool
) -> None:
    case = case_of(recorded(answered, now, answer_by=f"{days - 1} to {days + 1} days"))
    values = {**values_at(case), "texts.offer.answer_by": float(days)}
    state = play_record(case, values, Start())[1]
    record = state.record
    assert record is not None
    assert record.possible is possible
    assert ("lapses before" in contradiction(state, record)) is not possible


def test_a_text_that_another_follows_stood_until_it_was_answered() -> None:
    data = recorded("2025-01-12", "2025-01-14", answer_by="9 to 11 days")
    data["texts"]["other"] = {"by": "mia", "answer_by": "20 days"}
    data["record"]["d"] = entry("2025-01-13", "mia", "table", "other")
    case = case_of(data)
    for days, possible in ((9.0, False), (11.0, True)):
        values = {**values_at(case), "texts.offer.answer_by": days}
        record = play_record(case, values, Start())[1].record
        assert record is not None
        assert record.possible is possible


@pytest.mark.parametrize(("answered", "possible"), [("2025-01-04", False), ("2025-01-12", True)])
def test_a_recorded_text_waits_for_all_to_hear_it(answered: str, possible: bool) -> None:
    """By the talks' rules: from the last first answer, which shows that its giver had heard it."""
    case = case_of(recorded(answered, "2025-01-12") | {"answers": {"expires": "yes"}})
    values = {**values_at(case), "answers.answer_by": 7.0}
    record = play_record(case, values, Start())[1].record
    assert record is not None
    assert record.possible is possible


def test_a_recorded_text_that_nobody_answers_may_have_lapsed() -> None:
    data = recorded("2025-01-04", "2025-01-20", answer_by="5 days")
    del data["record"]["b"]
    del data["record"]["c"]
    case = case_of(data)
    events, state = play(case, values_at(case), Start())
    lapsed = next(event for event in events if isinstance(event, TextLapsed))
    assert lapsed.tick == state.tables.rules.now


def test_whether_texts_have_an_end_is_an_input() -> None:
    case = case_of(plain())
    days = {case.at({**values_at(case), "answers.expires": word}).rules.answer_days
            for word in ("yes", "no")}  # fmt: skip
    assert days == {None, 18.5}
