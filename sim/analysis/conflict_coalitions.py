"""What several actors could do together: moves of theirs to a state that each of them prefers.

A coalition improves on a state where its members, none moving twice in a row, reach one that all
of them prefer to it (Kilgour, Hipel, Fang & Peng 2001); steps on the way need not be improvements.
Left out is what some of them reach without the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from sim.analysis.conflict_graph import Graph, States, members, reached, ways
from sim.analysis.conflict_stability import Profile

Coalition = tuple[int, ...]


@dataclass
class Coalitions:
    """The coalitions of two to `most` actors of a graph, and what they reach."""

    graph: Graph
    most: int
    known: dict[tuple[Coalition, int], States] = field(default_factory=dict)

    def improvements(self, profile: Profile, state: int) -> Iterator[tuple[Coalition, int]]:
        """Each coalition that could improve on a state, and where to: the smallest of each."""
        found: list[tuple[frozenset[int], States]] = [
            (frozenset({actor}), profile.improvements[actor][state])
            for actor in self.graph.everyone
        ]
        for size in range(2, min(self.most, len(self.graph.actors)) + 1):
            for coalition in combinations(self.graph.everyone, size):
                better = self._reach(coalition, state)
                for actor in coalition:
                    better &= profile.better[actor][state]
                for smaller, ends in found:
                    if smaller < frozenset(coalition):
                        better &= ~ends
                if better:
                    found.append((frozenset(coalition), better))
                    yield from ((coalition, end) for end in members(better))

    def ways(self, coalition: Coalition, state: int) -> Mapping[int, tuple[tuple[int, int], ...]]:
        """By state that a coalition reaches: one of its shortest ways."""
        return ways(self.graph.reach, coalition, state)

    def _reach(self, coalition: Coalition, state: int) -> States:
        key = coalition, state
        if key not in self.known:
            self.known[key] = reached(self.graph.reach, coalition, state)
        return self.known[key]
