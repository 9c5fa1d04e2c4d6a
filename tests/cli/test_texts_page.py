"""What became of texts, as a part of an ensemble's page."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from sim.analysis.text_counts import TextCounts
from sim.cli.texts_page import texts_lines
from tests.analysis.texts import RUNS, counted
from tests.cli.asking import misfits

NAMES = {"ada": "Ada", "bob": "Bob of the Very Long and Winding Road", "mia": "Mia"}


def page(counts: TextCounts) -> str:
    study: Any = SimpleNamespace(texts=counts, labels=SimpleNamespace(actor=NAMES.__getitem__))
    return "\n".join(texts_lines(study))


def test_the_table_of_texts() -> None:
    text = page(counted())
    assert misfits(text) == []
    assert [" ".join(line.split()) for line in text.splitlines()] == [
        "",
        "THE 9 TEXTS TABLED AFTER THE RECORD texts of 100",
        "tabled by",
        "Ada 1 11",
        "Mia 8 89",
        "answering a refusal",
        "a mediator revises 2 22",
        "Mia 2 22",
        "a party counters 1 11",
        "Ada 1 11",
        "how they ended",
        "agreed 2 22",
        "time to answer over, somebody's answer missing 3 33",
        "that of Ada 1 11",
        "that of Bob of the Very Long and Winding Road 3 33",
        "time to answer over, all had answered 2 22",
        "replaced by another text 1 11",
        "on the table when the run ended 1 11",
        "9 texts in 4 runs: 2.2 a run, interquartile range 1 to 3.",
        "1 of 2 frameworks (50 of 100) were worth less than no deal to somebody who",
        "accepted them: Ada 1.",
        "In 1 of 2 draws of the inputs hard red lines leave no package open.",
    ]


def test_no_text_is_said_to_be_none() -> None:
    none = {name: [0] * 4 for name in RUNS if name.partition(".")[0] in ("tabled", "revising")}
    text = page(counted(**none, lapsed=[0] * 4, unanswered=[0] * 4, replaced=[0] * 4))
    assert text.startswith("\nTEXTS: the model tabled none\n  1 of 2 frameworks")
