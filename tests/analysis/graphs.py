"""Small conflicts, and the definitions written once more, straight from the book, with sets."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from random import Random

from sim.analysis.conflict_graph import Graph, set_of

Reach = list[list[set[int]]]  # by actor and state


def graph(reach: Reach) -> Graph:
    """A graph by its moves alone."""
    size = len(reach[0])
    return Graph(
        tuple(f"a{actor}" for actor in range(len(reach))),
        tuple({"state": (str(state),)} for state in range(size)),
        tuple((state,) for state in range(size)),
        tuple(tuple(set_of(ends) for ends in row) for row in reach),
    )


def some_graph(luck: Random, actors: int, size: int) -> tuple[Reach, list[list[int]]]:
    """Moves and preferences at random, ties among them."""
    reach = [
        [{q for q in range(size) if q != s and luck.random() < 0.4} for s in range(size)]
        for _ in range(actors)
    ]
    return reach, [[luck.randrange(4) for _ in range(size)] for _ in range(actors)]


def two_by_two(best_first: Sequence[Sequence[str]]) -> tuple[Reach, list[list[int]]]:
    """A game of two, each with C and D: states CC, CD, DC, DD; the ranks by outcome."""
    states = ["".join(pair) for pair in product("CD", "CD")]
    reach = [
        [{k for k, t in enumerate(states) if t != s and t[1 - i] == s[1 - i]} for s in states]
        for i in range(2)
    ]
    return reach, [[len(order) - order.index(s) for s in states] for order in best_first]


def legal_reach(reach: Reach, coalition: Sequence[int], start: int) -> set[int]:
    """Fang, Hipel & Kilgour (1993): by induction, with the set of last movers of each state."""
    last: dict[int, set[int]] = {}
    for j in coalition:
        for s1 in reach[j][start]:
            last.setdefault(s1, set()).add(j)
    changed = True
    while changed:
        changed = False
        for s1 in list(last):
            for j in coalition:
                if last[s1] == {j}:
                    continue
                for s2 in reach[j][s1]:
                    if j not in last.setdefault(s2, set()):
                        last[s2].add(j)
                        changed = True
    return set(last)


def every_sequence(reach: Reach, coalition: Sequence[int], start: int, length: int) -> set[int]:
    """All ends of all sequences of so many moves at most, nobody moving twice in a row."""
    ends: set[int] = set()
    ways = [(-1, start)]
    for _ in range(length):
        ways = [(j, q) for last, s in ways for j in coalition if j != last for q in reach[j][s]]
        ends |= {q for _, q in ways}
    return ends


def improvements(reach: Reach, ranks: list[list[int]]) -> Reach:
    """The moves to what their actor prefers."""
    return [
        [{q for q in ends if row[q] > row[s]} for s, ends in enumerate(moves)]
        for moves, row in zip(reach, ranks, strict=True)
    ]


def is_stable(
    reach: Reach, ranks: list[list[int]], concept: str, actor: int, state: int,
    gone: frozenset[int] = frozenset(),
) -> bool:  # fmt: skip
    """By definition; the actor prefers those `gone` no longer to the state."""
    others = [j for j in range(len(reach)) if j != actor]
    better = {q for q in range(len(ranks[actor])) if ranks[actor][q] > ranks[actor][state]} - gone
    for improved in reach[actor][state] & better:
        if concept == "Nash":
            return False
        moves = improvements(reach, ranks) if concept == "SEQ" else reach
        ends = legal_reach(moves, others, improved) - better
        if concept == "SMR":
            ends = {x for x in ends if not reach[actor][x] & better}
        if not ends:
            return False
    return True
