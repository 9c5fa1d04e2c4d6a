"""The positions that can be moved: what each may be set to, in words, and what backs it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.ensemble.changeable import Position, changeable
from sim.scenario.codebook import CodebookRow, codebook
from sim.scenario.positions import position_of
from sim.scenario.words import option_id
from sim.telling.labels import Labels, spoken

if TYPE_CHECKING:
    from sim.scenario.case import Case


@dataclass(frozen=True, slots=True)
class LeverValue:
    """A value as a file writes it, and as it is read."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class PositionLever:
    """A position that can be moved.

    `values` are all that a name may be, or the two ends of a number, of which `low` and `high` are
    None for names; `unit` follows a number where a file writes it. `words` are the scenario's.
    """

    path: str
    actor: str
    label: str
    values: tuple[LeverValue, ...]
    low: float | None
    high: float | None
    unit: str
    words: str
    shown: str
    backing: str


@dataclass(frozen=True, slots=True)
class LeverUnset:
    """What cannot be moved, and why."""

    label: str
    why: str


@dataclass(frozen=True, slots=True)
class Levers:
    """All of a case: by actor as they are called, alphabetically, then in the file's order."""

    levers: tuple[PositionLever, ...]
    unset: tuple[LeverUnset, ...]


def levers_of(case: Case) -> Levers:
    """The positions of a case that can change from now."""
    labels, known = Labels.of(case), changeable(case)
    rows = {_position(case, row.path): row for row in codebook(case)}
    found = [_lever(labels, case, one, rows.get(one.path)) for one in known.positions]
    order = {labels.actor(name): k for k, name in enumerate(labels.actor_ids)}
    return Levers(
        tuple(sorted(found, key=lambda one: order[one.actor])),
        tuple(
            LeverUnset(f"{_called(labels, one.path)} {one.value}".strip(), one.why)
            for one in known.unset
        ),
    )


def _position(case: Case, path: str) -> str:
    return position_of(path, case.names.actors, case.names.issues) or path


def _lever(labels: Labels, case: Case, one: Position, row: CodebookRow | None) -> PositionLever:
    ends = [_number(value) for value in (one.values[0], one.values[-1])]
    numeric = one.unit in {"points", "days", "a day", "steps"} and None not in ends
    wanted = one.field.endswith(".wants")
    issue = one.field.partition(".")[0]
    values = one.values if numeric or wanted else one.levels
    unit = one.values[0].partition(" ")[2] if numeric else ""
    named_so = [
        LeverValue(
            value,
            labels.option(issue, option_id(value)) if issue in case.names.issues else spoken(value),
        )
        for value in dict.fromkeys(values)
    ]
    return PositionLever(
        one.path,
        labels.actor(one.actor),
        spoken(one.field).replace(".", ": ", 1).replace(".", " "),
        tuple(named_so),
        ends[0] if numeric else None,
        ends[1] if numeric else None,
        unit,
        one.words,
        "" if row is None else row.shown,
        "" if row is None else row.backing,
    )


def _number(value: str) -> float | None:
    """A number as a file writes it, with or without its unit; None: it is none."""
    try:
        return float(value.partition(" ")[0])
    except ValueError:
        return None


def _called(labels: Labels, path: str) -> str:
    actor, _, field = path.partition(".")
    return f"{labels.actor(actor)}: {spoken(field).replace('.', ' ')}"
