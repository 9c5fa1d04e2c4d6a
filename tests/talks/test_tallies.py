"""What became of a run's texts, counted on logs made up event by event."""

from __future__ import annotations

import pytest

from sim.scenario.tables import Tables
from sim.talks.events import AnswerRevised, TextAccepted, TextCriticised, TextRejected
from sim.talks.tallies import Tally, tally
from tests.engine.made import case_of, plain, values_at
from tests.talks.made_up import CLOSED, answer, lapsed, log, tabled

NOTHING = Tally({}, {}, 0, 0, 0, {})


@pytest.fixture(scope="module")
def tables() -> Tables:
    """Ada and Bob consent; Mia mediates, and so does Max."""
    data = plain()
    data["actors"]["max"] = {"roles": ["mediator"], "reaches": ["ada", "bob"]}
    case = case_of(data)
    return case.at(values_at(case))


def test_a_text_whose_time_runs_out_lacks_the_answer_of_who_said_nothing(tables: Tables) -> None:
    found = tally(log(CLOSED, tabled("mia", 1), answer(TextAccepted, "ada", 1), lapsed(1)), tables)
    assert found == Tally({"mia": 1}, {}, 1, 1, 0, {"bob": 1})


def test_a_text_that_all_answered_lapses_with_no_answer_missing(tables: Tables) -> None:
    yes, no = answer(TextAccepted, "ada", 1), answer(TextCriticised, "bob", 1)
    found = tally(log(CLOSED, tabled("mia", 1), yes, no, lapsed(1)), tables)
    assert found == Tally({"mia": 1}, {}, 1, 0, 0, {})


def test_a_text_that_lacks_two_answers_is_one_text(tables: Tables) -> None:
    found = tally(log(CLOSED, tabled("mia", 1), lapsed(1)), tables)
    assert found == Tally({"mia": 1}, {}, 1, 1, 0, {"ada": 1, "bob": 1})


def test_who_tables_a_text_has_answered_it(tables: Tables) -> None:
    found = tally(log(CLOSED, tabled("ada", 1), lapsed(1)), tables)
    assert found.missing == {"bob": 1}


def test_a_text_that_revises_another_answers_it(tables: Tables) -> None:
    no = answer(TextRejected, "bob", 1)
    found = tally(
        log(CLOSED, tabled("mia", 1), no, tabled("max", 2, 1), lapsed(1, "superseded")), tables
    )
    assert found == Tally({"mia": 1, "max": 1}, {"max": 1}, 0, 0, 1, {})


def test_a_text_that_replaces_another_may_answer_nothing(tables: Tables) -> None:
    found = tally(log(CLOSED, tabled("mia", 1), tabled("max", 2), lapsed(1, "superseded")), tables)
    assert (found.revising, found.replaced) == ({}, 1)


def test_a_text_tabled_after_another_has_lapsed_is_a_new_one(tables: Tables) -> None:
    found = tally(log(CLOSED, tabled("mia", 1), lapsed(1), tabled("mia", 2)), tables)
    assert (found.tabled, found.revising) == ({"mia": 2}, {})


def test_texts_of_the_record_are_not_counted(tables: Tables) -> None:
    record = tabled("mia", 1), answer(TextRejected, "ada", 1)
    assert tally(log(*record, CLOSED, lapsed(1)), tables) == NOTHING
    found = tally(log(*record, CLOSED, tabled("max", 2, 1), lapsed(1, "superseded")), tables)
    assert found == Tally({"max": 1}, {"max": 1}, 0, 0, 0, {})


def test_an_answer_thought_over_is_an_answer(tables: Tables) -> None:
    revised = AnswerRevised, "bob", {"text": 1, "answer": "reject", "before": "criticise"}
    found = tally(log(CLOSED, tabled("mia", 1), revised, lapsed(1)), tables)
    assert found.missing == {"ada": 1}
