"""Answers to a refusal are told: which text, who refused it, and a mediator that keeps it."""

from __future__ import annotations

import pytest

from sim.engine.play import Start, play_record
from sim.scenario.case import Case
from sim.talks.events import (
    AssessmentFormed,
    MessageRelayed,
    TextAccepted,
    TextCriticised,
    TextRejected,
    TextTabled,
)
from sim.telling.common import Common
from sim.telling.happenings import assessment_formed
from sim.telling.listening import Listener
from sim.telling.mind import knowledge
from sim.telling.news import lines
from sim.telling.tale import Tale
from sim.telling.texts import text_tabled
from tests.engine.made import case_of, plain, runs_of, values_at
from tests.talks.made_up import Told, answer, lapsed, log, tabled
from tests.talks.telling import given, text


@pytest.fixture(scope="module")
def case() -> Case:
    return case_of(plain())


def told(case: Case, by: str, *answers: Told) -> str:
    """What is told of a second text, tabled by somebody after these answers to the first."""
    opening = play_record(case, values_at(case), Start())[0][0]
    new = 2 + len(answers)
    second = tabled(by, 2, revises=1), lapsed(1, "superseded")
    later = log(tabled("mia", 1), *answers, *second, begin=1)
    tale = Tale(case, [opening, *later])
    event = tale.events[new]
    assert isinstance(event, TextTabled)
    return text_tabled(tale, event).text


def test_a_mediator_revises_what_somebody_refused(case: Case) -> None:
    no, yes = answer(TextRejected, "bob", 1), answer(TextAccepted, "ada", 1)
    assert told(case, "mia", no, yes) == (
        "tables text 2, a bridging text; it revises text 1, which BOB rejected"
    )


def test_everyone_who_refused_is_named(case: Case) -> None:
    answers = answer(TextCriticised, "ada", 1), answer(TextRejected, "bob", 1)
    assert told(case, "mia", *answers).endswith("text 1, which BOB rejected and ADA criticised")


def test_a_party_counters_what_it_refused_itself(case: Case) -> None:
    answers = answer(TextRejected, "ada", 1), answer(TextRejected, "bob", 1)
    assert told(case, "ada", *answers).endswith("it counters text 1, which it and BOB rejected")


def test_two_who_said_the_same_are_named_together(case: Case) -> None:
    answers = answer(TextCriticised, "ada", 1), answer(TextCriticised, "bob", 1)
    assert told(case, "mia", *answers).endswith("text 1, which ADA and BOB criticised")


def test_a_text_that_replaces_one_nobody_refused_is_no_answer_to_it(case: Case) -> None:
    assert told(case, "mia") == "tables text 2, a bridging text; it replaces text 1"


def test_a_mediator_that_knows_of_no_better_text_keeps_the_one_there_is(case: Case) -> None:
    opening = play_record(case, values_at(case), Start())[0][0]
    view = {"text": 1, "chance": 0.2, "tilts": {}, "keeps": True}
    tale = Tale(case, [opening, *log((AssessmentFormed, "mia", view), begin=1)])
    [_, event] = tale.events
    assert isinstance(event, AssessmentFormed)
    assert assessment_formed(tale, event).text == (
        "keeps text 1, which it gives 20 in 100: it knows no text surer to get every yes"
    )


def test_a_seat_hears_which_text_another_takes_the_place_of() -> None:
    case = case_of(plain())
    events = next(
        events
        for events, _ in runs_of(case, 200)
        if any(isinstance(e, TextTabled) and e.revises == 1 and e.actor == "mia" for e in events)
    )
    news = [one.text for one in lines(Listener(Common.of(case), knowledge(case, events, "mia")))]
    assert any(text.endswith("a bridging text, in place of text 1") for text in news), news


def test_a_text_that_takes_the_place_of_another_names_it_by_the_seats_own_number() -> None:
    """Bob never has text 1: what is text 2 of the run is his first."""
    talks = given(plain())
    relayed = {"kind": "text", "to": "bob"}
    talks.told(TextTabled, 2, "mia", **text(1, "p1", "t1"))
    talks.told(TextRejected, 4, "ada", text=1)
    talks.told(TextTabled, 6, "mia", **{**text(2, "p2", "t1"), "revises": 1})
    talks.told(MessageRelayed, 7, "mia", text=2, **relayed)
    talks.told(TextRejected, 8, "bob", text=2)
    talks.told(TextTabled, 10, "mia", **{**text(3, "p3", "t1"), "revises": 2})
    talks.told(MessageRelayed, 11, "mia", text=3, **relayed)
    heard = Listener(Common.of(talks.case), knowledge(talks.case, talks.events, "bob"))
    news = [one.text for one in lines(heard) if "bridging" in one.text]
    assert news == [
        "brings you text 1, a bridging text",
        "brings you text 2, a bridging text, in place of text 1",
    ]
