"""Whether what actors control, and the orders over states, name what there is, and all of it."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from math import prod

from sim.scenario.checks.review import Path, Review
from sim.scenario.combinations import Combination, exclusions
from sim.scenario.control import Match, groups, levels, states_like
from sim.scenario.language import Actor
from sim.scenario.tables import MAX_PACKAGES
from sim.text import many

Packages = list[dict[str, str]]


def check(review: Review) -> None:
    """Fault moves of options there are not, and orders that are none."""
    before = len(review.faults)
    for name, actor in review.scenario.actors.items():
        _control(review, name, actor)
        _ranked(review, name, actor)
    for place, one in enumerate(review.scenario.merged):
        _match(review, ("merged", place), one.options)
        if not one.options:
            review.fault(("merged", place), "names no issue", "add issue: option")
    count = prod(len(review.options(issue)) for issue in review.issues)
    whole = tuple(review.scenario.issues) == review.issues
    if len(review.faults) == before and whole and count <= MAX_PACKAGES:
        _orders(review)


def _control(review: Review, name: str, actor: Actor) -> None:
    path = ("actors", name, "control")
    review.known_keys(path, actor.control, review.issues, "issue")
    for issue, moves in actor.control.items():
        if issue in review.issues:
            for option in moves.named:
                review.known((*path, issue), option, review.options(issue), "option")
    if actor.control and not (actor.ranking or actor.answers):
        wrong = f"{name} could move, and nothing is known of what it wants"
        review.fault(path, wrong, "add the role party or stakeholder, or a ranking", key=True)


def _ranked(review: Review, name: str, actor: Actor) -> None:
    """Fault an order beside numbers, or one of states that there are not."""
    path = ("actors", name, "ranking")
    if actor.ranking and actor.stances:
        wrong = f"both a ranking and what it wants on {', '.join(actor.stances)}"
        review.fault(path, wrong, "keep one of the two", key=True)
    for place, level in enumerate(actor.ranking):
        for match in level:
            _match(review, (*path, place), match)


def _match(review: Review, path: Path, match: Match) -> None:
    for issue, some in match.items():
        if issue not in review.issues:
            review.known(path, issue, review.issues, "issue")
            continue
        for option in some:
            review.known(path, option, review.options(issue), "option")


def _orders(review: Review) -> None:
    scenario = review.scenario
    if not (scenario.ranked or scenario.merged):
        return
    packages = _feasible(review)
    first = groups(scenario.merged, packages)
    for place, one in enumerate(scenario.merged):
        _merges(review, place, one, packages)
    for name in scenario.ranked:
        _order(review, name, packages, first)


def _feasible(review: Review) -> Packages:
    """The packages that somebody can have."""
    scenario = review.scenario
    rules = exclusions(scenario.infeasible, scenario.requires)
    every = product(*(review.options(issue) for issue in review.issues))
    packages = [dict(zip(review.issues, options, strict=True)) for options in every]
    return [one for one in packages if not any(rule.holds(one) for rule in rules)]


def _merges(review: Review, place: int, one: Combination, packages: Packages) -> None:
    alike = len(states_like(one.options, packages))
    if alike < 2:
        wrong = f"nothing to merge (got {many(alike, 'state')})"
        review.fault(("merged", place), wrong, "name fewer options, or take it out")


def _order(review: Review, name: str, packages: Packages, first: list[int]) -> None:
    """Fault states that stand twice in an order, in none of its levels, or apart though merged."""
    path, ranking = ("actors", name, "ranking"), review.scenario.actors[name].ranking
    by_level = levels(ranking, packages)
    found: dict[int, int] = {}
    for place, states in enumerate(by_level):
        if not states:
            wrong, cure = "no state that is not ranked yet", "take it out"
            review.fault((*path, place), wrong, cure)
        twice = next((state for state in states if state in found), None)
        if twice is not None:
            wrong = (
                f"a state that stands at level {found[twice] + 1} too (got {told(packages[twice])})"
            )
            review.fault((*path, place), wrong, "keep one of the two")
        found |= {state: place for state in states if state not in found}
    missing = [state for state in range(len(packages)) if state not in found]
    if missing:
        wrong = f"{many(len(missing), 'state')} left out (such as {told(packages[missing[0]])})"
        review.fault(path, wrong, "add them, or rest as the last level", key=True)
        return
    apart = next((s for s in range(len(packages)) if found[s] != found[first[s]]), None)
    if apart is not None:
        wrong = f"states that are merged at two levels (such as {told(packages[apart])})"
        review.fault((*path, found[apart]), wrong, "rank them alike, or take merged out")


def told(package: Mapping[str, str]) -> str:
    """A state in few words: `order keep, plant delay`."""
    return ", ".join(f"{issue} {option}" for issue, option in package.items())
