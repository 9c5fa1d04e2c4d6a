"""The chance that a text finds the consent it needs, all inputs as they are drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.analysis.putting import Putting
from sim.analysis.resample import Interval, bootstrap, tails, unseen
from sim.analysis.runs import Floats, kish


@dataclass(frozen=True, slots=True)
class ActorChance:
    """An actor's chance of a yes, as a mean over the draws that need its consent.

    `fresh` is that of an answer that nothing in the record binds; `asked` the share of draws
    that need it.
    """

    actor: str
    asked: float
    chance: float
    fresh: float


@dataclass(frozen=True, slots=True)
class Base:
    """The chance that a text finds the consent it needs, all inputs as drawn."""

    draws: int
    chance: float
    interval: Interval
    fresh: float
    actors: tuple[ActorChance, ...]


def weights_of(puttings: Sequence[Putting]) -> Floats:
    """(D,) what each draw weighs."""
    return np.array([one.weight for one in puttings], dtype=np.float64)


def base(puttings: Sequence[Putting], names: Sequence[str], level: float = 0.95) -> Base:
    """The chance with all inputs as drawn, with its interval: a bootstrap over draws.

    Parameters
    ----------
    puttings
        One a draw, at least one, in the order of the draws.
    names
        Of all actors; of those asked in any draw each gets its own row, alphabetically.
    """
    weights = weights_of(puttings)
    given, fresh = [one.chances() for one in puttings], [one.fresh() for one in puttings]
    consents = np.array([one.consent() for one in puttings])
    anew = [one.consent_of(chances) for one, chances in zip(puttings, fresh, strict=True)]
    asked = sorted({i for chances in given for i in chances})
    return Base(
        len(puttings),
        float(weights @ consents / weights.sum()),
        _interval(weights, consents, level),
        float(weights @ np.array(anew) / weights.sum()),
        tuple(_of_actor(i, names[i], weights, (given, fresh)) for i in asked),
    )


def _interval(weights: Floats, consents: Floats, level: float) -> Interval:
    def mean(times: Floats) -> Floats:
        found: Floats = (times @ (weights * consents)) / (times @ weights)
        return found[:, np.newaxis]

    low, high = np.quantile(bootstrap(len(weights), 0, mean)[:, 0], tails(level)).tolist()
    open_to = unseen(kish(weights), tails(level)[0])  # what so few draws might all have missed
    return Interval(min(low, 1 - open_to), max(high, open_to), level, "bootstrap over input draws")


def _of_actor(
    place: int, name: str, weights: Floats, chances: tuple[Sequence[Mapping[int, float]], ...]
) -> ActorChance:
    own = weights * np.array([place in found for found in chances[0]])
    given, fresh = (
        float(own @ np.array([found.get(place, 0.0) for found in one]) / own.sum())
        for one in chances
    )
    return ActorChance(name, float(own.sum() / weights.sum()), given, fresh)
