"""How often the record comes out under explanations of it, and which answers tell them apart.

Of one explanation, the mean likelihood of the record over tries of the inputs under it; where
it holds that there is no zone of agreement (or some), over those tries alone of which that is
so. Try k has the same luck under each, so whole tries are resampled in all of them together
(a paired bootstrap; Efron & Tibshirani 1993). Two explanations are told apart by the ratio of
the two means: its interval lies on a log scale, so many standard errors of the bootstrap wide
that all ratios together hold at their level (Bonferroni; Dunn 1961). A ratio says how much the
record speaks for one against the other and nothing of how likely either was before: no chance
of an explanation is given.

The chance of one answer given the rest of the record is the mean likelihood with it by that
without it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from sim.analysis.efficiency import Standings, zone
from sim.analysis.laws import normal_quantile
from sim.analysis.lessons import LEAST_WORTH
from sim.analysis.multiple import each_level
from sim.analysis.resample import Interval, bootstrap, tails, unseen
from sim.analysis.runs import Floats, kish
from sim.ensemble.lessons import Tries
from sim.talks.positions import reservation_of
from sim.talks.state import State

AS_IT_IS = "as it is"  # the scenario itself, beside its hypotheses
BARE = 3.0  # under that, evidence "not worth more than a bare mention" (Kass & Raftery 1995)
_ALIKE = 1e-9  # logarithms of sums of the same numbers in another order
_HOW = "bootstrap over tries"


def has_zone(state: State) -> bool:
    """Whether any package is worth enough at `now` to all whose consent it needs.

    One that crosses a hard red line of theirs is worth nothing to them here; under a quota it
    is enough if enough of them consent.
    """
    tables = state.tables
    actors, now = tables.consenting, tables.rules.now
    points = tuple(state.stand[i] for i in actors)
    no_deal = tuple(reservation_of(state, i, now) for i in actors)
    return zone(Standings(tables, actors, points, no_deal)).size > 0


@dataclass(frozen=True, slots=True)
class Tried:
    """One explanation tried: with the whole record, and without one answer each.

    What was `seen` in a try is that it is of this explanation.
    """

    name: str
    title: str
    whole: Tries
    without: Mapping[str, Tries]


@dataclass(frozen=True, slots=True)
class Fit:
    """How often the record comes out under an explanation: `share` of 1, None if undefined.

    `counted` of the tries are of it: all, where it says nothing of a zone. `worth` is Kish's
    (1965) number of draws given the record that they come to, 0 where none gives it.
    """

    name: str
    title: str
    counted: int
    tries: int
    worth: float
    share: float | None
    interval: Interval | None
    same: bool  # each try of it gives the record just as often as in the scenario as it is


@dataclass(frozen=True, slots=True)
class Chance:
    """The chance of a recorded answer given the rest of the record, under an explanation."""

    answer: str
    name: str
    chance: float | None
    interval: Interval | None


@dataclass(frozen=True, slots=True)
class Ratio:
    """One explanation against another: how many times as often what is looked at comes out.

    `answer`: a recorded answer given the rest; empty for the whole record. `ratio` None: one
    of the two, or both, come out in no try. `enough` tries count under both. `told_apart`:
    enough do, and the interval leaves out 1.
    """

    answer: str
    first: str
    second: str
    ratio: float | None
    interval: Interval
    enough: bool
    told_apart: bool

    @property
    def verdict(self) -> str:
        """Whether they are told apart: yes, hardly, no, or too few (tries to say).

        Hardly: of whichever is likelier, not `BARE` times as often.
        """
        if not self.told_apart:
            return "no" if self.enough else "too few"
        least = self.interval.low if self.interval.low > 1 else 1 / self.interval.high
        ratio = least if self.ratio is None else max(self.ratio, 1 / self.ratio)
        return "yes" if ratio >= BARE else "hardly"


@dataclass(frozen=True, slots=True)
class Explained:
    """Explanations side by side; `level` is of all ratios of a kind together."""

    fits: tuple[Fit, ...]
    ratios: tuple[Ratio, ...]
    chances: tuple[Chance, ...]
    answers: tuple[Ratio, ...]
    level: float


class _Means:
    """Mean likelihoods by (explanation, answer left out), and as resampled."""

    def __init__(self, tried: Sequence[Tried], seed: int) -> None:
        columns: dict[tuple[str, str], tuple[Floats, Floats]] = {}
        for one in tried:
            for answer, found in {"": one.whole, **one.without}.items():
                counts = found.seen.astype(np.float64)
                columns[one.name, answer] = counts * found.likelihood, counts
        self.keys = list(columns)
        hits = np.stack([columns[key][0] for key in self.keys], axis=1)
        counts = np.stack([columns[key][1] for key in self.keys], axis=1)

        def means(times: Floats) -> Floats:
            with np.errstate(invalid="ignore"):  # no try of a hypothesis: nan
                found: Floats = (times @ hits) / (times @ counts)
            return found

        self.counted = counts.sum(axis=0)
        self.worth = [kish(column) if column.any() else 0.0 for column in hits.T]
        self.point = means(np.ones((1, len(hits))))[0]
        self.resampled = bootstrap(len(hits), seed, means)

    def of(self, name: str, answer: str = "") -> _Mean:
        """The mean under an explanation, with one answer left out."""
        k = self.keys.index((name, answer))
        counted, worth = int(self.counted[k]), self.worth[k]
        return _Mean(float(self.point[k]), self.resampled[:, k], counted, worth)


@dataclass(frozen=True, slots=True)
class _Mean:
    """A mean likelihood, its replicates, and what it is over; `point` is nan over nothing."""

    point: float
    resampled: Floats
    counted: int
    worth: float

    def most(self, tail: float) -> float:
        """What all tries may have missed, at one tail."""
        return unseen(max(1, self.counted), tail)


def explained(tried: Sequence[Tried], level: float = 0.95, seed: int = 0) -> Explained:
    """Explanations side by side, each with all others.

    Parameters
    ----------
    tried
        The explanations, of the same tries of one seed. One called `AS_IT_IS` is no
        hypothesis: it is listed, and compared with none.
    level
        Of the intervals of shares and chances, each by itself, and of all ratios together.
    seed
        Of the bootstrap alone.
    """
    means = _Means(tried, seed)
    answers = list(dict.fromkeys(answer for one in tried for answer in one.without))
    names = [one.name for one in tried if one.name != AS_IT_IS]
    pairs = list(combinations(names, 2))
    base = next((one.whole.likelihood for one in tried if one.name == AS_IT_IS), None)
    fits = tuple(_fit(one, base, means, level) for one in tried)
    chances = {
        (answer, one.name): _chance(answer, one, means, level)
        for answer in answers
        for one in tried
    }
    return Explained(
        fits,
        tuple(_ratio(means, pair, level, len(pairs)) for pair in pairs),
        tuple(chances.values()),
        tuple(
            _ratio(means, pair, level, len(pairs) * len(answers), answer)
            for answer in answers
            for pair in pairs
        ),
        level,
    )


def _fit(one: Tried, base: Floats | None, means: _Means, level: float) -> Fit:
    mean, tries = means.of(one.name), len(one.whole.seen)
    if not mean.counted:
        return Fit(one.name, one.title, 0, tries, 0.0, None, None, same=False)
    # The same inputs and luck give the same digits, whatever else is assumed.
    whole = one.name != AS_IT_IS and mean.counted == tries
    same = whole and base is not None and np.array_equal(base, one.whole.likelihood)
    interval = _open(np.nanquantile(mean.resampled, tails(level)), mean, 1.0, level)
    return Fit(one.name, one.title, mean.counted, tries, mean.worth, mean.point, interval, same)


def _chance(answer: str, one: Tried, means: _Means, level: float) -> Chance:
    if answer not in one.without:
        return Chance(answer, one.name, None, None)
    whole, rest = means.of(one.name), means.of(one.name, answer)
    if not rest.point > 0.0:  # nor where it is over nothing
        return Chance(answer, one.name, None, None)
    with np.errstate(divide="ignore", invalid="ignore"):
        ends = np.nanquantile(whole.resampled / rest.resampled, tails(level))
    interval = _open(ends, whole, rest.point, level)
    return Chance(answer, one.name, min(1.0, whole.point / rest.point), interval)


def _open(ends: Floats, mean: _Mean, rest: float, level: float) -> Interval:
    """An interval that leaves open what all tries may have missed: few may carry the mean."""
    missed = mean.most(tails(level)[0])
    low, high = min(float(ends[0]), 1 - missed), max(float(ends[1]), missed / rest)
    return Interval(low, min(1.0, high), level, _HOW)


@dataclass(frozen=True, slots=True)
class _Log:
    """The logarithm of a mean, or of a chance given the rest: -inf where no try gives it.

    `most` is that of what it may be at most then. `sure`: enough tries count.
    """

    point: float
    resampled: Floats
    most: float
    sure: bool

    @classmethod
    def of(cls, means: _Means, name: str, answer: str, level: float) -> _Log:
        whole = means.of(name)
        with np.errstate(divide="ignore", invalid="ignore"):
            point, resampled = np.log(whole.point), np.log(whole.resampled)
            most = np.log(whole.most(tails(level)[0]))
            if answer:
                rest = means.of(name, answer)
                point, resampled = point - np.log(rest.point), resampled - np.log(rest.resampled)
                most = most - np.log(rest.point)
        sure = whole.point == 0.0 or whole.worth >= LEAST_WORTH
        return cls(float(point), resampled, float(most), sure)


def _ratio(
    means: _Means, pair: tuple[str, str], level: float, questions: int, answer: str = ""
) -> Ratio:
    """How many times as often under the first as under the second."""
    own = each_level(level, questions)
    first, second = (_Log.of(means, name, answer, own) for name in pair)
    wide = normal_quantile(tails(own)[1])
    never = first.point == -np.inf, second.point == -np.inf
    low, high, ratio = -np.inf, np.inf, None
    if np.isfinite(first.point) and np.isfinite(second.point):
        off = wide * _deviation(first.resampled - second.resampled)
        low, high = first.point - second.point - off, first.point - second.point + off
        ratio = float(np.exp(first.point - second.point))
    elif never[1] and np.isfinite(first.point):
        low = first.point - wide * _deviation(first.resampled) - second.most
    elif never[0] and np.isfinite(second.point):
        high = first.most - second.point + wide * _deviation(second.resampled)
    interval = Interval(float(np.exp(low)), float(np.exp(high)), own, _HOW)
    enough = first.sure and second.sure
    told = enough and (low > _ALIKE or high < -_ALIKE)
    return Ratio(answer, *pair, ratio, interval, enough, told)


def _deviation(logs: Floats) -> float:
    """The standard error; endless where a replicate has no try that gives the record."""
    return float(logs.std()) if np.isfinite(logs).all() else np.inf
