"""The record, conditioned exactly.

Before the record closes each latent keeps the interval of eps that agrees with every
recorded answer: at the moment it was given, and at every thought while it stood. It stood
until the next answer, until its giver changed its own demands (what it answered then is
not reported), or until the record ends. A try
draws the coins (whether an answer rests on the lasting disposition or on a taste of its
own); its likelihood is the product of the interval masses of the latents behind them.
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.model.draws import interval_mass, logistic, logistic_between
from sim.talks.luck import Luck, mix
from sim.talks.positions import luck_interval
from sim.talks.state import State

INFINITE = float("inf")
NEVER = (INFINITE, -INFINITE)  # an interval that holds no luck


Cuts = dict[tuple[int, int], tuple[float, float]]  # by actor and package


def cut_until(state: State, tick: int, acting: str) -> None:
    """Cut at every step of the clock grid after now, up to and with a tick.

    An actor that answers or demands anew at that tick stood by its old answer until just
    before it.
    """
    every, names = state.tables.rules.rethink, state.tables.names.actors
    for actor in sorted(state.cut_at):
        last = tick - 1 if names[actor] == acting else tick
        while state.cut_at[actor] <= last:
            _cut(state, state.cuts, actor, state.cut_at[actor])
            state.cut_at[actor] += every


def stop_cutting(state: State, actor: int, cause: int) -> None:
    """An actor changed its own demands: what it answers from now on is not reported.

    Its recorded answer tells of its luck up to here, its next one from then on.
    """
    if state.cut_at.pop(actor, None) is not None:
        state.unsaid[actor] = cause


def cut(state: State, actor: int) -> None:
    """Cut at this moment: the actor answered, or there was news for it."""
    if actor in state.cut_at:
        _cut(state, state.cuts, actor, state.tick)


def _cuts_at_the_end(state: State) -> Cuts:
    """What is left once every answer has stood until the record ends."""
    cuts, rules = dict(state.cuts), state.tables.rules
    for actor in sorted(state.cut_at):
        for tick in range(state.cut_at[actor], rules.now + 1, rules.rethink):
            _cut(state, cuts, actor, tick)
    text = state.live
    if text is not None and text.gone(rules.now):  # an answered text is told to stand at the end
        for actor in sorted(state.answers):
            if actor != text.by:
                cuts[actor, text.package] = NEVER
    return cuts


def _cut(state: State, cuts: Cuts, actor: int, tick: int) -> None:
    text = state.live
    if text is None or actor not in state.answers:
        return
    if text.gone(tick) and tick > state.answered[actor][0]:
        return  # nobody thinks about a text that has lapsed
    key = actor, text.package
    lo, hi = NEVER  # no luck gives an answer to a text that is gone, or that does not ask for it
    if actor in text.needed and not text.gone(tick):
        lo, hi = luck_interval(state, actor, text, tick, state.answers[actor])
    least, most = cuts.get(key, (-INFINITE, INFINITE))
    cuts[key] = max(least, lo), min(most, hi)


@dataclass(frozen=True, slots=True)
class Try:
    """One try at the record: which answers share their actor's disposition, and its chance."""

    number: int
    shared: dict[tuple[int, int], bool]
    dispositions: dict[int, tuple[float, float]]  # intervals, by actor
    likelihood: float


class Record:
    """The recorded answers of one input draw, ready to be tried again and again.

    Made of the state just before the record closes; `cuts` are the intervals of eps that
    its answers leave, by actor and package.
    """

    def __init__(self, state: State) -> None:
        names = state.tables.names
        self.cuts = _cuts_at_the_end(state)
        self._coins = [
            (names.actors[i], names.package_keys[p], state.tables.actors[i].consistency)
            for i, p in self.cuts
        ]
        self._likelihoods: dict[tuple[bool, ...], float] = {}
        texts, moves = state.tables.texts, state.tables.record
        tabled = [texts[move.text].package for move in moves if move.verb == "table"]
        self._could_be_tabled = not any(package in names.excluded for package in tabled)

    @property
    def possible(self) -> bool:
        """Whether any luck gives every recorded answer, each taken by itself."""
        return self._could_be_tabled and all(lo < hi for lo, hi in self.cuts.values())

    def coins(self, luck: Luck, number: int) -> tuple[bool, ...]:
        """Which recorded answers rest on their actor's disposition, in a try."""
        salt = mix(number)
        return tuple(luck.u(name, "coin", key ^ salt) < g for name, key, g in self._coins)

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
                least, most = left.get(actor, (-INFINITE, INFINITE))
                left[actor] = max(least, lo), min(most, hi)
        return left

    def attempt(self, luck: Luck, number: int) -> Try:
        """The try of this number: a pure function of the recorded answers and the luck."""
        coins = self.coins(luck, number)
        shared = dict(zip(self.cuts, coins, strict=True))
        return Try(number, shared, self.dispositions(coins), self.likelihood(coins))

    def first_kept(self, luck: Luck, most: int) -> Try | None:
        """The first try kept, each with the chance that it gives the record; None: none is."""
        if not self.possible:
            return None
        for number in range(most):
            likelihood = self.likelihood(self.coins(luck, number))
            if likelihood > 0.0 and luck.u("", "kept", number) < likelihood:
                return self.attempt(luck, number)
        return None


def mass(lo: float, hi: float) -> float:
    """The logistic mass between two ends; an empty interval has none."""
    return interval_mass(lo, hi) if lo < hi else 0.0


def draw_latent(u: float, within: tuple[float, float]) -> float:
    """A latent inside what the recorded answers leave of it.

    An empty interval, of a run whose weight is 0, bounds nothing.
    """
    return logistic_between(u, *within) if within[0] < within[1] else logistic(u)
