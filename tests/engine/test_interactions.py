"""Two options may be worth more, or less, together than each by itself."""

from __future__ import annotations

from typing import Any

import pytest

from sim.analysis.baselines import standing
from sim.analysis.consents import Stakes
from sim.analysis.efficiency import Standings
from sim.errors import ScenarioError
from sim.scenario.case import Case
from sim.scenario.tables import Tables
from sim.talks.events import InputChanged
from sim.telling.sheet import sheet
from tests.engine.made import case_of, plain, run_of, values_at
from tests.talks.telling import given

BOTH = {"price": "p4", "time": "t3"}
SOON = {"price": "p1", "time": "t1"}
EARLY = {"early": {"between": SOON, "worth": 30}}


def joined(worth: Any = 30, between: Any = BOTH, **ada: Any) -> Case:
    data = plain()
    data["actors"]["ada"]["interactions"] = {"late": {"between": between, "worth": worth}}
    data["actors"]["ada"]["time"] |= ada
    return case_of(data)


def tables_of(case: Case) -> Tables:
    return case.at(values_at(case))


def worths(case: Case) -> list[float]:
    tables = tables_of(case)
    return standing(tables).points[0].worths


def test_both_options_together_add_their_worth_and_nothing_else_does() -> None:
    plainly, together = worths(joined(0)), worths(joined(30))
    place = joined().names.package(BOTH)
    added = [b - a for a, b in zip(plainly, together, strict=True)]
    assert added == [pytest.approx(0.3 if p == place else 0.0) for p in range(12)]


def test_the_best_counts_it() -> None:
    tables = tables_of(joined(100, {"price": "p1", "time": "t1"}))
    at = standing(tables)
    assert at.points[0].best == pytest.approx(2.0)
    assert at.points[1].best == pytest.approx(1.0)


def test_one_package_alone_is_worth_the_same_and_so_are_all_as_an_array() -> None:
    tables = tables_of(joined(-45, {"price": "p1", "time": "t2"}))
    at = standing(tables)
    stakes = Stakes.of(Standings(tables, at.actors, at.points, at.no_deal))
    for k, point in enumerate(at.points):
        assert stakes.worths[k].tolist() == point.worths
        assert [point.worth(p) for p in range(12)] == point.worths


def test_it_counts_only_while_both_demands_stand() -> None:
    case = joined(30, raised="2025-03-01")
    tables = tables_of(case)
    place, phases = case.names.package(BOTH), {0: (1, 0), 1: (1, 1), 2: (1, 2)}
    found = {stage: tables.standpoint(0, phase).together for stage, phase in phases.items()}
    assert found == {0: {}, 1: {place: pytest.approx(0.3)}, 2: {}}


def test_a_sheet_shows_it_as_a_row() -> None:
    case = joined(30)
    state = run_of(case, 0)[1]
    found = sheet(state, 0, BOTH, state.tick)
    assert [row.points for row in found.rows if row.option == "late"] == [pytest.approx(30)]
    assert sum(row.points for row in found.rows) - found.lost == pytest.approx(found.worth)


def test_it_is_an_input_like_any_other() -> None:
    (one,) = (one for one in joined("unknown").inputs if "interactions" in one.path)
    assert (one.path, one.unit) == ("ada.interactions.late.worth", "points")
    assert one.dist.sample(0.0) == pytest.approx(-20)
    assert one.dist.sample(1.0) == pytest.approx(20)


@pytest.mark.parametrize(
    ("between", "said"),
    [
        ({"price": "p4"}, "between: fewer than 2"),
        ({"price": "p4", "tim": "t3"}, "unknown issue (got tim): did you mean time?"),
        ({"price": "p9", "time": "t3"}, "unknown option (got p9)"),
    ],
)
def test_what_is_no_pair_of_options_is_faulted(between: Any, said: str) -> None:
    with pytest.raises(ScenarioError) as told:
        joined(10, between)
    assert said in str(told.value)


def test_a_worth_beyond_the_scale_is_faulted() -> None:
    with pytest.raises(ScenarioError, match=r"late.worth: outside -100 to 100 \(got 101\)"):
        joined(101)


def test_only_who_answers_has_any() -> None:
    data = plain()
    data["actors"]["mia"]["interactions"] = {"late": {"between": BOTH}}
    with pytest.raises(ScenarioError, match="only a party or stakeholder has this"):
        case_of(data)


@pytest.mark.parametrize("rule", ["fairest", "likeliest", "nash", "proportional"])
def test_mediators_look_for_texts_where_a_package_is_worth_more_than_one(rule: str) -> None:
    data = plain(mediation={"rule": rule})
    end = {"price": "p1", "time": "t1"}
    data["actors"]["ada"]["interactions"] = {"late": {"between": end, "worth": 100}}
    case = case_of(data)
    assert all(run_of(case, run)[1].outcome for run in range(3))


def test_from_now_on_it_adds_what_is_set_then() -> None:
    data = plain(
        what_if={
            "more": {"from": "now", "set": {"ada.interactions.late.worth": 60}, "mirror": "new"},
            "new": {"from": "now", "set": {"bob.interactions": EARLY}, "mirror": "more"},
        }
    )
    data["actors"]["ada"]["interactions"] = {"late": {"between": BOTH, "worth": 30}}
    case = case_of(data)
    values = {"ada.interactions.late.worth": 60.0, "bob.interactions.early.worth": 30.0}
    for name, actor, terms in (("more", 0, BOTH), ("new", 1, SOON)):
        (move,) = case.now_moves(name)
        talks = given(data)
        before = talks.state.stand[actor].worths
        set_now = {path: x for path, x in values.items() if path.startswith(move.sets[0][0])}
        changed = talks.told(InputChanged, 1, sets=dict(move.sets), values=set_now)
        after = changed.state.stand[actor].worths
        place = case.names.package(terms)
        added = [b - a for a, b in zip(before, after, strict=True)]
        assert added == [pytest.approx(0.3 if p == place else 0.0) for p in range(12)]
