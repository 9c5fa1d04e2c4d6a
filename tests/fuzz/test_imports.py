"""Broken files of other tools: read, or refused with the place; never half written."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from random import Random

import pytest
from hypothesis import given

from sim.scenario.loading import load
from tests.documented import page_text, set_out
from tests.fuzz.mangling import spoiled
from tests.fuzz.tries import called, fuzzed, luck
from tests.imports.books import ods, xlsx

ROWS: list[list[str | float]] = [
    ["actor", "position", "salience", "influence"],
    ["A", 1.0, 60.0, 3.0],
    ["B", 4.0, "high", 2.0],
    ["C", 2.5, "", 1.0],
]
WHERE = r"{}[^\n]*?(:\d+|: cell [A-Z]+\d+)"  # a file, and its line or cell
GIVEN = (
    "canal.csv",
    "harbour",
    "trip",
    "flight",
    "dam.csv",
    "lease",
    "strike.gmcr",
    "book.xlsx",
    "book.ods",
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the page on imports, and two workbooks."""
    folder = tmp_path_factory.mktemp("imports")
    set_out(page_text("import.md"), folder)
    (folder / "book.xlsx").write_bytes(xlsx(ROWS))
    (folder / "book.ods").write_bytes(ods(ROWS))
    return folder


@given(chance=luck)
@fuzzed(3.0)
def test_spoiled_files(
    home: Path, tmp_path_factory: pytest.TempPathFactory, chance: Random
) -> None:
    folder = tmp_path_factory.mktemp("try")
    name = chance.choice(GIVEN)
    copy = folder / name
    if (home / name).is_dir():
        shutil.copytree(home / name, copy)
        broken = chance.choice(sorted(copy.iterdir()))
    else:
        broken = Path(shutil.copy(home / name, copy))
    broken.write_bytes(spoiled(broken.read_bytes(), chance))
    out = folder / "my.yaml"
    quota = chance.choice([[], ["--quota", "60"]]) if name.endswith((".csv", ".ods")) else []
    result = called(f"import of {name}", "import", str(copy), "-o", str(out), *quota)
    assert out.exists() == (result.exit_code == 0)
    if result.exit_code:
        assert re.search(WHERE.format(re.escape(str(folder))), result.stderr), result.stderr
    else:
        assert load(str(out)).written.scenario.actors
    shutil.rmtree(folder)
