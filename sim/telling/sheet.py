"""What packages are worth to a seat, in points of its own 0-100 scale, issue by issue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sim.model.worth import shares
from sim.scenario.stances import HARD_LINE, NOT_YET, RAISED, SOFT_LINE, Stance
from sim.talks.beliefs import believed_floor
from sim.talks.positions import left_of, reservation_of
from sim.talks.state import State

NO_LINE = ""


@dataclass(frozen=True, slots=True)
class Issue:
    """What an issue's options give an actor, in points; `lines` says which red line each crosses.

    `lines` holds "", "soft" or "hard"; `stands`: its demand counts (not yet raised, or
    withdrawn, it does not).
    """

    issue: str
    options: tuple[str, ...]
    points: tuple[float, ...]
    lines: tuple[str, ...]
    stands: bool

    @property
    def most(self) -> float:
        """The best option's points."""
        return max(self.points)


def issues_of(state: State, actor: int) -> list[Issue]:
    """An actor's points for every option, as its demands stand now."""
    names, me = state.tables.names, state.tables.actors[actor]
    phases = state.phases[actor]
    weights = shares([_salience(s, phase) for s, phase in zip(me.stances, phases, strict=True)])
    found = []
    for j, (issue, options) in enumerate(zip(names.issues, names.options, strict=True)):
        stance, phase = me.stances[j], phases[j]
        values = _values(stance, phase, len(options))
        lines = stance.lines if stance is not None and phase == RAISED else (0,) * len(options)
        found.append(
            Issue(
                issue,
                options,
                tuple(100.0 * weights[j] * value for value in values),
                tuple(_LINES.get(line, NO_LINE) for line in lines),
                stance is not None and phase == RAISED,
            )
        )
    return found


_LINES = {SOFT_LINE: "soft", HARD_LINE: "hard"}


def _salience(stance: Stance | None, phase: int) -> float:
    if stance is None:
        return 0.0
    counts = phase == RAISED or (phase == NOT_YET and stance.before is not None)
    return stance.salience if counts else 0.0


def _values(stance: Stance | None, phase: int, width: int) -> tuple[float, ...]:
    nothing = (0.0,) * width
    if stance is None:
        return nothing
    if phase == NOT_YET:
        return stance.before or nothing
    return stance.values if phase == RAISED else nothing


@dataclass(frozen=True, slots=True)
class Row:
    """One issue of a package: its option, its points and the most there is."""

    issue: str
    option: str
    points: float
    most: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a package is worth to an actor, against what it has without. All in points.

    `lost` at a soft red line; `soft` and `hard` are the issues where one is crossed.
    """

    rows: tuple[Row, ...]
    lost: float
    soft: tuple[str, ...]
    hard: tuple[str, ...]
    worth: float
    no_deal: float
    best: float

    @property
    def gain(self) -> float:
        """Over no deal, as both are printed."""
        return round(self.worth) - round(self.no_deal)

    @property
    def rounded(self) -> bool:
        """Whether the rows as printed do not add up to the worth as printed."""
        return sum(round(row.points) for row in self.rows) - round(self.lost) != round(self.worth)


def sheet(state: State, actor: int, terms: Mapping[str, str], tick: int) -> Sheet:
    """What these terms are worth to an actor at a tick."""
    package = state.tables.names.package(dict(terms))
    rows: list[Row] = []
    lines: dict[str, list[str]] = {"soft": [], "hard": []}
    for one in issues_of(state, actor):
        k = one.options.index(terms[one.issue])
        rows.append(Row(one.issue, one.options[k], one.points[k], one.most))
        if one.lines[k]:
            lines[one.lines[k]].append(one.issue)
    options = state.tables.names.package_options[package]
    for both in state.tables.actors[actor].together:
        if both.holds(options) and package in state.stand[actor].together:
            issues = " with ".join(state.tables.names.issues[issue] for issue, _ in both.options)
            rows.append(Row(issues, both.id, 100.0 * both.worth, 100.0 * both.worth))
    return Sheet(
        tuple(rows),
        100.0 * state.tables.actors[actor].soft_red_line if lines["soft"] else 0.0,
        tuple(lines["soft"]),
        tuple(lines["hard"]),
        100.0 * state.stand[actor].worths[package],
        no_deal(state, actor, tick),
        100.0 * state.stand[actor].best,
    )


def no_deal(state: State, actor: int, tick: int) -> float:
    """What an actor has without an agreement at a tick, in points."""
    return 100.0 * reservation_of(state, actor, tick)


def a_day(state: State, actor: int) -> float:
    """What that loses a day, in points."""
    me = state.tables.actors[actor]
    discounted = me.discount * left_of(state, actor, state.tick)
    return 100.0 * me.worth * me.loss_in_90_days / 90.0 + 100.0 * me.worth * discounted


@dataclass(frozen=True, slots=True)
class Reading:
    """What a mediator reads a package to be worth to an actor, in points of that actor's scale.

    `floor`: what it believes the actor would settle for. Mediators know what others want,
    and not what they can do without (docs/model.md, 6). `worth` None: there is no package.
    """

    actor: str
    floor: float
    worth: float | None = None

    @property
    def gain(self) -> float | None:
        """Over what it would settle for, as both are printed."""
        return None if self.worth is None else round(self.worth) - round(self.floor)


def floors_of(state: State, mediator: int, tick: int) -> dict[int, float]:
    """What a mediator believes at a tick that each would settle for, in points, by actor."""
    return {i: 100.0 * believed_floor(state, mediator, i, tick) for i in state.tables.consenting}


def readings(
    state: State, floors: Mapping[int, float], terms: Mapping[str, str] | None = None
) -> list[Reading]:
    """A mediator's reading of all whose consent the terms need; without terms, of all."""
    package = None if terms is None else state.tables.names.package(dict(terms))
    tables = state.tables
    who = tables.consenting if package is None else tables.needed(package)
    return [
        Reading(
            tables.names.actors[i],
            floors[i],
            None if package is None else 100.0 * state.stand[i].worths[package],
        )
        for i in who
    ]


def commitment(state: State, actor: int) -> tuple[float, float]:
    """What a public commitment adds to the no-deal worth, in points, and its half-life in days."""
    me = state.tables.actors[actor]
    return 100.0 * me.lock_in, me.lock_in_half_life
