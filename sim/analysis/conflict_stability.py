"""Whether a state is stable: for each actor, by four ways of looking ahead.

All after Fang, Hipel & Kilgour (1993). An improvement of an actor from a state is a move of its
own to a state that it prefers. A state is, for that actor,

- Nash stable, if it has no improvement from it;
- general metarational (GMR), if after each improvement the others can take it, by moves of any
  kind, to a state that it does not prefer to the first;
- symmetric metarational (SMR), if they can so that no answer of its own gets it out of there;
- sequentially stable (SEQ), if they can by improvements of their own, each from the state it
  moves from.

The others move one after the other, none twice in a row. Nash stable states are stable in all
four ways; SMR and SEQ each imply GMR. An equilibrium is a state stable for every actor in one way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from sim.analysis.conflict_graph import Graph, States, members, reached, ways

NASH, GMR, SMR, SEQ = CONCEPTS = ("Nash", "GMR", "SMR", "SEQ")


@dataclass(frozen=True, slots=True)
class Deterred:
    """An improvement that the others answer: their moves, as (actor, state), by place.

    No answers: nobody stands in its way.
    """

    improvement: int
    answers: tuple[tuple[int, int], ...]


class Profile:
    """A graph, and what each actor prefers.

    Parameters
    ----------
    graph
        Who can move where.
    ranks
        By actor and state: whole numbers, the greater the better, the same where it does not mind.
    reach
        By actor and state what all others together reach; worked out where it is not given.
    """

    def __init__(
        self,
        graph: Graph,
        ranks: Sequence[Sequence[int]],
        reach: Sequence[Sequence[States]] | None = None,
    ) -> None:
        self.graph, self.ranks = graph, ranks
        self.better = [_better(row) for row in ranks]
        self.reach = others_reach(graph) if reach is None else reach

    @cached_property
    def improvements(self) -> list[list[States]]:
        """By actor and state: its own improvements from there."""
        return [
            [moves & better for moves, better in zip(reach, self.better[actor], strict=True)]
            for actor, reach in enumerate(self.graph.reach)
        ]

    def stable(self, concept: str, actor: int, state: int) -> bool:
        """Whether a state is stable for an actor."""
        return all(
            self._sanctions(concept, actor, state, improved)
            for improved in members(self.improvements[actor][state])
        )

    def equilibria(self, concept: str) -> States:
        """The states that are stable for every actor."""
        found = 0
        for state in range(self.graph.size):
            if all(self.stable(concept, actor, state) for actor in self.graph.everyone):
                found |= 1 << state
        return found

    def rests_on(self, concept: str, actor: int, state: int) -> tuple[Deterred, ...]:
        """What stands in the way of each improvement; one of the shortest ways, where there are."""
        return tuple(
            self._deterred(concept, actor, state, improved)
            for improved in members(self.improvements[actor][state])
        )

    def _deterred(self, concept: str, actor: int, state: int, improved: int) -> Deterred:
        ends = self._sanctions(concept, actor, state, improved)
        moves = self.improvements if concept == SEQ else self.graph.reach
        nearest = ways(moves, self.graph.others(actor), improved, ends) if ends else {}
        return Deterred(improved, next(iter(nearest.values()), ()))

    def _sanctions(self, concept: str, actor: int, state: int, improved: int) -> States:
        """Where the others can take an actor after an improvement, if it would rather not."""
        if concept == NASH:
            return 0
        better = self.better[actor][state]
        if concept == SEQ:
            return self._improved_reach(actor, improved) & ~better
        ends = self.reach[actor][improved] & ~better
        if concept == GMR:
            return ends
        own, held = self.graph.reach[actor], 0
        for end in members(ends):
            if not own[end] & better:
                held |= 1 << end
        return held

    def _improved_reach(self, actor: int, state: int) -> States:
        known = self._improved.get((actor, state))
        if known is None:
            known = reached(self.improvements, self.graph.others(actor), state)
            self._improved[actor, state] = known
        return known

    @cached_property
    def _improved(self) -> dict[tuple[int, int], States]:
        return {}


def others_reach(graph: Graph) -> list[list[States]]:
    """By actor and state: what all others together reach."""
    return [
        [reached(graph.reach, graph.others(actor), state) for state in range(graph.size)]
        for actor in graph.everyone
    ]


def _better(ranks: Sequence[int]) -> list[States]:
    """By state: the states that are preferred to it."""
    by_rank: dict[int, States] = {}
    for state, rank in enumerate(ranks):
        by_rank[rank] = by_rank.get(rank, 0) | 1 << state
    above, better = 0, dict[int, States]()
    for rank in sorted(by_rank, reverse=True):
        better[rank] = above
        above |= by_rank[rank]
    return [better[rank] for rank in ranks]
