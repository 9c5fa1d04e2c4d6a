"""What a worker is given, and what it refuses."""

from __future__ import annotations

import pytest

import sim.ensemble.parts
from sim.ensemble.blocks import first_runs
from sim.ensemble.parts import Done, Task, packed, work
from sim.errors import SettingError
from sim.scenario.loading import load


def test_a_worker_of_another_version_plays_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    task = Task(load("flat-sale"), 1, "", weighted=False, in_memory=True)
    block = first_runs(2, 2)
    assert isinstance(work(packed(task), block), Done)
    monkeypatch.setattr(sim.ensemble.parts, "VERSION", "9.9.9")
    other = packed(task)
    monkeypatch.undo()
    with pytest.raises(SettingError, match=r"has detente .*played by 9\.9\.9: install the same"):
        work(other, block)
