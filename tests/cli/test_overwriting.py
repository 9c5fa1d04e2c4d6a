"""Nothing of the user's is replaced: it is refused, by name, before anything is played."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.asking import ask, told

FILES: dict[str, tuple[str, ...]] = {
    "run": ("run", "flat-sale", "--log", "mine"),
    "brief": ("brief", "flat-sale", "--as", "seller", "-o", "mine"),
    "play": ("play", "flat-sale", "--as", "seller", "-o", "mine"),
    "schema": ("schema", "-o", "mine"),
    "report": ("report", "flat-sale", "-o", "mine"),
    "report as Markdown": ("report", "flat-sale", "-o", "mine.md"),
}
OVER = ("--over", "seller.firmness=0:100:3")
FOLDERS: dict[str, tuple[tuple[str, ...], str]] = {
    "plot": (("plot", "flat-sale"), "timeline.svg"),
    "compare": (("compare", "flat-sale"), "compare.csv"),
    "sweep": (("sweep", "flat-sale", *OVER), "sweep.txt"),
    "sensitivity": (("sensitivity", "flat-sale"), "sensitivity-sobol.png"),
    "infer": (("infer", "cairo-2024"), "lessons.csv"),
    "bargain": (("bargain", "flat-sale"), "bargain-needs.csv"),
    "map": (("map", "flat-sale"), "map-phone.svg"),
    "stability": (
        ("stability", "flat-sale", "--set", "seller.control=[price]"),
        "stability-matrix.csv",
    ),
    "fork": (("fork", "flat-sale", "--at", "9"), "shifts.csv"),
    "turning-points": (("turning-points", "flat-sale"), "turning-points.csv"),
}


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_there_is_refused(name: str, here: Path) -> None:
    args = FILES[name]
    mine = here / args[-1]
    mine.write_text("my own", "utf-8")
    result = ask(*args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"{args[-1]}: is there already: " in result.stderr
    assert "add --force to replace it" in result.stderr
    assert (result.stderr.count("\n"), mine.read_text("utf-8")) == (1, "my own")


@pytest.mark.parametrize("name", FOLDERS)
def test_a_file_of_the_users_in_a_folder_of_figures_is_refused(name: str, here: Path) -> None:
    args, figure = FOLDERS[name]
    (here / "mine").mkdir()
    (here / "mine" / figure).write_text("my own", "utf-8")
    result = ask(*args, "-o", "mine")
    wrong = f"-o mine: mine/{figure} is not as Detente wrote it: move it, write into another "
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(wrong)
    assert result.stderr.count("\n") == 1
    assert (here / "mine" / figure).read_text("utf-8") == "my own"


def test_the_figures_of_a_page_are_looked_at_before_it_is_played(here: Path) -> None:
    (here / "page").mkdir()
    (here / "page/mine.png").touch()
    result = ask("report", "flat-sale", "-o", "page.md")
    assert (result.exit_code, "page/mine.png is not as" in result.stderr) == (2, True)


def test_its_own_figures_are_drawn_anew_and_others_by_force(here: Path) -> None:
    args = ("compare", "flat-sale", "-n", "10", "--draws", "5", "--jobs", "1", "-o", "out")
    assert told(*args) == told(*args)
    (here / "out/compare.csv").write_text("my own", "utf-8")
    assert ask(*args).exit_code == 2
    told(*args, "--force")
    assert (here / "out/compare.csv").read_text("utf-8") != "my own"


def test_a_new_scenario_replaces_none(here: Path) -> None:
    (here / "mine.yaml").touch()
    assert ask("new", "mine").stderr == "mine.yaml is there already: choose another name\n"
    assert (here / "mine.yaml").read_bytes() == b""
