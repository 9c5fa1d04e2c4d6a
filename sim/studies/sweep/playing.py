"""Plays a sweep: what is missing of it, and what all of it comes to."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from itertools import product, takewhile
from typing import TYPE_CHECKING, Any

from sim.analysis.sweeps import sweep_of
from sim.analysis.wording import NOTICE
from sim.ensemble.arguments import a_case
from sim.ensemble.axes import Axis, axis_of
from sim.ensemble.cells import Cell, Shelf, Study, play_pieces
from sim.ensemble.driving import Search
from sim.ensemble.points import Held, Task, grounded, player, rounds
from sim.ensemble.what_if import under
from sim.errors import RecordError, SettingError
from sim.interrupts import last_of
from sim.studies.options import requested
from sim.studies.progress import QUIET, Progress
from sim.studies.sweep.request import SweepRequest
from sim.studies.sweep.result import SweepResult
from sim.telling.labels import Labels
from sim.text import many
from sim.version import VERSION

if TYPE_CHECKING:
    from sim.scenario.case import Case

BLOCK = 5  # draws a round
MOST_POINTS = 10_000


@dataclass(frozen=True, slots=True)
class SweepPlan:
    """What is to be played of a sweep, round by round, and the pieces that are there already."""

    case: Case
    added: str  # moves of a what-if from now on
    request: SweepRequest
    axes: tuple[Axis, ...]
    rounds: list[list[Held]]
    shelf: Shelf
    kept: str | None

    @property
    def pieces(self) -> list[Held]:
        """All pieces, in their order."""
        return [piece for one in self.rounds for piece in one]

    @property
    def runs(self) -> int:
        """How many runs it is."""
        return sum(piece.runs for piece in self.pieces)

    @property
    def before(self) -> int:
        """How many of them are there."""
        return sum(piece.runs for k, piece in enumerate(self.pieces) if k in self.shelf.cells)


def sweep(
    case: Case, keep: str | None = None, progress: Progress = QUIET, **options: Any
) -> SweepResult:
    """See how the outcomes follow one input, or two.

    At every point the input is certain, the others are drawn, and the record is conditioned on
    anew, with the same luck. The result shows as a page in the cell of a notebook; `frame()` gives
    its numbers as a polars frame, one row a point and outcome, and `figure()` draws them.

    Parameters
    ----------
    keep
        A folder that keeps what is played: the same request goes on from it.
    options
        The fields of `SweepRequest`: over, outcome, runs, draws, seed, jobs, what_if.

    Raises
    ------
    SettingError
        Where an input, a value or an option is none such, or the folder holds another study.
    RecordError
        Where no try of the model gives the record at any point.

    Examples
    --------
    >>> from sim.api import load, sweep
    >>> found = sweep(load("flat-sale"), over=["seller.firmness=0,50,100"], runs=20)
    >>> found.frame().height
    15
    """
    plan = sweep_plan(a_case(case), requested(SweepRequest, options), keep)
    return last_of(sweep_results(plan, progress))


def sweep_plan(case: Case, request: SweepRequest, keep: str | None = None) -> SweepPlan:
    """What a request comes to, seen before anything is played; errors are those of `sweep`."""
    draws, luck = request.size
    case, added = under(case, request.what_if)
    axes = tuple(axis_of(case, text) for text in request.over)
    if len({axis.path for axis in axes}) != len(axes):
        raise SettingError(f"--over {axes[0].path}: given twice: write another input")
    points = [
        tuple(zip((axis.path for axis in axes), values, strict=True))
        for values in product(*(axis.values for axis in axes))
    ]
    if len(points) > MOST_POINTS:
        raise SettingError(
            f"--over: {many(len(points), 'point')}: write fewer, {MOST_POINTS:,} in all at most"
        )
    plan = rounds(points, draws, luck, BLOCK)
    what = {
        "over": {axis.path: list(axis.values) for axis in axes},
        "what_if": request.what_if,
        "draws": draws,
        "luck": luck,
        "seed": request.seed,
    }
    study = Study(kind="sweep", name=case.title, scenario_digest=case.digest, asked=what)
    pieces = dict(enumerate(piece for one in plan for piece in one))
    shelf = Shelf.at(keep, study, pieces.get)
    return SweepPlan(case, added, request, axes, plan, shelf, keep)


def sweep_results(
    plan: SweepPlan,
    progress: Progress = QUIET,
    *,
    name: str = "",
    sets: tuple[str, ...] = (),
) -> Generator[SweepResult]:
    """What a plan comes to; a cancelled one ends with the rounds that were played at every point.

    Parameters
    ----------
    name, sets
        What loads the case again, for the commands that the result's document names.

    Raises
    ------
    RecordError
        Where no try of the model gives the record at any point.
    KeyboardInterrupt
        Where it is cancelled before any draw was played at every point.
    """
    _play(plan, progress)
    played, case, request = _played(plan), plan.case, plan.request
    if not played[0]:
        raise KeyboardInterrupt
    draws, recorded = request.size[0], bool(case.scenario.record)
    found = sweep_of(plan.axes, played, request.outcome, draws, recorded=recorded)
    if found.empty == len(found.points):
        raise RecordError(
            f"no try gives the record of {case.title!r} at any of these {found.empty} points: look "
            "at other values, or give the inputs of those who answered a wider range"
        )
    title, whole = Labels.of(case, plan.added).title, found.draws == found.asked
    where = name, sets, title, case.digest, VERSION
    yield SweepResult(NOTICE, request, *where, found, plan.kept, whole)


def _play(plan: SweepPlan, progress: Progress) -> None:
    """Play the pieces that are missing, round by round, until it is cancelled."""
    task = Task(plan.case, plan.request.seed, plan.request.size[0], plan.added)
    pieces, cells = plan.pieces, plan.shelf.cells

    def looked(_: int, __: int, so_far: object) -> None:
        progress.heard(plan.before, plan.runs, so_far if isinstance(so_far, Search) else None)

    with plan.shelf.held():
        points = dict.fromkeys(piece.values for k, piece in enumerate(pieces) if k not in cells)
        try:
            task = grounded(task, points, plan.request.jobs, looked)
        except KeyboardInterrupt:
            return
        play_pieces(player(task), pieces, plan.shelf, plan.request.jobs, progress.heard)


def _played(plan: SweepPlan) -> list[list[tuple[Held, Cell]]]:
    """By point, the pieces of the rounds that are there at every point, up to the first not."""
    cells, points = plan.shelf.cells, len(plan.rounds[0])
    numbers = [range(nth * points, (nth + 1) * points) for nth in range(len(plan.rounds))]
    whole = takewhile(lambda one: all(k in cells for k in one), numbers)
    found: list[list[tuple[Held, Cell]]] = [[] for _ in range(points)]
    for one, pieces in zip(whole, plan.rounds, strict=False):
        for k, piece, mine in zip(one, pieces, found, strict=True):
            mine.append((piece, cells[k]))
    return found
