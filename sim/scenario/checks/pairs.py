"""Whether declared pairs are of two positions that can change from now, and each stands once."""

from __future__ import annotations

from sim.scenario.checks import from_now
from sim.scenario.checks.review import Path, Review
from sim.scenario.compiling import template
from sim.scenario.distributions import Point
from sim.scenario.inputs import Input
from sim.scenario.positions import WANTED, position_of
from sim.scenario.validation import nearest

_CURE = "name another, or take the pair out"


def check(review: Review) -> None:
    """Fault pairs of a scenario that has no other fault."""
    if not review.scenario.pairs:
        return
    facts = review.evidence.facts
    inputs = template(
        review.scenario, {name: fact.attribution for name, fact in facts.items()}
    ).inputs
    positions: dict[str, Input] = {}
    for one in inputs:
        position = position_of(one.path, review.actors, review.issues)
        if position is not None:
            positions[position] = one
    seen = set[frozenset[str]]()
    for place, pair in enumerate(review.scenario.pairs):
        for side, path in enumerate(pair):
            _settable(review, ("pairs", place, side), path, (positions, inputs))
        if pair[0] == pair[1]:
            wrong = f"a position with itself (got {pair[0]})"
            review.fault(("pairs", place, 1), wrong, _CURE)
        elif frozenset(pair) in seen:
            wrong = f"a pair that stands above (got {', '.join(pair)})"
            review.fault(("pairs", place), wrong, "keep one of the two")
        seen.add(frozenset(pair))


def _settable(
    review: Review, at: Path, path: str, known: tuple[dict[str, Input], tuple[Input, ...]]
) -> None:
    """Fault a path that names no position, or one that can be nothing else from now on."""
    positions, inputs = known
    if path in positions:
        one = positions[path]
        if isinstance(one.dist, Point) and path.rpartition(".")[2] != WANTED[0]:
            wrong = f"a position that can be one value only (got {path}: {one.dist.value})"
            review.fault(at, wrong, "write what else it may be, or take the pair out")
        return
    if all(one.path != path for one in inputs):
        actor = path.partition(".")[0]
        own = [name for name in positions if name.partition(".")[0] == actor]
        review.fault(at, f"unknown position (got {path})", nearest(path, own or list(positions)))
    elif not from_now.acts(review, path):
        review.fault(at, f"cannot change from now on (got {path})", _CURE)
    else:
        review.fault(at, f"no position (got {path})", _CURE)
