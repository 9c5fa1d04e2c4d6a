"""What packages are worth to a seat, issue by issue: the same as the engine makes of them."""

from __future__ import annotations

import pytest

from sim.engine.play import Start, play
from sim.scenario.loading import load
from sim.scenario.shipped import shipped_scenarios
from sim.scenario.stances import NOT_YET, RAISED, WITHDRAWN
from sim.talks.events import RecordClosed
from sim.talks.fold import fold
from sim.talks.positions import reservation_of
from sim.talks.state import State
from sim.telling.sheet import floors_of, issues_of, no_deal, readings, sheet


def states(name: str) -> list[State]:
    """The state when the record has closed, and with everybody's demands otherwise."""
    case, found = load(name), []
    for phase in (None, NOT_YET, WITHDRAWN):
        for u in (0.2, 0.5, 0.9):
            values = case.draw(dict.fromkeys(case.paths, u).__getitem__)
            events, _ = play(case, values, Start(1, ceiling=0.0))
            closed = next(k for k, e in enumerate(events) if isinstance(e, RecordClosed))
            state = fold(case, events[: closed + 1])
            if phase is not None:
                for i, phases in enumerate(state.phases):
                    state.phases[i] = (phase, *(RAISED for _ in phases[1:]))
                    state.stand[i] = state.tables.standpoint(i, state.phases[i])
            found.append(state)
    return found


@pytest.mark.parametrize("name", shipped_scenarios())
def test_the_points_of_a_package_add_up_to_what_the_engine_takes_it_for(name: str) -> None:
    crossed = 0
    for state in states(name):
        names = state.tables.names
        for actor in state.tables.consenting:
            for package, options in enumerate(names.package_options):
                ids = zip(names.issues, names.options, options, strict=True)
                terms = {issue: known[o] for issue, known, o in ids}
                found = sheet(state, actor, terms, state.tick)
                added = sum(row.points for row in found.rows) - found.lost
                assert added == pytest.approx(100.0 * state.stand[actor].worths[package])
                assert found.worth == pytest.approx(added)
                assert bool(found.hard) == state.stand[actor].hard[package]
                crossed += bool(found.hard) + bool(found.soft)
    assert crossed or name in {"emission-standards", "flat-sale"}  # nobody has a red line there


def test_what_is_told_of_no_deal_is_the_reservation_value() -> None:
    for state in states("labour-dispute"):
        for actor in state.tables.consenting:
            later = state.tick + 30 * 1440
            told = no_deal(state, actor, later)
            assert told == pytest.approx(100.0 * reservation_of(state, actor, later))


def test_what_is_printed_adds_up_or_says_that_it_is_rounded() -> None:
    seen = set()
    for state in states("labour-dispute"):
        names = state.tables.names
        for options in names.package_options:
            ids = zip(names.issues, names.options, options, strict=True)
            terms = {issue: known[o] for issue, known, o in ids}
            found = sheet(state, 0, terms, state.tick)
            printed = [f"{row.points:.0f}" for row in found.rows]
            whole = sum(map(int, printed)) - int(f"{found.lost:.0f}")
            assert found.rounded == (whole != int(f"{found.worth:.0f}"))
            assert found.gain == int(f"{found.worth:.0f}") - int(f"{found.no_deal:.0f}")
            seen.add(found.rounded)
    assert seen == {True, False}


def test_an_issue_that_counts_no_longer_gives_nothing() -> None:
    withdrawn = states("labour-dispute")[-1]
    for actor in withdrawn.tables.consenting:
        first, *rest = issues_of(withdrawn, actor)
        assert (first.most, first.stands) == (0.0, False)
        assert sum(one.most for one in rest) == pytest.approx(100.0)


def test_a_mediator_reads_those_whose_consent_the_terms_need() -> None:
    seen = set()
    for state in states("cairo-2024"):
        mediator = state.tables.names.mediators[0]
        floors = floors_of(state, mediator, state.tick)
        names = state.tables.names
        quo = {
            i: o[k]
            for i, o, k in zip(names.issues, names.options, state.tables.status_quo, strict=True)
        }
        egypt = state.tables.actors[names.actors.index("egypt")].needed
        asked = {"hamas", "israel"} | ({"egypt"} if egypt == "always" else set())
        assert {one.actor for one in readings(state, floors, quo)} == asked
        seen.add(egypt)
        everyone = readings(state, floors)
        assert {one.actor for one in everyone} == asked
        assert all(one.worth is None and one.gain is None for one in everyone)
    assert seen == {"always", "no"}
