"""The shipped schema is current, covers the files, and the skeleton loads."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sim.errors import ScenarioError, SettingError
from sim.scenario.defaults import DEFAULTS
from sim.scenario.loading import load, load_text
from sim.scenario.reading import read_tree
from sim.scenario.schema import MODELINE, SHIPPED, schema, schema_text
from sim.scenario.shipped import find, shipped_scenarios
from sim.scenario.skeleton import skeleton
from sim.talks.luck import Luck


def test_the_shipped_schema_is_current() -> None:
    assert SHIPPED.read_text(encoding="utf-8") == schema_text()
    assert json.loads(schema_text()) == schema()


@pytest.mark.parametrize("name", shipped_scenarios())
def test_shipped_files_name_the_schema(name: str) -> None:
    path = find(name)
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith(MODELINE)
    assert (path.parent / first.removeprefix(MODELINE)).resolve() == SHIPPED.resolve()


@pytest.mark.parametrize("name", shipped_scenarios())
def test_the_schema_knows_every_key_of_the_shipped_files(name: str) -> None:
    root, _ = read_tree(find(name).read_text(encoding="utf-8"), name)
    whole = schema()
    _covered(root.data(), whole, whole)


def _covered(data: Any, part: dict[str, Any], whole: dict[str, Any]) -> None:
    if "$ref" in part:
        part = whole["$defs"][part["$ref"].rpartition("/")[2]]
    kinds = part.get("anyOf", part.get("oneOf", []))
    if kinds and isinstance(data, dict):
        part = next(kind for kind in kinds if _is_block(kind, data))
        part = whole["$defs"][part["$ref"].rpartition("/")[2]] if "$ref" in part else part
    if not isinstance(data, dict) or part == {}:
        return
    for key, below in data.items():
        known = part.get("properties", {})
        other = part.get("additionalProperties", part.get("patternProperties", {}))
        if key not in known and isinstance(other, dict) and other:
            other = next(iter(other.values())) if "patternProperties" in part else other
            _covered(below, other, whole)
        elif other is not True:
            assert key in known, key
            _covered(below, known[key], whole)


def _is_block(kind: dict[str, Any], data: dict[str, Any]) -> bool:
    """Whether a block is of this kind: by number where it says `from` and `to`."""
    if "$ref" in kind:
        return "from" in data
    return kind.get("type") == "object"


def test_every_default_is_a_field_somebody_can_write() -> None:
    text = schema_text()
    for row in DEFAULTS.values():
        assert row.meaning in text


def test_the_skeleton_loads_and_draws() -> None:
    text = skeleton("my-talks")
    case = load_text(text, "my-talks.yaml")
    assert case.title == "My talks"
    assert text.startswith(MODELINE)
    assert case.at(case.draw(lambda path: Luck(0, 0).u(path, "input"))).parties == (0, 1)


@pytest.mark.parametrize("name", ["", "My Talks", "../talks", "\u8c08\u5224"])
def test_a_name_that_cannot_name_a_file_is_refused(name: str) -> None:
    with pytest.raises(SettingError, match=r"small Latin letters.* may be in any script"):
        skeleton(name)


def test_a_comma_in_a_text_inside_braces_is_told_with_its_cure() -> None:
    with pytest.raises(ScenarioError, match=r"not an id .*put a text that has a comma in quotes"):
        load("flat-sale", ["issues.price.options={now: =SUM(1,2), later: b}"])


@pytest.mark.parametrize(
    ("block", "field"), [("Stance", "red_line_at"), ("Interaction", "between")]
)
def test_editors_are_told_that_an_option_may_be_a_number(block: str, field: str) -> None:
    part = schema()["$defs"][block]["properties"][field]
    name = part["items"] if "items" in part else next(iter(part["patternProperties"].values()))
    assert {"type": "number"} in name["anyOf"]
