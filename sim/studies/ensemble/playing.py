"""Plays an ensemble, and says on the way what it has come to."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING

import polars as pl

from sim.analysis.precision import widest
from sim.ensemble.driver import playing
from sim.ensemble.what_if import under
from sim.studies.ensemble.request import EnsembleRequest, check_outcome, check_ranges
from sim.studies.ensemble.results import answers, outline
from sim.studies.ensemble.study import EnsembleStudy
from sim.studies.progress import QUIET, Progress

if TYPE_CHECKING:
    from sim.ensemble.driver import Ensemble
    from sim.ensemble.growing import Enough
    from sim.scenario.case import Case
    from sim.studies.ensemble.result import EnsembleResult

_PARTS = 10  # partial results while runs are played, at most
_DEFAULT = EnsembleRequest()


def ensemble(
    case: Case,
    request: EnsembleRequest = _DEFAULT,
    progress: Progress = QUIET,
    *,
    name: str = "",
    sets: tuple[str, ...] = (),
) -> Generator[EnsembleResult]:
    """Play an ensemble: partial results while it is played, and the whole as the last.

    A cancelled one ends with what was finished by then, and says that it is not complete;
    whoever asks for no more ends it at once.

    Parameters
    ----------
    name, sets
        What loads the case again, for the commands that the result's document names.

    Raises
    ------
    SettingError, RecordError
        Where a number is out of range, or no try of the model gives the reported record.
    KeyboardInterrupt
        Where it is interrupted before anything was finished.
    """
    check_outcome(case, request.outcome)
    changed, added = under(case, request.what_if)
    check_ranges(request, added)
    settings = request.settings(added)

    def study(played: Ensemble) -> EnsembleStudy:
        return EnsembleStudy(name, sets, request.what_if, played, None, ())

    step = max(1, request.runs // _PARTS)
    told, due = progress.told, step
    for played in playing(changed, settings, told, progress.cancelled, enough(request.within)):
        if not played.complete and played.played >= due:
            due = played.played + step
            yield outline(study(played), request)
    yield from answers(study(played), request, progress)


def enough(within: float) -> Enough | None:
    """What tells of a table of runs whether its shares are known within so many points of 100."""

    def known(table: pl.LazyFrame) -> bool:
        runs = table.select("run", "draw", "weight", "outcome").collect()
        return bool((runs["weight"] > 0).any()) and widest(runs) < within

    return known if within else None
