"""`detente import`, and the table to fill in."""

from __future__ import annotations

import json
from contextlib import chdir
from pathlib import Path

from tests.cli.asking import ask, misfits, told


def test_from_a_template_to_a_run(tmp_path: Path) -> None:
    with chdir(tmp_path):
        assert "detente import my.csv -o my.yaml" in told("new", "my", "--table")
        page = told("import", "my.csv", "-o", "my.yaml")
        assert misfits(page) == []
        assert "LOST\n  influence" in page
        told("run", "my.yaml", "--seed", "1")
        assert told("validate", "my.yaml").startswith("my.yaml: valid\n")


def test_the_notes_as_json(tmp_path: Path) -> None:
    with chdir(tmp_path):
        told("new", "my", "--table")
        data = json.loads(told("import", "my.csv", "-o", "my.yaml", "--quota", "60", "--json"))
    assert data["format"] == "table"
    assert {note["fate"] for note in data["notes"]} == {"carried", "assumed"}


def test_nothing_is_overwritten_or_half_written(tmp_path: Path) -> None:
    with chdir(tmp_path):
        told("new", "my", "--table")
        Path("mine.yaml").write_text("mine", encoding="utf-8")
        taken = ask("import", "my.csv", "-o", "mine.yaml")
        assert (taken.exit_code, Path("mine.yaml").read_text(encoding="utf-8")) == (2, "mine")
        Path("bad.csv").write_text("actor,position\nA,1\nB,\n", encoding="utf-8")
        bad = ask("import", "bad.csv", "-o", "bad.yaml")
        assert bad.exit_code == 2
        assert "bad.csv: cell B2: everyone stands at the same position" in bad.stderr
        assert not Path("bad.yaml").exists()
        for wrong in (["--format", "nosuch"], ["--quota", "0"], ["--title", "a\nb"]):
            assert ask("import", "my.csv", "-o", "new.yaml", *wrong).exit_code == 2
        assert "in no format" in ask("import", "mine.yaml", "-o", "new.yaml").stderr
