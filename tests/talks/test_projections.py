"""An outcome is read off the log, and nothing is told that the log does not hold."""

from __future__ import annotations

import pytest

from sim.scenario.loading import load
from sim.talks.events import FrameworkAgreed, TalksOpened, TextTabled
from sim.talks.fold import fold
from sim.talks.projections import summary, worth_series
from tests.engine.made import case_of, eventful, plain, run_of, runs_of


def test_a_summary_needs_only_the_log() -> None:
    case = case_of(eventful())
    for events, state in runs_of(case, 25):
        assert summary(events, fold(case, events)) == summary(events, state)


def test_a_summary_says_what_the_log_says() -> None:
    framed = 0
    for events, state in runs_of(case_of(plain()), 60):
        found, now = summary(events, state), state.tables.rules.now
        agreed = [event for event in events if isinstance(event, FrameworkAgreed)]
        assert found.events == len(events)
        assert found.texts == len([e for e in events if isinstance(e, TextTabled)])
        assert found.end_day == (events[-1].tick - now) / 1440
        assert found.terms == (agreed[0].terms if agreed else None)
        assert found.surpluses == (agreed[0].surpluses if agreed else None)
        assert (found.framework_day is None) == (not agreed)
        framed += len(agreed)
    assert framed > 2


def test_what_a_framework_is_worth_is_the_worth_of_its_terms() -> None:
    for events, state in runs_of(case_of(plain()), 60):
        found = summary(events, state)
        if found.terms is None or found.worths is None:
            continue
        ada = state.tables.actors[0]
        weights = [stance.salience for stance in ada.stances if stance is not None]
        values = [
            stance.values[state.tables.names.options[j].index(found.terms[issue])]
            for j, (issue, stance) in enumerate(
                zip(state.tables.names.issues, ada.stances, strict=True)
            )
            if stance is not None
        ]
        worth = sum(w * v for w, v in zip(weights, values, strict=True)) / sum(weights)
        assert found.worths["ada"] == pytest.approx(worth)


def test_aspirations_fall_toward_no_deal_worths_after_each_event() -> None:
    case = load("cairo-2024")
    events, _ = run_of(case, 1)
    assert isinstance(events[0], TalksOpened)
    series = worth_series(case, events)
    assert len(series) == len(events) * 3  # egypt, hamas, israel
    assert [one.actor for one in series[:3]] == ["egypt", "hamas", "israel"]
    for one in series:
        assert 0.0 <= one.no_deal <= one.aspiration <= one.best <= 1.0
    assert series[0].day < 0 < series[-1].day
