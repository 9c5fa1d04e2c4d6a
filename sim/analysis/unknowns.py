"""Which unknowns separate the kept runs: association given the record, and no more than that.

What would be worth finding out. An input without any effect may be associated with an outcome, as
both may hang on what the record let through. The draw of the inputs is the unit of every test: a
trend by ranks for numbers, a chi-square for names, each of a draw's mean outcome, by asymptotic
p-values; 5% of what is listed for an outcome may be there by chance (Benjamini & Hochberg 1995).
Intervals of what is listed are adjusted for that (Benjamini & Yekutieli 2005).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.analysis.association import Draws, apart, between, detectable, trend
from sim.analysis.if_changed import POWER, RATE
from sim.analysis.levels import Told, told_at
from sim.analysis.multiple import false_finds
from sim.analysis.runs import Floats, runs_of
from sim.analysis.told_outcomes import of_frame, outcomes_of

if TYPE_CHECKING:
    import polars as pl

    from sim.scenario.case import Case

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
    told = told_at(case, inputs, draws)
    names = tuple(one.name for one in outcomes)
    rows, missed = _rows(told, draws, names, case.names.actors)
    return Unknowns(len(runs.weight), runs.draws, names, rows, missed)


def _rows(
    told: Sequence[Told], draws: Draws, names: Sequence[str], actors: Sequence[str]
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


def _compared(told: Sequence[Told], draws: Draws, level: float) -> list[list[_Shares]]:
    """The shares of every level of every input."""
    return [[draws.mean(group, level) for group in each.groups] for each in told]


def _association(
    each: Told, outcome: str, shares: Sequence[_Shares], k: int, adjusted_p: float
) -> Association:
    levels = tuple(
        Level(*called, int(group.sum()), *(float(part[k]) for part in share))
        for called, group, share in zip(each.levels, each.groups, shares, strict=True)
    )
    shift, least, most = (float(part[k]) for part in apart(shares[0], shares[-1]))
    return Association(outcome, levels, shift, least, most, adjusted_p, adjusted_p <= RATE)
