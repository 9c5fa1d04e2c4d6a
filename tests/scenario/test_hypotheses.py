"""Hypotheses are explanations of the record: possible, alike for all, and no change of it."""

from __future__ import annotations

import pytest

from sim.errors import ScenarioError
from sim.scenario.loading import load, load_text
from sim.scenario.shipped import find

CAIRO = load("cairo-2024")
PATH = str(find("cairo-2024"))
TEXT = find("cairo-2024").read_text(encoding="utf-8")
OTHER = (
    "  other: {set: {hamas.firmness: very low}, mirror: mine, assumed: the other half of a pair}\n"
)


def with_hypothesis(lines: str) -> str:
    """Those of Cairo, and one more."""
    before, after = TEXT.split("\nwhat_if:")
    return f"{before}  mine: {lines}\n\nwhat_if:{after}"


def test_a_hypothesis_is_what_it_sets_and_whether_there_is_a_zone() -> None:
    assert list(CAIRO.hypotheses) == ["no-zone", "hidden-zone", "locked-in-at-home", "distrust"]
    hidden = CAIRO.hypotheses["hidden-zone"]
    assert hidden.zone == "some"
    assert ("parties.belief_error", "very high") in hidden.sets
    assert CAIRO.hypotheses["no-zone"].sets == ()
    assert CAIRO.hypotheses["distrust"].zone is None
    assert all(one.why and "\n" not in one.why for one in CAIRO.hypotheses.values())


def test_what_it_sets_holds_from_the_start_and_the_record_stays() -> None:
    case = CAIRO.variant(CAIRO.hypotheses["locked-in-at-home"].sets)
    low = {one.path: one for one in case.inputs}
    for who in ("egypt", "hamas", "israel"):
        assert (low[f"{who}.blame"].words, low[f"{who}.lock_in"].words) == ("very high",) * 2
    assert case.scenario.record == CAIRO.scenario.record
    assert not case.hypotheses
    assert not case.what_if


def test_those_of_cairo_treat_all_actors_alike() -> None:
    """What is set of one actor is set of every other that has it."""
    for one in CAIRO.hypotheses.values():
        case = CAIRO.variant(one.sets) if one.sets else CAIRO
        words = {row.path: row.words for row in case.inputs}
        for path, value in one.sets:
            if path.startswith("after_yes"):
                continue
            field = path.partition(".")[2]
            assert {words[p] for p in words if p.partition(".")[2] == field} == {value}


def test_two_of_a_pair_are_each_others_mirror() -> None:
    mine = "{set: {israel.firmness: very low}, mirror: other, assumed: half of a pair}"
    case = load_text(with_hypothesis(mine + "\n" + OTHER), PATH)
    assert case.hypotheses["mine"].mirror == "other"
    assert case.hypotheses["mine"].title == "mine"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("{zone: none}", "missing"),
        ("{assumed: why}", "assumes nothing"),
        ("{zone: many, assumed: why}", "none of its words"),
        ("{sets: {}, zone: none, assumed: why}", "unknown key (got sets)"),
        ("{set: {u.leans: none}, assumed: why}", "no such field (got u)"),
        ("{set: {us.leans: egypt}, assumed: why}", "unknown party (got egypt)"),
        ("{set: {parties.firmness: lots}, assumed: why}", "hypotheses.mine: parties.firmness"),
        ("{set: {record.yes.does: reject}, assumed: why}", "changes the record"),
        ("{set: {record: {}}, assumed: why}", "changes the record"),
        ("{set: {israel.firmness: low}, assumed: why}", "one side only (israel)"),
        ("{set: {israel.firmness: low}, mirror: me, assumed: why}", "unknown hypothesis (got me)"),
        ("{set: {israel.firmness: low}, mirror: distrust, assumed: why}", "no mirror"),
    ],
)
def test_one_that_cannot_be_is_refused(lines: str, said: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        load_text(with_hypothesis(lines), PATH)
    assert said in str(caught.value)
    (fault, *_) = caught.value.faults
    assert fault.place.line >= TEXT.split("\nwhat_if:")[0].count("\n")


def test_a_what_if_knows_of_no_hypothesis() -> None:
    """What a variant takes away may be what a hypothesis sets."""
    made = with_hypothesis("{set: {us.bias: high}, assumed: why}")
    alone = (
        "  alone:\n    set: {us.roles: [stakeholder], us.leans: null, us.reaches: null, "
        "us.public_optimism: null,\n          qatar.reaches: [egypt, hamas, israel, us]}\n"
    )
    with pytest.raises(ScenarioError) as caught:
        load_text(made + alone, PATH)
    assert "hypotheses" not in str(caught.value)
