"""What a fork came to, as plain data."""

from __future__ import annotations

from dataclasses import dataclass

from sim.analysis.shifts import DayShift, Shift
from sim.studies.fork.request import ForkRequest
from sim.studies.shown import Shown
from sim.telling.line import Line


@dataclass(frozen=True, slots=True)
class KeptFuture:
    """A future that is kept in a store, by its id there."""

    id: str
    future: int
    outcome: str


@dataclass(frozen=True, slots=True)
class KeptFutures:
    """Where a run and some futures of the changed arm are kept; `run` is its id there."""

    store: str
    run: str
    branches: tuple[KeptFuture, ...]


@dataclass(frozen=True, slots=True)
class ForkResult(Shown):
    """A run, what is changed in it, and the futures of both arms; shares are of 1.

    `name` and `words` are what a command about this run takes; "" where it is not at hand. `event`
    is event `at` as it was, and `changed` what comes in its place (`instead`) or right after it;
    `filled_in` says what nobody named, and `forbidden` who is made to say yes across a hard red
    line of its own. `different` pairs of the `futures` have different outcomes. `counts` is what
    the run counts for in an ensemble whose runs are weighted.
    """

    notice: str
    request: ForkRequest
    name: str
    words: tuple[str, ...]
    title: str
    digest: str
    log_digest: str
    detente: str
    seed: int
    run: int
    draw: int
    counts: str
    at: int
    instead: bool
    event: Line
    changed: tuple[Line, ...]
    filled_in: tuple[str, ...]
    forbidden: tuple[str, ...]
    futures: int
    outcomes: tuple[Shift, ...]
    different: int
    framework_days: DayShift
    complete: bool
    kept: KeptFutures | None = None
    folder: str | None = None
    files: tuple[str, ...] = ()
