"""The graph of who could move alone: states, and each actor's moves between them.

The graph model for conflict resolution (Fang, Hipel & Kilgour 1993). A state is a package that
somebody can have, or several that the scenario has as one. A move of an actor changes nothing
but issues that it controls, as it controls them; what needs anyone's consent is no move. A move
is irreversible where the same actor has none back.

Sets of states are whole numbers, bit k for the state at place k: graphs of a thousand states are
small then, and few lines of code say what the definitions say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING

from sim.errors import SettingError
from sim.scenario.control import groups

if TYPE_CHECKING:
    from sim.scenario.case import Case
    from sim.scenario.control import Control

MOST_STATES = 1000
States = int  # a set of states by place


def members(states: States) -> Iterator[int]:
    """The places in a set, in rising order."""
    while states:
        lowest = states & -states
        yield lowest.bit_length() - 1
        states ^= lowest


def set_of(places: Iterable[int]) -> States:
    """A set from places."""
    found = 0
    for place in places:
        found |= 1 << place
    return found


@dataclass(frozen=True)
class Graph:
    """States, and by actor that could move alone what it reaches in one move.

    Attributes
    ----------
    actors
        Who controls anything, by id.
    terms
        By state: its options by issue; of states that are one, every option on an issue.
    packages
        By state: the places of the packages that it is, the first of them first.
    reach
        By actor and state: the states that it can move to.
    """

    actors: tuple[str, ...]
    terms: tuple[Mapping[str, tuple[str, ...]], ...]
    packages: tuple[tuple[int, ...], ...]
    reach: tuple[tuple[States, ...], ...]

    @property
    def size(self) -> int:
        """How many states there are."""
        return len(self.terms)

    @cached_property
    def everyone(self) -> tuple[int, ...]:
        """All actors, by place."""
        return tuple(range(len(self.actors)))

    def others(self, actor: int) -> tuple[int, ...]:
        """All but one."""
        return tuple(one for one in self.everyone if one != actor)

    def irreversible(self, actor: int, left: int, reached: int) -> bool:
        """Whether an actor cannot take a move back by a move."""
        return not self.reach[actor][reached] >> left & 1


def reached(moves: Sequence[Sequence[States]], coalition: Sequence[int], start: int) -> States:
    """What a coalition reaches from a state, if no actor moves twice in a row.

    Fang, Hipel & Kilgour (1993), definition of the reachable list of a coalition; with each
    actor's improvements in place of its moves, that of its improvements.

    Parameters
    ----------
    moves
        By actor and state: where it can go.
    """
    by_last = {actor: moves[actor][start] for actor in coalition}  # reached, by the last mover
    fresh = dict(by_last)
    while any(fresh.values()):
        after: dict[int, States] = {}
        for actor in coalition:
            found = 0
            from_others = 0
            for other in coalition:
                if other != actor:
                    from_others |= fresh[other]
            for state in members(from_others):
                found |= moves[actor][state]
            after[actor] = found & ~by_last[actor]
            by_last[actor] |= found
        fresh = after
    every = 0
    for states in by_last.values():
        every |= states
    return every


def ways(
    moves: Sequence[Sequence[States]], coalition: Sequence[int], start: int, ends: States = -1
) -> dict[int, tuple[tuple[int, int], ...]]:
    """By state that a coalition reaches: one of its shortest ways, as (actor, state) by move.

    Parameters
    ----------
    ends
        Where some of these are given: the nearest of them alone, if it is reached.
    """
    found: dict[int, tuple[tuple[int, int], ...]] = {}
    seen = dict.fromkeys(coalition, 0)  # states reached, by the last mover
    edge: list[tuple[int, int, tuple[tuple[int, int], ...]]] = [(-1, start, ())]
    while edge:
        after = []
        for last, state, way in edge:
            for actor in coalition:
                fresh = moves[actor][state] & ~seen[actor] if actor != last else 0
                seen[actor] |= fresh
                for reach in members(fresh):
                    longer = (*way, (actor, reach))
                    if ends >= 0 and ends >> reach & 1:
                        return {reach: longer}
                    found.setdefault(reach, longer)
                    after.append((actor, reach, longer))
        edge = after
    return {} if ends >= 0 else found


def graph_of(case: Case) -> Graph:
    """The graph of a scenario.

    Raises
    ------
    SettingError
        Where nobody controls anything, or there are too many states.
    """
    scenario, names = case.scenario, case.names
    control = {name: actor.control for name, actor in scenario.actors.items() if actor.control}
    if not control:
        who, issue = next(iter(scenario.actors)), names.issues[0]
        raise SettingError(
            f"nobody can change anything alone in {case.title!r}: what a deal needs consent for is "
            "no move of one actor. Say who controls which issue, as control: "
            f"[{issue}] on an actor, or --set '{who}.control=[{issue}]'"
        )
    places = list(names.feasible)
    packages = [
        {
            issue: options[o]
            for issue, options, o in zip(
                names.issues, names.options, names.package_options[place], strict=True
            )
        }
        for place in places
    ]
    first = groups(scenario.merged, packages)
    firsts = sorted(set(first))
    if len(firsts) > MOST_STATES:
        raise SettingError(
            f"{len(firsts):,} states: at most {MOST_STATES:,} are looked at. Leave issues out, or "
            "say with infeasible or merged which states there are not, or are one"
        )
    state_of = {place: k for k, place in enumerate(firsts)}
    own = [state_of[place] for place in first]  # the state of each package
    alike = [[p for p, state in enumerate(own) if state == k] for k in range(len(firsts))]
    index = {tuple(package.values()): p for p, package in enumerate(packages)}
    reach = tuple(_reach(packages, index, own, some) for some in control.values())
    terms = tuple(
        {issue: tuple(dict.fromkeys(packages[p][issue] for p in some)) for issue in names.issues}
        for some in alike
    )
    found = tuple(tuple(places[p] for p in some) for some in alike)
    return Graph(tuple(control), terms, found, reach)


def _reach(
    packages: Sequence[Mapping[str, str]],
    index: Mapping[tuple[str, ...], int],
    own: Sequence[int],
    control: Control,
) -> tuple[States, ...]:
    """By state: where an actor can go, on any number of the issues that it controls at once."""
    options = {
        issue: tuple(dict.fromkeys(package[issue] for package in packages)) for issue in control
    }
    reach = [0] * (max(own) + 1)
    for p, package in enumerate(packages):
        ways = [
            (
                package[issue],
                *(o for o in options[issue] if control[issue].allows(package[issue], o)),
            )
            if issue in control
            else (package[issue],)
            for issue in package
        ]
        for other in product(*ways):
            place = index.get(other)
            if place is not None and own[place] != own[p]:
                reach[own[p]] |= 1 << own[place]
    return tuple(reach)
