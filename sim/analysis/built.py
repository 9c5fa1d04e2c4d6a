"""How far each outcome moves with how the model is built: the third range.

Where published rules compete, the rule is an unknown input like any other (docs/model.md), drawn
apart from all others. So the kept runs of one rule are exact draws of the model that has this rule
alone, given the same record: what fixing it and conditioning anew would give, at no more cost. The
draw is the unit: the interval of a share is a bootstrap over the draws of its rule, and whether
the rules of a choice differ is a chi-square test of the draws' mean shares, at a false discovery
rate over all choices and outcomes (Benjamini & Hochberg 1995).

How fast no deal loses its worth is a number that no source gives: `Waiting` has the shares with
none of that loss from now on, and with double, on the same kept runs under the same luck.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.association import Draws, between
from sim.analysis.contrasts import contrasts
from sim.analysis.design import LEAST_DRAWS
from sim.analysis.multiple import false_finds
from sim.analysis.resample import Interval
from sim.analysis.runs import Bools, Runs, runs_of
from sim.analysis.shares import sampling_intervals, share_of
from sim.talks.events import OUTCOMES

if TYPE_CHECKING:
    import polars as pl

    from sim.scenario.case import Case
    from sim.scenario.inputs import Input


@dataclass(frozen=True, slots=True)
class RuleShares:
    """The runs that one rule built: shares 0-1 of each outcome, in the order of `Built.outcomes`.

    An interval is None where fewer than `LEAST_DRAWS` draws have the rule: too few.
    """

    rule: str
    draws: int
    runs: int
    shares: tuple[float, ...]
    intervals: tuple[Interval | None, ...]


@dataclass(frozen=True, slots=True)
class RuleChoice:
    """One choice between rules, and what each rule of it comes to.

    `name` says the choice in words, `paths` are its inputs. `spread` is, by outcome, the highest
    share less the lowest; `adjusted_p` and `discernible` (5% false discovery rate) tell whether
    the rules differ at all; None where fewer than two rules have `LEAST_DRAWS` draws.
    """

    name: str
    paths: tuple[str, ...]
    rules: tuple[RuleShares, ...]
    spread: tuple[float, ...]
    adjusted_p: tuple[float | None, ...]
    discernible: tuple[bool | None, ...]


@dataclass(frozen=True, slots=True)
class LossShares:
    """The same kept runs with the loss from waiting `times` as large from now on: 0, 1 or 2.

    `shares` (0-1) and `differences` from the loss as it is (paired), by outcome; both with
    intervals. `differences` are empty where `times` is 1.
    """

    times: float
    runs: int
    draws: int
    shares: tuple[float, ...]
    intervals: tuple[Interval, ...]
    differences: tuple[float, ...] = ()
    difference_intervals: tuple[Interval, ...] = ()


@dataclass(frozen=True, slots=True)
class Built:
    """Every choice of rules in a case, and the loss from waiting, where it was played.

    `fixed` are the rules that the scenario itself fixes, as `path: rule`. `waiting` is in
    rising order of `times`; empty where it was not played, or nobody loses by waiting.
    """

    outcomes: tuple[str, ...]
    choices: tuple[RuleChoice, ...]
    fixed: tuple[str, ...]
    waiting: tuple[LossShares, ...] = ()


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of choice: which inputs are of it, whether they count one by one, what they say."""

    pattern: str
    name: str
    together: bool
    levels: tuple[str, ...] = ()  # their order; none: by name


_SHAPES = ("near memoryless", "in between", "most regular")  # thirds of the input's range
_KINDS = (
    _Kind("mediation.rule", "mediators table", together=True),
    _Kind("answers.standard", "answers are held to", together=True),
    _Kind("answers.expires", "texts expire", together=True, levels=("no", "yes")),
    _Kind("*.counters", "parties counter", together=True, levels=("no", "some", "yes")),
    _Kind("*.needed", "consent needed", together=False, levels=("no", "always")),
    _Kind("delays.shape", "delays are", together=True, levels=_SHAPES),
)


def rule_paths(case: Case) -> list[str]:
    """The inputs that choose between rules."""
    return [
        one.path
        for one in case.inputs
        if any(fnmatchcase(one.path, kind.pattern) for kind in _KINDS)
    ]


def built(frame: pl.DataFrame, case: Case, level: float = 0.95, seed: int = 0) -> Built:
    """What each rule comes to in the kept runs of a case, given the record.

    Parameters
    ----------
    frame : one row a run, with `run`, `draw`, `weight`, `outcome` and `input.<path>`
    level : of the intervals; 1 less is the false discovery rate
    seed : of the bootstrap alone

    Raises
    ------
    SettingError, RecordError
        If the frame holds no run, or all weigh 0.
    """
    runs = runs_of(frame)
    fixed: list[str] = []
    found: list[tuple[RuleChoice, _Tested]] = []
    for kind in _KINDS:
        inputs = [one for one in case.inputs if fnmatchcase(one.path, kind.pattern)]
        fixed += [f"{one.path}: {one.words}" for one in inputs if not one.uncertain]
        unknown = [one for one in inputs if one.uncertain]
        asked = [unknown] if kind.together and unknown else [[one] for one in unknown]
        found += [_choice(runs, kind, some, (level, seed)) for some in asked]
    return Built(OUTCOMES, tuple(_adjusted(found, 1 - level)), tuple(fixed))


