"""Whether the explanations of a record can be, and leave the record as it is."""

from __future__ import annotations

from sim.scenario.changing import Hypothesis
from sim.scenario.checks import changed
from sim.scenario.checks.changed import Check
from sim.scenario.checks.review import Review
from sim.scenario.hypotheses import changes

_RECORD = "record"


def check(review: Review, again: Check | None) -> None:
    """Fault hypotheses; `again` checks a whole scenario, where it has no fault without them."""
    declared = review.scenario.hypotheses
    paths = {name: review.root.ids("hypotheses", name, "set") for name in declared}
    for name, block in declared.items():
        before = len(review.faults)
        at = ("hypotheses", name)
        _says_something(review, name, block)
        if again is not None and len(review.faults) == before:
            changed.check_whole(review, at, changes(review.root, name), again)
        changed.check_mirror(review, at, block.mirror, paths, "hypothesis")


def _says_something(review: Review, name: str, block: Hypothesis) -> None:
    at = ("hypotheses", name)
    if not block.set and block.zone is None:
        cure = "add set: {path: value}, or zone: none or some"
        review.fault(at, "assumes nothing", cure, key=True)
    changed.known_fields(review, (*at, "set"))
    for path in review.root.ids(*at, "set"):
        if path.partition(".")[0] == _RECORD:
            wrong = f"changes the record, which it is to explain (got {path})"
            cure = "take it out, or write a what_if from the start"
            review.fault((*at, "set", path), wrong, cure, key=True)
