"""Who could move alone, and which states would hold: the graph model over draws of the inputs."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sim.analysis.conflict_changes import MOST
from sim.analysis.conflict_coalitions import Coalitions
from sim.analysis.conflict_graph import Graph, graph_of, members
from sim.analysis.conflict_preferences import by_numbers, preferences
from sim.analysis.conflict_stability import CONCEPTS, NASH, Profile, others_reach
from sim.analysis.wording import NOTICE
from sim.ensemble.arguments import a_case
from sim.errors import RecordError
from sim.interrupts import last_of
from sim.studies.options import requested
from sim.studies.progress import QUIET, Progress
from sim.studies.stability.gathering import Gathered
from sim.studies.stability.request import StabilityRequest, state_asked
from sim.studies.stability.result import (
    Answer,
    CoalitionMove,
    Comparison,
    ConflictState,
    DrawShare,
    Inverse,
    Move,
    Mover,
    Needed,
    StabilityResult,
    StateStability,
    Step,
    Support,
)
from sim.text import many

if TYPE_CHECKING:
    from sim.scenario.case import Case


_DEFAULT = StabilityRequest()
_FIRST = 50  # draws after which a first partial result is given; then at each doubling


def stability(case: Case, progress: Progress = QUIET, **options: Any) -> StabilityResult:
    """Who could move alone in a case, and which states would hold.

    The result shows as a page in the cell of a notebook. `figure()` draws the graph of it,
    `figure("stability-matrix")` which states hold, and `frame` gives the numbers of either.

    Parameters
    ----------
    options
        The fields of `StabilityRequest`: draws, seed, coalition, state, concept.

    Raises
    ------
    RecordError
        Where no draw gives the record.
    SettingError
        Where nobody controls anything, there are too many states, or an option is none such.

    Examples
    --------
    >>> from sim.api import load, stability
    >>> found = stability(load("flat-sale", ["seller.control=[price]"]), draws=12)
    >>> len(found.states), found.stability[-1].equilibrium["Nash"].share
    (9, 1.0)
    """
    return last_of(stability_results(a_case(case), requested(StabilityRequest, options), progress))


def stability_results(
    case: Case,
    request: StabilityRequest = _DEFAULT,
    progress: Progress = QUIET,
    *,
    name: str = "",
    sets: Sequence[str] = (),
) -> Generator[StabilityResult]:
    """Partial results after 50 draws and each doubling of them; the whole last.

    A cancelled one ends with the draws that were looked at, and says that it is not complete.
    Errors are those of `stability`.

    Parameters
    ----------
    name, sets
        What loads the case again, for the commands that the result's document names.
    """
    graph = graph_of(case)
    asked = (state_asked(graph, request.state), request.concept) if request.state else None
    coalitions = Coalitions(graph, request.coalition)
    gathered = Gathered(graph, coalitions, asked, sure=not by_numbers(case, graph))
    asked_for = _CaseAsked(case, request, name, tuple(sets))
    reach, due = others_reach(graph), _FIRST
    found = preferences(
        case, graph, request.draws, request.seed,
        lambda done: progress.told(done, request.draws, None),
    )  # fmt: skip
    for one in found:
        gathered.add(Profile(graph, one.ranks, reach), one.weight)
        if progress.cancelled():
            break
        if len(gathered.weights) == due < request.draws:
            due *= 2
            yield _result(asked_for, gathered, complete=False)
    if not gathered.weights:
        drawn = many(request.draws, "draw")
        raise RecordError(f"none of {drawn} of the inputs gives the record: take more --draws")
    yield _result(asked_for, gathered, complete=not progress.cancelled() or gathered.sure)


@dataclass(frozen=True, slots=True)
class _CaseAsked:
    case: Case
    request: StabilityRequest
    name: str
    sets: tuple[str, ...]


def _result(asked: _CaseAsked, gathered: Gathered, *, complete: bool) -> StabilityResult:
    case, graph = asked.case, gathered.graph
    numbers = by_numbers(case, graph)
    return StabilityResult(
        notice=NOTICE,
        request=asked.request,
        name=asked.name,
        sets=asked.sets,
        title=case.title,
        digest=case.digest,
        movers=tuple(_movers(case, graph)),
        states=tuple(_states(case, graph)),
        moves=tuple(_moves(graph)),
        concepts=CONCEPTS,
        draws=len(gathered.weights),
        effective=gathered.effective,
        numbers=numbers,
        conditioned=bool(numbers) and not case.scenario.ranked,
        stability=tuple(_stability(gathered)),
        supports=tuple(_supports(gathered)),
        coalitions=tuple(_coalitions(gathered)),
        inverse=None if gathered.asked is None else _inverse(gathered, *gathered.asked),
        complete=complete,
    )


def _movers(case: Case, graph: Graph) -> Iterator[Mover]:
    for name in graph.actors:
        issues = tuple(case.scenario.actors[name].control)
        yield Mover(name, case.labels.actors[name], issues, name in case.scenario.ranked)


def _states(case: Case, graph: Graph) -> Iterator[ConflictState]:
    for place, terms in enumerate(graph.terms):
        told = ", ".join(
            f"{issue} {'/'.join(case.names.told(issue, option) for option in some)}"
            for issue, some in terms.items()
            if len(some) < len(case.names.options[case.names.issues.index(issue)])
        )
        yield ConflictState(place + 1, terms, told)


def _moves(graph: Graph) -> Iterator[Move]:
    for actor, name in enumerate(graph.actors):
        for left in range(graph.size):
            for end in members(graph.reach[actor][left]):
                yield Move(name, left + 1, end + 1, graph.irreversible(actor, left, end))


def _stability(gathered: Gathered) -> Iterator[StateStability]:
    for state in range(gathered.graph.size):
        names = enumerate(gathered.graph.actors)
        actors = {name: _by_way(gathered, actor, state) for actor, name in names}
        yield StateStability(state + 1, actors, _by_way(gathered, -1, state))


def _by_way(gathered: Gathered, actor: int, state: int) -> dict[str, DrawShare]:
    weights = {way: gathered.stable.get((way, actor, state), 0.0) for way in CONCEPTS}
    return {way: gathered.share(weight) for way, weight in weights.items()}


def _steps(graph: Graph, way: Sequence[tuple[int, int]]) -> tuple[Step, ...]:
    return tuple(Step(graph.actors[actor], end + 1) for actor, end in way)


def _supports(gathered: Gathered) -> Iterator[Support]:
    """What each equilibrium rests on, by every way that is not Nash's."""
    graph = gathered.graph
    for (concept, state), (draw, profile) in sorted(gathered.first.items()):
        if concept == NASH:
            continue
        answers = tuple(
            Answer(name, one.improvement + 1, _steps(graph, one.answers))
            for actor, name in enumerate(graph.actors)
            for one in profile.rests_on(concept, actor, state)
        )
        yield Support(state + 1, concept, draw, answers)


