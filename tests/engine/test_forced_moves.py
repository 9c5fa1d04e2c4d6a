"""Moves that somebody forces: the record before now, what was chosen after it."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from sim.engine.play import Start, play, play_on, play_record
from sim.ensemble.inputs import kept_inputs
from sim.errors import SettingError
from sim.scenario.loading import load
from sim.scenario.moves import Move
from sim.scenario.shipped import shipped_scenarios
from sim.talks.events import (
    AnswerRevised,
    AnyEvent,
    DemandWithdrawn,
    InputChanged,
    RecordClosed,
    RedLineStated,
    ShockStruck,
    StatementMade,
    TextAccepted,
    TextTabled,
)
from sim.talks.fold import fold
from sim.talks.luck import Luck
from sim.talks.positions import reservation_of
from tests.engine.made import Data, case_of, entry, plain, run_of, values_at
from tests.engine.test_resume import assert_resumes_at_every_event

DAY = 1440


def chosen(day: float, verb: str, **more: Any) -> Move:
    """A move somebody chose."""
    fields = {"actor": -1, "provenance": "chosen", **more}
    return Move(id=verb, tick=int(day * DAY), verb=verb, **fields)


def changed_from_now() -> list[tuple[str, str]]:
    found = []
    for name in shipped_scenarios():
        for variant, block in load(name).what_if.items():
            if block.from_ == "now":
                found.append((name, variant))
    return found


def until_closed(events: list[AnyEvent]) -> list[AnyEvent]:
    closed = next(e.seq for e in events if isinstance(e, RecordClosed))
    return events[: closed + 1]


@pytest.mark.parametrize(("name", "variant"), changed_from_now())
def test_a_change_from_now_keeps_the_past_and_its_luck(name: str, variant: str) -> None:
    case = load(name)
    moves = case.now_moves(variant)
    for run in range(3):
        kept = kept_inputs(case, 0, run)
        as_it_is, _ = play(case, kept.values, Start(0, run, run))
        changed, _ = play(case, kept.values, Start(0, run, run, what_if=variant))
        past = until_closed(as_it_is)
        assert changed[1 : len(past)] == past[1:]
        told = [e for e in changed if e.provenance == "chosen"]
        assert len(told) == len(moves)
        assert all(event.seq >= len(past) for event in told)


@pytest.mark.parametrize(("name", "variant"), changed_from_now())
def test_a_changed_run_resumes_at_every_event(name: str, variant: str) -> None:
    case = load(name)
    kept = kept_inputs(case, 0, 3)
    events, _ = play(case, kept.values, Start(0, 3, 3, what_if=variant))
    assert_resumes_at_every_event(case, events)


def test_a_what_if_is_a_script_of_chosen_moves() -> None:
    case = load("cairo-2024")
    kept = kept_inputs(case, 0, 3)
    script = (*case.at(kept.values).record, *case.now_moves("demand-withdrawn"))
    named, _ = play(case, kept.values, Start(0, 3, 3, what_if="demand-withdrawn"))
    scripted, _ = play(case, kept.values, Start(0, 3, 3), script)
    assert named[1:] == scripted[1:]
    assert any(isinstance(e, DemandWithdrawn) and e.provenance == "chosen" for e in named)
    for k in range(1, len(named), 5):
        again = scripted[:k]
        play_on(fold(case, again, script), again)
        assert again == scripted


def test_an_input_set_from_now_keeps_all_others() -> None:
    case = case_of(plain())
    values = values_at(case, 0.3)
    script = (chosen(5, "set", sets=(("ada.no_deal.worth", "very high"),)),)
    events, state = play(case, values, Start(), script)
    [change] = [e for e in events if isinstance(e, InputChanged)]
    assert change.tick == 5 * DAY
    assert list(change.values) == ["ada.no_deal.worth"]
    assert state.tables.values == {**values, **change.values}
    at, before = events.index(change), events[: events.index(change)]
    states = [fold(case, told, script) for told in (before, events[: at + 1])]
    old, new = (reservation_of(one, 0, change.tick) for one in states)
    assert old < 0.8 <= new <= 1.0
    assert new == pytest.approx(change.values["ada.no_deal.worth"] / 100)  # type: ignore[operator]


def never(**more: object) -> Data:
    """Nobody says anything by itself, and nothing strikes."""
    data = plain(**more)
    for name in ("ada", "bob"):
        data["actors"][name]["statements"] = "0 a day"
    return data


@pytest.mark.parametrize(
    ("path", "kind"),
    [("ada.statements", RedLineStated), ("shocks.storm.hazard", ShockStruck)],
)
def test_a_hazard_that_was_nought_can_be_set_going(path: str, kind: type[AnyEvent]) -> None:
    case = case_of(
        never(shocks={"storm": {"title": "S", "hazard": "0 a day", "shift": {"ada": 5}}})
    )
    values = values_at(case)
    quiet, _ = play(case, values, Start())
    assert not [e for e in quiet if isinstance(e, kind)]
    script = (chosen(10, "set", sets=((path, "2 a day"),)),)
    struck = [e for e in play(case, values, Start(), script)[0] if isinstance(e, kind)]
    assert struck
    assert all(e.tick > 10 * DAY for e in struck)


def test_a_shock_strikes_once_whatever_its_rate_becomes() -> None:
    storm = {"title": "S", "hazard": "5 a day", "shift": {"ada": 5}}
    case = case_of(never(shocks={"storm": storm}))
    script = (chosen(30, "set", sets=(("shocks.storm.hazard", "4 a day"),)),)
    events, _ = play(case, values_at(case), Start(), script)
    assert len([e for e in events if isinstance(e, ShockStruck)]) == 1


def test_a_chosen_answer_binds_its_luck_to_the_slice_that_gives_it() -> None:
    case = case_of(recorded())
    values = values_at(case)
    move = chosen(9, "accept", actor=0, text="offer")
    script = (*case.at(values).record, move)
    for run in range(30):
        events, _ = play(case, values, Start(0, run), script)
        [given] = [e for e in events if isinstance(e, TextAccepted) and e.provenance == "chosen"]
        assert given.weighing is not None
        assert given.weighing.z > given.weighing.accept_bar - 1e-9


def recorded(**more: Data) -> Data:
    """A text on the table since the 2nd; now is the end of the 8th."""
    text = {"by": "mia", "label": "draft", "terms": {"price": "p2", "time": "t2"}}
    record = {"text": entry("2025-01-02", "mia", "table", "offer")}
    data = plain(texts={"offer": {**text, "answer_by": "30 days"}}, record=record | more)
    data["calendar"]["now"] = "2025-01-08"
    for name in ("ada", "bob"):
        data["actors"][name]["deliberation"] = "400 days"
    return data


def test_a_recorded_event_says_how_it_is_known() -> None:
    case = load("cairo-2024")
    events, _ = play_record(case, kept_inputs(case, 0, 0).values, Start())
    [text] = [e for e in events if isinstance(e, TextTabled)]
    assert (text.provenance, text.evidence) == ("reported", ("final-proposal",))
    assert text.why == "record"


@pytest.mark.parametrize("later", ["accept", "reject"])
def test_a_recorded_change_of_mind_can_fall_on_the_grid(later: str) -> None:
    """Both days are noon and a thought is due every day: the old answer stood until then."""
    data = recorded(
        first=entry("2025-01-03", "ada", "criticise", "offer"),
        second=entry("2025-01-05", "ada", later, "offer"),
    )
    data["actors"]["ada"]["no_deal"] = {"loss_in_90_days": 100}
    case = case_of(data)
    possible = 0
    for run in range(60):
        values = case.draw(partial(Luck(0, run).u, "inputs"))
        events, state = play_record(case, values, Start(0, run))
        assert [type(e) for e in events[-1:]] == [AnswerRevised]
        assert state.record is not None
        possible += state.record.possible
    assert (possible > 0) == (later == "accept")  # with time a text only gains


def test_a_recorded_answer_is_thought_over_on_its_grid_from_now_on() -> None:
    data = recorded(first=entry("2025-01-03", "ada", "criticise", "offer"))
    data["actors"]["ada"] |= {"no_deal": {"loss_in_90_days": 100}, "statements": "0 a day"}
    case, revised = case_of(data), 0
    for run in range(60):
        events, state = run_of(case, run)
        [given] = [e for e in events if e.actor == "ada" and e.provenance == "assumed"]
        for event in events:
            if isinstance(event, AnswerRevised) and event.cause == given.seq:
                assert event.news == -1
                assert event.tick > state.tables.rules.now
                assert (event.tick - given.tick) % DAY == 0
                revised += 1
    assert revised > 0


@pytest.mark.parametrize(
    ("does", "kind", "sign"),
    [
        ("claim progress", "progress", 1),
        ("doubt progress", "doubt", -1),
        ("give no sign", "no sign", -1),
    ],
)
def test_a_reported_word_on_progress_moves_beliefs_its_way(does: str, kind: str, sign: int) -> None:
    calendar = {"start": "2025-01-01", "now": "2025-01-03", "horizon": "60 days"}
    case = case_of(plain(calendar=calendar, record={"word": entry("2025-01-02", "mia", does)}))
    values = {**values_at(case), "mia.credibility": 50.0, "press.report_weight": 50.0}
    events, state = play_record(case, values, Start())
    word = events[-1]
    assert isinstance(word, StatementMade)
    assert (word.kind, word.provenance) == (kind, "assumed")
    assert word.log_lr * sign > 0
    first = state.tables.actors[state.tables.names.actors.index("ada")].expects_deal
    assert (word.beliefs["ada"] - first) * sign > 0


def test_an_answer_to_no_text_is_refused_by_name() -> None:
    case = case_of(plain())
    script = (*case.at(values_at(case)).record, chosen(1, "accept", actor=0))
    with pytest.raises(SettingError, match="ada cannot accept: no text is on the table then"):
        play(case, values_at(case), Start(), script=script)
