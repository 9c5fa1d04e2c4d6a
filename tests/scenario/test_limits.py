"""What a file may say at the least and at the most: the same by whatever way it is said."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sim.errors import ScenarioError, SettingError
from sim.scenario.case import Case
from sim.scenario.defaults import DEFAULTS
from sim.scenario.distributions import bounds
from sim.scenario.limits import LIMITS, Limit, amount
from sim.scenario.loading import load, load_text
from sim.scenario.rows import FIFTHS, Row
from sim.scenario.schema import schema
from sim.scenario.shipped import find
from sim.scenario.words import quantity
from tests.engine.made import case_of, plain

INPUTS = sorted(DEFAULTS)
DOCS = (Path(__file__).parents[2] / "docs" / "scenarios.md").read_text(encoding="utf-8")
USUAL = {
    "share": "an input in points",
    "span": "an input in points",
    "log": "an input in points",
    "days": "an input in days",
    "rate": "an input a day",
}


def beyond(limit: Limit) -> list[float]:
    return [limit.most * 1.001 + 1e-3, limit.least - 1e-4, math.inf, -math.inf, math.nan]


def written(value: float, unit: str) -> Any:
    """A value as a file writes it, to the last bit."""
    return value if unit == "points" else f"{value!r} {unit}"


@pytest.mark.parametrize("name", INPUTS)
def test_every_input_may_be_its_limits_and_nothing_beyond(name: str) -> None:
    row = DEFAULTS[name]
    for value in (row.limit.least, row.limit.most):
        assert bounds(quantity(written(value, row.unit), row).dist) == pytest.approx((value, value))
    for value in beyond(row.limit):
        with pytest.raises(ValueError, match=r"outside|not a finite|not a number"):
            quantity(written(value, row.unit), row)


@pytest.mark.parametrize("name", INPUTS)
def test_words_and_default_ranges_lie_within_the_limits(name: str) -> None:
    row = DEFAULTS[name]
    assert row.limit.holds(row.low)
    assert row.limit.holds(row.high)
    assert all(map(row.limit.holds, (end for word in FIFTHS for end in row.fifth(word))))


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("israel.lock_in_half_life=0 days", "outside 1 hour to 3,653 days (got 0 days): write 1 h"),
        ("israel.lock_in_half_life=59 minutes", "write 1 hour or more"),
        ("israel.lock_in_half_life=[0 days, 9 days]", "(got 0 days): write 1 hour or more"),
        ("israel.lock_in_half_life={choice: {0 days: 1, 9 days: 1}}", "write 1 hour or more"),
        ("israel.deliberation=522 weeks", "outside 1 minute to 3,653 days (got 522 weeks)"),
        ("israel.statements=1440 a day", "outside 0 to 24 a day (got 1440 a day): write 24 a day"),
        ("israel.statements=2 an hour", "(got 2 an hour): write 24 a day or less"),
        ("israel.corridor.salience=1e308", "outside 0 to 100"),
        ("calendar.rethink=0 days", "outside 1 hour to 365 days (got 0 days)"),
        ("calendar.horizon=3654 days", "write 3,653 days or less"),
        ("calendar.horizon=.inf days", "not a finite number"),
        ("calendar.sessions.later.every=1 hour", "outside 6 hours to 365 days"),
        ("calendar.sessions.later.every=low", "not a number with its unit"),
        ("calendar.start=1900-01", "more than one day"),
        ("calendar.start=1900-01-01", "a record of more than 7,305 days"),
        ("calendar.now=0999-01-01", "a year outside 1000 to 2999"),
        ("israel.planning_horizon=9999-12-31", "a year outside 1000 to 2999"),
        ("consent={quota: 1e-7%}", "outside 1% to 100% (got 1e-7%): write 1% or more"),
        ("consent={quota: .nan}", "outside 1% to 100%"),
        ("consent={quota: 50%, weights: {israel: 1e300}}", "neither 0 nor 0.001 to 10,000"),
        ("consent={quota: 50%, weights: {israel: -1}}", "write 0 or more"),
        ("israel.corridor.wants={choice: {stay: 1e308, leave: 1e308}}", "write 1,000,000 or less"),
        ("israel.corridor.wants={choice: {stay: 1e-320, leave: 1}}", "write 0.0001 or more"),
        ("israel.corridor.wants={choice: {stay: .nan}}", "is neither 0 nor"),
        ("after_yes.ratification.israel.seats=10001", "above 10,000 (got 10001): write 10,000 or"),
        ("after_yes.items=[one, two, one]", "listed twice (got one)"),
        (f"israel.title={'x' * 501}", "more than 500 characters (got 501)"),
        (f"protocol={'x' * 61}", "more than 60 characters (got 61)"),
    ],
)
def test_a_setting_beyond_a_limit_names_it_and_what_to_write(setting: str, said: str) -> None:
    with pytest.raises((ScenarioError, SettingError)) as told:
        load("cairo-2024", [setting])
    assert said in str(told.value)
    assert "--set" in str(told.value) or "cairo-2024.yaml" in str(told.value)


def test_a_file_beyond_a_limit_is_told_line_and_column() -> None:
    text = find("cairo-2024").read_text(encoding="utf-8")
    text = text.replace("public_optimism: high\n", "lock_in_half_life: 0 days\n", 1)
    with pytest.raises(ScenarioError) as told:
        load_text(text, "talks.yaml")
    line = next(n for n, one in enumerate(text.splitlines(), 1) if "half_life" in one)
    assert f"talks.yaml:{line}:24: us.lock_in_half_life: outside 1 hour" in str(told.value)


def half_life(case: Case) -> dict[str, Callable[[], object]]:
    sets = (("israel.lock_in_half_life", "0 days"),)
    block = {"from": "now", "set": dict(sets), "mirror": "other"}
    other = {"from": "now", "set": {"hamas.lock_in_half_life": "1 day"}, "mirror": "w"}
    text = find("cairo-2024").read_text(encoding="utf-8")
    bare = text.partition("hypotheses:")[0]
    return {
        "variant": lambda: case.variant(sets),
        "what_if": lambda: load_text(
            text.replace("what_if: ", f"what_if:\n  w: {block}\n  other: {other}\n#"), "x.yaml"
        ),
        "hypothesis": lambda: load_text(
            f"{bare}\nhypotheses: {{h: {{set: {dict(sets)}, assumed: x}}}}\n", "x.yaml"
        ),
    }


@pytest.mark.parametrize("way", ["variant", "what_if", "hypothesis"])
def test_variants_and_hypotheses_obey_the_same_limits(way: str) -> None:
    with pytest.raises(ScenarioError, match="outside 1 hour to 3,653 days"):
        half_life(load("cairo-2024"))[way]()


def test_the_schema_has_the_same_limits() -> None:
    whole = schema()
    shift = whole["$defs"]["Shock"]["properties"]["shift"]["patternProperties"]
    assert {"type": "number", "minimum": -100, "maximum": 100} in next(iter(shift.values()))[
        "anyOf"
    ]
    worth = whole["$defs"]["NoDeal"]["properties"]["loss_in_90_days"]
    assert "within 0 to 100" in worth["description"]
    assert whole["properties"]["record"]["maxProperties"] == LIMITS["record"].most
    assert whole["$defs"]["Vote"]["properties"]["seats"]["anyOf"][0]["maximum"] == 10_000


COUNTED: dict[str, tuple[tuple[str, ...], Any]] = {  # where each is, and one of them
    "issues": (("issues",), {"options": {"a": "a", "b": "b"}}),
    "sessions": (("calendar", "sessions"), {"when": "2025-01-08"}),
    "texts": (("texts",), {"by": "mia"}),
    "record": (("record",), {"when": "2025-01-02", "who": "press", "does": "report collapse"}),
    "shocks": (("shocks",), {"title": "One"}),
    "what_if": (("what_if",), {"set": {"question": "x"}}),
    "hypotheses": (("hypotheses",), {"zone": "some", "assumed": "x"}),
}


@pytest.mark.parametrize("name", COUNTED)
def test_more_of_a_kind_than_there_may_be_are_refused_with_the_count(name: str) -> None:
    path, one = COUNTED[name]
    most = int(LIMITS[name].most)
    data = plain()
    holder = data
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = {f"n{k}": one for k in range(most + 1)}
    with pytest.raises(ScenarioError, match=rf"{name}: more than {most} \(got {most + 1}\)"):
        case_of(data)


OTHERS = {
    "scale": "`from`, `to` of numbers",
    "start_to_now": "from `start` to `now`",
    "year": "the year of a date",
    "consent_weight": "a weight of `consent`",
    "choice_weight": "a weight of a `choice`",
    "seats": "`seats`, `majority`",
    "choices": "names in a `choice`",
    "options": "`options` of an issue",
    "packages": "packages",
    "id": "an id",
    "title": "a title",
    "prose": "any other text",
    "events": "events of a run",
}


def in_docs(what: str, limit: Limit) -> bool:
    """Whether a row of the page's table of limits says so."""
    return f"| {what} | {limit} | {limit.why} |".replace("|  |", "| |") in DOCS


