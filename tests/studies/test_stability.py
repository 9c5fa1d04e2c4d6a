"""Stability as a study: known conflicts, shares of draws, the inverse, and what it refuses."""

from __future__ import annotations

import dataclasses
from typing import Any

import msgspec
import pytest

from sim.api import (
    Progress,
    StabilityRequest,
    StabilityResult,
    load,
    stability,
    stability_results,
)
from sim.errors import SettingError
from sim.report.terminal import lines
from sim.scenario.case import Case
from sim.scenario.loading import load_text
from sim.studies.stability.document import document
from tests.documented import blocks, page_text

FILES = {one.file: one.text for one in blocks(page_text("stability.md")) if one.file}
HOLDS = {"plant abandon", "insistence insist, plant delay, order keep",
         "insistence insist, plant accept, order modify"}  # fmt: skip


def elmira(*sets: str) -> Case:
    return load_text(FILES["elmira.yaml"], "elmira.yaml", sets)


def tariffs(*sets: str) -> Case:
    return load_text(FILES["tariffs.yaml"], "tariffs.yaml", sets)


def equilibria(result: StabilityResult, way: str) -> set[int]:
    return {one.state for one in result.stability if one.equilibrium[way].share == 1.0}


@pytest.fixture(scope="module")
def drawn() -> StabilityResult:
    return stability(tariffs(), draws=60, state="1")


def test_elmira_holds_where_the_textbook_says() -> None:
    result = stability(elmira())
    for way in ("Nash", "SEQ"):
        assert {result.states[s - 1].told for s in equilibria(result, way)} == HOLDS


def test_elmira_of_twelve_states_has_six_that_hold() -> None:
    result = stability(elmira("merged=null"))
    assert len(result.states) == 12
    for way in ("Nash", "SEQ"):
        assert equilibria(result, way) == {5, 6, 7, 10, 11, 12}


def test_the_ministry_and_uniroyal_could_leave_the_status_quo_together() -> None:
    (move,) = stability(elmira()).coalitions
    assert move.actors == ("ministry", "uniroyal")
    assert (move.state, move.reached) == (6, 9)
    assert [(step.actor, step.reached) for step in move.way] == [("ministry", 7), ("uniroyal", 9)]


def test_moves_without_a_way_back_are_irreversible() -> None:
    moves = stability(elmira()).moves
    assert {move.actor for move in moves if move.irreversible} == {"ministry", "uniroyal"}
    assert {move.actor for move in moves if not move.irreversible} == {"local"}


def test_an_equilibrium_says_what_deters_whom() -> None:
    found = [s for s in stability(elmira()).supports if (s.state, s.concept) == (1, "SMR")]
    (answer,) = found[0].answers
    assert (answer.actor, answer.improvement) == ("local", 6)
    assert [(step.actor, step.reached) for step in answer.answers] == [("ministry", 7)]


def test_the_smallest_change_that_makes_a_state_hold() -> None:
    terms = "order=keep,plant=delay,insistence=silent"
    found = stability(elmira(), state=terms).inverse
    assert found is not None
    sets = {one.actor: one.sets for one in found.actors}
    assert sets == {"ministry": ((),), "uniroyal": ((),), "local": ((6,),)}
    assert found.together.share == 1.0


def test_draws_are_counted_with_their_intervals(drawn: StabilityResult) -> None:
    assert drawn.draws == 60
    by_state = {one.state: one.equilibrium for one in drawn.stability}
    assert by_state[4]["Nash"].share == 1.0  # raising one's own tariff is always better
    assert by_state[1]["Nash"].share == 0.0
    share = by_state[1]["SEQ"]
    assert 0.5 < share.share < 1.0  # of [10, 50] and [30, 90], how often both are smaller
    assert share.interval is not None
    assert share.interval.low < share.share < share.interval.high
    assert share.interval.how == "Wilson over draws"


def test_of_too_few_draws_no_interval_is_told() -> None:
    result = stability(tariffs(), draws=9)
    assert all(one.equilibrium["SEQ"].interval is None for one in result.stability)
    assert "too few" in "\n".join(lines(document(result)))


def test_the_inverse_over_draws_counts_the_fewest_changes(drawn: StabilityResult) -> None:
    assert drawn.inverse is not None
    for one in drawn.inverse.actors:
        assert sum(one.fewest.values()) == 60
        assert one.already.share == pytest.approx(one.fewest["0"] / 60)
        assert set(one.fewest) == {"0", "1"}


