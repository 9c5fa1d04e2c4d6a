"""Counts over draws: in how many a state is stable, and what it would take."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from sim.analysis.bargaining_space import share_interval
from sim.analysis.conflict_changes import Question, hold_together
from sim.analysis.conflict_coalitions import Coalition, Coalitions
from sim.analysis.conflict_graph import Graph, members
from sim.analysis.conflict_stability import CONCEPTS, GMR, Profile
from sim.analysis.design import LEAST_DRAWS
from sim.analysis.runs import kish
from sim.studies.stability.result import DrawShare

LEVEL = 0.95
MORE = "more"
Key = tuple[str, int, int]  # way, actor (-1: all), state


@dataclass
class Gathered:
    """What the draws so far came to; weights stand in for counts where draws weigh unequally."""

    graph: Graph
    coalitions: Coalitions
    asked: tuple[int, str] | None  # the state that is to hold, and how
    sure: bool  # nothing is drawn
    weights: list[float] = field(default_factory=list)
    stable: dict[Key, float] = field(default_factory=lambda: defaultdict(float))
    joint: dict[tuple[int, Coalition, int], float] = field(
        default_factory=lambda: defaultdict(float)
    )
    first: dict[tuple[str, int], tuple[int, Profile]] = field(default_factory=dict)
    fewest: Counter[tuple[int, str]] = field(default_factory=Counter)
    lacking: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    compared: dict[tuple[int, int], float] = field(default_factory=lambda: defaultdict(float))
    sets: dict[int, tuple[tuple[int, ...], ...]] = field(default_factory=dict)
    together: float = 0.0

    def add(self, profile: Profile, weight: float) -> None:
        """One more draw."""
        self.weights.append(weight)
        for concept in CONCEPTS:
            self._stable(profile, concept, weight)
        for state in members(profile.equilibria(GMR)):
            for coalition, end in self.coalitions.improvements(profile, state):
                self.joint[state, coalition, end] += weight
        if self.asked is not None:
            self._changes(profile, *self.asked, weight)

    def _stable(self, profile: Profile, concept: str, weight: float) -> None:
        for state in range(self.graph.size):
            verdicts = [profile.stable(concept, i, state) for i in self.graph.everyone]
            for actor, stable in enumerate(verdicts):
                if stable:
                    self.stable[concept, actor, state] += weight
            if all(verdicts):
                self.stable[concept, -1, state] += weight
                self.first.setdefault((concept, state), (len(self.weights), profile))

    def _changes(self, profile: Profile, state: int, concept: str, weight: float) -> None:
        chosen: list[Sequence[int]] = []
        for actor in self.graph.everyone:
            found = Question(profile, concept, actor, state).smallest()
            self.sets[actor] = found
            count = str(len(found[0])) if found else MORE
            self.fewest[actor, count] += 1
            if count != "0":
                self.lacking[actor] += weight
            for other in {one for some in found for one in some}:
                self.compared[actor, other] += weight
            chosen.append(found[0] if found else ())
        whole = all(self.sets.values()) and hold_together(profile, concept, state, chosen)
        self.together += weight if whole else 0.0

    @property
    def effective(self) -> float:
        """How many draws of equal weight they are worth."""
        return kish(np.array(self.weights))

    def share(self, weight: float, of: float | None = None) -> DrawShare:
        """What a weight is of all draws, or of some, with its interval if they are enough."""
        total = sum(self.weights)
        whole = total if of is None else of
        share = min(1.0, weight / whole) if whole else 0.0
        worth = self.effective * whole / total
        if self.sure or worth < LEAST_DRAWS:
            return DrawShare(share, None, self.sure)
        return DrawShare(share, share_interval(share, worth, LEVEL))
