"""Work in pieces: workers that cannot be had are said to be missing."""

from __future__ import annotations

import pytest

from sim.ensemble.crews import Pool
from sim.ensemble.pool import Packed, worked
from sim.errors import DetenteError
from sim.plugins import TACTICS
from sim.talks.protocol import View


def test_what_each_piece_comes_to_has_its_place() -> None:
    assert dict(worked(abs, [-3, -2, -1], 2, "sim.ensemble.points")) == {0: 3, 1: 2, 2: 1}


def test_what_was_worked_out_with_another_tactic_is_not_taken_for_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(TACTICS, "_added", {})
    before = Packed.of("a job")
    assert Packed.of("a job") == before
    TACTICS.add("mine", Mine())
    assert Packed.of("a job") != before


class Mine:
    def conceded(self, _: View) -> float:
        return 0.5


@pytest.mark.parametrize("error", [OSError("no more processes"), EOFError()])
def test_workers_that_cannot_be_started_are_said_to_be_dead(
    error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr(Pool, "submit", refuse)
    with pytest.raises(DetenteError, match="a process died"):
        list(worked(abs, [-3, -2, -1], 2, "sim.ensemble.points"))
