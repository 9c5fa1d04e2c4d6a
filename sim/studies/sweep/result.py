"""What a sweep came to, as plain data."""

from __future__ import annotations

from dataclasses import dataclass

from sim.analysis.sweeps import Sweep
from sim.studies.shown import Shown
from sim.studies.sweep.request import SweepRequest


@dataclass(frozen=True, slots=True)
class SweepResult(Shown):
    """A sweep, and how it was asked for; shares are of 1.

    `name` and `sets` load the scenario again; "" where it is not at hand. `kept` is the folder
    that keeps what was played, from which the same request goes on; `folder` holds `files`.
    """

    notice: str
    request: SweepRequest
    name: str
    sets: tuple[str, ...]
    title: str
    digest: str
    detente: str
    sweep: Sweep
    kept: str | None = None
    complete: bool = False  # all was played that was asked for
    folder: str | None = None
    files: tuple[str, ...] = ()
