"""An observer hears and speaks in public, and nobody asks it for anything."""

from __future__ import annotations

from typing import Any

import pytest

from sim.engine.play import Start, play_record
from sim.errors import ScenarioError
from sim.scenario.case import Case
from sim.talks.events import StatementMade
from tests.engine.made import Data, case_of, entry, plain, run_of, values_at


def watched(observer: Data | None = None, **changes: Any) -> Case:
    data = plain(
        calendar={"start": "2025-01-01", "now": "2025-01-05", "horizon": "30 days"},
        record={"word": entry("2025-01-03", "oda", "claim progress")},
    )
    data["actors"]["oda"] = {"roles": ["observer"], **(observer or {})}
    return case_of(data | changes)


def test_its_only_input_is_its_credibility() -> None:
    case = watched()
    assert [path for path in case.paths if path.startswith("oda.")] == ["oda.credibility"]


@pytest.mark.parametrize("credibility", [0, 50])
def test_its_public_word_moves_beliefs_by_its_credibility(credibility: int) -> None:
    case = watched({"credibility": credibility})
    values = values_at(case)
    events = play_record(case, values, Start(0))[0]
    word = next(event for event in events if isinstance(event, StatementMade))
    assert set(word.beliefs) == {"ada", "bob"}
    moved = [word.beliefs[name] - values[f"{name}.expects_deal"] / 100 for name in ("ada", "bob")]  # type: ignore[operator]
    assert all(shift > 0 for shift in moved) == (credibility > 0)


def test_no_text_waits_for_it_and_it_does_nothing_of_its_own() -> None:
    case = watched()
    tables = case.at(values_at(case))
    oda = case.names.actors.index("oda")
    assert oda not in tables.consenting
    assert all(oda not in tables.needed(p) for p in range(12))
    after = [event for run in range(4) for event in run_of(case, run)[0] if event.tick > 5 * 1440]
    assert after
    assert all(event.actor != "oda" for event in after)


@pytest.mark.parametrize(
    ("observer", "said"),
    [
        ({"roles": ["observer", "party"]}, "an observer with another role (got [observer, party])"),
        ({"price": {"wants": "p1"}}, "oda.price: a stance of one whose consent nobody needs"),
        ({"firmness": "high"}, "only a party or stakeholder has this (got roles [observer])"),
        ({"delay": "3 days"}, "only a mediator has this (got roles [observer])"),
        ({"belief_error": "high"}, "only a party, stakeholder or mediator has this"),
    ],
)
def test_what_only_others_have_is_faulted(observer: Data, said: str) -> None:
    with pytest.raises(ScenarioError) as told:
        watched(observer)
    assert said in str(told.value)


@pytest.mark.parametrize(
    ("does", "said"),
    [("accept", "an answer of one whose consent nobody needs (got oda)"),
     ("table", "tabled by another than its author (got oda): write mia")],
)  # fmt: skip
def test_it_neither_answers_nor_tables(does: str, said: str) -> None:
    record = {"tabled": entry("2025-01-02", "mia", "table", "offer"),
              "move": entry("2025-01-03", "oda", does, "offer")}  # fmt: skip
    with pytest.raises(ScenarioError) as told:
        watched(texts={"offer": {"by": "mia"}}, record=record)
    assert said in str(told.value)


def test_it_may_not_vote() -> None:
    with pytest.raises(ScenarioError, match="a vote where there is nothing to win or lose"):
        watched(after_yes={"ratification": {"oda": {}}})
