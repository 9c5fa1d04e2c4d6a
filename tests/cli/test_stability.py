"""`detente stability`: the page, its figures, JSON, and what it refuses."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from tests.cli.asking import ask, copied, misfits, told
from tests.documented import page_text, set_out


def elmira(folder: Path) -> str:
    set_out(page_text("stability.md"), folder)
    return str(folder / "elmira.yaml")


def test_a_page_that_fits(tmp_path: Path) -> None:
    page = told("stability", elmira(tmp_path), "--state", "1", "--all")
    assert misfits(page.replace(str(tmp_path), "out")) == []
    text = copied(page)
    assert "9 states, 24 moves, 16 of them irreversible" in text
    assert (
        "The local governments could go to 6, then Ministry of the Environment moves to 7" in text
    )
    assert "6 to 9 Ministry of the Environment moves to 7, Uniroyal to 9" in text
    assert "The local governments must no longer prefer 6 to it" in text


def test_figures_their_numbers_and_their_words(tmp_path: Path) -> None:
    file = elmira(tmp_path)
    told("stability", file, "-o", str(tmp_path / "out"))
    written = sorted(path.name for path in (tmp_path / "out").glob("[!.]*"))
    stems = ("stability-graph", "stability-matrix")
    ends = ("csv", "png", "svg", "txt")
    assert written == [f"{stem}.{end}" for stem in stems for end in ends]
    with (tmp_path / "out" / "stability-matrix.csv").open(encoding="utf-8-sig") as lines:
        rows = list(csv.DictReader(lines))
    assert [row["state"] for row in rows if float(row["equilibrium.SEQ"])] == ["5", "6", "9"]
    words = (tmp_path / "out" / "stability-graph.txt").read_text(encoding="utf-8")
    assert "Ministry of the Environment 1 to 2 (no way back)" in words
    assert "neither news nor forecast" in words


def test_json_has_all_of_it(tmp_path: Path) -> None:
    data = json.loads(told("stability", elmira(tmp_path), "--json", "--concept", "Nash"))
    assert data["request"]["concept"] == "Nash"
    assert len(data["moves"]) == 24
    assert data["notice"] == "a model: neither news nor forecast"


def test_an_analysis_that_needs_numbers_names_the_ranking(tmp_path: Path) -> None:
    file = elmira(tmp_path)
    for command in (("run", file), ("bargain", file, "--draws", "2")):
        result = ask(*command)
        assert result.exit_code == 2
        assert f"{file}:24:5: ministry.ranking: an order over states" in result.stderr
    assert "valid" in told("validate", file)


def test_nobody_controls_anything_by_default() -> None:
    result = ask("stability", "flat-sale")
    assert result.exit_code == 2
    assert "--set 'buyer.control=[price]'" in result.stderr
