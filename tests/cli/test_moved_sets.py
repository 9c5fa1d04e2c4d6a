"""A data set beside another scenario of the same name prints no command that plays that one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sim.scenario.shipped import find
from tests.cli.asking import copied, told

OWN = Path("own.yaml")


def _another() -> None:
    OWN.write_bytes(find("labour-dispute").read_bytes())


@pytest.fixture(autouse=True)
def _kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    OWN.write_bytes(find("flat-sale").read_bytes())
    told("ensemble", "own.yaml", "-n", "4", "--draws", "2", "--jobs", "1", "-o", "ens")


def page(*args: str) -> str:
    return copied(told(*args))


@pytest.mark.parametrize("moved", [OWN.unlink, _another])
def test_commands_about_a_run_name_the_folder_and_no_other_scenario(
    moved: Callable[[], None],
) -> None:
    moved()
    run = page("replay", "ens", "--run", "3")
    assert "The same run again: detente replay ens --run 3 " in run
    assert "Where did it stand? detente replay ens --run 3 --at " in run
    resumed = page("ensemble", "--resume", "ens", "--all")
    assert "detente replay ens --run 1" in resumed
    for text in (run, resumed):
        assert "own.yaml" not in text
        assert "detente run" not in text


def test_commands_name_the_scenario_while_it_is_the_one_that_was_played() -> None:
    run = page("replay", "ens", "--run", "3")
    assert "The same run again: detente replay ens --run 3 " in run
    assert "detente explain own.yaml " in run
    assert "--seed 0 --run 3 --draws 2" in run
    assert "AGAIN detente ensemble own.yaml -n 4 --seed 0" in page(
        "ensemble", "--resume", "ens", "--all"
    )
