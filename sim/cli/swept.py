"""What `detente sweep` was asked for, played and gathered."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, Any

import click
import msgspec

from sim.analysis.sweeps import Sweep, sweep_of
from sim.cli.loaded import loaded
from sim.cli.output import warn
from sim.cli.progress import watched
from sim.ensemble.axes import Axis, axis_of
from sim.ensemble.cells import Cell, Shelf, Study, play_pieces
from sim.ensemble.manifest import NOTICE
from sim.ensemble.points import Held, Task, grounded, player, rounds
from sim.ensemble.what_if import under
from sim.errors import RecordError, SettingError
from sim.files.ledger import Outputs
from sim.interrupts import INTERRUPTED
from sim.shell import detente, given, operand
from sim.telling.labels import Labels
from sim.text import many

if TYPE_CHECKING:
    from sim.scenario.case import Case

DRAWS = {1: 50, 2: 20}  # by how many inputs
RUNS = {1: 400, 2: 200}
FEWEST = (10, 2)  # draws, and runs of each, that tell both ranges
BLOCK = 5  # draws a round
MOST_POINTS = 10_000


@dataclass(frozen=True, slots=True)
class Asked:
    """The options of a call; None: left out."""

    name: str
    over: tuple[str, ...]
    outcome: str
    runs: int | None
    draws: int | None
    seed: int
    jobs: int
    sets: tuple[str, ...]
    what_if: str
    out: str | None

    @property
    def size(self) -> tuple[int, int]:
        """Draws at each point, and runs of luck of each.

        Raises
        ------
        SettingError
            Where they do not fit each other, or tell too little.
        """
        draws, runs = self.draws, self.runs
        kind = len(self.over)
        if draws is None and runs is None:
            draws, runs = DRAWS[kind], RUNS[kind]
        elif runs is None:
            assert draws is not None, "one of them is given"
            runs = draws * max(FEWEST[1], RUNS[kind] // draws)
        elif draws is None:
            draws = _fitting(runs, DRAWS[kind])
        fewest, least = FEWEST
        if draws < fewest or runs < least * draws:
            raise SettingError(
                f"-n {runs} --draws {draws}: too few for both ranges: write {fewest} draws or "
                f"more, and {least} runs of each or more"
            )
        if runs % draws:
            more = math.ceil(runs / draws) * draws
            raise SettingError(
                f"-n {runs} --draws {draws}: every draw is played as often: write -n {more}"
            )
        return draws, runs // draws

    def again(self, out: str | None = None) -> str:
        """The call, for a shell; into another folder."""
        draws, luck = self.size
        return detente(
            "sweep",
            operand(self.name),
            *given("--over", *self.over),
            *given("--outcome", None if self.outcome == "deal" else self.outcome),
            *("-n", draws * luck, "--draws", draws, "--seed", self.seed),
            *given("--set", *self.sets),
            *given("--what-if", self.what_if),
            *given("-o", out or self.out),
        )


def _fitting(runs: int, usual: int) -> int:
    """The usual draws, or fewer that divide the runs."""
    fewest, least = FEWEST
    for draws in (usual, 20, fewest):
        if runs % draws == 0 and runs >= least * draws:
            return draws
    raise SettingError(
        f"-n {runs}: write a multiple of {fewest}, {fewest * least} or more, or add --draws"
    )


@dataclass(frozen=True, slots=True)
class Swept:
    """A sweep, and what it was asked with. `before` runs of it had been kept already."""

    asked: Asked
    case: Case
    sweep: Sweep
    before: int

    @property
    def title(self) -> str:
        """What the scenario is called."""
        return Labels.of(self.case, self._from_now).title

    @property
    def _from_now(self) -> str:
        name = self.asked.what_if
        return name if name in self.case.what_if else ""

    @property
    def complete(self) -> bool:
        """Whether all was played that was asked for."""
        return self.sweep.draws == self.sweep.asked


def swept(asked: Asked, tell: Callable[[str], None] = lambda _: None) -> Swept:
    """Play what is missing of a sweep; first tell which points are played, a line an input.

    Raises
    ------
    SettingError
        Where an input or a value is none, or the folder holds another study.
    DetenteError
        Where it cannot be played or kept.
    """
    if len(asked.over) > len(DRAWS):
        raise SettingError(
            "--over: more than two inputs cannot be swept at once: give it once or twice"
        )
    case, added = under(loaded(asked.name, asked.sets), asked.what_if)
    axes = tuple(axis_of(case, text) for text in asked.over)
    plan, (draws, _) = _planned(axes, asked), asked.size
    for axis in axes:
        tell(axis.points)
    pieces = dict(enumerate(piece for one in plan for piece in one))
    shelf = _shelf(asked, case, axes, pieces)
    before = _play(Task(case, asked.seed, draws, added), plan, shelf, asked)
    played = _played(plan, shelf)
    if not played[0]:
        _nothing_yet(asked, shelf)
    recorded = bool(case.scenario.record)
    sweep = sweep_of(axes, played, asked.outcome, draws, recorded=recorded)
    if sweep.empty == len(sweep.points):
        raise RecordError(
            f"no try gives the record of {case.title!r} at any of these {sweep.empty} points: look "
            "at other values, or give the inputs of those who answered a wider range"
        )
    return Swept(asked, case, sweep, before)


def _play(task: Task, plan: list[list[Held]], shelf: Shelf, asked: Asked) -> int:
    """Play the pieces that are missing, round by round; how many runs were there before."""
    pieces = [piece for one in plan for piece in one]
    runs = sum(piece.runs for piece in pieces)
    with shelf.held():
        before = sum(piece.runs for k, piece in enumerate(pieces) if k in shelf.cells)
        if before:
            rest = "going on with the rest" if before < runs else "nothing has to be played"
            warn(f"{before:,} of {many(runs, 'run')} are in {asked.out} already: {rest}.")
        try:
            task = _grounded(task, pieces, shelf, asked)
        except KeyboardInterrupt:
            return before
        with watched(runs, before) as progress:
            play_pieces(player(task), pieces, shelf, asked.jobs, progress)
    return before


def _grounded(task: Task, pieces: list[Held], shelf: Shelf, asked: Asked) -> Task:
    """The task with how draws are kept at the points of the pieces that are missing."""
    points = dict.fromkeys(piece.values for k, piece in enumerate(pieces) if k not in shelf.cells)
    with watched(len(points), what="points") as progress:
        return grounded(task, points, asked.jobs, progress)


def _played(plan: list[list[Held]], shelf: Shelf) -> list[list[tuple[Held, Cell]]]:
    """By point, the pieces of the rounds that are there at every point, up to the first not."""
    points = len(plan[0])
    numbers = [range(nth * points, (nth + 1) * points) for nth in range(len(plan))]
    whole = takewhile(lambda one: all(k in shelf.cells for k in one), numbers)
    found: list[list[tuple[Held, Cell]]] = [[] for _ in range(points)]
    for one, pieces in zip(whole, plan, strict=False):
        for k, piece, mine in zip(one, pieces, found, strict=True):
            mine.append((piece, shelf.cells[k]))
    return found


def _planned(axes: tuple[Axis, ...], asked: Asked) -> list[list[Held]]:
    """The pieces, round by round."""
    if len({axis.path for axis in axes}) != len(axes):
        raise SettingError(f"--over {axes[0].path}: given twice: write another input")
    points: list[tuple[tuple[str, float | str], ...]] = [()]
    for axis in axes:
        points = [(*at, (axis.path, value)) for at in points for value in axis.values]
    if len(points) > MOST_POINTS:
        raise SettingError(
            f"--over: {many(len(points), 'point')}: write fewer, {MOST_POINTS:,} in all at most"
        )
    return rounds(points, *asked.size, BLOCK)


def _shelf(asked: Asked, case: Case, axes: tuple[Axis, ...], pieces: Mapping[int, Held]) -> Shelf:
    draws, luck = asked.size
    what = {
        "over": {axis.path: list(axis.values) for axis in axes},
        "what_if": asked.what_if,
        "draws": draws,
        "luck": luck,
        "seed": asked.seed,
    }
    study = Study(kind="sweep", name=asked.name, scenario_digest=case.digest, asked=what)
    return Shelf.at(asked.out, study, pieces.get)


def _nothing_yet(asked: Asked, shelf: Shelf) -> None:
    """Stopped before any draw was played at every point."""
    told = "Stopped before any draw was played at every point."
    if asked.out is not None:
        told += f" {len(shelf.cells):,} pieces are kept; go on with: {asked.again()}"
    warn(told)
    raise click.exceptions.Exit(INTERRUPTED)


def written(found: Swept, folder: Outputs) -> list[str]:
    """Write the figure with its numbers; what was written, a line a figure."""
    from sim.cli.plates import saved  # noqa: PLC0415  (only where there is a folder)
    from sim.plots.sweep import sweep_plate  # noqa: PLC0415  (only where there is a folder)
    from sim.plots.sweep_map import map_plate  # noqa: PLC0415  (only where there is a folder)

    plate = sweep_plate if len(found.sweep.axes) == 1 else map_plate
    return saved([plate(found.sweep, found.title)], folder)


def as_data(found: Swept) -> dict[str, Any]:
    """What the page tells, for programs; endless ends of intervals are null."""
    data = {
        "notice": NOTICE,
        "scenario": found.title,
        "digest": found.case.digest,
        "settings": asdict(found.asked),
        "complete": found.complete,
        "sweep": asdict(found.sweep),
    }
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(data))  # no inf in JSON
    return plain
