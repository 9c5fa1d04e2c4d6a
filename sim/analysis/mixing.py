"""How a share differs between input draws, with luck taken out.

Each draw has a chance of its own, and its runs are independent given it. What the runs say of how
chances are spread over the draws is a nonparametric maximum likelihood fit of the mixture of
binomials (Kiefer & Wolfowitz 1956; Laird 1978), by EM on a grid: no shape is assumed, so that
draws that fall into clumps stay clumps, where a beta distribution fills what lies between and
beyond them. L runs a draw tell the first L moments of the chances and no more (Wood 1999), so
it takes draws that were played often.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

import numpy as np

from sim.analysis.resample import resamples
from sim.analysis.runs import Floats, Ints

_POINTS = 101  # of the grid, closer together where chances are near 0 or 1
_ROUNDS = 120  # of EM from an even start: more would sharpen what another sample does not repeat
_REPLICATES = 100
_GRID: Floats = np.sin(np.linspace(0, np.pi / 2, _POINTS)) ** 2


@dataclass(frozen=True, slots=True)
class Mixture:
    """Chances of the draws: each point of the grid with its share of the draws."""

    chances: Floats  # (M,) in rising order
    shares: Floats  # (M,) adding up to 1

    def quantile(self, at: float) -> float:
        """The least chance that this share of the draws does not exceed."""
        place = int(np.searchsorted(np.cumsum(self.shares), at - 1e-9))
        return float(self.chances[min(place, len(self.chances) - 1)])


def fit(hits: Floats, runs: Floats, weight: Floats) -> Mixture:
    """The mixture of the draws' chances.

    Parameters
    ----------
    hits, runs : (D,) arrays
        Successes and (effective) runs of each draw.
    weight : (D,) array
        What each draw weighs.
    """
    kinds, place = _kinds(hits, runs)
    counts: Floats = np.bincount(place, weights=weight, minlength=len(kinds)).astype(np.float64)
    return Mixture(_GRID, _fitted(kinds, counts[np.newaxis])[0])


def ends_within(
    hits: Floats, runs: Floats, weight: Floats, ends: tuple[float, float], seed: int = 0
) -> float:
    """How well the ends of a range are known: half of the wider 95% interval of the two.

    A bootstrap over draws; parameters as for `fit`, and the two shares that the ends stand at.
    """
    kinds, place = _kinds(hits, runs)
    counts = np.empty((_REPLICATES, len(kinds)))
    resampled = chain.from_iterable(resamples(len(hits), seed, _REPLICATES))
    for k, times in enumerate(resampled):
        counts[k] = np.bincount(place, weights=times * weight, minlength=len(kinds))
    up_to = np.cumsum(_fitted(kinds, counts), axis=1)
    places = np.stack([(up_to < end - 1e-9).sum(axis=1) for end in ends], axis=1)
    at = _GRID[np.minimum(places, _POINTS - 1)]  # `Mixture.quantile` of each
    low, high = np.quantile(at, [0.025, 0.975], axis=0)
    return float(np.max(high - low)) / 2


def _kinds(hits: Floats, runs: Floats) -> tuple[Floats, Ints]:
    """Successes and failures of each kind of draw (K, 2), and the kind of each draw (D,)."""
    both = np.stack([hits, runs - hits], axis=1)
    kinds, place = np.unique(both, axis=0, return_inverse=True)
    return kinds, place.ravel().astype(np.int64)


def _fitted(kinds: Floats, counts: Floats) -> Floats:
    """Shares of the grid (B, M) for B times so many draws of each kind (B, K)."""
    likelihood = _likelihood(kinds)
    counts = counts / counts.sum(axis=1, keepdims=True)
    shares = np.full((len(counts), _POINTS), 1 / _POINTS)
    for _ in range(_ROUNDS):
        shares = shares * ((counts / (shares @ likelihood.T)) @ likelihood)
    whole: Floats = shares.sum(axis=1, keepdims=True)
    return np.asarray(shares / whole, dtype=np.float64)


def _likelihood(kinds: Floats) -> Floats:
    """(kinds, M) of so many successes and failures at each chance, the greatest of a kind 1."""
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = [
            np.where(times > 0, times * log, 0.0)
            for times, log in zip(
                (kinds[:, :1], kinds[:, 1:]), (np.log(_GRID), np.log1p(-_GRID)), strict=True
            )
        ]
    both = logs[0] + logs[1]
    return np.asarray(np.exp(both - both.max(axis=1, keepdims=True)), dtype=np.float64)
