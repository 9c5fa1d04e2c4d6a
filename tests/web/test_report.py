"""`detente report`: what it writes, and what it refuses."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

import sim.web.page
from sim.cli.loaded import loaded
from sim.cli.reported import reported
from sim.ensemble.dataset import read
from sim.scenario.loading import load
from sim.web.blocks import Block
from sim.web.parts import PARTS, Part
from sim.web.report import Report
from sim.web.sections.sources import tell
from tests.cli.asking import ask, told
from tests.web.html import Page
from tests.web.made import asked, made

QUIET = tuple(part for part in PARTS if not part.plays)
SMALL = ("-n", "20", "--draws", "10", "--jobs", "1")
ALONE = (*SMALL, "--kept", "0")  # nothing is played on under other positions


@pytest.fixture(autouse=True)
def _quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """The parts that play nothing of their own."""
    monkeypatch.setattr(sim.web.page.told, "__defaults__", (QUIET,))


def section(path: Path, name: str) -> str:
    (found,) = (
        one for one in Page(path.read_text("utf-8")).all("section") if one.attributes["id"] == name
    )
    return found.text


def test_it_writes_one_page_and_says_where(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    said = told("report", "flat-sale", *SMALL, "--seed", "5", "-o", str(path))
    assert said.startswith(f"Written to {path}: ")
    assert [one.name for one in tmp_path.iterdir()] == ["page.html"]
    assert "detente ensemble flat-sale -n 20 --draws 10 --seed 5" in section(path, "outcomes")


def test_a_data_set_is_told_as_the_same_runs_played_for_it(tmp_path: Path) -> None:
    folder, one, other = tmp_path / "kept", tmp_path / "a.html", tmp_path / "b.html"
    told("ensemble", "flat-sale", *SMALL, "--seed", "5", "-o", str(folder))
    told("report", str(folder), "--jobs", "1", "-o", str(one))
    told("report", "flat-sale", *SMALL, "--seed", "5", "-o", str(other))
    for name in ("brief", "outcomes", "terms", "codebook"):
        assert section(one, name) == section(other, name)
    assert f"detente report {folder}" in section(one, "again")


def test_other_parts_are_played_from_the_scenario_in_the_data_set(tmp_path: Path) -> None:
    folder, seen = tmp_path / "kept", list[str]()
    told("ensemble", "cairo-2024", *ALONE, "--set", "hamas.firmness=high", "-o", str(folder))

    def spy(report: Report) -> list[Block]:
        seen.append(loaded(report.scenario, report.sets).digest)
        return []

    part = Part("spy", "Spy", spy, plays=True)
    ask_for = asked(str(folder), runs=None, draws=None, seed=None)
    made(ask_for, parts=(part,))
    assert seen == [read(str(folder)).case.digest]
    assert seen != [load("cairo-2024").digest]


def test_a_study_of_a_what_if_from_now_leaves_out_what_is_of_the_scenario(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    told("ensemble", "cairo-2024", *ALONE, "--what-if", "hamas-attends", "-o", str(folder))
    part = Part("odd", "Odd", lambda _: pytest.fail("it was played"), plays=True)
    text = made(asked(str(folder), runs=None, draws=None, seed=None), parts=(part,))
    assert "under a what-if from now on" in Page(text).all("section")[0].text


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("flat-sale", "-o", "nowhere/page.html"), "there is no folder nowhere: make it first"),
        (("flat-sale", "-o", "."), "is a folder: write the name of a file"),
        (("kept", "-n", "40"), "-n: kept is played already: leave it out"),
        (("kept", "--seed", "0"), "--seed: kept is played already: leave it out"),
        (("empty",), "no data set there"),
        (("nowhere",), "no scenario and no file 'nowhere'"),
        (("flat-sale", "-n", "100001"), "-n 100001: more than 100,000 runs need a folder"),
    ],
)
def test_mistakes_are_told_before_anything_is_played(
    args: tuple[str, ...], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "kept").mkdir()
    (tmp_path / "empty").mkdir()
    result = ask("report", *args)
    assert result.exit_code == 2
    assert said in result.stderr
    assert list(tmp_path.glob("*.html")) == []


def test_an_interrupt_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_: object) -> list[object]:
        raise KeyboardInterrupt

    path = tmp_path / "page.html"
    path.write_text("before", "utf-8")
    part = Part("odd", "Odd", interrupt, plays=True)  # type: ignore[arg-type]
    monkeypatch.setattr(sim.web.page.told, "__defaults__", ((part,),))
    assert ask("report", "flat-sale", *SMALL, "-o", str(path), "--force").exit_code == 130
    assert path.read_text("utf-8") == "before"


@pytest.mark.parametrize(("name", "told_of"), [("cairo-2024", True), ("flat-sale", False)])
def test_facts_are_to_be_listed_only_where_the_command_knows_those_of_the_scenario(
    name: str, told_of: bool, tmp_path: Path
) -> None:
    sources = tuple(part for part in PARTS if part.name == "sources")
    assert ("detente seeds" in made(asked(name), parts=sources)) is told_of
    copy = tmp_path / "copy.yaml"
    copy.write_text(loaded(name, ()).text, "utf-8")
    assert "detente seeds" not in made(asked(str(copy)), parts=sources)


def test_runs_of_a_rare_record_carry_weights_even_where_all_weigh_the_same() -> None:
    with reported(asked("cairo-2024")) as found:
        rare = msgspec.structs.replace(found.study.found.fit, ceiling=0.5)
        study = replace(found.study, found=replace(found.study.found, fit=rare))
        text = repr(tell(replace(found, study=study)))
    assert "too rarely to wait for, so runs carry weights" in text
    assert "draws kept are tries that did" not in text
