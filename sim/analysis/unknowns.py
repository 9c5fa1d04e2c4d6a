"""Which unknowns separate the kept runs: association given the record, and no more than that.

What would be worth finding out. An input without any effect may be associated with an outcome, as
both may hang on what the record let through. The draw of the inputs is the unit of every test: a
trend by ranks for numbers, a chi-square for names, each of a draw's mean outcome, by asymptotic
p-values; 5% of what is listed for an outcome may be there by chance (Benjamini & Hochberg 1995).
Intervals of what is listed are adjusted for that (Benjamini & Yekutieli 2005). Numbers are told
for their lowest and highest third, names for each, in declared order: never the best and worst.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.association import Draws, apart, between, detectable, trend
from sim.analysis.if_changed import POWER, RATE
from sim.analysis.multiple import false_finds
from sim.analysis.runs import Bools, Floats, runs_of, weighted_quantiles
from sim.analysis.told_outcomes import of_frame, outcomes_of
from sim.scenario.distributions import possible

if TYPE_CHECKING:
    import polars as pl

    from sim.scenario.case import Case
    from sim.scenario.inputs import Input

LEAST_DRAWS = 5  # of a value that is told
FEW = 5  # numbers of a choice that are told each
_THIRD = 1 / 3 - 1e-9  # a third that rounding has lifted is still a third

_Shares = tuple[Floats, Floats, Floats]  # by outcome, with their intervals


@dataclass(frozen=True, slots=True)
class Level:
    """Draws whose input is one name, or a number from `low` to `high`; a share in [0, 1]."""

    name: str  # "" for numbers
    low: float | None
    high: float | None
    draws: int
    share: float
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Association:
    """How an outcome goes with an input: `shift` is the last level's share less the first's."""

    outcome: str
    levels: tuple[Level, ...]
    shift: float
    least: float
    most: float
    adjusted_p: float
    listed: bool


@dataclass(frozen=True, slots=True)
class Unknown:
    """One input that varies among the kept draws, and every outcome.

    `field` is its path without the actor: mirror inputs share it; `actor` is "" where it has none.
    `reported`: a fact backs its words; never the number behind them.
    """

    path: str
    actor: str
    field: str
    unit: str
    words: str
    evidence: tuple[str, ...]
    reported: bool
    associations: tuple[Association, ...]

    def of(self, outcome: str) -> Association:
        """That with one outcome."""
        return next(one for one in self.associations if one.outcome == outcome)


@dataclass(frozen=True, slots=True)
class Unknowns:
    """Every unknown of `draws` kept draws; `missed` is by outcome.

    A difference between the lowest and the highest third below that would usually be missed: a
    steady trend that large is found with a chance of less than 80%.
    """

    runs: int
    draws: int
    outcomes: tuple[str, ...]
    rows: tuple[Unknown, ...]
    missed: tuple[float, ...]

    def listed(self, outcome: str) -> tuple[Unknown, ...]:
        """Those that separate the kept runs by an outcome, the largest shift first."""
        found = [row for row in self.rows if row.of(outcome).listed]
        return tuple(sorted(found, key=lambda row: (-abs(row.of(outcome).shift), row.path)))

    def groups(self, outcome: str) -> tuple[tuple[Unknown, ...], ...]:
        """Mirror inputs together, those of which one at least is listed for an outcome."""
        fields = dict.fromkeys(row.field for row in self.listed(outcome))
        return tuple(tuple(row for row in self.rows if row.field == field) for field in fields)

    def missed_of(self, outcome: str) -> float:
        """What of an outcome would usually be missed."""
        return self.missed[self.outcomes.index(outcome)]


@dataclass(frozen=True, slots=True)
class _Told:
    """One input at the draws: ranks of a number (else None), and the draws of each level told."""

    one: Input
    ranks: Floats | None
    levels: tuple[tuple[str, float | None, float | None], ...]
    groups: tuple[Bools, ...]


def unknowns(case: Case, frame: pl.DataFrame, inputs: pl.DataFrame | None = None) -> Unknowns:
    """Every uncertain input of a case against every outcome of its kept runs.

    Parameters
    ----------
    frame
        One row a run, with `term.<issue>`, and `input.<path>` unless `inputs` is given.
    inputs
        Those columns, a row a draw that counts, by draw.
    """
    runs, outcomes = runs_of(frame), outcomes_of(case.names)
    inputs = runs.frame[runs.first_of_draw().tolist()] if inputs is None else inputs
    draws = Draws.of(runs, of_frame(runs.frame, outcomes))
    columns = ((one, inputs[f"input.{one.path}"]) for one in case.inputs if one.uncertain)
    told = [found for one, column in columns if (found := _told(one, column, draws)) is not None]
    names = tuple(one.name for one in outcomes)
    rows, missed = _rows(told, draws, names, case.names.actors)
    return Unknowns(len(runs.weight), runs.draws, names, rows, missed)


def _told(one: Input, column: pl.Series, draws: Draws) -> _Told | None:
    """An input by its levels; None where it is one value, or has too few draws of a second."""
    if one.among:
        values = column.to_numpy()
        members = [(name, values == name) for name in one.among]
        kept = [(name, group) for name, group in members if group.sum() >= LEAST_DRAWS]
        if len(kept) < 2:
            return None
        levels = tuple((name, None, None) for name, _ in kept)
        return _Told(one, None, levels, tuple(group for _, group in kept))
    numbers = column.cast(float).to_numpy()
    few = [value for value in possible(one.dist) if (numbers == value).sum() >= LEAST_DRAWS]
    each = tuple(numbers == value for value in few) if 1 < len(few) <= FEW else None
    groups = _thirds(numbers, draws.weight) if each is None else each
    if groups is None:
        return None
    spans = tuple(("", float(numbers[g].min()), float(numbers[g].max())) for g in groups)
    return _Told(one, _ranks(numbers), spans, groups)


def _ranks(numbers: Floats) -> Floats:
    """The rank of each number, the mean one where several are equal; NaN of what is none."""
    known = np.isfinite(numbers)
    ranks = np.full(len(numbers), np.nan)
    _, at, counts = np.unique(numbers[known], return_inverse=True, return_counts=True)
    ranks[known] = (np.cumsum(counts) - (counts - 1) / 2)[at]
    return ranks


def _thirds(values: Floats, importance: Floats) -> tuple[Bools, Bools] | None:
    """The draws in the lowest and the highest third; ties are never torn apart."""
    known = np.isfinite(values)
    if not known.any() or np.ptp(values[known]) == 0.0:
        return None
    values = np.where(known, values, np.nan)
    (up_to,) = weighted_quantiles(values[known], importance[known], [_THIRD])
    (down_to,) = weighted_quantiles(-values[known], importance[known], [_THIRD])
    low, high = values <= up_to, values >= -down_to
    if up_to == -down_to:  # one value fills the middle: compare what lies beside it
        low = values < up_to if (values < up_to).any() else values == up_to
        high = values > up_to if (values > up_to).any() else values == up_to
    return low, high


def _rows(
    told: Sequence[_Told], draws: Draws, names: Sequence[str], actors: Sequence[str]
) -> tuple[tuple[Unknown, ...], tuple[float, ...]]:
    """All inputs against all outcomes, and what would be missed of each outcome."""
    asked = max(1, len(told))
    chances = [
        between(each.groups, draws) if each.ranks is None else trend(each.ranks, draws)
        for each in told
    ]
    adjusted = [false_finds([row[k] for row in chances]) for k in range(len(names))]
    found = [int((ps <= RATE).sum()) for ps in adjusted]
    levels = [1 - RATE * max(1, count) / asked for count in found]
    at = {level: _compared(told, draws, level) for level in set(levels)}
    rows = tuple(
        Unknown(
            each.one.path,
            *_held(each.one.path, actors),
            each.one.unit,
            each.one.words,
            each.one.evidence,
            bool(each.one.evidence),
            tuple(
                _association(each, name, at[levels[k]][nth], k, float(adjusted[k][nth]))
                for k, name in enumerate(names)
            ),
        )
        for nth, each in enumerate(told)
    )
    spread = draws.share.std(axis=0)
    return rows, tuple(
        float(detectable(spread, len(draws.share), RATE * min(asked, n + 1) / asked, POWER)[k])
        for k, n in enumerate(found)
    )


def _held(path: str, actors: Sequence[str]) -> tuple[str, str]:
    """The actor of an input, and its path without; an actor's own comes before its issues."""
    actor, _, field = path.partition(".")
    return (actor, field) if field and actor in actors else ("", path)


def _compared(told: Sequence[_Told], draws: Draws, level: float) -> list[list[_Shares]]:
    """The shares of every level of every input."""
    return [[draws.mean(group, level) for group in each.groups] for each in told]


def _association(
    each: _Told, outcome: str, shares: Sequence[_Shares], k: int, adjusted_p: float
) -> Association:
    levels = tuple(
        Level(*called, int(group.sum()), *(float(part[k]) for part in share))
        for called, group, share in zip(each.levels, each.groups, shares, strict=True)
    )
    shift, least, most = (float(part[k]) for part in apart(shares[0], shares[-1]))
    return Association(outcome, levels, shift, least, most, adjusted_p, adjusted_p <= RATE)
