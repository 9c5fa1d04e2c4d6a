"""Who is asked at the talks: nothing waits for one whose consent is not needed."""

from __future__ import annotations

from sim.engine.bridging import in_view
from sim.engine.closing import contradiction
from sim.engine.play import Start, play, play_record
from sim.model.constants import ACCEPT
from sim.talks.events import FrameworkAgreed, RedLineStated, TextAccepted, TextTabled
from tests.engine.made import Data, Run, case_of, entry, plain, runs_of, values_at
from tests.talks.telling import MIA

EASY: Data = {"no_deal": {"worth": 10}}  # little to lose, so that texts are agreed


def with_a_stakeholder(**more: object) -> Data:
    data = plain(parties=EASY)
    cat = {"roles": ["stakeholder"], "price": {"wants": "p2"}, "statements": "0.1 a day"}
    cat |= EASY | more
    data["actors"] |= {"cat": cat, "mia": {"roles": ["mediator"], "reaches": ["ada", "bob", "cat"]}}
    return data


def runs(data: Data, n: int = 20) -> list[Run]:
    return list(runs_of(case_of(data), n))


def test_one_who_is_not_needed_speaks_and_is_never_asked() -> None:
    found = runs(with_a_stakeholder(needed="no"))
    events = [event for log, _ in found for event in log]
    mine = {type(event) for event in events if event.actor == "cat"}
    assert mine == {RedLineStated}
    agreed = [event for event in events if isinstance(event, FrameworkAgreed)]
    assert agreed
    assert all(set(event.surpluses) == {"ada", "bob"} for event in agreed)


def test_one_who_is_needed_agrees_to_every_framework() -> None:
    found = runs(with_a_stakeholder(needed="always", deliberation="1 day"))
    agreed = [e for log, _ in found for e in log if isinstance(e, FrameworkAgreed)]
    assert agreed
    assert all("cat" in event.surpluses for event in agreed)


def answered(needed: str) -> Data:
    data = with_a_stakeholder(needed=needed) | {
        "texts": {"offer": {"by": "mia", "answer_by": "20 days"}},
        "record": {
            "a": entry("2025-01-02", "mia", "table", "offer"),
            "b": entry("2025-01-03", "cat", "criticise", "offer"),
        },
    }
    data["calendar"]["now"] = "2025-01-05"
    return data


def test_a_recorded_answer_means_that_it_was_asked() -> None:
    case = case_of(answered("unknown"))
    for needed, possible in (("always", True), ("no", False)):
        state = play_record(case, {**values_at(case), "cat.needed": needed}, Start())[1]
        record = state.record
        assert record is not None
        assert record.possible is possible
        told = "which does not need its consent; let cat.needed be always"
        assert (told in contradiction(state, record)) is not possible
    assert {state.tables.actors[2].needed for _, state in runs_of(case, 8)} == {"always"}


def mediating_stakeholder(worth: int) -> Data:
    """A mediator that holds out for the most it can get, and must agree to every text."""
    data = plain(parties=EASY)
    data["actors"]["mia"] = {
        "roles": ["mediator", "stakeholder"],
        "reaches": ["ada", "bob"],
        "needed": "always",
        "price": {"wants": "p2"},
        "no_deal": {"worth": worth, "loss_in_90_days": 0},
        "precision": 100,
    }
    return data


def test_a_mediator_whose_consent_is_needed_tables_only_what_it_would_accept() -> None:
    tabled = 0
    for events, state in runs(mediating_stakeholder(40)):
        for event in events:
            if isinstance(event, TextTabled) and event.actor == "mia":
                assert event.terms["price"] in ("p1", "p2", "p3")
                tabled += 1
        if state.live is not None and state.live.by == MIA:
            assert state.answers[2] == ACCEPT
        hers = {e.text for e in events if isinstance(e, TextTabled) and e.actor == "mia"}
        answers = (e for e in events if isinstance(e, TextAccepted) and e.text in hers)
        assert all(event.actor != "mia" for event in answers)
    assert tabled > 10


def test_a_mediator_that_would_accept_nothing_waits_and_says_so() -> None:
    case = case_of(mediating_stakeholder(100))
    events, state = play(case, values_at(case), Start(seed=3))
    assert not any(isinstance(event, TextTabled) for event in events)
    assert any(getattr(event, "exhausted", False) for event in events)
    assert in_view(state, 2, state.tick) is None


def test_its_tabling_is_its_yes() -> None:
    found = [e for log, _ in runs(mediating_stakeholder(10), 30) for e in log]
    agreed = [e for e in found if isinstance(e, FrameworkAgreed)]
    assert agreed
    assert all("mia" in event.surpluses for event in agreed)
