"""Who took part in a session, where no source says: drawn, and said to be."""

from __future__ import annotations

from typing import Any

import pytest

from sim.cli.validate import _counts
from sim.errors import ScenarioError
from sim.scenario.case import Case
from sim.talks.events import SessionConvened
from sim.talks.luck import Luck
from sim.telling.labels import Labels
from tests.engine.made import case_of, plain, run_of


def meeting(attend: Any = "not reported") -> Case:
    return case_of(
        plain(
            calendar={
                "start": "2025-01-01",
                "now": "2025-01-04",
                "horizon": "20 days",
                "sessions": {"first": {"when": "2025-01-02", "attend": attend}},
            }
        )
    )


def first(case: Case, run: int) -> SessionConvened:
    return next(event for event in run_of(case, run)[0] if isinstance(event, SessionConvened))


def values_of(case: Case, n: int) -> dict[str, float | str]:
    luck = Luck(5, n)
    return case.draw(lambda path: luck.u(path, "input"))


def test_each_actor_is_in_or_out_equally_likely_and_on_its_own() -> None:
    case = meeting()
    drawn = [values_of(case, n) for n in range(400)]
    paths = [f"calendar.sessions.first.attend.{name}" for name in case.names.actors]
    for path in paths:
        assert 160 < sum(values[path] == "in" for values in drawn) < 240
    both = sum(values[paths[0]] == values[paths[1]] == "in" for values in drawn)
    assert 70 < both < 130


def test_the_log_says_who_was_drawn_and_that_it_was() -> None:
    told = [first(meeting(), run) for run in range(8)]
    assert {event.drawn for event in told} == {("ada", "bob", "mia")}
    assert len({event.attend for event in told}) > 2


def test_those_named_are_sure_and_the_rest_is_drawn() -> None:
    told = [first(meeting({"ada": "in", "bob": "out"}), run) for run in range(8)]
    assert {event.drawn for event in told} == {("mia",)}
    assert {event.attend for event in told} == {("ada",), ("ada", "mia")}


def test_a_list_is_sure_and_nobody_is_drawn() -> None:
    event = first(meeting(["ada", "bob"]), 0)
    assert (event.attend, event.drawn) == (("ada", "bob"), ())


@pytest.mark.parametrize(
    ("attend", "drawn", "said"),
    [
        ((), ("ada",), "who took part is not reported (drawn: nobody)"),
        (("ada", "bob"), ("bob",), "ada; who else took part is not reported (drawn: bob)"),
        (("ada", "bob"), (), "ada, bob"),
    ],
)
def test_people_are_told_what_no_source_says(
    attend: tuple[str, ...], drawn: tuple[str, ...], said: str
) -> None:
    assert Labels.of(meeting()).attending(attend, drawn).lower() == said


def test_validate_says_it() -> None:
    assert "First: who took part is not reported" in " ".join(_counts(meeting()))
    assert "not reported" not in " ".join(_counts(meeting(["ada", "bob", "mia"])))


@pytest.mark.parametrize(
    ("attend", "said"),
    [
        ({"ada": "maybe"}, "unknown presence (got maybe): write one of in, out"),
        ({"eva": "in"}, "unknown actor (got eva): write one of ada, bob, mia"),
        ("ada", "not a list (got ada): write [ada], or not reported"),
    ],
)
def test_what_is_no_attendance_is_faulted(attend: Any, said: str) -> None:
    with pytest.raises(ScenarioError) as told:
        meeting(attend)
    assert said in str(told.value)


def test_a_seat_that_is_only_drawn_is_no_seat() -> None:
    data = plain()
    data["actors"]["mia"]["reaches"] = ["ada"]
    data["calendar"]["sessions"] = {"first": {"when": "2025-01-09", "attend": "not reported"}}
    with pytest.raises(ScenarioError, match="neither seat nor channel"):
        case_of(data)


def test_of_sessions_to_come_nothing_is_reported() -> None:
    data = plain()
    data["calendar"]["sessions"] = {"more": {"every": "5 days", "attend": "not reported"}}
    with pytest.raises(ScenarioError, match="sessions to come, of which nothing is reported"):
        case_of(data)
