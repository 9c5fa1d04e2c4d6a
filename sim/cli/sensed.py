"""Plays what `detente sensitivity` was asked for, and gathers what it tells."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

import click

from sim.analysis.factors import paths_of
from sim.analysis.methods import METHODS
from sim.analysis.sensitivity import LEAST_ROWS, Measured, Plan, Sensitivity, sensitivity
from sim.cli.loaded import loaded
from sim.cli.output import warn
from sim.cli.plates import saved
from sim.cli.progress import watched
from sim.ensemble.cells import Shelf, Study, play_pieces
from sim.ensemble.designs import Played, any_stretch, fingerprint, stretch_player, stretches
from sim.ensemble.manifest import NOTICE
from sim.ensemble.points import Task
from sim.ensemble.what_if import under
from sim.errors import SettingError
from sim.files.ledger import Outputs
from sim.interrupts import INTERRUPTED
from sim.plots.sensitivity import sensitivity_plates
from sim.shell import detente, given, operand
from sim.telling.labels import Labels
from sim.text import many

if TYPE_CHECKING:
    from sim.scenario.case import Case


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: of which scenario, how, and with how many runs."""

    name: str
    method: str
    outcome: str
    points: int | None
    runs: int
    inputs: tuple[str, ...]
    seed: int
    jobs: int
    sets: tuple[str, ...]
    what_if: str
    out: str | None

    @property
    def rows(self) -> int:
        """Points of the inputs.

        Raises
        ------
        SettingError
            Where it is no power of two.
        """
        rows = METHODS[self.method].points if self.points is None else self.points
        if rows & (rows - 1):
            below = 1 << (rows.bit_length() - 1)
            raise SettingError(
                f"--points {rows}: only powers of two are balanced: write {below} or {2 * below}"
            )
        return rows

    @property
    def words(self) -> str:
        """What to write to ask the same again."""
        return detente(
            "sensitivity",
            operand(self.name),
            *("--method", self.method, "--outcome", self.outcome),
            *("--points", self.rows, "--runs", self.runs, "--seed", self.seed),
            *given("--inputs", *self.inputs),
            *given("--set", *self.sets),
            *given("--what-if", self.what_if),
            *given("-o", self.out),
        )


@dataclass(frozen=True, slots=True)
class Sensed:
    """A study, how it was asked for, and what was written of it."""

    asked: Asked
    case: Case
    added: str
    found: Sensitivity
    complete: bool
    files: list[str] = field(default_factory=list)

    @property
    def title(self) -> str:
        """What the scenario is called."""
        return Labels.of(self.case, self.added).title


def sensed(asked: Asked) -> Sensed:
    """Play what is missing of a study, and say what it comes to.

    Raises
    ------
    DetenteError
        Where the scenario does not validate, or the folder holds another study.
    """
    rows = asked.rows
    case, added = under(loaded(asked.name, asked.sets), asked.what_if)
    method = METHODS[asked.method]
    plan = method.plan(case, asked.inputs, rows, asked.seed)
    shelf = _shelf(asked, case, plan)
    complete = _played(asked, plan, added, shelf)
    played = Played.of(shelf, plan.design, asked.runs)
    if played.rows < LEAST_ROWS:
        _stopped(asked, played)
    found = sensitivity(method, plan, played, asked.outcome)
    return Sensed(asked, case, added, found, complete)


def drawn(one: Sensed, folder: Outputs) -> Sensed:
    """The study with its figures written; DetenteError where they cannot be."""
    return replace(one, files=saved(sensitivity_plates(one.found, one.title), folder))


def _shelf(asked: Asked, case: Case, plan: Plan) -> Shelf:
    """The runs that a folder holds; more points, or another outcome, are no other study."""
    how = {
        "method": asked.method,
        "runs": asked.runs,
        "seed": asked.seed,
        "inputs": list(asked.inputs),
        "what_if": asked.what_if,
        "points": fingerprint(plan.design),
    }
    study = Study(kind="sensitivity", name=asked.name, scenario_digest=case.digest, asked=how)
    pieces = any_stretch(plan.design, asked.runs)
    return Shelf.at(asked.out, study, pieces)


def _played(asked: Asked, plan: Plan, added: str, shelf: Shelf) -> bool:
    """Play the pieces that the shelf lacks; whether all are there."""
    design = plan.design
    pieces = stretches(design, asked.runs)
    asked_for = design.rows * design.blocks * asked.runs
    before = sum(piece.runs for k, piece in enumerate(pieces) if k in shelf.cells)
    warn(
        f"{many(asked_for, 'run')}: {design.rows:,} rows of {many(design.blocks, 'point')} x "
        f"{asked.runs:,} runs of luck{f'; {before:,} are there' if before else ''}"
    )
    task = Task(plan.case, asked.seed, what_if=added, paths=paths_of(plan.case))
    with shelf.held(), watched(asked_for, before) as progress:
        return play_pieces(stretch_player(task, design), pieces, shelf, asked.jobs, progress)


def _stopped(asked: Asked, played: Played) -> None:
    """Too little to say anything of."""
    how = f"go on with: {asked.words}" if asked.out else "with -o DIR it could be gone on with"
    warn(f"Stopped with {played.rows} whole rows: under {LEAST_ROWS} they tell nothing; {how}")
    raise click.exceptions.Exit(INTERRUPTED)


def as_data(one: Sensed) -> dict[str, Any]:
    """What the page tells, for programs."""
    found = one.found
    return {
        "notice": NOTICE,
        "scenario": one.title,
        "digest": one.case.digest,
        "settings": asdict(one.asked) | {"points": one.asked.rows},
        "complete": one.complete,
        "rows": found.rows,
        "blocks": found.blocks,
        "runs": found.runs,
        "guard_flagged": found.flagged,
        "spread": asdict(found.spread),
        "record": None if found.record is None else asdict(found.record),
        "factors": [_as_data(measured) for measured in found.measured],
    }


def _as_data(one: Measured) -> dict[str, Any]:
    """A factor; an interval without width, of too few changed runs, is null."""
    told = asdict(one)
    factor = told.pop("factor")
    for name, size in one.measures.items():
        if size is not None and size.known is None:
            told["measures"][name]["interval"] = None
    return {**factor, "inputs": len(factor.pop("columns")), **told}
