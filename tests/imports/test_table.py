"""Tables of actors: CSV, XLSX and ODS."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.imports.notes import Fate, ForeignError
from sim.scenario.loading import load
from tests.imports.books import ods, xlsx
from tests.imports.reading import bargained, notes, put, read

# Scholz, Calbert & Smith (2011), Table 2, as the shipped scenario has it.
EMISSIONS = """\
actor,position years,salience,capability
(options),4 to 10 by 0.5,,
Belgium,7,40,0.08
Denmark,4,100,0.05
France,10,60,0.16
Germany,4,80,0.16
Greece,7,70,0.08
Ireland,7,10,0.05
Italy,10,60,0.16
Luxembourg,4,20,0.03
Netherlands,4,80,0.08
UK,10,90,0.16
"""
ROWS: list[list[str | float]] = [
    [float(cell) if cell.replace(".", "").isdigit() else cell for cell in line.split(",")]
    for line in EMISSIONS.splitlines()
]
EUROPEAN = EMISSIONS.replace(",", ";").replace(".", ",")


@pytest.fixture(scope="module")
def shipped() -> float:
    return bargained(load("emission-standards"), 40).space.zone


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("comma_csv", EMISSIONS.encode()),
        ("semicolon_csv", EUROPEAN.encode("utf-8-sig")),
        ("returns_csv", EMISSIONS.replace("\n", "\r").encode()),
        ("wide_csv", EMISSIONS.replace(",", "\t").encode("utf-16")),
        ("book_xlsx", xlsx(ROWS)),
        ("book_ods", ods(ROWS)),
    ],
)
def test_a_table_says_what_the_same_scenario_says(
    name: str, content: bytes, tmp_path: Path, shipped: float
) -> None:
    found, case = read(put(tmp_path, **{name: content}), quota=71)
    assert found.format == "table"
    assert bargained(case, 40).space.zone == shipped


def test_what_becomes_of_it_is_told_with_its_cells(tmp_path: Path) -> None:
    paths = put(tmp_path, my_csv="actor,position,salience,power,mood\nA,1,0.5,3,x\nB,3,,4,y\n")
    found, _ = read(paths)
    assert f"the column 'mood' ({paths[0]}: cell E1)" in notes(found, Fate.LOST)
    assert any(f"({paths[0]}: cell D2 to D3)" in note for note in notes(found, Fate.LOST))
    assumed = notes(found, Fate.ASSUMED)
    assert f"B: salience unknown ({paths[0]}: cell C3)" in assumed
    assert any("parts of 1" in note and "cell C2" in note for note in assumed)
    assert all(note.splitlines()[0][:30] in found.text for note in assumed)


def test_positions_in_words_and_several_issues(tmp_path: Path) -> None:
    text = (
        "Name;Role;Tax position;Tax salience;Position on roads;no deal\n"
        "(options);;low; ;\n".replace("low; ", '"low; middle; high";')
        + "(status quo);;middle;;;\nWest;party;High;high;dirt;40\nEast;party;low;20;paved;\n"
        "Envoy;mediator;;;;\n"
    )
    _, case = read(put(tmp_path, two_csv=text))
    scenario = case.written.scenario
    assert list(scenario.issues["tax"].titles) == ["low", "middle", "high"]
    assert list(scenario.issues["roads"].titles) == ["dirt", "paved"]
    assert "mediated" in case.text
    assert "reaches: [west, east]" in case.text
    assert "no_deal: {worth: 40}" in case.text


def test_positions_between_options_are_rounded_and_noted(tmp_path: Path) -> None:
    found, case = read(put(tmp_path, fine_csv="actor,position\nA,0\nB,33.3333\nC,100\n"))
    assert any("33.3333 is rounded to 33 " in note for note in notes(found, Fate.ASSUMED))
    assert "options: {from: 0, to: 100, step: 1}" in case.text


@pytest.mark.parametrize(
    ("text", "where", "why"),
    [
        ("actor,position\nA,1\nB,x\nC,3\n", "cell B3", "no number"),
        ("actor,position\nA,1\nA,2\n", "cell A3", "already"),
        ("actor,position\nA,5\nB,5\n", "cell B2", "same position"),
        ('actor,position\nA,"1,234"\nB,2\n', "cell B2", "two numbers"),
        ("actor,position\nA,1,5\nB,2\n", "cell C2", "without a column"),
        ("actor,position,salience\nA,1,120\nB,2,3\n", "cell C2", "outside 0 to 100"),
        ("actor,position,role\nA,1,boss\nB,2,party\n", "cell C2", "no role"),
        ("actor,position\n(options),1 to 5\nA,1\nB,9\n", "cell B4", "not among"),
        ("actor,position\n(options),low; high\nA,low\nB,hihg\n", "cell B4", "no option"),
        ("actor,position\nA,1\n", "", "1 actors"),
        ("actor,position,position\nA,1,2\n", "cell C1", "second column"),
        ('actor,position\nA,"1\n', "", "no CSV"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_cell(
    text: str, where: str, why: str, tmp_path: Path
) -> None:
    with pytest.raises(ForeignError, match=why) as error:
        read(put(tmp_path, bad_csv=text))
    assert where in str(error.value)


def test_without_influence_there_are_no_votes(tmp_path: Path) -> None:
    with pytest.raises(ForeignError, match="no column influence"):
        read(put(tmp_path, no_csv="actor,position\nA,1\nB,2\n"), quota=60)
