"""What other tools can hold of a scenario: issues, options, weights, worths, what no deal is worth.

Each input is taken in the middle of its range, and demands as they stand by their dates when the
record ends.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sim.errors import Place, SettingError
from sim.imports.notes import Note, Notes
from sim.model.worth import shares
from sim.scenario.case import Case
from sim.scenario.stances import HARD_LINE, RAISED, SOFT_LINE, Stance, phase_at
from sim.scenario.tables import Actor, Tables
from sim.scenario.validation import Finder

MIDDLE = 0.5
_NAMED = 3  # inputs that a note names
_OF_WORTH = frozenset(
    ("salience", "points", "wants", "opposes", "curve", "also_served_by", "purpose_share",
     "tolerance", "worth", "package", "raised", "withdrawn")
)  # fmt: skip
"""Parts of paths of inputs that worths rest on."""


@dataclass(frozen=True, slots=True)
class HeldIssue:
    """An issue; `numbers` where its options are numbers, in their order."""

    id: str
    title: str
    options: tuple[str, ...]  # titles, each once
    status_quo: int
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """An actor.

    `weights` by issue sum to 1; `worths` by issue and option, and `no_deal`, are 0 to 1. `wants` is
    by issue the option it likes best, None where it has no stake or several are alike.
    """

    id: str
    title: str
    role: str
    asked: bool  # whether a deal may need its consent
    weights: tuple[Decimal, ...]
    saliences: tuple[float, ...]  # as written, 0 to 1
    worths: tuple[tuple[float, ...], ...]
    no_deal: float
    wants: tuple[int | None, ...]
    votes: float | None
    place: Place

    def worth(self, package: Sequence[int]) -> float:
        """What a package is worth, its options by issue."""
        parts = zip(self.weights, self.worths, package, strict=True)
        return sum(float(weight) * row[option] for weight, row, option in parts)


@dataclass(frozen=True, slots=True)
class Held:
    """All of it, and what was left out or chosen, each with its line in the scenario."""

    title: str
    issues: tuple[HeldIssue, ...]
    sides: tuple[Side, ...]
    quota: float | None
    consent: Place  # where that is said
    notes: tuple[Note, ...]

    @property
    def asked(self) -> tuple[Side, ...]:
        """Those whose consent a deal may need."""
        return tuple(side for side in self.sides if side.asked)


def held(case: Case) -> Held:
    """What other tools can hold of a case.

    Raises
    ------
    ScenarioError
        Where of some actor an order over states is known, and no numbers.
    SettingError
        Where an actor that is asked wants nothing.
    """
    tables = case.at(case.draw(lambda _: MIDDLE))
    notes, finder = Notes(), Finder(case.written.root)
    sides = []
    for i, name in enumerate(case.names.actors):
        place = finder.place(("actors", name), key=True)
        side = _side(case, tables, i, place)
        sides.append(side)
        if not side.asked:
            continue
        for what in _left_out(tables, i):
            notes.lost(f"{name}: {what}", place)
        if tables.actors[i].needed == "on change":
            told = f"{name} is asked about every package, not those alone that change anything"
            notes.assumed(told, place)
        if drawn := _uncertain(case, name):
            notes.assumed(f"{name}: {drawn} in the middle of what it may be", place)
    for key in ("infeasible", "requires"):
        if case.names.excluded and case.written.root.get(key) is not None:
            notes.lost("combinations that nobody can have", finder.place((key,), key=True))
    if case.scenario.record:
        wrong = "what was reported, and what it has made of anybody's no-deal worth"
        notes.lost(wrong, finder.place(("record",), key=True))
    notes.lost("mediators, dates, and all that says how answers come about")
    issues = tuple(_issue(case, tables, j) for j in range(len(case.names.issues)))
    consent = finder.place(("consent",), key=True)
    return Held(case.title, issues, tuple(sides), tables.consent.quota, consent, notes.all())


def leave_out(held: Held, notes: Notes, *, votes: bool = False) -> None:
    """Note what a format without roles leaves out; `votes`: it has those."""
    for side in held.sides:
        if not side.asked:
            notes.lost(f"{side.id}: its consent is not needed", side.place)
    if held.quota is not None and not votes:
        told = f"a quota of {100 * held.quota:g}%: there everyone is asked"
        notes.lost(told, held.consent)


def tell_quota(held: Held, notes: Notes) -> None:
    """Note how votes come to count again."""
    if held.quota is not None:
        again = f"votes, but not how many make a deal: import it with --quota {100 * held.quota:g}"
        notes.assumed(again, held.consent)


def _issue(case: Case, tables: Tables, j: int) -> HeldIssue:
    name = case.names.issues[j]
    ids, titles = case.names.options[j], case.labels.options[name]
    told = [titles.get(one, one) for one in ids]
    if len(set(told)) < len(told):
        told = list(ids)
    numbers = ids if name in case.names.numbers else ()
    title = case.labels.issues.get(name, name)
    return HeldIssue(name, title, tuple(told), tables.status_quo[j], numbers)


def _side(case: Case, tables: Tables, i: int, place: Place) -> Side:
    me, name, now = tables.actors[i], case.names.actors[i], tables.rules.now
    phases = tuple(phase_at(stance, now) for stance in me.stances)
    parts = tables.standpoint(i, phases).parts
    saliences = [_salience(stance, phase) for stance, phase in zip(me.stances, phases, strict=True)]
    weights = shares(saliences)
    asked = i in tables.consenting
    if asked and not any(weights):
        raise SettingError(
            f"{name} wants nothing when the record ends, and no other tool can hold that: give it "
            "a stance, or leave it out"
        )
    votes = tables.consent.weights[i] if tables.consent.weights else None
    return Side(
        name,
        case.labels.actors.get(name, name),
        _role(me),
        asked,
        tuple(_summing_to_one(weights)) if any(weights) else (Decimal(0),) * len(weights),
        tuple(saliences),
        tuple(
            tuple(min(1.0, part / weight) if weight else 0.0 for part in row)
            for row, weight in zip(parts, weights, strict=True)
        ),
        min(1.0, max(0.0, me.worth)),
        tuple(_best(row) for row in parts),
        votes,
        place,
    )


def _salience(stance: Stance | None, phase: int) -> float:
    if stance is None or (phase != RAISED and stance.before is None):
        return 0.0
    return stance.salience


def _role(me: Actor) -> str:
    if me.party:
        return "party"
    if me.mediator:
        return "mediator"
    return "stakeholder" if me.stakeholder else "observer"


def _summing_to_one(weights: Sequence[float]) -> list[Decimal]:
    """As decimals, the greatest of them what the others leave: tools ask that the sum be exact."""
    found = [Decimal(repr(weight)) for weight in weights]
    most = found.index(max(found))
    found[most] = 1 - sum((one for at, one in enumerate(found) if at != most), Decimal(0))
    return found


def _best(row: Sequence[float]) -> int | None:
    most = max(row)
    return row.index(most) if most > 0.0 and row.count(most) == 1 else None


def _left_out(tables: Tables, i: int) -> Iterator[str]:
    """What of an actor's worths no sum over issues holds."""
    me = tables.actors[i]
    lines = {line for stance in me.stances if stance is not None for line in stance.lines}
    if HARD_LINE in lines:
        yield "its hard red lines: no package is shut"
    if SOFT_LINE in lines and me.soft_red_line > 0.0:
        yield f"the {100 * me.soft_red_line:g} points that a soft red line costs"
    if me.together:
        yield "what options are worth together"
    if me.loss_in_90_days or me.discount:
        yield "what waiting costs"


def _uncertain(case: Case, name: str) -> str:
    found = []
    for one in case.inputs:
        owner, _, field = one.path.partition(".")
        if one.uncertain and owner == name and not _OF_WORTH.isdisjoint(field.split(".")):
            found.append(one.path)
    if len(found) <= _NAMED:
        return ", ".join(found)
    return f"{', '.join(found[:_NAMED])} and {len(found) - _NAMED} more"
