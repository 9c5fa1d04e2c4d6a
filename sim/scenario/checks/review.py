"""What every check is given: the scenario, its tree, and where to put faults."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sim.errors import Fault
from sim.scenario.evidence import Evidence
from sim.scenario.language import Scenario
from sim.scenario.misplaced import belongs
from sim.scenario.tree import Node
from sim.scenario.validation import Finder, nearest
from sim.scenario.words import Pick, as_option

Path = Sequence[str | int]


@dataclass
class Review:
    """One scenario under review."""

    scenario: Scenario
    root: Node
    evidence: Evidence
    faults: list[Fault] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.finder = Finder(self.root)
        # by the tree: a block that is itself at fault still lends its name
        self.actors = self.root.ids("actors")
        self.issues = self.root.ids("issues")
        self.texts = self.root.ids("texts")

    def fault(self, path: Path, wrong: str, cure: str, *, key: bool = False) -> None:
        """Note one fault."""
        self.faults.append(self.finder.fault(path, wrong, cure, key=key))

    def options(self, issue: str) -> tuple[str, ...]:
        """The option ids of an issue."""
        known = self.scenario.issues.get(issue)
        return self.root.ids("issues", issue, "options") if known is None else tuple(known.titles)

    def roles(self, actor: str) -> tuple[str, ...]:
        """The roles of an actor."""
        found = self.scenario.actors.get(actor)
        return () if found is None else found.roles

    def parties(self) -> tuple[str, ...]:
        """Actors whose consent makes the deal."""
        return tuple(name for name in self.scenario.actors if "party" in self.roles(name))

    def asked(self, actor: str) -> bool:
        """Whether a text may be put to an actor: a party, or one whose consent may be needed."""
        found, consent = self.scenario.actors.get(actor), self.scenario.consent
        if found is None or "party" in found.roles:
            return found is not None
        never = found.needed is not None and found.needed.sure == "no"
        unheard = consent.quota is not None and actor not in consent.vetoes
        return "stakeholder" in found.roles and not never and not unheard

    def known(self, path: Path, name: str, among: Sequence[str], what: str) -> bool:
        """Whether a name is one of those there are; a fault if not."""
        if name in among:
            return True
        self.fault(path, f"unknown {what} (got {_written(name, what)})", nearest(name, among))
        return False

    def known_keys(self, path: Path, keys: Iterable[str], among: Sequence[str], what: str) -> None:
        """Fault each key of a mapping that is none of those there are."""
        for name in keys:
            if name not in among:
                wrong = f"unknown {what} (got {_written(name, what)})"
                cure = belongs(name, path, self.root) if what == "key" else None
                self.fault((*path, name), wrong, cure or nearest(name, among), key=True)

    def known_list(
        self, path: Path, listed: Sequence[str], among: Sequence[str], what: str = "actor"
    ) -> None:
        """Fault each name of a list that is none of those there are, or stands twice."""
        for place, name in enumerate(listed):
            if self.known((*path, place), name, among, what) and name in listed[:place]:
                wrong = f"listed twice (got {_written(name, what)})"
                self.fault((*path, place), wrong, "keep one of the two")

    def known_pick(self, path: Path, pick: Pick | None, among: Sequence[str], what: str) -> None:
        """Fault each name of a choice that is none of those there are."""
        for name in () if pick is None else pick.names:
            self.known(path, name, among, what)


def _written(name: str, what: str) -> str:
    """A name as the file has it."""
    return as_option(name) if what == "option" else name
