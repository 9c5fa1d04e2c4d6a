"""What a worker is given, and what it refuses."""

from __future__ import annotations

import pytest

import sim.ensemble.parts
from sim.ensemble.blocks import first_runs
from sim.ensemble.parts import Bench, Done, Task, packed, work
from sim.errors import SettingError
from sim.scenario.loading import load


def test_a_worker_of_another_version_plays_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    task = Task(load("flat-sale"), 1, "", ceiling=1.0, in_memory=True)
    block = first_runs(2, 2)
    assert isinstance(work(packed(task), block, {}), Done)
    monkeypatch.setattr(sim.ensemble.parts, "VERSION", "9.9.9")
    other = packed(task)
    monkeypatch.undo()
    with pytest.raises(SettingError, match=r"has detente .*played by 9\.9\.9: install the same"):
        work(other, block, {})


def test_where_inputs_are_kept_is_looked_for_unless_it_is_told() -> None:
    task = Task(load("cairo-2024"), 1, "", ceiling=1.0, in_memory=True)
    found = Bench(task).work(first_runs(3, 3), {1: 2})
    assert isinstance(found, Done)
    assert found.tried[1] == 2  # taken at its word
    again = Bench(task).work(first_runs(3, 3), {})
    assert isinstance(again, Done)
    assert again.tried[1] > 2
    assert {draw: found.tried[draw] for draw in (0, 2)} == {
        draw: again.tried[draw] for draw in (0, 2)
    }
    assert again.table["inputs_tried"].to_list() == [again.tried[draw] for draw in range(3)]
