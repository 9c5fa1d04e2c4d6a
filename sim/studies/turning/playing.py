"""Plays futures from before and after every decision of a run."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import TYPE_CHECKING, Any

from sim.analysis.turning import decisions
from sim.analysis.turning import turning_points as points_along
from sim.analysis.wording import NOTICE
from sim.ensemble.arguments import a_case
from sim.interrupts import last_of
from sim.studies.options import requested
from sim.studies.progress import QUIET, Progress
from sim.studies.turning.request import TurningRequest
from sim.studies.turning.result import TurningResult
from sim.talks.log import digest
from sim.telling.story import counts_for, told
from sim.telling.tale import Tale

if TYPE_CHECKING:
    from sim.scenario.case import Case
    from sim.talks.events import AnyEvent


def turning_points(
    case: Case, events: Sequence[AnyEvent], progress: Progress = QUIET, **options: Any
) -> TurningResult:
    """Show where along a run its futures changed.

    From just before and right after every decision futures are played, of the same luck. Many
    swings are looked at, and one inside its (joint) interval is not called one. The result shows
    as a page in the cell of a notebook; `frame()` gives its numbers as a polars frame, one row a
    decision and outcome, and `figure()` draws them.

    Parameters
    ----------
    events
        Of a run of the case: `play(case).events`.
    options
        The fields of `TurningRequest`: futures, jobs.

    Raises
    ------
    SettingError
        Where an option is none such.

    Examples
    --------
    >>> from sim.api import load, play, turning_points
    >>> case = load("flat-sale")
    >>> found = turning_points(case, play(case, seed=6).events, futures=2)
    >>> found.found.complete
    True
    """
    tale = Tale(a_case(case), events, full=True)
    return last_of(turning_results(tale, requested(TurningRequest, options), progress))


def turning_runs(tale: Tale, request: TurningRequest) -> int:
    """How many futures are played of a run."""
    return 2 * request.futures * len(decisions(tale.events))


def turning_results(
    tale: Tale,
    request: TurningRequest,
    progress: Progress = QUIET,
    *,
    name: str = "",
    words: Sequence[str] = (),
) -> Generator[TurningResult]:
    """The turning points of a run; a cancelled one ends with the futures of every decision.

    Parameters
    ----------
    tale
        The run, laid out at full length.
    name, words
        What a command about this run takes, for those that the result's document names.

    Raises
    ------
    KeyboardInterrupt
        Where it is cancelled before every decision has some futures.
    """
    found = points_along(tale.case, tale.events, request.futures, request.jobs, progress.heard)
    events = [tale.events[row.seq] for row in found.rows]
    lines = {event.seq: told(tale, event) for event in events}
    yield TurningResult(
        notice=f"futures of one run of {NOTICE}",
        request=request,
        name=name,
        words=tuple(words),
        title=tale.labels.title,
        digest=tale.first.digest,
        log_digest=digest(tale.events),
        detente=tale.first.engine,
        outcome=tale.end.outcome,
        counts=counts_for(tale),
        days={event.seq: tale.labels.day(event.tick) for event in events},
        what={seq: f"{line.who} {line.text}" for seq, line in lines.items()},
        found=found,
        complete=found.complete,
    )
