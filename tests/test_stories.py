"""The counts of `docs/stories.md` are those of the logs."""

from __future__ import annotations

from benchmarks.stories import AGREED, OPEN, counted, of_options, story
from sim.api import load, play
from sim.engine.play import play_record
from sim.ensemble.inputs import first_of
from sim.talks.events import FrameworkAgreed, TextTabled
from tests.documented import page_text

CASE = load("flat-sale")
SEED = 22  # five texts, the last of them agreed


def test_every_text_of_a_run_is_told_once_and_the_framework_is_its_last() -> None:
    values, start = first_of(CASE, SEED)
    tables = play_record(CASE, values, start)[1].tables
    events = play(CASE, seed=SEED).events
    told = story(events, tables)
    tabled = [event for event in events if isinstance(event, TextTabled)]
    agreed = [event for event in events if isinstance(event, FrameworkAgreed)]
    assert [text.terms for text in told.texts] == [event.terms for event in tabled]
    assert told.agreed == agreed[0].terms
    assert [text.end == AGREED for text in told.texts] == [False] * (len(tabled) - 1) + [True]
    assert all(text.end != OPEN for text in told.texts)


def test_options_are_counted_over_all_frameworks() -> None:
    rows = of_options(CASE, counted(CASE, 12, 1))
    assert [row[0] for row in rows] == ["The price"] * len(rows)
    assert 98 <= sum(int(row[2]) for row in rows) <= 102


def test_the_page_has_all_its_tables() -> None:
    page = page_text("stories.md")
    for name in ("texts", "options", "kept terms"):
        start = page.index(f"<!-- table: {name} -->\n")
        assert page[start : page.index("<!-- end -->", start)].count("\n|") > 2
