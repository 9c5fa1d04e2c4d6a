"""Scenarios as files of other tools, and back."""

from __future__ import annotations

import csv
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, reject, settings

from sim.errors import ScenarioError, SettingError
from sim.exports.exporting import EXPORTS, Exported, exported
from sim.exports.held import Held, Side, held
from sim.imports.importing import Imported, ImportRequest, imported
from sim.imports.notes import Fate
from sim.scenario.case import Case
from sim.scenario.loading import load, load_text
from tests.core.everything import everything
from tests.engine.generated import scenarios
from tests.engine.made import Data, case_of, party, plain
from tests.often import tried

SHIPPED = ("cairo-2024", "labour-dispute", "council-quota", "flat-sale", "emission-standards")
ADDITIVE = ("genius", "geniusweb", "negmas")


def read_back(found: Exported) -> tuple[Imported, Case]:
    with TemporaryDirectory() as folder:
        for name, text in found.files.items():
            Path(folder, name).write_text(text, encoding="utf-8")
        got = imported([folder], ImportRequest())
    return got, load_text(got.text, "back.yaml", seeds={})


def packages(of: Held) -> product[tuple[int, ...]]:
    return product(*(range(len(issue.options)) for issue in of.issues))


def best_of(side: Side) -> float:
    return sum(float(w) * max(row) for w, row in zip(side.weights, side.worths, strict=True))


def check_round_trip(case: Case, to: str) -> None:
    before = held(case)
    got, again = read_back(exported(case, to))
    after = held(again)
    assert got.format == to
    assert [len(one.options) for one in after.issues] == [len(one.options) for one in before.issues]
    sides = {side.id: side for side in after.asked}
    for side in before.asked:
        whole, other = best_of(side) if to == "genius" else 1.0, sides.pop(side.id)
        for package in packages(before):
            assert other.worth(package) == pytest.approx(side.worth(package) / whole, abs=1e-12)
        if to == "geniusweb":
            check_the_same_are_acceptable(before, side, other)
        else:
            no_deal = min(1.0, side.no_deal / whole)
            assert other.no_deal == pytest.approx(no_deal, abs=1e-12)
    assert not sides


def check_the_same_are_acceptable(of: Held, side: Side, other: Side) -> None:
    """Its reservation is a bid, which may be worth more than no deal."""
    every = list(packages(of))
    enough = [p for p in every if side.worth(p) >= side.no_deal - 1e-12]
    expected = enough or [max(every, key=lambda p: (side.worth(p), p))]
    least = min(side.worth(p) for p in expected)
    assert other.no_deal == pytest.approx(least, abs=1e-12)


@pytest.mark.parametrize("to", ADDITIVE)
@pytest.mark.parametrize("name", SHIPPED)
def test_worths_of_what_is_shipped_come_back(name: str, to: str) -> None:
    check_round_trip(load(name), to)


@tried(20, 400, "examples")
def test_worths_of_any_talks_come_back(examples: int) -> None:
    def check(data: Data) -> None:
        try:
            case = case_of(data)
            held(case)
        except (ScenarioError, SettingError):
            reject()
        for to in ADDITIVE:
            if to == "genius" and any(best_of(side) <= 0.0 for side in held(case).asked):
                with pytest.raises(SettingError, match="every option is worth nothing"):
                    exported(case, to)
            else:
                check_round_trip(case, to)

    settings(max_examples=examples)(given(data=everything() | scenarios())(check))()


@pytest.mark.parametrize("name", SHIPPED)
def test_a_table_keeps_who_stands_where(name: str) -> None:
    case = load(name)
    before, after = held(case), held(read_back(exported(case, "csv"))[1])
    sides = {side.title: side for side in after.sides}
    for side in before.sides:
        other = sides[side.title]
        assert other.role == side.role
        if side.role == "mediator":
            assert not any(other.saliences)
            continue
        assert other.wants == side.wants
        assert other.saliences == pytest.approx(side.saliences, abs=1e-9)
        if side.asked:
            assert other.no_deal == pytest.approx(side.no_deal, abs=1e-9)


def test_ktab_keeps_the_order_and_influence() -> None:
    found = exported(load("council-quota"), "ktab")
    got, case = read_back(found)
    assert got.format == "ktab"
    before = {side.id: side for side in held(load("council-quota")).asked}
    assert {side.id for side in held(case).asked} == before.keys()
    for row in list(csv.reader(found.files["scenario.csv"].splitlines()))[2:]:
        side = before[row[0]]
        assert row[2] == "1"
        for j, place in enumerate(side.wants):
            options = len(side.worths[j]) - 1
            assert place is not None
            assert float(row[3 + 2 * j]) == pytest.approx(100 * place / options)
            assert float(row[4 + 2 * j]) == pytest.approx(100 * float(side.weights[j]))


def test_what_is_left_out_is_listed_with_its_line() -> None:
    found = exported(load("council-quota"), "genius")
    lost = [note for note in found.notes if note.fate is Fate.LOST]
    told = {note.what: note.place for note in lost}
    assert told["a quota of 80%: there everyone is asked"].endswith("council-quota.yaml:74:1")
    assert told["headwater: the 30 points that a soft red line costs"].endswith("yaml:58:3")
    assert any(note.what.startswith("chair:") for note in lost)
    assumed = [str(note) for note in found.notes if note.fate is Fate.ASSUMED]
    assert any("delta.costs.salience" in one and "in the middle" in one for one in assumed)


def test_hard_lines_and_combinations_are_lost_and_said() -> None:
    data = plain()
    data["actors"]["ada"] = party("p1", "t1")
    data["actors"]["ada"]["price"]["red_line"] = "hard"
    data["infeasible"] = [{"price": "p1", "time": "t1", "why": "no"}]
    told = [str(note) for note in exported(case_of(data), "negmas").notes]
    assert any(one.startswith("ada: its hard red lines") for one in told)
    assert any(one.startswith("combinations that nobody can have") for one in told)


def test_an_unknown_format_is_told_with_those_there_are() -> None:
    assert EXPORTS.names() == ["csv", "genius", "geniusweb", "ktab", "negmas"]
    with pytest.raises(SettingError, match="write one of csv, genius, geniusweb, ktab, negmas"):
        exported(load("flat-sale"), "word")


def test_a_side_called_domain_has_a_file_of_its_own() -> None:
    data = plain()
    data["actors"]["domain"] = data["actors"].pop("ada")
    data["actors"]["mia"]["reaches"] = ["domain", "bob"]
    found = exported(case_of(data), "genius")
    assert {"domain.xml", "the-domain.xml", "bob.xml"} == {*found.files}
    check_round_trip(case_of(data), "genius")
