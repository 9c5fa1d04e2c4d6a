"""Plays a study of sensitivity: what is missing of it, and what all of it comes to."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sim.analysis.factors import paths_of
from sim.analysis.methods import METHODS
from sim.analysis.sensitivity import LEAST_ROWS, Plan, sensitivity
from sim.analysis.wording import NOTICE
from sim.ensemble.arguments import a_case
from sim.ensemble.cells import Shelf, Study, play_pieces
from sim.ensemble.designs import (
    Played,
    Stretch,
    any_stretch,
    fingerprint,
    stretch_player,
    stretches,
)
from sim.ensemble.points import Task
from sim.ensemble.what_if import under
from sim.interrupts import last_of
from sim.studies.options import requested
from sim.studies.progress import QUIET, Progress
from sim.studies.sensitivity.request import SensitivityRequest
from sim.studies.sensitivity.result import SensitivityResult
from sim.telling.labels import Labels
from sim.version import VERSION

if TYPE_CHECKING:
    from sim.scenario.case import Case


@dataclass(frozen=True, slots=True)
class SensitivityPlan:
    """What is to be played of a study, and the pieces that are there already."""

    case: Case
    added: str  # moves of a what-if from now on
    request: SensitivityRequest
    plan: Plan
    pieces: list[Stretch]
    shelf: Shelf
    kept: str | None

    @property
    def runs(self) -> int:
        """How many runs it is."""
        return self.plan.design.rows * self.plan.design.blocks * self.request.runs

    @property
    def before(self) -> int:
        """How many of them are there."""
        return sum(piece.runs for k, piece in enumerate(self.pieces) if k in self.shelf.cells)

    @property
    def rows(self) -> int:
        """How many whole rows of points are there."""
        return Played.of(self.shelf, self.plan.design, self.request.runs).rows


def sensitivities(
    case: Case, keep: str | None = None, progress: Progress = QUIET, **options: Any
) -> SensitivityResult:
    """Say which inputs the outcome hangs on, and how much is luck, before the record.

    Over the ranges of all uncertain inputs: how far they move the probability of an outcome, luck
    taken out. The result shows as a page in the cell of a notebook; `frame()` gives its numbers as
    a polars frame, one row a factor, and `figure()` draws them.

    Parameters
    ----------
    keep
        A folder that keeps what is played: the same request goes on from it.
    options
        The fields of `SensitivityRequest`: method, outcome, points, runs, inputs, seed, jobs,
        what_if.

    Raises
    ------
    SettingError
        Where an option is none such, fits no input, or the folder holds another study.

    Examples
    --------
    >>> from sim.api import load, sensitivities
    >>> found = sensitivities(load("flat-sale"), inputs=["*.firmness"], points=8, runs=4)
    >>> found.frame()["factor"].to_list()
    ['buyer.firmness', 'seller.firmness', 'guard', 'all others']
    """
    plan = sensitivity_plan(a_case(case), requested(SensitivityRequest, options), keep)
    return last_of(sensitivity_results(plan, progress))


def sensitivity_plan(
    case: Case, request: SensitivityRequest, keep: str | None = None
) -> SensitivityPlan:
    """What a request comes to, seen before anything is played; errors as of `sensitivities`.

    More points, or another outcome, are no other study of a folder.
    """
    rows = request.rows
    case, added = under(case, request.what_if)
    plan = METHODS[request.method].plan(case, request.inputs, rows, request.seed)
    how = {
        "method": request.method,
        "runs": request.runs,
        "seed": request.seed,
        "inputs": list(request.inputs),
        "what_if": request.what_if,
        "points": fingerprint(plan.design),
    }
    study = Study(kind="sensitivity", name=case.title, scenario_digest=case.digest, asked=how)
    shelf = Shelf.at(keep, study, any_stretch(plan.design, request.runs))
    pieces = stretches(plan.design, request.runs)
    return SensitivityPlan(case, added, request, plan, pieces, shelf, keep)


def sensitivity_results(
    plan: SensitivityPlan,
    progress: Progress = QUIET,
    *,
    name: str = "",
    sets: tuple[str, ...] = (),
) -> Generator[SensitivityResult]:
    """What a plan comes to; a cancelled one ends with the whole rows that were played.

    Parameters
    ----------
    name, sets
        What loads the case again, for the commands that the result's document names.

    Raises
    ------
    KeyboardInterrupt
        Where it is cancelled before there were rows enough to say anything.
    """
    case, request, design = plan.case, plan.request, plan.plan.design
    task = Task(case, request.seed, what_if=plan.added, paths=paths_of(case))

    with plan.shelf.held():
        player = stretch_player(task, design)
        complete = play_pieces(player, plan.pieces, plan.shelf, request.jobs, progress.heard)
    played = Played.of(plan.shelf, design, request.runs)
    if played.rows < LEAST_ROWS:
        raise KeyboardInterrupt
    found = sensitivity(METHODS[request.method], plan.plan, played, request.outcome)
    where = name, sets, Labels.of(case, plan.added).title, case.digest, VERSION
    yield SensitivityResult(NOTICE, request, *where, found, plan.kept, complete)
