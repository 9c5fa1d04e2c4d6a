"""The record, conditioned exactly.

Before the record closes each latent keeps the interval of eps that agrees with every
recorded answer: at the moment it was given, and at every thought while it stood. A try
draws the coins (whether an answer rests on the lasting disposition or on a taste of its
own); its likelihood is the product of the interval masses of the latents behind them.
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.model.draws import interval_mass, logistic, logistic_between
from sim.talks.luck import Luck
from sim.talks.positions import luck_interval
from sim.talks.state import State

INFINITE = float("inf")


def cut_until(state: State, tick: int) -> None:
    """Cut at every step of the clock grid after now, up to and with a tick."""
    every = state.tables.rules.rethink
    for actor in sorted(state.cut_at):
        while state.cut_at[actor] <= tick:
            _cut(state, actor, state.cut_at[actor])
            state.cut_at[actor] += every


def cut_now(state: State) -> None:
    """Cut at this moment: whatever happened may have been news."""
    for actor in sorted(state.cut_at):
        _cut(state, actor, state.tick)


def _cut(state: State, actor: int, tick: int) -> None:
    text = state.live
    if text is None or actor not in state.answers:
        return
    key = actor, text.package
    lo, hi = luck_interval(state, actor, text, tick, state.answers[actor])
    least, most = state.cuts.get(key, (-INFINITE, INFINITE))
    state.cuts[key] = max(least, lo), min(most, hi)


@dataclass(frozen=True, slots=True)
class Try:
    """One try at the record: which answers share their actor's disposition, and its chance."""

    number: int
    shared: dict[tuple[int, int], bool]
    dispositions: dict[int, tuple[float, float]]  # intervals, by actor
    likelihood: float


def attempt(state: State, luck: Luck, number: int) -> Try:
    """The try of this number: a pure function of the recorded answers and the luck."""
    names = state.tables.names
    shared: dict[tuple[int, int], bool] = {}
    dispositions: dict[int, tuple[float, float]] = {}
    likelihood = 1.0
    for (actor, package), (lo, hi) in state.cuts.items():
        coin = luck.u(names.actors[actor], f"coin/{number}", names.package_keys[package])
        share = coin < state.tables.actors[actor].consistency
        shared[actor, package] = share
        if share:
            least, most = dispositions.get(actor, (-INFINITE, INFINITE))
            dispositions[actor] = max(least, lo), min(most, hi)
        else:
            likelihood *= mass(lo, hi)
    for lo, hi in dispositions.values():
        likelihood *= mass(lo, hi)
    return Try(number, shared, dispositions, likelihood)


def mass(lo: float, hi: float) -> float:
    """The logistic mass between two ends; an empty interval has none."""
    return interval_mass(lo, hi) if lo < hi else 0.0


def draw_disposition(luck: Luck, name: str, within: tuple[float, float] | None) -> float:
    """An actor's lasting disposition, inside what its recorded answers leave."""
    u = luck.u(name, "disposition")
    return logistic(u) if within is None else logistic_between(u, *within)


def draw_taste(luck: Luck, name: str, key: int, within: tuple[float, float]) -> float:
    """An actor's taste for a package, inside what its recorded answers leave."""
    return logistic_between(luck.u(name, "taste", key), *within)