@pytest.mark.parametrize("name", INPUTS)
def test_the_page_on_the_language_has_the_limits_of_every_input(name: str) -> None:
    row = DEFAULTS[name]
    usual = Row("", "", row.kind, 0.0, 1.0, "", "").limit
    assert in_docs(USUAL[row.kind], usual)
    if row.limit != usual:
        assert in_docs(f"`{name}`", row.limit)


@pytest.mark.parametrize("name", LIMITS)
def test_the_page_on_the_language_has_every_other_limit(name: str) -> None:
    assert in_docs(OTHERS.get(name, f"`{name}`"), LIMITS[name])


@pytest.mark.parametrize(
    ("setting", "cure"),
    [
        ("calendar.horizon=30", "write 30 days"),
        ("calendar.horizon=1", "write 1 day"),
        ("calendar.horizon=0", "write 120 days"),  # none that could be meant
        ("calendar.horizon=30 to 60 days", "write 60 days"),
        ("texts.bridging.answer_by=7", "write 7 days"),
        ("texts.bridging.answer_by=[8, 30]", "write 8 to 30 days"),
        ("texts.bridging.answer_by=[8, 9, 30]", "write [8 days, 9 days, 30 days]"),
        ("calendar.sessions.later.every=7", "write 7 days"),
        ("calendar.sessions.later.every=7 to 21", "write 7 to 21 days"),
        ("calendar.sessions.later.every=[7 days, 9 days, 21 days]", "write [7 days, 21 days]"),
        ("hamas.statements=0.2", "write 0.2 a day"),
        ("hamas.statements=[0, 1]", "write 0 to 1 a day"),
        ("consent=66%", "write all, or {quota: 66%}"),
        ("consent={quota: 0.66}", "write 66%"),
        ("us.roles=mediator", "write [mediator]"),
        ("calendar.now=2024-8-3", "write 2024-08-03"),
        ("record.text.when=2024/08/16", "write 2024-08-16"),
    ],
)
def test_a_cure_is_made_of_what_was_written(setting: str, cure: str) -> None:
    with pytest.raises(ScenarioError) as told:
        load("cairo-2024", [setting])
    assert any(line.endswith(f": {cure}") for line in str(told.value).splitlines())


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (1 / 24, "days", "1 hour"), (0.25, "days", "6 hours"), (1 / 1440, "days", "1 minute"),
        (3653, "days", "3,653 days"), (1, "days", "1 day"), (24, "a day", "24 a day"),
        (60, "%", "60%"), (1e-4, "", "0.0001"), (7.5, "points", "7.5"),
    ],
)  # fmt: skip
def test_amounts_are_told_as_a_file_writes_them(value: float, unit: str, said: str) -> None:
    assert amount(value, unit) == said
