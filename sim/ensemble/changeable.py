"""Which positions can change from now, and what each can be set to.

A position, and what bargaining rests on: what is wanted, how much it matters, red lines and where
they lie, what else serves a purpose, firmness, whether a stakeholder's consent is needed, what no
deal is worth and what waiting costs of it. A number is set to the ends of its range, a name to the
first and the last that it may be, in declared order; what is wanted to every option there is. What
has acted by the end of the record is listed, and not set.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sim.errors import ScenarioError
from sim.scenario.checks import from_now
from sim.scenario.checks.review import Review
from sim.scenario.distributions import bounds, gives
from sim.scenario.positions import WANTED, position_of
from sim.scenario.settings import Setting
from sim.scenario.words import as_option

if TYPE_CHECKING:
    from sim.scenario.case import Case
    from sim.scenario.inputs import Input

_UNITS = {"days": " days", "a day": " a day"}  # as they are written


@dataclass(frozen=True, slots=True)
class Position:
    """A position of one actor, and the values it is looked at under.

    Attributes
    ----------
    path
        Where it is set.
    actor, field
        Whose it is, and its path without the actor: the same for all who hold such a one.
    values
        As a file writes them, from the low to the high end in declared order.
    unit
        As that of an input.
    words
        What the scenario says of it: `opposes stay`, `unknown`.
    evidence
        Facts that back those words.
    reported
        Whether it is what somebody wants, and a fact backs it: all else is contrary to the report.
    between
        Of a name that may be more than two, those between its ends: they are played in found pairs.
    """

    path: str
    actor: str
    field: str
    values: tuple[str, ...]
    unit: str
    words: str
    evidence: tuple[str, ...] = ()
    reported: bool = False
    between: tuple[str, ...] = ()

    @property
    def levels(self) -> tuple[str, ...]:
        """Its ends, with the names between them."""
        return self.values[0], *self.between, self.values[-1]

    @property
    def settings(self) -> tuple[Setting, ...]:
        """One for each value."""
        return tuple((self.path, value) for value in self.values)

    @property
    def ends(self) -> tuple[Setting, Setting]:
        """The low and the high end."""
        return self.settings[0], self.settings[-1]


@dataclass(frozen=True, slots=True)
class Unset:
    """An input, or one value of a position, that is not set from now, and why."""

    path: str
    value: str
    why: str


@dataclass(frozen=True, slots=True)
class Changeable:
    """The positions that can change from now, and what cannot be set; both by path."""

    positions: tuple[Position, ...]
    unset: tuple[Unset, ...]


def changeable(case: Case) -> Changeable:
    """What of a case can change from now: a position that can be one value only has no ends."""
    review = Review(case.scenario, case.written.root, case.written.evidence)
    unset = [
        Unset(one.path, "", "it has acted by the end of the record")
        for one in case.inputs
        if one.uncertain and not from_now.acts(review, one.path)
    ]
    found = []
    for one in case.inputs:
        position = _position(case, one)
        if position is not None:
            values, faults = _settable(case, position)
            unset += faults
            if len(values) > 1:
                between, faults = _settable(case, (position[0], _between(one)))
                unset += faults
                found.append(replace(_of(one, values), between=between))
    return Changeable(tuple(found), tuple(sorted(unset, key=lambda one: (one.path, one.value))))


def _position(case: Case, one: Input) -> tuple[str, tuple[str, ...]] | None:
    """Where an input is set as a position, and to what; None: it is none, or has no ends."""
    path = position_of(one.path, case.names.actors, case.names.issues)
    if path is None:
        return None
    _, issue, *below = path.split(".")
    if below == [WANTED[0]]:
        options = case.names.options[case.names.issues.index(issue)]
        return path, tuple(map(as_option, options))
    values = _ends(one)
    return (path, values) if len(values) > 1 else None


def _ends(one: Input) -> tuple[str, ...]:
    """The low and the high end of what an input may be, as a file writes them."""
    if one.among:
        names = _possible(one)
        return tuple(dict.fromkeys((names[0], names[-1])))
    span = bounds(one.dist)
    assert span is not None, f"{one.path} is neither a name nor a number"
    return tuple(dict.fromkeys(f"{end:.12g}{_UNITS.get(one.unit, '')}" for end in span))


def _possible(one: Input) -> list[str]:
    """The names that an input may be, in declared order."""
    return [name for name in one.among if gives(one.dist, name)]


def _between(one: Input) -> tuple[str, ...]:
    """Those between its ends; of what is wanted every option is set anyway."""
    wanted = one.path.rpartition(".")[2] in WANTED
    return () if wanted else tuple(_possible(one)[1:-1])


def _settable(
    case: Case, position: tuple[str, tuple[str, ...]]
) -> tuple[tuple[str, ...], list[Unset]]:
    """The values that make a scenario, and what is wrong with the others."""
    path, values = position
    kept, unset = [], []
    for value in values:
        try:
            case.variant(((path, value),))
        except ScenarioError as error:
            unset.append(Unset(path, value, error.faults[0].wrong))
        else:
            kept.append(value)
    return tuple(kept), unset


def _of(one: Input, values: tuple[str, ...]) -> Position:
    actor, _, field = one.path.partition(".")
    last = field.rpartition(".")[2]
    if last not in WANTED:
        return Position(one.path, actor, field, values, one.unit, one.words, one.evidence)
    field = f"{field.removesuffix(last)}{WANTED[0]}"
    words, reported = f"{last} {one.words}", bool(one.evidence)
    return Position(
        f"{actor}.{field}", actor, field, values, one.unit, words, one.evidence, reported
    )
