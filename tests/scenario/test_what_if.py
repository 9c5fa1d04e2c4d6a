"""What-ifs are possible, fair, and clear about the past."""

from __future__ import annotations

import pytest

from sim.errors import ScenarioError, SettingError
from sim.scenario.loading import load, load_text
from sim.scenario.shipped import find, shipped_scenarios

CAIRO = load("cairo-2024")
CAIRO_FILE = find("cairo-2024")
TEXT = CAIRO_FILE.read_text(encoding="utf-8")
OTHER = "  other: {from: now, set: {hamas.firmness: low}, mirror: demand-withdrawn}\n"


def with_variant(lines: str) -> str:
    return f"{TEXT}  mine: {lines}\n"


def test_a_withdrawal_from_now_is_a_move_on_its_day() -> None:
    (move,) = CAIRO.now_moves("demand-withdrawn")
    assert (move.verb, CAIRO.names.actors[move.actor], move.what) == ("withdraw", "israel", 0)
    assert move.tick == CAIRO.day_tick(CAIRO.now) + 1440 + 720
    assert move.provenance == "chosen"


def test_other_changes_from_now_are_one_set_at_now() -> None:
    (move,) = CAIRO.now_moves("opposition-withdrawn")
    assert move.verb == "set"
    assert move.tick == CAIRO.day_tick(CAIRO.now) + 1440
    assert [path for path, _ in move.sets] == ["hamas.corridor.opposes", "egypt.corridor.opposes"]
    changed = CAIRO.variant(move.sets)
    hamas = changed.names.actors.index("hamas")
    assert changed.at(changed.draw(lambda _: 0.5)).actors[hamas].stances[0] is None


def test_what_is_added_comes_behind_what_there_is() -> None:
    (move,) = CAIRO.now_moves("hamas-attends")
    assert dict(move.sets) == {
        "calendar.sessions.later.attend": "[egypt, israel, qatar, us, hamas]"
    }


def test_a_change_of_the_past_is_another_case() -> None:
    case = CAIRO.start_variant("not-called-final")
    assert case.at(case.draw(lambda _: 0.5)).texts["bridging"].label == "bridging"
    assert case.scenario.record.keys() == CAIRO.scenario.record.keys()


def test_an_answer_that_is_dropped_is_gone() -> None:
    case = load("labour-dispute").start_variant("called-final")
    assert "no" not in case.scenario.record


def test_a_variant_is_made_once() -> None:
    assert CAIRO.start_variant("formal-rejection") is CAIRO.start_variant("formal-rejection")


@pytest.mark.parametrize(
    ("name", "said"),
    [("demand-dropped", "no what_if 'demand-dropped'"), ("demand-withdrawn", "is from now")],
)
def test_a_variant_is_asked_for_by_its_kind(name: str, said: str) -> None:
    with pytest.raises(SettingError, match=said):
        CAIRO.start_variant(name)


@pytest.mark.parametrize("name", shipped_scenarios())
def test_one_sided_variants_have_mirrors(name: str) -> None:
    case = load(name)
    parties = {one for one, actor in case.scenario.actors.items() if "party" in actor.roles}
    for variant in case.what_if.values():
        sides = {path.partition(".")[0] for path, _ in variant.sets} & parties
        if len(sides) == 1:
            assert variant.mirror in case.what_if


@pytest.mark.parametrize(
    ("variant", "said"),
    [
        ("{from: now, set: {israel.firmness: low}}", "one side only (israel)"),
        ("{from: now, set: {israel.firmness: low}, mirror: hamas-soft}", "unknown variant"),
        ("{from: now, set: {israel.firmness: low}, mirror: substitute-trusted}", "no mirror"),
        ("{from: now, set: {texts.bridging.label: draft}}", "write from: start"),
        ("{from: now, set: {record.yes.does: reject}}", "write from: start"),
        ("{set: {texts.bridging.label: draft}}", "got none for yes, critique"),
        ("{set: {texts.bridging.label: draft}, answers: {yes: keep}}", "got none for critique"),
        ("{set: {texts.bridging.label: draft}, answers: {doubt: keep}}", "no recorded answer"),
        ("{set: {israel.corridor.wants: leave}, mirror: x}", "got none for yes, critique"),
        ("{set: {record.demand: null}}", "got none for yes, critique"),
        ("{title: nothing}", "changes nothing"),
        ("{from: later, set: {us.leans: none}}", "none of its words"),
        ("{from: now, set: {u.leans: none}}", "no such field (got u)"),
        ("{from: now, set: {us.leans: egypt}}", "unknown party (got egypt)"),
    ],
)
def test_a_variant_that_cannot_be_is_refused(variant: str, said: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        load_text(with_variant(variant), str(find("cairo-2024")))
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("variant", "path"),
    [
        (f"set: {{{setting}}}", setting.partition(":")[0])
        for setting in (
            "calendar.horizon: 60 days",
            "calendar.rethink: 1 days",
            "calendar.sessions.extra: {when: 2024-09-01}",
            "calendar.sessions.later: null",
            "issues.corridor.status_quo: leave",
            "issues.corridor.options.gone: gone",
            "parties.expects_deal: high",
            "parties.belief_error: high",
            "israel.tactic: time_dependent",
            "israel.belief_error: high",
            "israel.opening_concession: high",
            "us.belief_error: high",
            "israel.credibility: high",
            "us.roles: [mediator, party]",
            "us.title: America",
            "press.credibility: high",
            "after_yes.items: [a map]",
            "after_yes.ratification.israel: {}",
            "after_yes.ratification.israel.k: 5",
            "shocks.storm: {title: A storm}",
            "texts.second: {by: us, label: draft}",
            "israel.sequence: {wants: later, raised: 2024-08-20}",
            "israel.sequence.withdrawn: null",
            "title: Other talks",
        )
    ]
    + [("set: {us.leans: none}, answers: {critique: drop}", "answers.critique")],
)
def test_what_is_settled_by_now_is_no_change_from_now(variant: str, path: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        load_text(with_variant(f"{{from: now, mirror: other, {variant}}}") + OTHER, str(CAIRO_FILE))
    assert [fault.cure for fault in caught.value.faults if path in fault.path] == [
        "write from: start"
    ]


@pytest.mark.parametrize(
    "setting",
    [
        "parties: {salience: {corridor: low}, no_deal: {worth: low}}",
        "calendar.slips: {chance: 20}",
        "calendar.sessions.later.every: 3 to 4 days",
        "us.reaches: [egypt, israel]",
        "suspension: {chance: 0}",
        "press.report_weight: low",
        "after_yes.settles: 0.1 a day",
        "consent: {quota: 60%, vetoes: [egypt]}",
        "egypt.corridor.salience: {choice: {10: 1, 20: 1}}",
    ],
)
def test_what_the_talks_look_up_may_change_from_now(setting: str) -> None:
    case = load_text(with_variant(f"{{from: now, set: {{{setting}}}}}"), str(CAIRO_FILE))
    assert len(case.now_moves("mine")) == 1


def test_a_changed_past_with_its_answers_is_taken() -> None:
    variant = "{set: {texts.bridging.label: draft}, answers: {yes: keep, critique: drop}}"
    case = load_text(with_variant(variant), str(find("cairo-2024")))
    assert "critique" not in case.start_variant("mine").scenario.record
