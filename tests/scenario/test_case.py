"""A case draws every input once, and gives the tables of a draw."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from sim.errors import ScenarioError, SettingError
from sim.scenario.case import Case
from sim.scenario.distributions import Uniform
from sim.scenario.loading import load, load_text
from sim.scenario.shipped import find, shipped_scenarios
from sim.scenario.stances import HARD_LINE, NO_LINE, RAISED, WITHDRAWN
from sim.scenario.tables import Tables
from sim.talks.luck import Luck
from tests.engine.made import case_of, plain

CAIRO = load("cairo-2024")
BLUE_GREEN = """\
title: Blue and green
calendar:
  {start: 2025-03-01, now: 2025-03-14, horizon: 90 days, sessions: {weekly: {every: 7 days}}}
issues:
  price: {options: {low: l, middle: m, high: h}, status_quo: low}
  size: {options: {small: s, large: l}}
parties: {salience: {price: high}, firmness: [10, 90]}
actors:
  blue: {roles: [party], price: {wants: high}}
  green: {roles: [party], price: {opposes: high}}
  mediator: {roles: [mediator]}
texts:
  first: {by: mediator, label: draft, terms: {price: middle, size: large}}
record:
  offer: {when: 2025-03-07, who: mediator, does: table, what: first}
  answer: {when: 2025-03-05..2025-03-10, who: green, does: criticise, what: first}
  view: {when: 2025-03-05..2025-03-10, who: blue or green, does: doubt, what: first}
