"""Positions set anew from now end runs alike on both clocks."""

from __future__ import annotations

import pytest

from sim.api import load
from sim.engine import looping
from sim.ensemble.blocks import first_runs
from sim.ensemble.changeable import changeable
from sim.ensemble.changed import Change, Changed, Task, changed, joined
from sim.ensemble.inputs import pilot


@pytest.mark.parametrize(("name", "every"), [("flat-sale", 2), ("cairo-2024", 9)])
def test_changes_end_runs_as_they_do_on_the_other_clock(
    name: str, every: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = load(name)
    settings = [one for position in changeable(case).positions for one in position.settings]
    changes: list[Change] = [(one,) for one in settings[::every]]
    changes.append((settings[0], settings[-1]))
    task = Task(case, 5, "", pilot(case, 5).ceiling, {})

    def played(*, by_loop: bool) -> Changed:
        monkeypatch.setattr(looping, "COMPILED", by_loop)
        return joined(list(changed(task, first_runs(4, 2), changes, jobs=1)))

    fast, slow = played(by_loop=True), played(by_loop=False)
    assert fast.ending.tolist() == slow.ending.tolist()
    assert fast.term.tolist() == slow.term.tolist()
