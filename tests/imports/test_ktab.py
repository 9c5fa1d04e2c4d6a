"""KTAB scenarios, as CSV and as XML: the same actors, the same scenario."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.imports.notes import Fate, ForeignError
from tests.imports.reading import bargained, notes, put, read

CSV = """\
Dam,"Made up, two dimensions",3,2,
Actor,Description,Power,Height Position,Height Salience,Toll,Sal2,
Up,the upper valley,100.0,20,60.5,10,20.0,
Down,the lower valley, 60.5,80,40.0,90,55.5,
Town,,10,50, 30, 50,5,
"""
ROWS = [("Up", "100.0", "20", "10", "60.5", "20"), ("Down", "60.5", "80", "90", "40", "55.5"),
        ("Town", "10", "50", "50", "30", "5")]  # fmt: skip
ACTORS = "".join(
    f"<Actor><name>{name}</name><capability>{power}</capability>\n"
    f"<Position><dCoord>{one}</dCoord><dCoord>{two}</dCoord></Position>\n"
    f"<Salience><dSal>{first}</dSal><dSal>{second}</dSal></Salience></Actor>\n"
    for name, power, one, two, first, second in ROWS
)
XML = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<Scenario><name>Dam</name><prngSeed>07</prngSeed>\n'
    "<Dimensions><dName>Height</dName><dName>Toll</dName></Dimensions>\n"
    f"<Actors>\n{ACTORS}</Actors></Scenario>"
)


def test_both_forms_say_the_same(tmp_path: Path) -> None:
    paths = put(tmp_path, dam_csv=CSV, dam_xml=XML.encode("utf-8-sig"))
    (one, mine), (other, same) = (read([path], quota=60) for path in paths)
    assert (one.format, other.format) == ("ktab", "ktab")
    assert bargained(mine, 20).space == bargained(same, 20).space
    scenario = mine.written.scenario
    assert scenario.title == "Dam"
    assert list(scenario.issues) == ["height", "toll"]
    assert "height: {wants: 20, salience: 60.5}" in mine.text
    assert scenario.consent.weights == {"up": 100, "down": 60.5, "town": 10}
    assert any("prngSeed '07'" in note for note in notes(other, Fate.LOST))


def test_power_without_a_quota_is_lost_with_its_cells(tmp_path: Path) -> None:
    paths = put(tmp_path, dam_csv=CSV)
    assert any(f"{paths[0]}: cell C3 to C5" in note for note in notes(read(paths)[0], Fate.LOST))


@pytest.mark.parametrize(
    ("name", "text", "where", "why"),
    [
        ("a_csv", CSV.replace("60.5,80", "60.5,8O"), "cell D4", "no number"),
        ("a_csv", CSV.replace(",3,2", ",4,2"), "cell C1", "4 actors"),
        ("a_csv", CSV.replace(",Sal2", ""), "cell F2", "no whole head"),
        ("a_csv", CSV.replace("55.5,", "155.5,"), "cell G4", "outside 0 to 100"),
        ("a_xml", XML.replace("<dCoord>90</dCoord>", ""), "a.xml:9:1", "1 <dCoord> for 2"),
        ("a_xml", XML.replace("Actors>", "Players>"), "a.xml:2:1", "without <Actors>"),
        ("a_xml", XML.replace("<dCoord>90<", "<dCoord>far<"), "a.xml:9:", "no number"),
        ("a_xml", XML[:-5], "a.xml:", "no XML"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(
    name: str, text: str, where: str, why: str, tmp_path: Path
) -> None:
    with pytest.raises(ForeignError, match=why) as error:
        read(put(tmp_path, **{name: text}), quota=60)
    assert where in str(error.value)
