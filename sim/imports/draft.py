"""A scenario in the making: what a format read, before it is written as YAML."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import prod

from sim.errors import Place
from sim.imports.notes import Note, refuse
from sim.scenario.language import REST, Actor, Scenario
from sim.scenario.limits import LIMITS, longest
from sim.scenario.tree import Data
from sim.text import kept

_TAKEN = {
    *(info.alias or name for name, info in Scenario.model_fields.items()),
    *Actor.model_fields,
    *("none", "nothing", "press", "unknown", "why", "choice", "from", "to", REST),
}
_ROOM = 6  # characters of an id left for a number that tells it from others


@dataclass(frozen=True, slots=True)
class DraftIssue:
    """An issue: `block` is what a scenario says of it."""

    id: str
    block: Mapping[str, Data]
    count: int  # of options
    place: Place


@dataclass(frozen=True, slots=True)
class DraftActor:
    """An actor: `block` is what a scenario says of it, its stances by issue included."""

    id: str
    block: Mapping[str, Data]
    place: Place


@dataclass(frozen=True, slots=True)
class Draft:
    """A whole scenario in the making, and what became of its source."""

    title: str
    place: Place
    issues: tuple[DraftIssue, ...]
    actors: tuple[DraftActor, ...]
    notes: tuple[Note, ...]
    parties: Mapping[str, Data] = field(default_factory=dict)
    more: Mapping[str, Data] = field(default_factory=dict)  # other blocks: texts, consent, what_if

    @property
    def packages(self) -> int:
        """How many combinations of options there are."""
        return prod(issue.count for issue in self.issues)


class Ids:
    """Ids made of what people call things: each once, and none that means something else."""

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._given: set[str] = set()

    def of(self, title: str) -> str:
        """An id for one more."""
        plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
        stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[: longest("id") - _ROOM].strip("-")
        if not stem:
            stem = self._kind
        number, found = 1, stem
        while found in self._given or found in _TAKEN or found == self._kind:
            number += 1
            found = f"{stem}-{number - (stem == self._kind)}"
        self._given.add(found)
        return found


def titled(text: str, place: Place) -> str:
    """A title on one line.

    Raises
    ------
    ForeignError
        Where it is empty, or too long.
    """
    title = " ".join(kept(text).split())
    if not title:
        refuse(place, "a name is missing", "write one")
    if len(title) > longest("title"):
        wrong = f"a name of {len(title):,} characters"
        refuse(place, wrong, f"write at most {longest('title')}")
    return title


def see_sizes(draft: Draft) -> None:
    """Refuse what no scenario holds, where the source says it.

    Raises
    ------
    ForeignError
        Where there are too many, or too few, of something.
    """
    for what, count in (("actors", len(draft.actors)), ("issues", len(draft.issues))):
        _counted(what, count, draft.place)
    for issue in draft.issues:
        _counted("options", issue.count, issue.place)
    _counted("packages", draft.packages, draft.issues[0].place)


def _counted(what: str, count: int, place: Place) -> None:
    limit = LIMITS[what]
    if count > limit.most:
        wrong = f"{count:,} {what} are more than {limit.most:,.0f}"
        refuse(place, wrong, "a scenario holds no more: leave some out")
    if count < limit.least:
        wrong = f"{count:,} {what} are fewer than {limit.least:,.0f}"
        refuse(place, wrong, "talks need that many: add some")