def _coalitions(gathered: Gathered) -> Iterator[CoalitionMove]:
    graph, joint = gathered.graph, sorted(gathered.joint.items())
    for (state, coalition), some in groupby(joint, key=lambda item: item[0][:2]):
        ways = gathered.coalitions.ways(coalition, state)
        who = tuple(graph.actors[actor] for actor in coalition)
        for (_, _, end), weight in some:
            way = _steps(graph, ways[end])
            yield CoalitionMove(state + 1, who, end + 1, way, gathered.share(weight))


def _inverse(gathered: Gathered, state: int, concept: str) -> Inverse:
    total = sum(gathered.weights)
    needed = []
    for actor, name in enumerate(gathered.graph.actors):
        lacking = gathered.lacking.get(actor, 0.0)
        comparisons = tuple(
            Comparison(other + 1, gathered.share(weight, lacking))
            for (who, other), weight in sorted(gathered.compared.items(), key=_heaviest)
            if who == actor
        )
        fewest = {n: count for (who, n), count in sorted(gathered.fewest.items()) if who == actor}
        sets = tuple(tuple(one + 1 for one in some) for some in gathered.sets[actor])
        already = gathered.share(total - lacking)
        needed.append(Needed(name, already, fewest, comparisons, sets if gathered.sure else ()))
    together = gathered.share(gathered.together)
    return Inverse(state + 1, concept, MOST, tuple(needed), together)


def _heaviest(item: tuple[tuple[int, int], float]) -> tuple[float, tuple[int, int]]:
    return -item[1], item[0]
