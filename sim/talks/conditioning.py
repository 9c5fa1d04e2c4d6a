"""The record, conditioned exactly.

Before the record closes each latent keeps the interval of eps that agrees with every
recorded answer: at the moment it was given, and at every thought while it stood. It stood
until the next answer, until its giver changed its own demands (what it answered then is
not reported), or until the record ends. A try
draws the coins (whether an answer rests on the lasting disposition or on a taste of its
own); its likelihood is the product of the interval masses of the latents behind them. It only
falls as the record goes on, so that a try that will not be kept is known before its end.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sim.model.constants import INFINITE
from sim.model.draws import interval_mass, logistic, logistic_between
from sim.talks import coins as exactly
from sim.talks import stepping
from sim.talks.luck import Luck, mix
from sim.talks.state import State

NEVER = (INFINITE, -INFINITE)  # an interval that holds no luck
_OPEN = (-INFINITE, INFINITE)

Interval = tuple[float, float]
Latent = tuple[int, int]  # whose luck, with which package
Answered = tuple[int, int, int]  # and by which event
Cuts = Mapping[Latent, Interval]


@dataclass(frozen=True, slots=True)
class Try:
    """One try at the record: which answers share their actor's disposition, and its chance."""

    number: int
    shared: dict[Latent, bool]
    dispositions: dict[int, tuple[float, float]]  # intervals, by actor
    likelihood: float


class Record:
    """The recorded answers of one input draw, ready to be tried again and again.

    Made of a state before the record closes; `answers` are the intervals of eps that each
    recorded answer leaves, by actor, package and the number of its event, `cuts` what is left
    by all of them, by actor and package.
    """

    def __init__(self, state: State) -> None:
        self._names, self._actors = state.tables.names, state.tables.actors
        self.answers = dict(state.cuts)
        self.cuts = left_by(self.answers)
        self._coins = [
            (
                self._names.actors[i],
                self._names.package_keys[p],
                self._actors[i].consistency,
            )
            for i, p in self.cuts
        ]
        self._likelihoods: dict[tuple[bool, ...], float] = {}
        texts, moves = state.tables.texts, state.tables.record
        tabled = [texts[move.text].package for move in moves if move.verb == "table"]
        self._could_be_tabled = not any(package in self._names.excluded for package in tabled)

    @classmethod
    def whole(cls, state: State) -> Record:
        """Of the state just before the record closes, once every answer has stood until then."""
        stepping.cut_to_the_end(state.core)
        state.forget()
        return cls(state)

    @property
    def possible(self) -> bool:
        """Whether any luck gives every recorded answer, each taken by itself."""
        return self._could_be_tabled and all(lo < hi for lo, hi in self.cuts.values())

    def chance(self) -> float:
        """The chance of the record, whatever the coins."""
        return self.chances([tuple(self.answers)])[-1]

    def chances(self, steps: Sequence[Sequence[tuple[int, int, int]]]) -> list[float]:
        """The chance of the answers of the first step, of the first two steps, and so on.

        Parameters
        ----------
        steps
            Keys of `answers`.
        """
        found, by_actor, some = list[float](), dict[int, float](), dict[Answered, Interval]()
        for step in steps:
            some |= {key: self.answers[key] for key in step}
            cuts = left_by(some)
            for actor in dict.fromkeys(key[0] for key in step):
                own = [cut for (i, _), cut in cuts.items() if i == actor]
                by_actor[actor] = exactly.chance(own, self._actors[actor].consistency)
            found.append(math.prod(by_actor.values()) if self._could_be_tabled else 0.0)
        return found

    def coins(self, luck: Luck, number: int) -> tuple[bool, ...]:
        """Which recorded answers rest on their actor's disposition, in a try."""
        salt = mix(number)
        return tuple(luck.u(name, "coin", key ^ salt) < g for name, key, g in self._coins)

    def coins_given(self, luck: Luck) -> tuple[bool, ...]:
        """The same, drawn from what they are given the record."""
        salt, found = mix(0), dict[Latent, bool]()
        for actor in dict.fromkeys(i for i, _ in self.cuts):
            own = {p: cut for (i, p), cut in self.cuts.items() if i == actor}
            name, keys = self._names.actors[actor], self._names.package_keys
            us = [luck.u(name, "coin", keys[p] ^ salt) for p in own]
            drawn = exactly.drawn(list(own.values()), self._actors[actor].consistency, us)
            found |= {(actor, p): shared for p, shared in zip(own, drawn, strict=True)}
        return tuple(found[key] for key in self.cuts)

    def likelihood(self, coins: tuple[bool, ...]) -> float:
        """The product of the masses of the latents behind the answers."""
        known = self._likelihoods.get(coins)
        if known is None:
            known = 1.0 if self._could_be_tabled else 0.0
            for (lo, hi), shared in zip(self.cuts.values(), coins, strict=True):
                known *= 1.0 if shared else mass(lo, hi)
            for lo, hi in self.dispositions(coins).values():
                known *= mass(lo, hi)
            self._likelihoods[coins] = known
        return known

    def dispositions(self, coins: tuple[bool, ...]) -> dict[int, tuple[float, float]]:
        """What is left of each disposition that some recorded answer rests on."""
        left: dict[int, tuple[float, float]] = {}
        for ((actor, _), (lo, hi)), shared in zip(self.cuts.items(), coins, strict=True):
            if shared:
                least, most = left.get(actor, _OPEN)
                left[actor] = max(least, lo), min(most, hi)
        return left

    def given(self, luck: Luck) -> Try:
        """A try that gives the record for certain, as likely as it is given the record."""
        return self._try(0, self.coins_given(luck))

    def _try(self, number: int, coins: tuple[bool, ...]) -> Try:
        shared = dict(zip(self.cuts, coins, strict=True))
        return Try(number, shared, self.dispositions(coins), self.likelihood(coins))

    def first_kept(self, luck: Luck, most: int) -> Try | None:
        """The first try kept, each with the chance that it gives the record; None: none is."""
        if not self.possible:
            return None
        for number in range(most):
            coins = self.coins(luck, number)
            likelihood = self.likelihood(coins)
            if likelihood > 0.0 and luck.u("", "kept", number) < likelihood:
                return self._try(number, coins)
        return None


def left_by(answers: Mapping[Answered, Interval]) -> Cuts:
    """What recorded answers leave of each latent: by actor and package."""
    left: dict[Latent, Interval] = {}
    for (actor, package, _), (lo, hi) in answers.items():
        least, most = left.get((actor, package), _OPEN)
        left[actor, package] = max(least, lo), min(most, hi)
    return left


def weight_of(chance: float, ceiling: float) -> float:
    """What a run weighs whose inputs were kept with a chance of min(1, chance / ceiling).

    So kept draws stand for what the record makes of the inputs: rejection control (Liu, Chen
    & Wong 1998), times the ceiling, which leaves a weight a chance. With 1 all weigh 1.
    """
    return max(chance, ceiling) if chance > 0.0 else 0.0


def mass(lo: float, hi: float) -> float:
    """The logistic mass between two ends; an empty interval has none."""
    return interval_mass(lo, hi) if lo < hi else 0.0


def draw_latent(u: float, within: tuple[float, float]) -> float:
    """A latent inside what the recorded answers leave of it.

    An empty interval, of a run whose weight is 0, bounds nothing.
    """
    return logistic_between(u, *within) if within[0] < within[1] else logistic(u)
