"""Stability in graphs of conflicts: known results, and every definition written once more."""

from __future__ import annotations

from itertools import combinations
from random import Random

import pytest

from sim.analysis.conflict_changes import MOST, Question, hold_together
from sim.analysis.conflict_coalitions import Coalitions
from sim.analysis.conflict_graph import members, reached, ways
from sim.analysis.conflict_stability import CONCEPTS, NASH, Profile
from tests.analysis.graphs import (
    every_sequence,
    graph,
    improvements,
    is_stable,
    legal_reach,
    some_graph,
    two_by_two,
)

CC, CD, DC, DD = range(4)
DILEMMA = two_by_two((["DC", "CC", "DD", "CD"], ["CD", "CC", "DD", "DC"]))
CHICKEN = two_by_two((["DC", "CC", "CD", "DD"], ["CD", "CC", "DC", "DD"]))
SEEDS = range(40)


def equilibria(game: tuple[list[list[set[int]]], list[list[int]]], concept: str) -> set[int]:
    reach, ranks = game
    return set(members(Profile(graph(reach), ranks).equilibria(concept)))


def test_in_the_prisoners_dilemma_cooperation_holds_for_those_who_look_ahead() -> None:
    assert equilibria(DILEMMA, "Nash") == {DD}
    for concept in ("GMR", "SMR", "SEQ"):
        assert equilibria(DILEMMA, concept) == {CC, DD}


def test_in_chicken_swerving_together_holds_only_for_fear_of_a_crash_that_hurts_both() -> None:
    for concept in ("Nash", "SEQ"):
        assert equilibria(CHICKEN, concept) == {CD, DC}
    for concept in ("GMR", "SMR"):
        assert equilibria(CHICKEN, concept) == {CC, CD, DC}


def test_what_deters_is_told_as_moves() -> None:
    reach, ranks = DILEMMA
    found = Profile(graph(reach), ranks).rests_on("SEQ", 0, CC)
    assert [(one.improvement, one.answers) for one in found] == [(DC, ((1, DD),))]


@pytest.mark.parametrize("seed", SEEDS)
def test_every_verdict_is_that_of_the_definitions(seed: int) -> None:
    luck = Random(seed)
    actors = 1 + seed % 4
    reach, ranks = some_graph(luck, actors, 5)
    profile = Profile(graph(reach), ranks)
    for concept in CONCEPTS:
        for actor in range(actors):
            for state in range(5):
                ours = profile.stable(concept, actor, state)
                assert ours == is_stable(reach, ranks, concept, actor, state)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_a_coalition_reaches_is_what_its_sequences_end_in(seed: int) -> None:
    reach, ranks = some_graph(Random(seed), 3, 4)
    for moves in (reach, improvements(reach, ranks)):
        rows = graph(moves).reach
        for coalition in ((0,), (0, 1), (0, 1, 2)):
            for start in range(4):
                ends = set(members(reached(rows, coalition, start)))
                assert ends == legal_reach(moves, coalition, start)
                if len(coalition) < 3:  # 8 pairs of a state and its last mover at most
                    assert ends == every_sequence(moves, coalition, start, 8)
                found = ways(rows, coalition, start)
                assert set(found) == ends
                for end, way in found.items():
                    assert len(ways(rows, coalition, start, 1 << end)[end]) == len(way)
                    at, last = start, -1
                    for actor, state in way:
                        assert actor != last
                        assert state in moves[actor][at]
                        at, last = state, actor
                    assert at == end


@pytest.mark.parametrize("seed", SEEDS)
def test_the_smallest_changes_are_those_that_trying_all_finds(seed: int) -> None:
    reach, ranks = some_graph(Random(seed), 2 + seed % 2, 5)
    profile = Profile(graph(reach), ranks)
    for concept in CONCEPTS:
        for state in range(5):
            ours = Question(profile, concept, 0, state).smallest()
            better = list(members(profile.better[0][state]))
            tried = [
                [
                    some
                    for some in combinations(better, size)
                    if is_stable(reach, ranks, concept, 0, state, frozenset(some))
                ]
                for size in range(5)
            ]
            fewest = next(some for some in tried if some)
            if concept != NASH and len(fewest[0]) > MOST:
                assert ours == ()
            else:
                assert sorted(ours) == sorted(fewest)


def test_a_state_that_all_mind_no_less_is_an_equilibrium() -> None:
    reach, ranks = CHICKEN
    profile = Profile(graph(reach), ranks)
    changes = [Question(profile, NASH, actor, DD).smallest()[0] for actor in range(2)]
    assert changes == [(CD,), (DC,)]
    assert not hold_together(profile, NASH, DD, [changes[0], ()])
    assert hold_together(profile, NASH, DD, changes)


def test_coalitions_are_told_of_what_no_part_of_them_reaches() -> None:
    reach, ranks = DILEMMA
    profile = Profile(graph(reach), ranks)
    assert list(Coalitions(profile.graph, 3).improvements(profile, DD)) == [((0, 1), CC)]
    assert list(Coalitions(profile.graph, 3).improvements(profile, CC)) == []
    assert list(Coalitions(profile.graph, 1).improvements(profile, DD)) == []
    idle: list[set[int]] = [set() for _ in range(4)]  # a third that gains by it and can do nothing
    three = Profile(graph([*reach, idle]), [*ranks, ranks[0]])
    assert list(Coalitions(three.graph, 3).improvements(three, DD)) == [((0, 1), CC)]
