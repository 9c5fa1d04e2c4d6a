"""A text that answers a refusal is told with the text that it answers and who refused that."""

from __future__ import annotations

import pytest

from sim.engine.play import Start, play_record
from sim.scenario.case import Case
from sim.talks.events import TextAccepted, TextCriticised, TextRejected, TextTabled
from sim.telling.tale import Tale
from sim.telling.texts import text_tabled
from tests.engine.made import case_of, plain, values_at
from tests.talks.made_up import Told, answer, lapsed, log, tabled


@pytest.fixture(scope="module")
def case() -> Case:
    return case_of(plain())


def told(case: Case, by: str, *answers: Told) -> str:
    """What is told of a second text, tabled by somebody after these answers to the first."""
    opening = play_record(case, values_at(case), Start())[0][0]
    new = 2 + len(answers)
    second = tabled(by, 2), lapsed(1, "superseded", cause=new)
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
