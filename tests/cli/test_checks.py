from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from sim.scenario.codebook import codebook
from sim.scenario.loading import load
from tests.cli.asking import SCENARIOS, ask, misfits, told


@pytest.mark.parametrize("name", SCENARIOS)
def test_shipped_scenarios_are_valid(name: str) -> None:
    assert told("validate", name).startswith(f"{name}: valid\n")


def test_every_fault_is_a_line_of_its_own_on_stderr(tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    text = told_text().replace("horizon: 60 days", "horizon: soon").replace("roles:", "rols:")
    path.write_text(text, encoding="utf-8")
    result = ask("validate", str(path))
    assert (result.exit_code, result.stdout) == (2, "")
    lines = result.stderr.strip().split("\n")
    assert len(lines) > 2
    assert all(line.startswith(f"{path}:") for line in lines)


def test_a_setting_is_checked_too() -> None:
    result = ask("validate", "flat-sale", "--set", "seller.firmness=huge")
    assert result.exit_code == 2
    assert "seller.firmness" in result.stderr


def told_text() -> str:
    return load("flat-sale").text


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_codebook_lists_every_input(name: str) -> None:
    text = told("inputs", name)
    assert misfits(text) == []
    rows = list(csv.DictReader(io.StringIO(told("inputs", name, "--csv").removeprefix("\ufeff"))))
    assert {list(row.items())[-1] for row in rows} == {("notice", "every number is assumed")}
    assert [row["input"] for row in rows] == [row.path for row in codebook(load(name))]
    assert all(row["facts"] or row["assumed"] or row["default"] == "no" for row in rows)
    assert len(json.loads(told("inputs", name, "--json"))["inputs"]) == len(rows)


def test_the_codebook_says_in_which_inputs_parties_differ() -> None:
    text = told("inputs", "cairo-2024").partition("PARTIES DIFFER")[2]
    assert text.index("Hamas       opposes stay") < text.index("Israel      wants stay")


def test_a_setting_shows_in_the_codebook() -> None:
    text = told("inputs", "flat-sale", "--csv", "--set", "seller.firmness=70")
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    assert next(row["range"] for row in rows if row["input"] == "seller.firmness") == "70"


def test_facts_say_what_they_inform_and_the_unused_inform_nothing() -> None:
    text, unused = told("seeds"), told("seeds", "--unused")
    assert misfits(text + unused) == []
    assert "cairo-2024: israel.corridor.wants" in text
    found = json.loads(told("seeds", "--unused", "--json"))
    assert all(not fact["informs"] for seed in found for fact in seed["facts"].values())
    for name in found[0]["facts"]:
        assert f"  {name}: " in unused


def test_a_new_scenario_validates_and_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert "Written my-talks.yaml" in told("new", "my-talks")
    assert told("validate", "my-talks.yaml").startswith("my-talks.yaml: valid\n")
    assert "HOW THIS RUN ENDED" in told("run", "my-talks.yaml")
    before = Path("my-talks.yaml").read_bytes()
    assert ask("new", "my-talks").exit_code == 2
    assert Path("my-talks.yaml").read_bytes() == before


@pytest.mark.parametrize("name", ["../up", "Big Name", ""])
def test_no_other_name_makes_a_file(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert ask("new", name).exit_code == 2
    assert list(tmp_path.rglob("*.yaml")) == []


def test_the_schema_is_json_and_can_be_written(tmp_path: Path) -> None:
    printed = told("schema")
    assert printed.isascii()
    told("schema", "-o", str(tmp_path / "s.json"))
    written = json.loads((tmp_path / "s.json").read_text(encoding="utf-8"))
    assert json.loads(printed) == written
