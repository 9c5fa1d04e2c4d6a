"""Simple rules to compare with: where they would put a deal at `now`.

Three rules per input draw: the mean position by salience, issue by issue (the compromise
model: Van den Bos 1991; Achen 2006), and the Nash and Kalai-Smorodinsky packages over
no-deal worth at `now`. Their parties are everyone whose consent a package needs; packages
that cross a hard red line of one of them are left out where others remain. The no-deal
worth is what waiting has left of it; what statements, shocks or resentment added is left
out unless given. Demands stand as they do at `now`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import repeat

import numpy as np

from sim.analysis.resample import Interval, wilson
from sim.analysis.runs import kish
from sim.model.aspiration import reservation
from sim.model.bargaining import kalai_smorodinsky_packages, nash_packages
from sim.scenario.stances import RAISED, WITHDRAWN, Stance, Standpoint, phase_at
from sim.scenario.tables import Tables

MEAN, NASH, KALAI_SMORODINSKY = (
    "mean position, by salience",
    "Nash solution",
    "Kalai-Smorodinsky solution",
)


@dataclass(frozen=True, slots=True)
class Standing:
    """How all that consent stand at `now`: worths of packages and no-deal worths, by actor.

    `phases` are those of everyone's demands, by actor and issue.
    """

    actors: tuple[int, ...]
    phases: tuple[tuple[int, ...], ...]
    points: tuple[Standpoint, ...]
    no_deal: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class RuleTerm:
    """The option a rule gives most often over input draws, and in which share of them.

    `sampling` is how far that share would move with other draws (Wilson 1927). It has no
    range over inputs: given the inputs, a rule gives one option or another.
    """

    rule: str
    issue: str
    option: str
    share: float
    sampling: Interval


def standing(tables: Tables, no_deal: Sequence[float] | None = None) -> Standing:
    """Where everyone that consents stands at `now`.

    Parameters
    ----------
    tables : the numbers of one input draw
    no_deal : no-deal worths at `now` by actor of `tables.consenting`; None: by waiting alone
    """
    now, points, floors = tables.rules.now, [], []
    phases = tuple(
        tuple(phase_at(stance, now) for stance in actor.stances) for actor in tables.actors
    )
    for i in tables.consenting:
        actor = tables.actors[i]
        point = tables.standpoint(i, phases[i])
        points.append(point)
        floors.append(reservation(actor.worth, 1.0, 0.0, point.best))
    return Standing(tables.consenting, phases, tuple(points), tuple(no_deal or floors))


def mean_positions(tables: Tables) -> tuple[str, ...]:
    """The option nearest the salience-weighted mean position, by issue.

    A position is the option worth most (of several the middle one). Of two options as
    near the first by id counts, so that the order of options does not matter; an issue
    on which nobody has a position stays as it is. Where nobody can have these together, it is
    the package nearest to the means that there can be: with the least squared distances, as
    parts of each issue's length, weighed by all salience there (an issue without any decides
    between those that are as near).
    """
    names, means = tables.names, _means(tables)
    chosen = tuple(
        min((round(abs(o - mean), 9), id_) for o, id_ in enumerate(ids))[1]
        for ids, (mean, _) in zip(names.options, means, strict=True)
    )
    if names.package(dict(zip(names.issues, chosen, strict=True))) not in names.excluded:
        return chosen
    return option_ids(tables, min(names.feasible, key=lambda p: _distance(tables, p, means)))


def _distance(
    tables: Tables, package: int, means: Sequence[tuple[float, float]]
) -> tuple[float, float, tuple[str, ...]]:
    places, options = tables.names.package_options[package], tables.names.options
    squares = [
        ((o - mean) / (len(ids) - 1)) ** 2
        for o, ids, (mean, _) in zip(places, options, means, strict=True)
    ]
    weighed = math.fsum(part * weight for part, (_, weight) in zip(squares, means, strict=True))
    return round(weighed, 9), round(math.fsum(squares), 9), option_ids(tables, package)


def _means(tables: Tables) -> list[tuple[float, float]]:
    """The mean position on each issue, and all salience there."""
    found = []
    for j in range(len(tables.names.options)):
        weight = total = 0.0
        for i in tables.consenting:
            stance = tables.actors[i].stances[j]
            values = _values(stance, phase_at(stance, tables.rules.now))
            if stance is None or values is None:
                continue
            weight += stance.salience
            total += stance.salience * _peak(values)
        mean = total / weight if weight > 0 else float(tables.status_quo[j])
        found.append((mean, weight))
    return found


def _values(stance: Stance | None, phase: int) -> tuple[float, ...] | None:
    if stance is None or phase == WITHDRAWN:
        return None
    return stance.values if phase == RAISED else stance.before


def _peak(values: tuple[float, ...]) -> float:
    top = [o for o, value in enumerate(values) if value == max(values)]
    return math.fsum(top) / len(top)


def nash(tables: Tables, at: Standing) -> tuple[int, ...]:
    """The packages with the largest product of gains, all powers even (Nash 1950): all tied."""
    even, among = [1.0] * len(at.actors), open_packages(tables, at)
    return tuple(nash_packages(_worths(tables, at), at.no_deal, even, among))


def kalai_smorodinsky(tables: Tables, at: Standing) -> tuple[int, ...]:
    """The packages with the largest least share of ideal gain (Kalai & Smorodinsky 1975)."""
    among = open_packages(tables, at)
    return tuple(kalai_smorodinsky_packages(_worths(tables, at), at.no_deal, among))


def open_packages(tables: Tables, at: Standing) -> Sequence[int]:
    """Packages whose hard red lines leave them a way to consent; where none, all there can be."""
    return tables.open_packages(at.phases) or tables.names.feasible


def _worths(tables: Tables, at: Standing) -> list[list[float]]:
    """Worths by actor and package, infinite where its consent is not needed."""
    return [tables.claims(i, at.phases[i]) for i in at.actors]


def simple_rules(
    tables: Iterable[Tables], weights: Iterable[float] | None = None, level: float = 0.95
) -> list[RuleTerm]:
    """What each rule comes to most often over input draws: rule by rule, issue by issue.

    A draw in which packages tie counts for each of them in equal parts.

    Parameters
    ----------
    tables : the numbers of each input draw, of one scenario, at least one; each is looked at
        once and let go
    weights : what each draw weighs, positive; None: all the same
    level : of the intervals, in (0, 1)
    """
    counts: dict[tuple[str, str], dict[str, float]] = {}
    seen_weights: list[float] = []
    every = repeat(1.0) if weights is None else weights
    for draw, weight in zip(tables, every, strict=weights is not None):
        seen_weights.append(weight)
        at = standing(draw)
        packages = {NASH: nash(draw, at), KALAI_SMORODINSKY: kalai_smorodinsky(draw, at)}
        given = {MEAN: [mean_positions(draw)]}
        given |= {rule: [option_ids(draw, p) for p in tied] for rule, tied in packages.items()}
        for rule, tied in given.items():
            for issue, options in zip(draw.names.issues, zip(*tied, strict=True), strict=True):
                seen = counts.setdefault((rule, issue), {})
                for option in options:
                    seen[option] = seen.get(option, 0.0) + weight / len(tied)
    effective = kish(np.asarray(seen_weights, dtype=np.float64))
    return [_most_often(place, seen, effective, level) for place, seen in counts.items()]


def _most_often(
    place: tuple[str, str], seen: dict[str, float], effective: float, level: float
) -> RuleTerm:
    option = min(seen, key=lambda id_: (-seen[id_], id_))
    share = 1.0 if len(seen) == 1 else seen[option] / math.fsum(seen.values())
    return RuleTerm(
        *place, option, share, Interval(*wilson(share, effective, level), level, "Wilson")
    )


def option_ids(tables: Tables, package: int) -> tuple[str, ...]:
    """The option ids of a package, by issue."""
    places = tables.names.package_options[package]
    return tuple(ids[o] for ids, o in zip(tables.names.options, places, strict=True))
