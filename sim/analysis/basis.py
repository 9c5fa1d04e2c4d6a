"""What a scenario rests on: documents, facts, codings, and what is assumed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.scenario.inputs import NUMBERS

if TYPE_CHECKING:
    from sim.scenario.case import Case

ATTRIBUTIONS = ("reported", "claimed", "anonymous")  # the best known first


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

    @property
    def numbers(self) -> int:
        """All numbers."""
        return self.in_file + self.defaults

    @property
    def coded(self) -> int:
        """All fields that cite a fact."""
        return sum(self.codings.values())


def basis_of(case: Case) -> Basis:
    """Count what a case rests on."""
    attribution = {name: fact.attribution for name, fact in case.facts.items()}
    numbers = [one for one in case.inputs if one.unit in NUMBERS]
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
    )


def _counted(kinds: Iterable[str]) -> dict[str, int]:
    seen = Counter(kinds)
    return {kind: seen[kind] for kind in ATTRIBUTIONS}
