"""What all packages are worth to two actors: the room there is for a deal.

Each worth is on its actor's own scale, so that points of the two are never compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.analysis.baselines import kalai_smorodinsky, nash, open_packages, option_ids, standing
from sim.model.constants import MINUTES_A_DAY
from sim.model.dominance import pareto_front
from sim.scenario.tables import Tables
from sim.talks.events import AnyEvent, FrameworkAgreed, TextTabled


@dataclass(frozen=True, slots=True)
class Tabled:
    """A text of one run; `day` counts from `now`."""

    number: int
    label: str
    by: str
    day: float
    package: int
    agreed: bool


@dataclass(frozen=True, slots=True)
class PackageSpace:
    """Worth of every package to two actors, in points of 0-100 of each one's own scale.

    `barred` packages cross a hard red line of one whose consent they need, `infeasible` ones nobody
    can have. `frontier` are the Pareto-efficient among the others, for these two alone; Nash and
    Kalai-Smorodinsky packages are those of everyone whose consent is needed: several where they
    tie. `enough` are among the others too, and worth enough to both: no less than no deal, or more
    where the scenario asks for more (`above`).
    """

    actors: tuple[str, str]
    issues: tuple[str, ...]
    worths: tuple[tuple[float, ...], tuple[float, ...]]
    no_deal: tuple[float, float]
    terms: tuple[tuple[str, ...], ...]
    barred: tuple[bool, ...]
    infeasible: tuple[bool, ...]
    frontier: tuple[int, ...]
    enough: tuple[int, ...]
    above: bool
    nash: tuple[int, ...]
    kalai_smorodinsky: tuple[int, ...]
    tabled: tuple[Tabled, ...]


def package_space(
    tables: Tables, pair: tuple[str, str], events: Sequence[AnyEvent] = ()
) -> PackageSpace:
    """The packages as two actors that consent see them at `now`.

    Parameters
    ----------
    tables : the numbers of one input draw; of the run whose events are given
    pair : ids of two different actors, parties or stakeholders
    events : one run's, for where its texts lie
    """
    at = standing(tables)
    first, second = (at.actors.index(tables.names.actors.index(name)) for name in pair)
    worths = [at.points[first].worths, at.points[second].worths]
    inside = open_packages(tables, at)
    left_open, closed = frozenset(inside), tables.names.excluded
    everyone = range(len(worths[0]))
    terms = tuple(option_ids(tables, p) for p in everyone)
    return PackageSpace(
        actors=pair,
        issues=tables.names.issues,
        worths=(_points(worths[0]), _points(worths[1])),
        no_deal=(100 * at.no_deal[first], 100 * at.no_deal[second]),
        terms=terms,
        barred=tuple(p not in left_open and p not in closed for p in everyone),
        infeasible=tuple(p in closed for p in everyone),
        frontier=tuple(pareto_front(worths, inside)),
        enough=tuple(
            p
            for p in inside
            if tables.consent.enough(worths[0][p] - at.no_deal[first])
            and tables.consent.enough(worths[1][p] - at.no_deal[second])
        ),
        above=tables.consent.above,
        nash=nash(tables, at),
        kalai_smorodinsky=kalai_smorodinsky(tables, at),
        tabled=_texts(tables, events, terms),
    )


def _points(worths: Sequence[float]) -> tuple[float, ...]:
    return tuple(100 * worth for worth in worths)


def _texts(
    tables: Tables, events: Sequence[AnyEvent], terms: Sequence[tuple[str, ...]]
) -> tuple[Tabled, ...]:
    agreed = {event.text for event in events if isinstance(event, FrameworkAgreed)}
    found = []
    for event in events:
        if isinstance(event, TextTabled):
            package = terms.index(tuple(event.terms[issue] for issue in tables.names.issues))
            day = (event.tick - tables.rules.now) / MINUTES_A_DAY
            number, label = event.text, event.label
            found.append(Tabled(number, label, event.actor, day, package, number in agreed))
    return tuple(found)
