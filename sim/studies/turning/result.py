"""What the turning points of a run came to, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sim.analysis.turning import TurningPoints
from sim.studies.shown import Shown
from sim.studies.turning.request import TurningRequest


@dataclass(frozen=True, slots=True)
class TurningResult(Shown):
    """The decisions of a run, and what each moved; shares are of 1.

    `name` and `words` are what a command about this run takes; "" where it is not at hand. `days`
    and `what` say by event number when and what it was. `outcome` is the run's own, and `counts`
    what it counts for in an ensemble whose runs are weighted.
    """

    notice: str
    request: TurningRequest
    name: str
    words: tuple[str, ...]
    title: str
    digest: str
    log_digest: str
    detente: str
    outcome: str
    counts: str
    days: Mapping[int, str]
    what: Mapping[int, str]
    found: TurningPoints
    complete: bool
    folder: str | None = None
    files: tuple[str, ...] = ()
