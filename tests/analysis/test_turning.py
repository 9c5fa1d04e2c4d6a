from __future__ import annotations

from functools import cache

import pytest

from sim.analysis.shifts import shifts
from sim.analysis.turning import Stretch, TurningPoint, TurningPoints, decisions, turning_points
from sim.engine.forking import Arm
from sim.ensemble.chunks import play_run
from sim.scenario.case import Case
from sim.scenario.loading import load
from sim.scenario.shipped import shipped_scenarios
from sim.talks.events import OUTCOMES, AnyEvent, FrameworkAgreed, RecordClosed, ShockStruck
from tests.engine.made import case_of, direct
from tests.engine.test_seats import game, seats_of

FUTURES = 40


@cache
def run(name: str = "flat-sale", seed: int = 3) -> tuple[Case, list[AnyEvent]]:
    case = load(name)
    return case, play_run(case, seed, 0, 100)[0]


@cache
def found() -> TurningPoints:
    return turning_points(*run(), FUTURES, jobs=1)


def test_every_decision_after_the_record_has_a_row() -> None:
    _, events = run()
    rows = found().rows
    assert [row.seq for row in rows] == [event.seq for event in decisions(events)]
    assert all(events[row.seq].actor == row.actor for row in rows)
    assert [row.day for row in rows] == sorted(row.day for row in rows)
    assert found().futures == FUTURES


@pytest.mark.parametrize("name", shipped_scenarios())
def test_decisions_are_what_actors_do_and_nothing_recorded(name: str) -> None:
    for seed in range(3):
        _, events = run(name, seed)
        [closed] = [event.seq for event in events if isinstance(event, RecordClosed)]
        decided = decisions(events)
        assert all(event.seq > closed and event.actor for event in decided)
        assert not [e for e in decided if isinstance(e, FrameworkAgreed | ShockStruck)]


def test_what_people_chose_is_a_decision_even_to_let_one_pass() -> None:
    case = load("flat-sale")
    events, _ = game(case, tuple(seats_of("flat-sale")), 3)
    chosen = {event.seq for event in events if event.provenance == "chosen"}
    assert chosen <= {event.seq for event in decisions(events)}
    assert "DecisionPassed" in {type(events[seq]).__name__ for seq in chosen}
    assert {row.seq for row in turning_points(case, events, 2, jobs=1).rows} >= chosen


def test_a_row_by_hand() -> None:
    case, events = run()
    row = found().rows[1]
    numbers = range(1, FUTURES + 1)
    before = [Arm.instead(case, events, row.seq).future(k)[1].outcome for k in numbers]
    after = [Arm.after(case, events, row.seq).future(k)[1].outcome for k in numbers]
    assert row.before == {outcome: before.count(outcome) / FUTURES for outcome in OUTCOMES}
    assert row.after == {outcome: after.count(outcome) / FUTURES for outcome in OUTCOMES}
    assert row.shifts == shifts(before, after, found().each_level)
    assert row.before != row.after


def test_all_comparisons_are_paid_for() -> None:
    rows = len(found().rows)
    assert found().comparisons == (2 * rows - 1) * len(OUTCOMES)
    assert 1 - found().each_level == pytest.approx(0.05 / found().comparisons)
    levels = {one.interval.level for row in found().rows for one in row.shifts}
    assert levels == {found().each_level}


def test_the_outcome_told_is_the_one_moved_most_of_those_told_apart() -> None:
    rows: list[TurningPoint | Stretch] = [*found().rows, *found().between]
    for row in rows:
        told = [one for one in row.shifts if one.told_apart] or row.shifts
        assert abs(row.shift) == max(abs(one.shift) for one in told)
        assert row.called == any(one.told_apart for one in row.shifts)
        assert row.called == (not row.interval.low <= 0 <= row.interval.high)


def test_called_swings_come_first_and_the_largest_first() -> None:
    ordered = found().by_size
    assert [row.called for row in ordered] == sorted((r.called for r in ordered), reverse=True)
    assert ordered[: len(found().called)] == found().called
    sizes = [abs(row.shift) for row in found().called]
    assert sizes == sorted(sizes, reverse=True)


def test_a_stretch_goes_from_after_one_decision_to_before_the_next() -> None:
    rows = found().rows
    for one, two, stretch in zip(rows, rows[1:], found().between, strict=False):
        assert (stretch.after, stretch.until) == (one.seq, two.seq)
        assert {x.outcome: x.without for x in stretch.shifts} == one.after
        assert {x.outcome: x.given for x in stretch.shifts} == two.before


def test_a_decision_that_was_bound_to_come_so_moves_nothing() -> None:
    """The framework is agreed in the same minute as the last yes: nothing is left to it."""
    case, events = run("cairo-2024", 7)
    rows = {row.seq: row for row in turning_points(case, events, 3, jobs=1).rows}
    agreed = next(event for event in events if isinstance(event, FrameworkAgreed))
    last_yes = rows[agreed.cause]
    assert last_yes.certain  # a taste for these terms had shown before
    assert not last_yes.called


def test_processes_change_no_number() -> None:
    assert turning_points(*run(), FUTURES, jobs=2) == found()


def test_a_run_in_which_nobody_decides_has_no_rows() -> None:
    case = case_of(direct(calendar={"start": "2025-01-01", "now": "2025-01-01",
                                    "horizon": "1 day"}))  # fmt: skip
    events = play_run(case, 0, 0, 100)[0]
    assert decisions(events) == []
    found = turning_points(case, events, 5, jobs=1)
    assert (found.rows, found.between, found.called, found.comparisons) == ((), (), [], 0)
