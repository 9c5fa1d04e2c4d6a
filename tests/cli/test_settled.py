"""What a file settles is told: on the page of a run, in the report, and in its figures."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sim.analysis.story import story_of
from sim.cli.plates import of_run
from sim.scenario.rules import Deadline
from sim.telling.numbers import scale
from sim.telling.tale import Tale
from sim.web.blocks import Pairs
from sim.web.sections.question import settled
from tests.cli.asking import told
from tests.engine.made import Data, case_of, plain, run_of

CHEAP = {"price": "p1", "time": "t1", "why": "nobody builds so cheaply"}


def bound() -> Data:
    """Talks with a deadline that is announced after a while, and options that go together."""
    calendar = {"start": "2025-01-01", "now": "2025-01-01", "horizon": "60 days"}
    calendar |= {"deadline": "2025-02-01", "deadline_announced": "2025-01-11"}
    data = plain(calendar=calendar, infeasible=[CHEAP], accepts="above")
    data["actors"]["ada"]["interactions"] = {
        "both": {"between": {"price": "p1", "time": "t2"}, "worth": 30}
    }
    return data


def test_a_run_tells_an_announced_deadline_and_how_far_points_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("made.yaml").write_text(json.dumps(bound()), encoding="utf-8")
    page = " ".join(told("run", "made.yaml").split())
    assert "The announced deadline is day +31: nobody who knows of it, from day +9 on" in page
    assert "scale of 0-100 (more or less where two options add something together)" in page
    assert scale(case_of(plain())) == "0-100"


def test_a_seat_is_told_a_deadline_that_it_has_heard_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("made.yaml").write_text(json.dumps(bound()), encoding="utf-8")
    text = "Day +31 is announced to all as the deadline."
    assert text not in told("brief", "made.yaml", "--as", "ada")
    heard = told("brief", "made.yaml", "--as", "ada", "--set", "calendar.deadline_announced=null")
    assert text in " ".join(heard.split())


def test_the_timeline_marks_a_deadline_once_it_is_announced() -> None:
    case = case_of(bound())
    events, state = run_of(case, 0)
    tale = Tale(case, events)
    deadline = tale.tables.rules.deadline
    assert deadline is not None
    run = story_of(events, ["ada"], deadline)
    assert run.deadline == pytest.approx(31.0)
    assert story_of(events, ["ada"], Deadline(deadline.tick, state.tick + 1)).deadline is None
    rows = of_run(tale, None)[0].table.filter(kind="deadline")
    assert rows.height == 1


def test_the_report_tells_what_is_settled() -> None:
    _, pairs = settled(case_of(bound()))
    assert isinstance(pairs, Pairs)
    assert list(pairs.items) == [
        ("deadline", "2025-02-01, announced to all from 2025-01-11 on"),
        ("accepts", "a package worth just what no deal is lies in no zone"),
        ("infeasible.0", "never price p1 with time t1: nobody builds so cheaply"),
    ]
    assert settled(case_of(plain())) == []
