"""Whether a scenario with some fields set anew is one, and does to one party what to another.

For what-ifs and hypotheses alike: `at` is where one stands, such as (what_if, its name).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from sim.errors import Fault
from sim.scenario.checks.review import Review
from sim.scenario.language import Scenario
from sim.scenario.settings import bare, change, unknown_head
from sim.scenario.tree import Node
from sim.scenario.validation import scenario_of

Check = Callable[..., list[Fault]]
At = tuple[str, str]  # the block, and the name there


def known_fields(review: Review, at: tuple[str, ...]) -> None:
    """Fault paths of a mapping that begin with nothing a scenario has."""
    heads = [info.alias or field for field, info in Scenario.model_fields.items()]
    for path in review.root.ids(*at):
        unknown = unknown_head(review.root, path, heads)
        if unknown is not None:
            review.fault((*at, path), *unknown, key=True)


def check_whole(review: Review, at: At, changes: Sequence[tuple[str, Node]], again: Check) -> None:
    """Fault what the scenario comes to with these changes, where it does not validate."""
    root = bare(review.root)
    for path, node in changes:
        root = change(root, path, node)
    scenario, faults = scenario_of(root)
    if scenario is not None:
        faults += again(scenario, root, review.evidence)
    start = review.finder.place(at, key=True)
    block = review.root.get(*at)
    inside = set() if block is None else _places(block)
    for fault in faults:
        place = fault.place if fault.place in inside else start
        review.faults.append(replace(fault, place=place, path=f"{'.'.join(at)}: {fault.path}"))


def _places(node: Node) -> set[object]:
    found: set[object] = {node.place, *node.key_places.values()}
    for below in (*(node.items or ()), *(node.keys or {}).values()):
        found |= _places(below)
    return found


def check_mirror(
    review: Review, at: At, mirror: str | None, known: Mapping[str, Sequence[str]], what: str
) -> None:
    """Fault what is done to one party alone; `known` are the paths set, by name of all there."""
    path = (*at, "mirror")
    sides = _sides(review, known[at[1]])
    if mirror is None:
        if len(sides) == 1:
            wrong = f"touches one side only ({next(iter(sides))}) and has no mirror"
            cure = "add mirror: with the same for the other side"
            review.fault(at, wrong, cure, key=True)
        return
    others = tuple(other for other in known if other != at[1])
    if review.known(path, mirror, others, what):
        other = _sides(review, known[mirror])
        if len(sides) == 1 and (len(other) != 1 or other == sides):
            wrong = f"no mirror: it does not touch just one other side (got {mirror})"
            review.fault(path, wrong, f"name a {what} with the same for the other side")


def _sides(review: Review, paths: Sequence[str]) -> set[str]:
    """The parties whose inputs or recorded moves are touched."""
    parties, found = review.parties(), set()
    for path in paths:
        parts = path.split(".")
        if parts[0] in parties:
            found.add(parts[0])
        elif parts[0] == "record" and len(parts) > 1:
            entry = review.scenario.record.get(parts[1])
            who = None if entry is None else entry.who.sure
            found |= {who} & set(parties) if who is not None else set()
        elif parts[0] in {"after_yes", "shocks", "consent"}:
            found |= set(parts) & set(parties)
    return found
