"""What a mediator believes of the packages that it may table.

Chances of a yes are those of the posterior over no-deal worths (`beliefs`), a while ahead.
Each is worked out when a rule asks for it: bounds tell which packages need not be asked about.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cached_property

from sim.model.bargaining import mean_log_gains
from sim.model.consent import chance_of_quota
from sim.model.constants import ACCEPT, BOUND_STEPS, LEAN_POWER, UNENDED
from sim.model.search import best_first
from sim.scenario.tables import Tables
from sim.talks.beliefs import belief, believed_floor, chances_at, most_by_worth, own_answer
from sim.talks.guarding import rule_of
from sim.talks.parts import LiveText
from sim.talks.state import State
from sim.talks.timers import REVISE

LABEL = "bridging"  # of what mediators table


class Prospects:
    """The packages a mediator may choose from, and what it believes of each."""

    def __init__(self, state: State, mediator: int, candidates: Sequence[int], tick: int) -> None:
        self._state, self._mediator, self._tick = state, mediator, tick
        self.candidates = candidates
        self.keys = state.tables.names.package_keys
        self._asked = state.tables.consenting
        self._weights: dict[int, list[float]] = {}
        self._chances: dict[int, dict[int, float]] = {}

    def narrowed(self, candidates: Sequence[int]) -> Prospects:
        """The same, with fewer packages to choose from."""
        view = Prospects(self._state, self._mediator, candidates, self._tick)
        view._weights, view._chances = self._weights, self._chances
        return view

    @cached_property
    def worths(self) -> list[list[float]]:
        """By actor, then package; infinite where a package does not need the actor's consent."""
        tables, phases = self._state.tables, self._state.phases
        return [tables.claims(i, phases[i]) for i in self._asked]

    @cached_property
    def floors(self) -> list[float]:
        """What the mediator thinks each actor would settle for."""
        return [believed_floor(self._state, self._mediator, i, self._tick) for i in self._asked]

    @cached_property
    def powers(self) -> list[float]:
        """Bargaining power of each actor, by the mediator's bias."""
        bias = self._state.tables.actors[self._mediator].bias
        return [math.exp(LEAN_POWER * bias[i]) for i in self._asked]

    def gains(self, package: int) -> dict[int, float]:
        """What each whose consent a package needs gains over what it would settle for."""
        found = zip(self._asked, self.worths, self.floors, strict=True)
        return {i: row[package] - floor for i, row, floor in found if row[package] < math.inf}

    def above(self) -> Sequence[int]:
        """The packages that leave everyone they need above what it would settle for."""
        left = self.candidates
        for row, floor in zip(self.worths, self.floors, strict=True):
            left = [p for p in left if row[p] - floor > 0.0]
        return left

    def nash_logs(self, among: Sequence[int]) -> list[float]:
        """The log of the asymmetric Nash product of each of some packages in `above`."""
        return mean_log_gains(self.worths, self.floors, self.powers, among)

    def luck(self) -> float:
        """A uniform of the mediator's own for this choice."""
        name = self._state.tables.names.actors[self._mediator]
        nth = self._state.begun.get((REVISE, self._mediator), 0)
        return self._state.luck.u(name, f"choice/{self._state.texts}", nth)

    def chances(self, package: int) -> dict[int, float]:
        """The chance of a yes of each whose consent a package needs."""
        known = self._chances.get(package)
        if known is None:
            text = self.text(package)
            known = {i: self._chance(i, text, text.judged(self._tick)) for i in text.needed}
            self._chances[package] = known
        return known

    def consent(self, package: int) -> float:
        """The chance that a package finds the consent it needs."""
        return consent_chance(self._state.tables, self.chances(package))

    def standing(self) -> float:
        """The chance that the live text finds the consent it needs, so long as it may stand."""
        text, ahead = self._state.live, self._tick + UNENDED
        assert text is not None, "nothing stands"
        end = ahead if text.end is None else min(text.end, ahead)
        chances = {i: self._chance(i, text, end) for i in text.needed}
        return consent_chance(self._state.tables, chances)

    def fairest(self) -> int:
        """The leximin of the chances of a yes; one whose consent is not needed is never worst."""
        bounds = [
            min([one for one, row in zip(most, self.worths, strict=True) if row[p] < math.inf])
            for p, most in zip(self.candidates, zip(*self._most, strict=True), strict=True)
        ]
        spare = [math.inf] * len(self._asked)

        def score(package: int) -> list[float]:
            return [*sorted(self.chances(package).values()), *spare][: len(spare)]

        return best_first(self.candidates, bounds, score, self.keys)

    def likeliest(self) -> int:
        """The package with the greatest chance of consent."""
        tables, asked = self._state.tables, self._asked
        known: dict[tuple[tuple[int, ...], tuple[float, ...]], float] = {}
        bounds = []
        for p, most in zip(self.candidates, zip(*self._most, strict=True), strict=True):
            needed = tables.needed(p)
            bound = known.get((needed, most))
            if bound is None:
                chances = {i: one for i, one in zip(asked, most, strict=True) if i in needed}
                bound = known[needed, most] = consent_chance(tables, chances)
            bounds.append(bound)
        return best_first(self.candidates, bounds, lambda p: (self.consent(p),), self.keys)

    def text(self, package: int) -> LiveText:
        """A package as the text that the mediator would make of it."""
        state, needed = self._state, self._state.tables.needed(package)
        number, by = state.texts + 1, self._mediator
        return LiveText(number, state.seq, package, by, LABEL, self._tick, needed)

    def _chance(self, actor: int, text: LiveText, tick: int) -> float:
        if actor == text.by:
            return 1.0  # tabling is accepting
        if actor == self._mediator:
            return 1.0 if own_answer(self._state, actor, text, tick) == ACCEPT else 0.0
        if self._state.stand[actor].hard[text.package]:
            return 0.0
        weights = self._believed(actor)
        return _mean(weights, chances_at(self._state, actor, text, tick))

    def _believed(self, actor: int) -> list[float]:
        known = self._weights.get(actor)
        if known is None:
            known = belief(self._state, self._mediator, actor, self._tick)
            self._weights[actor] = known
        return known

    @cached_property
    def _most(self) -> list[list[float]]:
        """By actor, then candidate: what the chance of a yes is at most."""
        return [self._most_of(actor) for actor in self._asked]

    def _most_of(self, actor: int) -> list[float]:
        """By worth alone, in steps; what was answered before may be liked better than that."""
        if actor == self._mediator:
            return [1.0] * len(self.candidates)
        state, weights = self._state, self._believed(actor)
        answered = state.beliefs[actor].rows
        row = state.stand[actor].worths
        text = self.text(self.candidates[0])
        tops = [(k + 1) / BOUND_STEPS for k in range(BOUND_STEPS + 1)]
        steps = most_by_worth(state, actor, text, weights, tops)
        # interactions can make a package worth more than 1: anything may be expected of that
        return [
            1.0 if p in answered or row[p] > 1.0 else steps[max(0, int(row[p] * BOUND_STEPS))]
            for p in self.candidates
        ]


def chosen(state: State, mediator: int, tick: int, among: Sequence[int]) -> tuple[int, str]:
    """The package that a rule of somebody's chooses, and its name for that."""
    rule = rule_of(state.tables.rules.mediation)
    return rule.choose(Prospects(state, mediator, among, tick))


def _mean(weights: Sequence[float], chances: Sequence[float]) -> float:
    return min(1.0, math.fsum([w * c for w, c in zip(weights, chances, strict=True)]))


def consent_chance(tables: Tables, chances: Mapping[int, float]) -> float:
    """That all who are asked say yes; under a quota that enough do, and all with a veto."""
    rule = tables.consent
    if rule.quota is None:
        return math.prod(sorted(chances.values()))
    must = [i for i in chances if i in rule.vetoes]
    whole = math.fsum([rule.weights[i] for i in tables.parties])
    free = [i for i in chances if i not in must and tables.actors[i].party]
    held = math.fsum([rule.weights[i] for i in must if tables.actors[i].party])
    enough = chance_of_quota(
        [*(chances[i] for i in free), 1.0],
        [*(rule.weights[i] for i in free), held],
        whole,
        rule.quota,
    )
    return math.prod(sorted([chances[i] for i in must])) * enough