def at_loss(
    base: pl.DataFrame, none: pl.DataFrame, double: pl.DataFrame, level: float = 0.95, seed: int = 0
) -> tuple[LossShares, ...]:
    """The shares at no loss from waiting, as it is, and at double.

    Parameters
    ----------
    base, none, double : frames of the same kept runs, as they are and with that loss from now on
    """
    rows = []
    for times, frame in ((0.0, none), (1.0, base), (2.0, double)):
        runs = runs_of(frame)
        hits = [runs.ended(outcome) for outcome in OUTCOMES]
        moved = contrasts(base, frame, paired=True, level=level, seed=seed) if times != 1 else ()
        rows.append(
            LossShares(
                times,
                len(runs.weight),
                runs.draws,
                tuple(share_of(runs, hit) for hit in hits),
                tuple(sampling_intervals(runs, hits, level, seed)),
                tuple(one.difference for one in moved),
                tuple(one.interval for one in moved),
            )
        )
    return tuple(rows)


_Tested = tuple[float | None, ...]  # by outcome: chance of draws as unlike if no rule mattered


def _choice(
    runs: Runs, kind: _Kind, inputs: Sequence[Input], how: tuple[float, int]
) -> tuple[RuleChoice, _Tested]:
    groups = _levels(runs, kind, inputs)
    rows = tuple(_rule(runs, rule, member, how) for rule, member in groups)
    tested = _tested(runs, [member for _, member in groups])
    shares = np.array([row.shares for row in rows])
    spread = tuple((shares.max(axis=0) - shares.min(axis=0)).tolist())
    name = kind.name if kind.together else f"{kind.name}: {inputs[0].path.partition('.')[0]}"
    nothing = (None,) * len(OUTCOMES)
    choice = RuleChoice(name, tuple(i.path for i in inputs), rows, spread, nothing, nothing)
    return choice, tested


def _levels(runs: Runs, kind: _Kind, inputs: Sequence[Input]) -> list[tuple[str, Bools]]:
    """The rules of a choice that came, in order, and whether each run has them."""
    columns = [runs.frame[f"input.{one.path}"].to_list() for one in inputs]
    if kind.levels == _SHAPES:
        cuts = [inputs[0].sample(1 / 3), inputs[0].sample(2 / 3)]
        said = [_SHAPES[int(np.searchsorted(cuts, value))] for value in columns[0]]
    else:
        said = [str(row[0]) if len(set(row)) == 1 else "some" for row in zip(*columns, strict=True)]
    order = [one for one in (kind.levels or sorted(set(said))) if one in said]
    return [(one, np.array(said) == one) for one in order]


def _rule(runs: Runs, rule: str, member: Bools, how: tuple[float, int]) -> RuleShares:
    own = runs_of(runs.frame.filter(member))
    hits = [own.ended(outcome) for outcome in OUTCOMES]
    few = own.effective_draws < LEAST_DRAWS - 1e-9
    intervals = [None] * len(hits) if few else sampling_intervals(own, hits, *how)
    shares = tuple(share_of(own, hit) for hit in hits)
    return RuleShares(rule, own.draws, len(own.weight), shares, tuple(intervals))


def _tested(runs: Runs, members: Sequence[Bools]) -> _Tested:
    """By outcome: the chance of group means as unlike as these, if no rule mattered."""
    first = runs.first_of_draw()
    groups = [member[first] for member in members]
    groups = [group for group in groups if group.sum() >= LEAST_DRAWS]
    if len(groups) < 2:
        return (None,) * len(OUTCOMES)
    ended = np.stack([runs.ended(outcome) for outcome in OUTCOMES], axis=1).astype(np.float64)
    return tuple(between(groups, Draws.of(runs, ended)).tolist())


def _adjusted(found: Sequence[tuple[RuleChoice, _Tested]], rate: float) -> list[RuleChoice]:
    """The choices, with chances that pay for all choices and outcomes looked at."""
    tested = [p for _, ps in found for p in ps if p is not None]
    paid = iter(false_finds(tested).tolist() if tested else ())
    rows = []
    for choice, ps in found:
        own = tuple(None if p is None else float(next(paid)) for p in ps)
        told = tuple(None if p is None else p <= rate for p in own)
        rows.append(replace(choice, adjusted_p=own, discernible=told))
    return rows
