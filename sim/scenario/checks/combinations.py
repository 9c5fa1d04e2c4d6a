"""Whether what excludes packages names options there are, and leaves enough of them."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from math import prod

from sim.scenario.checks.review import Path, Review
from sim.scenario.combinations import Combination, excluded, exclusions
from sim.scenario.language import TextBlock
from sim.scenario.tables import MAX_PACKAGES


def check(review: Review) -> None:
    """Fault exclusions of what there is not, and those that leave nothing to agree on."""
    before = len(review.faults)
    scenario = review.scenario
    for place, one in enumerate(scenario.infeasible):
        _named(review, ("infeasible", place), one.options)
        if _keys(review, place) <= {*Combination.model_fields}:
            review.fault(("infeasible", place), "names no issue", "add issue: option")
    for place, needed in enumerate(scenario.requires):
        _named(review, ("requires", place, "if"), needed.if_)
        _named(review, ("requires", place, "then"), needed.then)
    issues = tuple(scenario.issues)
    count = prod(len(review.options(issue)) for issue in issues)
    if len(review.faults) > before or count > MAX_PACKAGES or issues != review.issues:
        return
    if not all(one.options for one in scenario.infeasible):
        return
    rules = exclusions(scenario.infeasible, scenario.requires)
    if not rules:
        return
    options = [review.options(issue) for issue in issues]
    packages = tuple(product(*(range(len(ids)) for ids in options)))
    gone = excluded(rules, issues, options, packages)
    left = len(packages) - len(gone)
    if left < 2:
        block = "infeasible" if scenario.infeasible else "requires"
        wrong = f"fewer than two packages are left (got {left} of {len(packages):,})"
        review.fault((block,), wrong, "take one of them out", key=True)
        return
    named = {tuple(options[j][o] for j, o in enumerate(packages[p])): w for p, w in gone.items()}
    for name, text in scenario.texts.items():
        _tabled(review, name, text, named)


def _keys(review: Review, place: int) -> set[str]:
    node = review.root.get("infeasible", place)
    return set() if node is None else set(node.keys or {})


def _named(review: Review, path: Path, options: Mapping[str, tuple[str, ...]]) -> None:
    review.known_keys(path, options, review.issues, "issue")
    for issue, some in options.items():
        if issue in review.issues:
            for option in some:
                review.known((*path, issue), option, review.options(issue), "option")


def _tabled(
    review: Review, name: str, text: TextBlock, gone: Mapping[tuple[str, ...], str]
) -> None:
    """Fault a text whose terms, whatever is drawn of them, nobody can have."""
    likely = []
    for issue in review.issues:
        term = text.term(issue, review.scenario.issues)
        weights = () if term is None else term.weights or ()
        some = tuple(option for option, weight in weights if weight > 0.0)
        likely.append(some or review.options(issue))
    if all(terms in gone for terms in product(*likely)):
        why = gone[next(product(*likely))]
        wrong = f"terms that nobody can have together ({why})"
        review.fault(("texts", name, "terms"), wrong, "change one of them", key=True)
