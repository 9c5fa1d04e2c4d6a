"""Every broken file gets exactly the message beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.errors import FileFaults, ScenarioError
from sim.scenario.loading import load, load_text
from sim.scenario.reading import MAX_BYTES

BROKEN = sorted((Path(__file__).parent / "broken").glob("*.yaml"))


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_broken_file_gets_this_message(path: Path) -> None:
    with pytest.raises(ScenarioError) as caught:
        load(str(path))
    said = str(caught.value).replace(f"{path.parent}/", "")
    assert said + "\n" == path.with_suffix(".expected").read_text(encoding="utf-8")


def test_there_are_enough_of_them() -> None:
    assert len(BROKEN) >= 30


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_every_fault_names_a_place_in_the_file_and_a_cure(path: Path) -> None:
    with pytest.raises(ScenarioError) as caught:
        load(str(path))
    lines = path.read_bytes().count(b"\n") + 1
    for fault in caught.value.faults:
        assert fault.place.file == str(path)
        assert 1 <= fault.place.line <= lines
        assert fault.wrong
        assert fault.cure


def test_a_huge_file_is_refused_without_reading_it_all(tmp_path: Path) -> None:
    huge = tmp_path / "huge.yaml"
    with huge.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(ScenarioError, match=r"50,000,000 bytes are more than 5,000,000"):
        load(str(huge))
    assert MAX_BYTES == 5_000_000


def test_a_folder_cannot_be_read(tmp_path: Path) -> None:
    folder = tmp_path / "talks.yaml"
    folder.mkdir()
    with pytest.raises(Exception, match="folder"):
        load(str(folder))


def test_a_text_that_is_no_yaml_has_its_fault_placed() -> None:
    with pytest.raises(FileFaults) as caught:
        load_text("title: [1\n", "talks.yaml")
    assert [str(fault.place) for fault in caught.value.faults] == ["talks.yaml:2:1"]
