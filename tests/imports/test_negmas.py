"""NegMAS folders, as its version 0.16 writes them."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import pytest
from ruamel.yaml import YAML

from sim.imports.notes import Fate, ForeignError
from tests.imports.reading import bargained, notes, put, read

ISSUES: dict[str, list[Any]] = {"Where": ["sea", "hills"], "Nights": [1, 2, 3]}
SPACE = {
    "issues": [
        {"name": name, "type": "CategoricalIssue", "values": values}
        for name, values in ISSUES.items()
    ],
    "name": "Trip",
    "path": None,
    "type": "DiscreteCartesianOutcomeSpace",
}


def function(luck: Random, name: str, reserved: float) -> dict[str, Any]:
    first = luck.randint(1, 99) / 100
    return {
        "name": name,
        "reserved_outcome": None,
        "reserved_value": reserved,
        "stability": 2047,
        "type": "LinearAdditiveUtilityFunction",
        "values": [
            {"mapping": {v: luck.randint(0, 100) / 100 for v in values}, "type": "TableFun"}
            for values in ISSUES.values()
        ],
        "weights": [first, round(1 - first, 2)],
    }


def worth(one: dict[str, Any], deal: tuple[Any, ...]) -> float:
    tables = (table["mapping"] for table in one["values"])
    parts = zip(one["weights"], tables, deal, strict=True)
    return float(sum(weight * table[value] for weight, table, value in parts))


def dumped(folder: Path, ending: str, *data: dict[str, Any]) -> list[str]:
    for one in data:
        with (folder / f"{one['name']}.{ending}").open("w", encoding="utf-8") as file:
            if ending == "json":
                json.dump(one, file, indent=2)
            else:
                YAML(typ="safe").dump(one, file)
    return [str(folder)]


@pytest.mark.parametrize("ending", ["yml", "json"])
@pytest.mark.parametrize("seed", range(3))
def test_the_zone_is_what_enumeration_finds(ending: str, seed: int, tmp_path: Path) -> None:
    """Values are not divided by the highest of their issue."""
    luck = Random(seed)
    one, other = function(luck, "ann", 0.3), function(luck, "ben", 0.4)
    open_ = sum(
        worth(one, deal) >= 0.3 - 1e-9 and worth(other, deal) >= 0.4 - 1e-9
        for deal in product(*ISSUES.values())
    )
    found, case = read(dumped(tmp_path, ending, SPACE, one, other))
    assert found.format == "negmas"
    assert bargained(case).space.size == ((open_,) * 3 if open_ else None)


def test_whoever_takes_any_deal_has_no_deal_worth_nothing(tmp_path: Path) -> None:
    luck = Random(0)
    one, other = function(luck, "ann", float("-inf")), function(luck, "ben", 0.5)
    found, case = read(dumped(tmp_path, "yml", SPACE, one, other))
    assert any("no reserved value of ann" in note for note in notes(found, Fate.ASSUMED))
    assert case.text.count("no_deal: {worth: 0}") == 1


GOOD = json.dumps(function(Random(1), "ann", 0.3), indent=1)


@pytest.mark.parametrize(
    ("text", "where", "why"),
    [
        (GOOD.replace("LinearAdditive", "Hyper"), "b.json:1:", "no sum"),
        (GOOD.replace('"sea"', '"see"'), "b.json:10:", "not in the outcome space"),
        (GOOD.replace('"weights": [', '"weights": [0.5,'), "b.json:1:", "3 weights"),
        (GOOD.replace('"weights": [\n  ', '"weights": [\n  9'), "b.json:", "sum to 9"),
        (GOOD.replace(": 0.3,", ": 7.3,"), "b.json:", "outside 0 to 1"),
        (GOOD.replace('"values"', '"val"'), "s.json:1:1", "1 utility functions"),
        (json.dumps(SPACE), "b.json:1:1", "2 outcome spaces"),
        (GOOD[:-30], "b.json:", ""),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(
    text: str, where: str, why: str, tmp_path: Path
) -> None:
    paths = put(tmp_path, s_json=json.dumps(SPACE), a_json=GOOD, b_json=text)
    with pytest.raises(ForeignError) as error:
        read(paths)
    assert where in str(error.value)
    assert why in str(error.value)
