"""Whether a share tips along an input, and where.

The share is fitted by isotonic regression (Barlow, Bartholomew, Bremner & Brunk 1972), each
point weighing as many runs as it is worth, up or down, whichever fits better. The fit,
joined by straight lines, crosses 50 of 100 where the share tips; its width is how far the
input goes while the fit makes the middle 80% of its own way. Whole draws of the other inputs
are resampled at all points at once, which share them and their luck (Efron & Tibshirani
1993), and percentile intervals are widened for few draws (Hesterberg 2015). A replicate that
does not cross counts as crossing beyond the end where it would.

What earns the name of a tipping point was fixed before any result was seen, and is assumed:
the constants below. A gentle slope crosses 50 somewhere too, and is none.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np

from sim.analysis.isotonic import crossings, isotonic, widths
from sim.analysis.laws import normal_below, student_quantile
from sim.analysis.resample import REPLICATES, Interval, bootstrap, tails, unseen
from sim.analysis.runs import Bools, Floats, kish

HALF = 0.5  # of the runs
SURELY = 0.95  # of the replicates cross it
STEEP = 0.5  # of the range looked at is as wide as a tipping point may be
MIDDLE = (0.1, 0.9)  # of the fit's own way, between which its width is
LEAST = 5  # points that can tell
_NOTHING = 1e-9  # of rounding
_HOW = "bootstrap over input draws, the same at all points"

Verdict = Literal["tips", "gentle", "unsure", "above", "below", "flat", "bent"]


@dataclass(frozen=True, slots=True)
class Along:
    """Weights of the runs by point (P) and draw of the other inputs (D).

    `hits` are of those that ended in the outcome, `weights` of all that count; `effective` is
    how many runs each point is worth. `values` rise.
    """

    outcome: str
    values: Floats  # (P,)
    hits: Floats  # (P, D)
    weights: Floats  # (P, D)
    effective: Floats  # (P,)

    @property
    def shares(self) -> Floats:
        """(P,) the share at each point."""
        return np.asarray(self.hits.sum(axis=1) / self.weights.sum(axis=1), dtype=np.float64)

    @property
    def draws(self) -> int:
        """D."""
        return int(self.hits.shape[1])

    @property
    def worth(self) -> float:
        """How many draws they are worth where they are worth least (Kish 1965)."""
        return max(2.0, min(kish(row) for row in self.weights))

    def resampled(self, seed: int, replicates: int) -> Floats:
        """(replicates, P) shares of resampled draws; the share itself where none counts."""

        def statistic(times: Floats) -> Floats:
            hits, weights = times @ self.hits.T, times @ self.weights.T
            shares = np.broadcast_to(self.shares, hits.shape).copy()
            return np.divide(hits, weights, out=shares, where=weights > 0)

        return bootstrap(self.draws, seed, statistic, replicates)


@dataclass(frozen=True, slots=True)
class Found:
    """A number with its interval."""

    at: float
    interval: Interval


@dataclass(frozen=True, slots=True)
class Tipping:
    """What there is to say of an outcome along an input.

    `verdict`: `tips` is a tipping point; `gentle` goes too slowly to be one; of `unsure` it is
    not told whether it crosses half; `above` and `below` stay there; `flat` has no trend told
    apart from none; of `bent`, which goes up and down, a fit that goes one way tells none of
    these, and no crossing. `fit` is a share of 1 at each value. `trend` is how far a straight line
    takes the share from the least to the greatest value. `crossing` and `width` are in the unit
    of the input; an end of the crossing's interval is endless where it lies beyond the range.
    `crossed` is the share of the replicates that cross. `astray` are the values whose own
    intervals, all at once at the level, leave out the fit.
    """

    outcome: str
    verdict: Verdict
    rises: bool
    values: tuple[float, ...]
    fit: tuple[float, ...]
    trend: Found
    crossing: Found | None
    crossed: float
    width: Found | None
    astray: tuple[float, ...]


def tipping(
    along: Along, level: float = 0.95, seed: int = 0, replicates: int = REPLICATES
) -> Tipping | None:
    """Look for the tipping point of an outcome; None with fewer than `LEAST` points.

    Parameters
    ----------
    along : hits and weights by point and draw, of points that have runs
    level : of each interval, in (0, 1)
    seed, replicates : of the bootstrap alone
    """
    values, shares = along.values, along.shares
    if len(values) < LEAST:
        return None
    again, spread = along.resampled(seed, replicates), _Spread(along.worth, level)
    rises, fit = _fitted(shares, along.effective)
    fits = isotonic(again, along.effective, rises=rises)
    straight = _straight(values, along.effective)
    trend = Found(float(shares @ straight), spread.left_open(again @ straight))
    reached = crossings(values, fits, HALF, rises=rises)
    crossed = float(np.isfinite(reached).mean())
    at = float(crossings(values, fit[None], HALF, rises=rises)[0])
    crossing = width = None
    if math.isfinite(at):
        crossing = Found(at, _on_grid(values, at, spread.of(reached)))
    wide = float(widths(values, fit[None], MIDDLE, rises=rises)[0])
    if math.isfinite(wide):
        width = Found(wide, spread.of(widths(values, fits, MIDDLE, rises=rises)))
    verdict = _verdict(trend, crossing, crossed, width, values[-1] - values[0])
    if verdict == "below" and fit.min() >= HALF:
        verdict = "above"
    astray = _astray(along, fit, again, level)
    if astray and verdict in {"flat", "above", "below"}:
        verdict, crossing, width = "bent", None, None
    return Tipping(
        along.outcome, verdict, rises, tuple(values.tolist()), tuple(fit.tolist()), trend,
        crossing, crossed, width, astray,
    )  # fmt: skip


def _verdict(
    trend: Found, crossing: Found | None, crossed: float, width: Found | None, reach: float
) -> Verdict:
    if trend.interval.low <= 0.0 <= trend.interval.high:
        return "flat"
    if crossing is None or width is None:
        return "below"
    if width.at > STEEP * reach:
        return "gentle"
    inside = math.isfinite(crossing.interval.high - crossing.interval.low)
    return "tips" if crossed >= SURELY or inside else "unsure"


def _fitted(shares: Floats, weights: Floats) -> tuple[bool, Floats]:
    """Whether the share rises, and its fit: up or down, whichever leaves less."""
    up, down = (isotonic(shares[None], weights, rises=rises)[0] for rises in (True, False))
    left = [float(weights @ (shares - fit) ** 2) for fit in (up, down)]
    return (True, up) if left[0] <= left[1] else (False, down)


def _straight(values: Floats, weights: Floats) -> Floats:
    """(P,) what takes shares to the rise of their straight line over the whole range."""
    away = values - np.average(values, weights=weights)
    return np.asarray(weights * away / (weights @ away**2) * (values[-1] - values[0]))


@dataclass(frozen=True, slots=True)
class _Spread:
    """Percentile intervals of replicates of so many draws."""

    draws: float
    level: float

    def of(self, found: Floats) -> Interval:
        """Of the replicates that are numbers; endless ones count."""
        found = found[~np.isnan(found)]
        low, high = self.ends
        return Interval(
            float(np.quantile(found, low, method="lower")),
            float(np.quantile(found, high, method="higher")),
            self.level,
            _HOW,
        )

    def left_open(self, found: Floats) -> Interval:
        """Of differences; where no draw shows any, what they may all have missed is left open."""
        if np.abs(found).max() > _NOTHING:
            return self.of(found)
        missed = unseen(self.draws, tails(self.level)[0])
        return Interval(-missed, missed, self.level, _HOW)

    @property
    def ends(self) -> tuple[float, float]:
        """The two probabilities, farther out for few draws (Hesterberg 2015)."""
        tail = tails(self.level)[0]
        n = self.draws
        out = float(normal_below(student_quantile(n - 1, tail) * math.sqrt(n / (n - 1))))
        return out, 1 - out


def _on_grid(values: Floats, at: float, found: Interval) -> Interval:
    """An interval no finer than the two values between which the fit crosses."""
    right = int(np.clip(np.searchsorted(values, at), 1, len(values) - 1))
    low, high = float(values[right - 1]), float(values[right])
    return Interval(min(found.low, low), max(found.high, high), found.level, found.how)


def _astray(along: Along, fit: Floats, again: Floats, level: float) -> tuple[float, ...]:
    """Values at which the fit lies outside the share's interval (Bonferroni over points).

    Of many points each must hold so surely that no replicate may lie so far out: an interval
    is at least as wide as Student's, of the replicates' standard error.
    """
    points, draws = len(fit), along.worth
    joint = 1 - (1 - level) / points
    tail, spread = tails(joint)[0], _Spread(draws, joint)
    open_to = unseen(draws, tail)
    reach = -student_quantile(draws - 1, tail) * math.sqrt(draws / (draws - 1)) * again.std(axis=0)
    outside: Bools = np.abs(along.shares - fit) > reach
    for k in np.flatnonzero(outside):
        own = spread.of(again[:, k])
        outside[k] = not min(own.low, 1 - open_to) <= fit[k] <= max(own.high, open_to)
    return tuple(along.values[outside].tolist())