def test_two_who_are_alike_fare_alike(drawn: StabilityResult) -> None:
    by_state = {one.state: one.actors for one in drawn.stability}
    assert by_state[4]["east"]["Nash"] == by_state[4]["west"]["Nash"]
    assert by_state[2]["east"]["Nash"] == by_state[3]["west"]["Nash"]


def test_a_hard_red_line_puts_a_state_below_all_others() -> None:
    both = {"raised": "none-left", "none-left": "raised"}
    apart = [f"{{east_tariff: {e}, west_tariff: {w}, why: one treaty}}" for e, w in both.items()]
    sets = (
        f"infeasible=[{', '.join(apart)}]",
        "east.control=[east_tariff, west_tariff]",
        "east.east_tariff.salience=10",
        "east.west_tariff.salience=90",
    )
    assert equilibria(stability(tariffs(*sets), draws=10), "Nash") == {1}
    line = ("east.east_tariff.red_line=hard", "east.east_tariff.red_line_at=[none-left]")
    assert equilibria(stability(tariffs(*sets, *line), draws=10), "Nash") == {2}


def test_orders_and_numbers_stand_beside_each_other_and_the_page_says_so() -> None:
    data = tariffs("east.east_tariff=null", "east.west_tariff=null",
                   "east.ranking=[{east_tariff: raised}, rest]")  # fmt: skip
    result = stability(data, draws=10)
    assert (result.numbers, result.conditioned) == (("west",), False)
    assert equilibria(result, "Nash") == {4}
    assert "They are not conditioned on the record" in " ".join(lines(document(result)))


def test_it_can_be_stopped() -> None:
    result = stability(tariffs(), Progress(cancelled=lambda: True), draws=10)
    assert (result.draws, result.complete) == (1, False)
    assert "STOPPED EARLY" in "\n".join(lines(document(result)))


def test_partial_results_come_on_the_way() -> None:
    steps = list(stability_results(tariffs(), StabilityRequest(draws=60)))
    assert [(one.draws, one.complete) for one in steps] == [(50, False), (60, True)]


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"concept": "Stackelberg"}, "concept is 'Stackelberg': write one of Nash, GMR, SMR, SEQ"),
    ({"draws": 0}, "draws is 0"),
    ({"coalition": 0}, "coalition is 0"),
    ({"state": "10"}, "state 10: write a number from 1 to 9"),
    ({"state": "plant=delay"}, r"4 states: write its number, or insistence=OPTION"),
    ({"state": "plant=gone"}, "no state: write its number"),
]


@pytest.mark.parametrize(("asked", "said"), REFUSED)
def test_what_is_not_asked_right_is_refused(asked: dict[str, Any], said: str) -> None:
    with pytest.raises(SettingError, match=said):
        stability(elmira(), **asked)


def test_merged_states_of_different_worth_are_refused() -> None:
    merged = "merged=[{east_tariff: raised, why: it is war}]"
    with pytest.raises(SettingError, match="not worth the same to east: give east a ranking"):
        stability(tariffs(merged), draws=2)


def test_too_many_states_are_refused_with_their_count() -> None:
    wide = "{from: 0, to: 1100, step: 10}"
    issues = f"issues={{east_tariff: {{options: {wide}}}, west_tariff: {{options: {wide}}}}}"
    sets = (issues, "east.east_tariff={wants: 0}", "east.west_tariff={wants: 0}",
            "west.east_tariff={wants: 0}", "west.west_tariff={wants: 0}")  # fmt: skip
    with pytest.raises(SettingError, match="12,321 states: at most 1,000"):
        stability(tariffs(*sets))


def test_a_result_is_plain_data_and_the_same_again(drawn: StabilityResult) -> None:
    again = stability(tariffs(), draws=60, state="1")
    assert again == drawn
    assert msgspec.to_builtins(drawn)["states"][0]["number"] == 1
    with pytest.raises(dataclasses.FrozenInstanceError):
        drawn.draws = 1  # type: ignore[misc]


def test_talks_without_control_are_refused_with_the_cure() -> None:
    with pytest.raises(SettingError, match=r"--set 'buyer\.control=\[price\]'"):
        stability(load("flat-sale"))


def test_a_graph_that_nobody_could_read_is_left_out() -> None:
    step = "issues.price.options.step=2000"  # 21 prices, 420 moves
    found = stability(load("flat-sale", ["seller.control=[price]", step]), draws=2)
    assert [plate.stem for plate in found.plates()] == ["stability-matrix"]
