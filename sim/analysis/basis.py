"""What a scenario rests on: documents, facts, codings, and what is assumed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.scenario.inputs import Input

if TYPE_CHECKING:
    from sim.scenario.case import Case

ATTRIBUTIONS = ("reported", "claimed", "anonymous")  # the best known first
_NUMBERS = ("points", "days", "a day")


@dataclass(frozen=True, slots=True)
class Difference:
    """An input in which parties are not alike: its path after the party, and its backing.

    `evidence` are the fact ids that any of the parties' lines cite; none: assumed.
    """

    path: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Basis:
    """Counts of what a scenario rests on.

    `facts` and `codings` are by attribution, in the order of `ATTRIBUTIONS`; facts are
    those cited, a coding is a field that cites some and counts as its weakest. Numbers
    are all assumed: `in_file` in the scenario's own words, `defaults` the tool's ranges.
    """

    documents: int
    publishers: int
    facts: Mapping[str, int]
    codings: Mapping[str, int]
    in_file: int
    defaults: int
    varied: int  # inputs of any kind that can be more than one value
    parties: tuple[str, ...]
    differences: tuple[Difference, ...]

    @property
    def numbers(self) -> int:
        """All numbers."""
        return self.in_file + self.defaults

    @property
    def coded(self) -> int:
        """All fields that cite a fact."""
        return sum(self.codings.values())

    @property
    def cited_differences(self) -> int:
        """Differences between parties that cite a fact."""
        return sum(bool(difference.evidence) for difference in self.differences)


def basis_of(case: Case) -> Basis:
    """Count what a case rests on."""
    attribution = {name: fact.attribution for name, fact in case.facts.items()}
    numbers = [one for one in case.inputs if one.unit in _NUMBERS]
    actors = case.scenario.actors
    parties = tuple(sorted(name for name, actor in actors.items() if "party" in actor.roles))
    return Basis(
        documents=len(case.seeds),
        publishers=len({seed.source.publisher for seed in case.seeds.values()}),
        facts=_counted(attribution.values()),
        codings=_counted(
            max((attribution[fact] for fact in facts), key=ATTRIBUTIONS.index)
            for facts in case.citations.values()
        ),
        in_file=sum(not one.default for one in numbers),
        defaults=sum(one.default for one in numbers),
        varied=sum(one.uncertain for one in case.inputs),
        parties=parties,
        differences=differences(case.inputs, parties),
    )


def differences(inputs: Sequence[Input], parties: Sequence[str]) -> tuple[Difference, ...]:
    """Inputs that the parties do not all have alike, by path."""
    held: dict[str, dict[str, Input]] = {}
    for one in inputs:
        owner, _, path = one.path.partition(".")
        if owner in parties:
            held.setdefault(path, {})[owner] = one
    found = []
    for path, by_party in sorted(held.items()):
        first = next(iter(by_party.values()))
        alike = all(one.dist == first.dist for one in by_party.values())
        if len(by_party) < len(parties) or not alike:
            facts = {fact: None for one in by_party.values() for fact in one.evidence}
            found.append(Difference(path, tuple(facts)))
    return tuple(found)


def _counted(kinds: Iterable[str]) -> dict[str, int]:
    seen = Counter(kinds)
    return {kind: seen[kind] for kind in ATTRIBUTIONS}
