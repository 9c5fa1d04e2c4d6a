"""The inverse: which smallest changes of preference would make a state stable.

A change is one comparison of one actor: a state that it prefers to the one looked at, and would
not prefer any more (it would mind neither). Whether a state is stable for an actor by any of the
four ways depends on no other comparisons of that actor, so for each actor by itself the sets of
fewest such changes are all found, up to `MOST` of them; the preferences of everyone else stay as
they are. Sequential stability also rests on what the others prefer, so that one actor's changes
may undo another's: whether the changes of all actors hold together is tried.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.analysis.conflict_graph import States, members, reached
from sim.analysis.conflict_stability import NASH, SEQ, SMR, Profile

MOST = 3  # changes of one actor that are looked for, but for Nash stability, which needs no search


@dataclass(frozen=True, slots=True)
class Question:
    """What would make a state stable for one actor, and by which way of looking ahead."""

    profile: Profile
    concept: str
    actor: int
    state: int

    def smallest(self) -> tuple[tuple[int, ...], ...]:
        """All smallest sets of states that it would prefer no longer; none: more than `MOST`.

        One empty set where the state is stable as it is.
        """
        improvements = self.profile.improvements[self.actor][self.state]
        if self.concept == NASH:
            return (tuple(members(improvements)),)
        answers = {q: self._answers(q) for q in members(improvements)}
        for size in range(MOST + 1):
            found = self._within(size, answers, 0)
            if found:
                return tuple(sorted(tuple(members(one)) for one in found))
        return ()

    def _answers(self, improved: int) -> list[States]:
        """By answer of the others: the states that must not be preferred for it to deter."""
        profile, better = self.profile, self.profile.better[self.actor][self.state]
        if self.concept == SEQ:
            others = profile.graph.others(self.actor)
            ends = reached(profile.improvements, others, improved)
        else:
            ends = profile.reach[self.actor][improved]
        found = set()
        for end in members(ends):
            needed = 1 << end
            if self.concept == SMR:
                needed |= profile.graph.reach[self.actor][end]
            found.add(needed & better)
        return sorted(found, key=lambda one: (one.bit_count(), one))

    def _within(self, size: int, answers: dict[int, list[States]], gone: States) -> set[States]:
        """The sets of at most `size` more changes that leave no improvement undeterred."""
        open_ = next((q for q in answers if self._undeterred(answers, q, gone)), None)
        if open_ is None:
            return {gone}
        found: set[States] = set()
        for needed in (1 << open_, *answers[open_]):
            more = needed & ~gone
            if more.bit_count() <= size:
                found |= self._within(size - more.bit_count(), answers, gone | needed)
        least = min((one.bit_count() for one in found), default=0)
        return {one for one in found if one.bit_count() == least}

    @staticmethod
    def _undeterred(answers: dict[int, list[States]], improved: int, gone: States) -> bool:
        if gone >> improved & 1:
            return False
        return all(needed & ~gone for needed in answers[improved])


def hold_together(
    profile: Profile, concept: str, state: int, changes: Sequence[Sequence[int]]
) -> bool:
    """Whether a state is an equilibrium once each actor minds these no more than it."""
    ranks = [
        tuple(row[state] if k in gone else rank for k, rank in enumerate(row))
        for row, gone in zip(profile.ranks, changes, strict=True)
    ]
    changed = Profile(profile.graph, ranks, profile.reach)
    return all(changed.stable(concept, actor, state) for actor in profile.graph.everyone)
