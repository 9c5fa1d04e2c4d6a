"""The codebook of a case: every input, what backs it, and where the parties differ."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.scenario.distributions import Choice, Point, Triangular, Uniform
from sim.scenario.inputs import Input
from sim.scenario.rules import Attribution
from sim.scenario.words import as_option
from sim.text import many, unit_of

if TYPE_CHECKING:
    from sim.scenario.case import Case
    from sim.scenario.seeds import SeedFile


_BARE = ("", "option", "actor", "choice", "date")  # units that go without saying


@dataclass(frozen=True, slots=True)
class CitedFact:
    """A fact as a codebook cites it."""

    id: str
    attribution: Attribution
    paragraph: int
    statement: str

    def __str__(self) -> str:
        return f"{self.id} ({self.attribution}, paragraph {self.paragraph})"


@dataclass(frozen=True, slots=True)
class CodebookRow:
    """One input, its range, the words it came from, and what backs them.

    `facts` back the word; where there are none it is assumed, and `why` says why. The number
    behind a word is always assumed.
    """

    path: str
    range_text: str
    unit: str
    words: str
    facts: tuple[CitedFact, ...]
    why: str
    default: bool

    @property
    def shown(self) -> str:
        """Its range with its unit: `7 to 21 days`, `1 day`."""
        if self.unit in _BARE:
            return self.range_text
        return f"{self.range_text} {unit_of(self.range_text.rpartition(' ')[2], self.unit)}"

    @property
    def backing(self) -> str:
        """The facts cited, or `assumed` with the why."""
        if self.facts:
            return ", ".join(map(str, self.facts))
        return f"assumed: {self.why}" if self.why else "assumed"


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which parties differ: what each has there, and what backs it."""

    field: str
    values: dict[str, str]  # by party
    backing: dict[str, str]  # by party

    @property
    def cited(self) -> bool:
        """Whether a fact backs any side of it."""
        return any(text and not text.startswith("assumed") for text in self.backing.values())


def codebook(case: Case) -> list[CodebookRow]:
    """Every input of a case, in the order of their paths.

    What recurs by luck rather than by draw of the inputs stands in it too.
    """
    rows = [_row(case, one) for one in case.inputs]
    for name, session in case.scenario.calendar.sessions.items():
        if session.every is not None:
            low, high = session.every
            path = f"calendar.sessions.{name}.every"
            facts = cited(case, session.evidence.get("every", ()))
            text = f"{low:g} to {high:g}, anew each time"
            why = "" if facts else session.assumed
            rows.append(
                CodebookRow(
                    path, text, "days", f"{low:g} to {many(high, 'day')}", facts, why, default=False
                )
            )
    return sorted(rows, key=lambda row: row.path)


def _row(case: Case, one: Input) -> CodebookRow:
    text = range_text(one, case.start)
    facts = cited(case, one.evidence)
    return CodebookRow(one.path, text, one.unit, one.words, facts, one.why, one.default)


def cited(case: Case, ids: Iterable[str]) -> tuple[CitedFact, ...]:
    """The facts of some ids."""
    facts = ((name, case.facts[name]) for name in ids)
    return tuple(
        CitedFact(name, fact.attribution, fact.paragraph, fact.statement) for name, fact in facts
    )


def range_text(one: Input, start: dt.date) -> str:
    """What an input may be, for people: numbers in its unit, dates as days."""

    def number(value: float | str) -> str:
        if isinstance(value, str):
            return as_option(value) if one.unit == "option" else value
        if one.unit == "date":
            return (start + dt.timedelta(days=math.ceil(value) - 1)).isoformat()
        return f"{value:g}"

    match one.dist:
        case Point(value):
            return number(value)
        case Uniform(low, high):
            first = math.floor(low) + 1 if one.unit == "date" else low
            return f"{number(first)} to {number(high)}"
        case Triangular(low, best, high):
            return f"{low:g} to {high:g}, best guess {best:g}"
        case Choice() as choice:
            weights = choice.weights
            if len({round(weight, 9) for weight in weights.values()}) == 1:
                return "equally likely: " + ", ".join(map(number, weights))
            return ", ".join(f"{number(v)} {100 * w:.3g}%" for v, w in weights.items())


def differences(case: Case) -> list[Difference]:
    """The fields in which the parties differ, and what backs each side."""
    parties = [
        name for name, actor in sorted(case.scenario.actors.items()) if "party" in actor.roles
    ]
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for row in codebook(case):
        party, _, field = row.path.partition(".")
        if party in parties:
            value, field = _position(row.range_text, field)
            found.setdefault(field, {})[party] = (value, row.backing)
    for party in parties:
        for field, value in _told(case, party):
            facts = ", ".join(map(str, cited(case, case.citations.get(f"{party}.{field}", ()))))
            found.setdefault(field, {})[party] = (value, facts or "assumed")
    return [
        Difference(
            field,
            {party: by.get(party, ("none given", ""))[0] for party in parties},
            {party: by.get(party, ("none given", ""))[1] for party in parties},
        )
        for field, by in sorted(found.items())
        if len(by) < len(parties) or len({value for value, _ in by.values()}) > 1
    ]


def _position(text: str, field: str) -> tuple[str, str]:
    """What is wanted and what is opposed are one field."""
    for verb in ("wants", "opposes"):
        if field.endswith(f".{verb}"):
            return f"{verb} {text}", field.removesuffix(verb) + "position"
    return text, field


def _told(case: Case, party: str) -> list[tuple[str, str]]:
    """What a party's lines say in words alone, or the record tells."""
    found = []
    for issue, stance in case.scenario.actors[party].stances.items():
        for name, day in (("raised", stance.raised), ("withdrawn", stance.withdrawn)):
            path = f"{party}.{issue}.{name}"
            if day is not None and all(one.path != path for one in case.inputs):
                found.append((f"{issue}.{name}", day.words))
        if stance.purpose:
            found.append((f"{issue}.purpose", stance.purpose))
    return found


def usage(seeds: Iterable[SeedFile], case: Case) -> dict[str, tuple[str, ...]]:
    """The scenario fields that each fact informs; none for a fact that nothing cites."""
    found: dict[str, list[str]] = {name: [] for seed in seeds for name in seed.facts}
    for path, facts in case.citations.items():
        for fact in facts:
            if fact in found:
                found[fact].append(path)
    return {fact: tuple(paths) for fact, paths in found.items()}
