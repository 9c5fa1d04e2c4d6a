"""`detente export`."""

from __future__ import annotations

import json
from contextlib import chdir
from pathlib import Path

from tests.cli.asking import ask, misfits, told


def test_out_and_in_again(tmp_path: Path) -> None:
    with chdir(tmp_path):
        page = told("export", "flat-sale", "--to", "genius", "-o", "flat")
        assert misfits(page) == []
        assert "CARRIED\n  buyer: weights, evaluations and reservation, as buyer.xml" in page
        told("import", "flat", "-o", "flat.yaml")
        told("run", "flat.yaml", "--seed", "1")


def test_the_notes_as_json_and_a_setting(tmp_path: Path) -> None:
    with chdir(tmp_path):
        asked = ("export", "flat-sale", "--to", "csv", "-o", "flat", "--json")
        data = json.loads(told(*asked, "--set", "buyer.no_deal.worth=12"))
        assert data["written"] == ["flat/actors.csv"]
        assert {note["fate"] for note in data["notes"]} <= {"carried", "assumed", "lost"}
        row = Path("flat/actors.csv").read_text(encoding="utf-8").splitlines()[3]
    assert row.startswith("Buyer,party,")
    assert row.endswith(",12")


def test_nothing_of_somebodys_is_overwritten_and_nothing_half_written(tmp_path: Path) -> None:
    with chdir(tmp_path):
        Path("flat").mkdir()
        Path("flat/seller.xml").write_text("mine", encoding="utf-8")
        taken = ask("export", "flat-sale", "--to", "genius", "-o", "flat")
        assert taken.exit_code == 2
        assert "seller.xml is not as Detente wrote it" in taken.stderr
        assert [path.name for path in Path("flat").iterdir()] == ["seller.xml"]
        told("export", "flat-sale", "--to", "genius", "-o", "flat", "--force")
        assert ask("export", "flat-sale", "--to", "word", "-o", "x").exit_code == 2
        assert not Path("x").exists()
