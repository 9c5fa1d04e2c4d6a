"""What became of texts, counted from a table of runs whose numbers are made up."""

from __future__ import annotations

import pytest

from sim.analysis.text_counts import Part
from sim.analysis.text_words import below_no_deal, how_many, shut_draws, text_rows
from tests.analysis.texts import RUNS, counted


def test_texts_a_run_are_a_mean_and_quartiles() -> None:
    found = counted()
    assert (found.runs, found.texts, found.mean) == (4, 9, 9 / 4)
    assert (found.lower_quartile, found.upper_quartile) == (1, 3)
    assert how_many(found) == "9 texts in 4 runs: 2.2 a run, interquartile range 1 to 3"


def test_every_text_ended_in_one_way() -> None:
    found = counted()
    ends = [found.agreed, found.unanswered, found.answered, found.replaced, found.standing]
    assert [part.count for part in ends] == [2, 3, 2, 1, 1]
    assert all(part.whole == 9 for part in ends)
    assert sum(part.share for part in ends) == pytest.approx(1)


def test_texts_are_counted_by_who_tabled_them_and_whose_answer_was_missing() -> None:
    found = counted()
    assert {one: by.tabled.count for one, by in found.by.items()} == {"ada": 1, "bob": 0, "mia": 8}
    assert {one: part.count for one, part in found.missing.items()} == {"ada": 1, "bob": 3}


def test_a_party_counters_and_a_mediator_revises() -> None:
    found = counted()
    assert found.counters == Part(1, 9, 1 / 9)
    assert found.revisions == Part(2, 9, 2 / 9)


def test_a_framework_worth_just_no_deal_is_not_below_it() -> None:
    found = counted()
    assert found.below == Part(1, 2, 0.5)
    assert [part.count for part in found.below_by.values()] == [1, 0]
    assert below_no_deal(found, str.title) == (
        "1 of 2 frameworks (50 of 100) were worth less than no deal to somebody who accepted "
        "them: Ada 1."
    )


def test_draws_are_shut_where_no_run_has_an_open_package() -> None:
    assert counted().shut == Part(1, 2, 0.5)
    assert counted(open_packages=[0, 0, 5, 1]).shut.count == 0
    assert shut_draws(counted()) == (
        "In 1 of 2 draws of the inputs hard red lines leave no package open."
    )


def test_shares_honour_weights_and_counts_do_not() -> None:
    found = counted(weight=[1.0, 0.0, 0.5, 0.5])
    assert (found.runs, found.texts) == (3, 6)
    assert found.mean == (3 + 0.5 + 1) / 2
    assert found.unanswered == Part(1, 6, 1 / 4.5)
    assert found.shut.share == pytest.approx(0.4)  # a draw weighs what its runs do on average


def test_no_text_and_no_framework_are_counted_too() -> None:
    none = {name: [0] * 4 for name in RUNS if name.partition(".")[0] in ("tabled", "revising")}
    found = counted(
        **none, lapsed=[0] * 4, unanswered=[0] * 4, replaced=[0] * 4, framework_day=[None] * 4
    )
    assert (found.texts, found.mean, found.agreed) == (0, 0, Part(0, 0, 0.0))
    assert (found.below.whole, below_no_deal(found, str.title)) == (0, "")


def test_rows_name_only_those_who_had_a_part() -> None:
    told = [what for depth, what, part in text_rows(counted(), str.title) if depth and part]
    assert told == [
        "Ada", "Mia", "a mediator revises", "Mia", "a party counters", "Ada", "agreed",
        "time to answer over, somebody's answer missing", "that of Ada", "that of Bob",
        "time to answer over, all had answered", "replaced by another text",
        "on the table when the run ended",
    ]  # fmt: skip
