"""What changes from a moment on acts from that moment on: consent, channels, what follows a yes."""

from __future__ import annotations

import pytest

from sim.engine.forking import Arm
from sim.ensemble.chunks import play_run
from sim.errors import SettingError
from sim.scenario.case import Case
from sim.scenario.loading import load, load_text
from sim.scenario.shipped import find
from sim.talks.choices import Choice
from sim.talks.events import (
    AssessmentFormed,
    DealConcluded,
    FrameworkAgreed,
    ImplementationFailed,
    RecordClosed,
    TextLapsed,
)
from sim.talks.fold import fold
from sim.talks.positions import agreed
from tests.engine.made import case_of, entry, plain, run_of


def change(**sets: str) -> Choice:
    return Choice(
        seq=0, actor="", verb="set", sets={k.replace("__", "."): v for k, v in sets.items()}
    )


def recorded(*answers: str) -> Case:
    """Talks whose record ends with a text that both parties have answered so."""
    data = plain(
        calendar={"start": "2025-01-01", "now": "2025-01-12", "horizon": "60 days"},
        texts={
            "offer": {"by": "mia", "terms": {"price": "p2", "time": "t2"}, "answer_by": "40 days"}
        },
        record={
            "one": entry("2025-01-02", "mia", "table", "offer"),
            "two": entry("2025-01-04", "ada", answers[0], "offer"),
            "three": entry("2025-01-05", "bob", answers[1], "offer"),
        },
    )
    return case_of(data)


def test_consent_in_the_record_is_a_framework_as_soon_as_it_ends() -> None:
    for run in range(4):
        events, _ = run_of(recorded("accept", "accept"), run)
        closed = next(e for e in events if isinstance(e, RecordClosed))
        after = events[closed.seq + 1]
        assert isinstance(after, FrameworkAgreed)
        assert after.tick == closed.tick


def test_a_text_that_all_answered_in_the_record_is_taken_stock_of() -> None:
    events, _ = run_of(recorded("accept", "criticise"), 0)
    closed = next(e.seq for e in events if isinstance(e, RecordClosed))
    assert isinstance(events[closed + 1], AssessmentFormed)


def test_consent_that_stands_under_a_new_quota_is_a_framework() -> None:
    case, seen = load("council-quota"), 0
    now = change(consent__quota="60%", consent__vetoes="[]")
    for run in range(8):
        events, _ = run_of(case, run)
        for event in [e for e in events if isinstance(e, TextLapsed)]:
            arm = Arm.after(case, events, event.seq - 1, [now])
            branch, _ = arm.future(0)
            state = fold(case, branch[: event.seq + 1])
            if agreed(state) and not state.suspended:
                assert isinstance(branch[event.seq + 1], FrameworkAgreed)
                seen += 1
    assert seen


@pytest.mark.parametrize(
    ("sets", "never"),
    [
        ({"after_yes__breaks_down": "0 a day"}, ImplementationFailed),
        ({"after_yes__settles": "0 a day", "after_yes__slope": "0"}, DealConcluded),
    ],
)
def test_rates_after_a_yes_change_from_now(sets: dict[str, str], never: type) -> None:
    text = find("flat-sale").read_text(encoding="utf-8")
    case = load_text(
        text, "flat.yaml", ["after_yes.ratification={}"] if "ratification" in text else []
    )
    seen = {False: 0, True: 0}
    for run in range(40):
        events, _ = run_of(case, run)
        agreed_at = next((e.seq for e in events if isinstance(e, FrameworkAgreed)), None)
        if agreed_at is None:
            continue
        for changed in (False, True):
            arm = Arm.after(case, events, agreed_at, [change(**sets)] if changed else [])
            for future in arm.numbers(5):
                seen[changed] += any(isinstance(e, never) for e in arm.future(future)[0])
    assert seen[False] > 0
    assert seen[True] == 0


def test_what_nobody_can_choose_is_refused() -> None:
    case = load("flat-sale")
    events, _ = run_of(case, 0)
    at = next(e.seq for e in events if isinstance(e, RecordClosed))
    for verb in ("collapse", "doubt", "progress"):
        arm = Arm.after(case, events, at, [Choice(seq=0, actor="buyer", verb=verb)])
        with pytest.raises(SettingError, match=f"no move is called '{verb}'"):
            arm.future(1)


def test_nothing_comes_instead_of_what_the_scenario_forces() -> None:
    case = load("cairo-2024")
    events, _ = play_run(case, 0, 3, 100, "demand-withdrawn")
    forced = next(e.seq for e in events if e.provenance == "chosen")
    choice = Choice(seq=0, actor="israel", verb="statement", issue="corridor")
    with pytest.raises(SettingError, match="is forced by the scenario"):
        Arm.instead(case, events, forced, [choice])
