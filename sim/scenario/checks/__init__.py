"""What no single field can know: whether a scenario agrees with itself."""

from __future__ import annotations

from sim.errors import Fault
from sim.scenario.checks import (
    actors,
    alone,
    combinations,
    consistency,
    hypotheses,
    names,
    pairs,
    record,
    talks,
    variants,
)
from sim.scenario.checks.review import Review
from sim.scenario.evidence import Evidence
from sim.scenario.language import Scenario
from sim.scenario.tree import Node

_ROUNDS = (
    names.check,
    actors.check,
    talks.check,
    combinations.check,
    alone.check,
    record.check,
    consistency.check,
)


def check(
    scenario: Scenario,
    root: Node,
    evidence: Evidence,
    *,
    sound: bool = True,
) -> list[Fault]:
    """Every fault of a scenario whose values are all well formed.

    Parameters
    ----------
    scenario, root
        The models, and the tree that knows where things stand.
    evidence
        The facts its seed files hold.
    sound
        Whether its values have no fault of their own; only then are pairs, what-ifs and
        hypotheses tried.
    """
    review = Review(scenario, root, evidence)
    for round_ in _ROUNDS:
        round_(review)
    again = check if sound and not review.faults else None
    if again is not None:
        pairs.check(review)
    variants.check(review, again)
    hypotheses.check(review, again)
    return list(dict.fromkeys(review.faults))
