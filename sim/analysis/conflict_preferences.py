"""What each actor prefers among states: an order that is given, or worths of input draws.

Numbers are those of the states' packages where the record ends, in draws of the inputs that give
the record, as in `bargain`. A state across an actor's hard red line stands below all that are
not: it never agrees to it. Where some actor has an order and no numbers the record cannot be
conditioned on, and draws are of the inputs alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from sim.analysis.bargain_moment import moment
from sim.analysis.conflict_graph import Graph
from sim.ensemble.chunks import Settings, Workshop
from sim.ensemble.inputs import drawn
from sim.ensemble.searching import kept_draws
from sim.errors import SettingError
from sim.model.constants import SAME
from sim.scenario.control import levels
from sim.scenario.stances import Standpoint, phase_at
from sim.talks.luck import Luck

if TYPE_CHECKING:
    from sim.scenario.case import Case

Ranks = tuple[int, ...]  # by state: the greater the better


@dataclass(frozen=True, slots=True)
class Preferences:
    """One draw: what each actor prefers, and what the draw weighs."""

    ranks: tuple[Ranks, ...]
    weight: float


def by_numbers(case: Case, graph: Graph) -> tuple[str, ...]:
    """The actors that could move and whose preferences come from numbers."""
    ranked = case.scenario.ranked
    return tuple(name for name in graph.actors if name not in ranked)


def preferences(
    case: Case, graph: Graph, draws: int, seed: int, told: Callable[[int], None]
) -> Iterator[Preferences]:
    """What everyone prefers, draw by draw; once, where no number is asked for.

    Raises
    ------
    RecordError
        Where no try gives the record.
    SettingError
        Where states that are one are not worth the same.
    """
    ranked = {name: _ranked(case, graph, name) for name in graph.actors if _has_order(case, name)}
    if len(ranked) == len(graph.actors):
        yield Preferences(tuple(ranked[name] for name in graph.actors), 1.0)
        return
    for draw, (points, weight) in enumerate(_standpoints(case, draws, seed)):
        rows = (
            ranked[name] if name in ranked else _worths(graph, name, points[_place(case, name)])
            for name in graph.actors
        )
        if weight > 0.0:
            yield Preferences(tuple(rows), weight)
        told(draw + 1)


def _has_order(case: Case, name: str) -> bool:
    return name in case.scenario.ranked


def _place(case: Case, name: str) -> int:
    return case.names.actors.index(name)


def _standpoints(case: Case, draws: int, seed: int) -> Iterator[tuple[Sequence[Standpoint], float]]:
    if not case.scenario.ranked:
        fit, tried = kept_draws(case, Settings(draws, draws, seed, jobs=1))
        shop = Workshop(case, seed, "", ceiling=fit.ceiling, tried=tried)
        for draw in range(draws):
            at = moment(shop, draw)
            yield at.state.stand, at.weight
        return
    for draw in range(draws):
        tables = case.beside_rankings(drawn(case, Luck(seed, draw), 0))
        now = tables.rules.now
        yield (
            [
                tables.standpoint(i, tuple(phase_at(stance, now) for stance in actor.stances))
                for i, actor in enumerate(tables.actors)
            ],
            1.0,
        )


def _ranked(case: Case, graph: Graph, name: str) -> Ranks:
    """An order as ranks; states that are one stand at one level, as is checked."""
    names = case.names
    packages = [
        {
            issue: options[o]
            for issue, options, o in zip(
                names.issues, names.options, names.package_options[alike[0]], strict=True
            )
        }
        for alike in graph.packages
    ]
    ranks = [0] * graph.size
    by_level = levels(case.scenario.actors[name].ranking, packages)
    for level, states in enumerate(by_level):
        for state in states:
            ranks[state] = len(by_level) - level
    return tuple(ranks)


def _worths(graph: Graph, name: str, point: Standpoint) -> Ranks:
    """Worths as ranks: those nearer than rounding are the same."""
    found = []
    for packages in graph.packages:
        worths = [point.worth(package) for package in packages]
        if max(worths) - min(worths) > SAME or len({point.crosses(p) for p in packages}) > 1:
            raise SettingError(
                f"states that are merged are not worth the same to {name}: give {name} a ranking, "
                "or take merged out"
            )
        found.append((not point.crosses(packages[0]), worths[0]))
    order = sorted(set(found))
    ranks, rank = {order[0]: 0}, 0
    for lower, higher in pairwise(order):
        rank += higher[0] != lower[0] or higher[1] - lower[1] > SAME
        ranks[higher] = rank
    return tuple(ranks[one] for one in found)