"""


def drawn(case: Case, run: int = 0) -> dict[str, float | str]:
    return case.draw(lambda path: Luck(7, run).u(path, "input"))


def tables(text: str = BLUE_GREEN, *sets: str, run: int = 0) -> Tables:
    case = load_text(text, "blue-green.yaml", sets)
    return case.at(drawn(case, run))


def actor(found: Tables, name: str) -> int:
    return found.names.actors.index(name)


@pytest.mark.parametrize("name", shipped_scenarios())
def test_shipped_scenarios_load_draw_and_say_what_they_show(name: str) -> None:
    case = load(name)
    found = case.at(drawn(case))
    assert set(found.values) == {one.path for one in case.inputs}
    assert list(found.values) == sorted(found.values)
    assert "shows" in case.question
    assert case.limits
    for name_, variant in case.what_if.items():
        assert variant.name == name_
        changed = case.variant(variant.sets)
        assert changed.at(drawn(changed)) is not None
        assert changed.digest != case.digest


def test_one_uniform_for_each_input() -> None:
    asked: list[str] = []

    def u(path: str) -> float:
        asked.append(path)
        return 0.5

    CAIRO.draw(u)
    assert asked == sorted({one.path for one in CAIRO.inputs})


def test_points_count_as_written_and_as_the_model_counts() -> None:
    found = tables(BLUE_GREEN, "blue.no_deal.worth=45", "blue.precision=50", "blue.lock_in=100",
                   "blue.no_deal.loss_in_90_days=40")  # fmt: skip
    blue = found.actors[actor(found, "blue")]
    assert found.values["blue.no_deal.worth"] == 45.0
    assert blue.worth == pytest.approx(0.45)
    assert blue.precision == pytest.approx(16.5)
    assert blue.lock_in == pytest.approx(0.05)
    assert blue.loss_in_90_days == pytest.approx(0.4)


def test_shared_inputs_are_one_range_and_two_draws() -> None:
    found = tables()
    shared = {found.values[f"{name}.firmness"] for name in ("blue", "green")}
    assert len(shared) == 2
    assert all(isinstance(value, float) and 10 <= value <= 90 for value in shared)
    ranges = {one.path: one.dist for one in load_text(BLUE_GREEN, "x").inputs}
    assert ranges["blue.firmness"] == ranges["green.firmness"] == Uniform(10.0, 90.0)
    own = tables(BLUE_GREEN, "blue.firmness=95")
    assert own.values["blue.firmness"] == 95.0
    assert own.values["green.firmness"] == found.values["green.firmness"]


def test_left_out_is_unknown_for_parties_and_nothing_for_others() -> None:
    found = tables()
    assert found.values["blue.size.wants"] in {"small", "large"}
    blue, mediator = (found.actors[actor(found, name)] for name in ("blue", "mediator"))
    assert all(stance is not None for stance in blue.stances)
    assert mediator.stances == (None, None)
    assert blue.stances[0] is not None
    assert blue.stances[0].lines == (NO_LINE,) * 3


def test_what_is_wanted_and_what_is_opposed() -> None:
    found = tables(
        BLUE_GREEN, "blue.price.red_line=hard", "blue.price.red_line_from=1",
        "green.price.red_line=hard", "green.price.red_line_from=2", "parties.tolerance=50",
    )  # fmt: skip
    blue, green = (found.actors[actor(found, name)].stances[0] for name in ("blue", "green"))
    assert blue is not None
    assert green is not None
    assert blue.values == (0.0, 0.5, 1.0)
    assert blue.lines == (HARD_LINE, HARD_LINE, NO_LINE)
    assert green.values == (1.0, 0.5, 0.0)
    assert green.lines == (NO_LINE, NO_LINE, HARD_LINE)


def test_a_purpose_lifts_the_line_where_it_is_served() -> None:
    found = tables(
        BLUE_GREEN,
        "blue.price={wants: high, red_line: hard, purpose: p, purpose_share: 50, lifted_at: 80, "
        "red_line_from: 1, also_served_by: {middle: 80, low: 79}}",
        "parties.tolerance=50",
    )
    blue = found.actors[actor(found, "blue")].stances[0]
    assert blue is not None
    assert blue.lines == (HARD_LINE, NO_LINE, NO_LINE)
    assert blue.values == pytest.approx((0.395, 0.65, 1.0))


def test_firmness_on_an_issue_counts_by_its_share() -> None:
    found = tables(
        BLUE_GREEN, "blue.firmness=20", "blue.price.firmness=80", "blue.price.salience=75",
        "blue.size.salience=25",
    )  # fmt: skip
    blue = actor(found, "blue")
    both = found.standpoint(blue, (RAISED, RAISED)).firmness
    assert both == pytest.approx(0.75 * 0.8 + 0.25 * 0.2)
    assert found.standpoint(blue, (WITHDRAWN, RAISED)).firmness == 0.2


def test_no_opposition_is_no_stake() -> None:
    found = tables(BLUE_GREEN, "green.price.opposes=nothing")
    assert found.actors[actor(found, "green")].stances[0] is None


def test_a_lean_is_towards_one_party() -> None:
    found = tables(BLUE_GREEN, "mediator.leans=green", "mediator.bias=60")
    assert found.actors[actor(found, "mediator")].bias == (0.0, 0.6, 0.0)
    even = tables(BLUE_GREEN, "mediator.leans=none")
    assert even.actors[actor(even, "mediator")].bias == (0.0, 0.0, 0.0)


def test_thoughts_come_a_day_apart_unless_said() -> None:
    assert tables().rules.rethink == 1440
    assert tables(BLUE_GREEN, "calendar.rethink=4 hours").rules.rethink == 240


def test_the_record_says_how_it_is_known() -> None:
    known = {move.id: move.provenance for move in CAIRO.at(drawn(CAIRO)).record}
    assert known == {
        "demand": "reported", "text": "reported", "yes": "reported", "critique": "reported",
        "doubt": "anonymous", "insists": "claimed", "reports": "reported", "progress": "claimed",
        "wary": "anonymous", "no_sign": "reported",
    }  # fmt: skip


def test_who_is_vague_is_drawn_and_said() -> None:
    seen = set()
    for run in range(40):
        (move,) = (m for m in CAIRO.at(drawn(CAIRO, run)).record if m.id == "doubt")
        seen.add(CAIRO.names.actors[move.actor])
        assert move.who == "egypt or qatar"
    assert seen == {"egypt", "qatar"}


def test_the_demand_is_raised_when_the_record_says() -> None:
    found = CAIRO.at(drawn(CAIRO))
    corridor = found.actors[actor(found, "israel")].stances[0]
    assert corridor is not None
    assert corridor.raised == found.record[0].tick
    assert "israel.corridor.raised" not in found.values


def test_packages_count_in_mixed_radix() -> None:
    found = tables()
    text = found.texts["first"]
    assert found.names.package_options[text.package] == (1, 1)
    assert found.names.package_options[1] == (0, 1)


def reordered() -> str:
    return BLUE_GREEN.replace("{low: l, middle: m, high: h}", "{high: h, middle: m, low: l}")


@pytest.mark.parametrize("run", range(5))
def test_reversed_options_move_no_draw_and_no_worth(run: int) -> None:
    one, other = tables(run=run), tables(reordered(), run=run)
    assert one.values == other.values
    keys = [dict(zip(t.names.package_keys, _worths(t), strict=True)) for t in (one, other)]
    assert keys[0] == pytest.approx(keys[1])


def _worths(found: Tables) -> list[float]:
    return found.standpoint(actor(found, "blue"), (1, 1)).worths


@pytest.mark.parametrize("run", range(5))
def test_an_added_actor_moves_no_draw(run: int) -> None:
    more = BLUE_GREEN.replace("  mediator:", "  aide: {roles: [mediator]}\n  mediator:")
    one, other = tables(run=run).values, tables(more, run=run).values
    assert {path: other[path] for path in one} == one


def test_the_digest_is_of_the_content() -> None:
    case = load_text(BLUE_GREEN, "x")
    flow = load_text(BLUE_GREEN.replace("[10, 90]", "[10.0, 90.0]") + "# a remark\n", "y")
    assert case.digest == flow.digest
    dates = ("start: 2025-03-01", "now: 2025-03-14")
    swapped = BLUE_GREEN.replace(", ".join(dates), ", ".join(reversed(dates)))
    assert swapped != BLUE_GREEN
    assert case.digest == load_text(swapped, "x").digest
    assert len(case.digest) == 64
    assert case.digest != load_text(BLUE_GREEN.replace("90]", "91]"), "x").digest
    assert case.digest != load_text(reordered(), "x").digest


@pytest.mark.parametrize("name", shipped_scenarios())
def test_the_text_of_a_changed_case_reads_as_that_case(name: str) -> None:
    case = load(name, ["calendar.horizon=33 days"])
    again = load_text(case.text, str(find(name)))
    assert again.digest == case.digest
    assert again.horizon_days == 33.0
    assert load(name).text == find(name).read_text(encoding="utf-8")


def test_a_case_travels_to_another_process() -> None:
    packed = pickle.dumps(CAIRO)
    assert len(packed) < 200_000
    again: Case = pickle.loads(packed)
    assert again.digest == CAIRO.digest
    assert again.at(drawn(again)).actors == CAIRO.at(drawn(CAIRO)).actors


def test_a_setting_takes_what_backed_the_old_value_along() -> None:
    case = load("cairo-2024", ["israel.corridor.firmness=low"])
    assert "israel.corridor.firmness" not in case.citations
    assert "israel.corridor.wants" in case.citations
    firmness = next(one for one in case.inputs if one.path == "israel.corridor.firmness")
    assert firmness.words == "low"
    assert firmness.evidence == ()


def test_a_setting_to_null_leaves_the_field_out() -> None:
    case = load("cairo-2024", ["us.public_optimism=null"])
    optimism = next(one for one in case.inputs if one.path == "us.public_optimism")
    assert optimism.default
    assert optimism.words == "left out"


def test_wanting_takes_the_place_of_opposing() -> None:
    found = tables(BLUE_GREEN, "green.price.wants=low")
    assert "green.price.opposes" not in found.values
    assert found.values["green.price.wants"] == "low"
    back = tables(BLUE_GREEN, "blue.price.opposes=low")
    assert "blue.price.wants" not in back.values


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("israel.corridor.salience=hihg", "not a number (got hihg): did you mean high?"),
        ("isreal.corridor.salience=high", "no such field (got isreal): did you mean israel?"),
        ("israel.corridor.wants=everything", "unknown option (got everything): "),
        ("israel.corridor.saliense=high", "unknown key (got saliense): did you mean salience?"),
        ("calendar.now=2024-02-30", "there is no such day as 2024-02-30"),
        ("calendar.now=[", "not YAML"),
    ],
)
def test_a_wrong_setting_is_refused_with_its_place(setting: str, said: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        load("cairo-2024", [setting])
    path = setting.partition("=")[0]
    assert str(caught.value).startswith(f"--set {path}:")
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("israel", "no path=value: write --set PATH=VALUE"),
        ("=high", "no path=value: write --set PATH=VALUE"),
        ("israel.firmness=", "no value: write one after the =, or israel.firmness=null to leave"),
    ],
)
def test_a_setting_needs_a_path_and_a_value(setting: str, said: str) -> None:
    with pytest.raises(SettingError, match=said):
        load("cairo-2024", [setting])


def test_an_unknown_scenario_lists_the_nearest_first() -> None:
    with pytest.raises(SettingError, match=r"one of cairo-2024, ") as caught:
        load("cairo")
    assert all(name in str(caught.value) for name in shipped_scenarios())


def test_a_scenario_is_found_by_path_too(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(BLUE_GREEN, encoding="utf-8")
    assert load(str(own)).title == "Blue and green"


def test_an_end_that_lies_before_the_start_is_refused() -> None:
    for path in ("blue.planning_horizon", "parties.planning_horizon", "calendar.deadline"):
        with pytest.raises(ScenarioError, match="before the start"):
            load_text(BLUE_GREEN, "made.yaml", [f"{path}=2020-01-01"])


def test_an_announcement_needs_a_deadline() -> None:
    with pytest.raises(ScenarioError, match="no deadline is given"):
        load_text(BLUE_GREEN, "made.yaml", ["calendar.deadline_announced=2030-01-01"])


@pytest.mark.parametrize(
    ("path", "value", "beside"),
    [
        ("ada.price.red_line", "none", "red_line_from"),
        ("ada.price.red_line", "null", "red_line_from"),
        ("ada.time.red_line", "none", "red_line_at"),
        ("ada.time.purpose", "null", "purpose_share"),
    ],
)
def test_what_hangs_on_a_field_goes_with_it(path: str, value: str, beside: str) -> None:
    """A line that there is not begins nowhere; what a purpose would share is nobody's."""
    data = plain()
    data["actors"]["ada"]["price"] |= {"red_line": "soft", "red_line_from": 2}
    data["actors"]["ada"]["time"] |= {
        "red_line": "hard", "red_line_at": ["t3"], "purpose": "be there", "purpose_share": 40,
    }  # fmt: skip
    issue = path.split(".")[1]
    changed = case_of(data).variant(((path, value),))
    assert beside not in changed.scenario.actors["ada"].stances[issue].model_fields_set


def test_a_red_line_that_may_be_none_keeps_where_it_begins() -> None:
    data = plain()
    data["actors"]["ada"]["price"] |= {"red_line": "soft", "red_line_from": 2}
    changed = case_of(data).variant((("ada.price.red_line", "{choice: {none: 1, hard: 1}}"),))
    assert "ada.price.red_line_from" in changed.paths


def test_texts_without_an_end_have_no_time_to_answer() -> None:
    data = plain(answers={"standard": "aspiration", "answer_by": "9 days"})
    held = case_of(data).variant((("answers.expires", "no"),))
    assert held.at(held.draw(lambda _: 0.5)).rules.answer_days is None
    left = case_of(data).variant((("answers.expires", "null"),))
    assert left.at(left.draw(lambda _: 0.9)).rules.answer_days == 9.0  # unknown: yes here
