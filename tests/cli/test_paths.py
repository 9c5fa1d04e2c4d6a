"""Whatever stands where a path belongs: exit code 2 and one clear line, in every command."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.asking import ask
from tests.permission import without_privilege

SALE = "flat-sale"
OVER = ("--over", "seller.firmness=0:100:3")
AT = "@"  # where the path stands
READ: dict[str, tuple[str, ...]] = {
    "run": ("run", AT),
    "ensemble": ("ensemble", AT),
    "ensemble --resume": ("ensemble", "--resume", AT),
    "compare": ("compare", AT),
    "compare two": ("compare", SALE, AT),
    "play": ("play", AT, "--as", "seller"),
    "play --resume": ("play", "--resume", AT),
    "brief": ("brief", AT, "--as", "seller"),
    "plot": ("plot", AT),
    "plot --store": ("plot", "a1", "--store", AT),
    "explain": ("explain", AT, "3"),
    "explain --store": ("explain", "a1", "3", "--store", AT),
    "replay": ("replay", AT),
    "replay --run": ("replay", AT, "--run", "1"),
    "replay --store": ("replay", "a1", "--store", AT),
    "turning-points": ("turning-points", AT),
    "turning-points --store": ("turning-points", "a1", "--store", AT),
    "report": ("report", AT),
    "debrief": ("debrief", AT),
    "debrief --store": ("debrief", "a1", "--store", AT),
    "log list": ("log", "list", "--store", AT),
    "log show": ("log", "show", "a1", "--store", AT),
    "log export": ("log", "export", "all", "--store", AT),
    "log import": ("log", "import", AT, "--store", "new.db"),
    "validate": ("validate", AT),
    "inputs": ("inputs", AT),
    "verify": ("verify", AT),
    "verify --store": ("verify", "--store", AT),
    "sweep": ("sweep", AT, *OVER),
    "sensitivity": ("sensitivity", AT),
    "infer": ("infer", AT),
    "bargain": ("bargain", AT),
    "map": ("map", AT),
    "stability": ("stability", AT),
    "fork": ("fork", AT, "--at", "3", "--answer", "accept"),
    "fork --store": ("fork", "a1", "--at", "3", "--answer", "accept", "--store", AT),
}
WRITE: dict[str, tuple[str, ...]] = {
    "run --log": ("run", SALE, "--log", AT),
    "run --store": ("run", SALE, "--store", AT),
    "ensemble -o": ("ensemble", SALE, "-n", "10", "--jobs", "1", "-o", AT),
    "compare -o": ("compare", SALE, "-o", AT),
    "play -o": ("play", SALE, "--as", "seller", "-o", AT),
    "brief -o": ("brief", SALE, "--as", "seller", "-o", AT),
    "plot -o": ("plot", SALE, "-o", AT),
    "turning-points -o": ("turning-points", SALE, "-o", AT),
    "report -o": ("report", SALE, "-o", AT),
    "schema -o": ("schema", "-o", AT),
    "sweep -o": ("sweep", SALE, *OVER, "-o", AT),
    "sensitivity -o": ("sensitivity", SALE, "-o", AT),
    "infer -o": ("infer", SALE, "-o", AT),
    "bargain -o": ("bargain", SALE, "-o", AT),
    "map -o": ("map", SALE, "-o", AT),
    "stability -o": ("stability", SALE, "-o", AT),
    "fork -o": ("fork", SALE, "--at", "3", "--answer", "accept", "-o", AT),
}
EVERY = READ | WRITE


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a file, a folder that nobody may enter, and links that lead nowhere."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").touch()
    (tmp_path / "shut").mkdir(mode=0)
    (tmp_path / "round").symlink_to("round")
    (tmp_path / "broken").symlink_to("nowhere")
    return tmp_path


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    "path",
    ["", "shut/x.yaml", "file/x.yaml", "x" * 300, f"{'x' * 300}.jsonl", "a\0b", "round", "broken"],
    ids=["empty", "shut", "below a file", "long", "long log", "NUL", "circle", "broken link"],
)
@pytest.mark.parametrize("name", EVERY)
def test_a_path_that_cannot_be_is_one_line(name: str, path: str) -> None:
    with without_privilege():
        result = ask(*(path if part == AT else part for part in EVERY[name]))
    assert (result.exit_code, result.stdout) == (2, ""), result.output
    told = result.stderr.strip()
    assert told
    assert told.count("\n") == 0
    assert "Traceback" not in told
    assert "space" not in told


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("name", [name for name in WRITE if name != "run --store"])
def test_a_link_that_leads_nowhere_is_left_alone(name: str, here: Path) -> None:
    assert ask(*("broken" if part == AT else part for part in WRITE[name])).exit_code == 2
    assert (here / "broken").is_symlink()
