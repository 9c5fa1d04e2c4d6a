"""Work in pieces: workers that cannot be had are said to be missing."""

from __future__ import annotations

import pytest

from sim.ensemble.crews import Pool
from sim.ensemble.pool import worked
from sim.errors import DetenteError


def test_what_each_piece_comes_to_has_its_place() -> None:
    assert dict(worked(abs, [-3, -2, -1], 2, "sim.ensemble.points")) == {0: 3, 1: 2, 2: 1}


@pytest.mark.parametrize("error", [OSError("no more processes"), EOFError()])
def test_workers_that_cannot_be_started_are_said_to_be_dead(
    error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr(Pool, "submit", refuse)
    with pytest.raises(DetenteError, match="a process died"):
        list(worked(abs, [-3, -2, -1], 2, "sim.ensemble.points"))
