"""Whether what-ifs are possible, fair and clear about what of the past they keep."""

from __future__ import annotations

from pydantic_core import PydanticCustomError

from sim.scenario.changing import WhatIf
from sim.scenario.checks import changed, from_now
from sim.scenario.checks.changed import Check
from sim.scenario.checks.review import Review
from sim.scenario.dates import day
from sim.scenario.record_order import ANSWERS
from sim.scenario.tree import Node
from sim.scenario.validation import nearest
from sim.scenario.whatif import changes

_DEMANDS = ("wants", "opposes", "raised", "before", "withdrawn")


def check(review: Review, again: Check | None) -> None:
    """Fault variants; `again` checks a whole scenario, where it has no fault without them."""
    for name, block in review.scenario.what_if.items():
        before = len(review.faults)
        _says_something(review, name, block)
        _answers(review, name, block)
        if block.from_ == "now":
            _withdraws_later(review, name)
        if again is not None and len(review.faults) == before:
            changed.check_whole(review, ("what_if", name), changes(review.root, name), again)
            if block.from_ == "now" and len(review.faults) == before:
                from_now.check(review, name)
    for name, block in review.scenario.what_if.items():
        _mirror(review, name, block)


def _paths(review: Review, name: str) -> tuple[str, ...]:
    return (*review.root.ids("what_if", name, "set"), *review.root.ids("what_if", name, "add"))


def _says_something(review: Review, name: str, block: WhatIf) -> None:
    if not block.set and not block.add:
        review.fault(("what_if", name), "changes nothing", "add set: {path: value}", key=True)
    for kind in ("set", "add"):
        changed.known_fields(review, ("what_if", name, kind))


def _withdraws_later(review: Review, name: str) -> None:
    """Fault a variant from now that withdraws what the record withdraws, or before now."""
    now = review.scenario.calendar.now
    for path in review.root.ids("what_if", name, "set"):
        what, _, field = path.rpartition(".")
        if field != "withdrawn":
            continue
        at = ("what_if", name, "set", path)
        told = [
            n for n, e in review.scenario.record.items() if (e.does, e.what) == ("withdraw", what)
        ]
        if told:
            wrong = f"contradicts the record: record.{told[0]} withdraws it already"
            review.fault(at, wrong, "take the variant out")
        node = review.root.get(*at)
        if node is not None and _not_after(node, now.isoformat()):
            wrong = f"contradicts the record: not after now, {now} (got {node.text})"
            review.fault(at, wrong, "write a later day, or from: start")


def _not_after(node: Node, now: str) -> bool:
    try:
        return day(node.data()).first.isoformat() <= now
    except PydanticCustomError:
        return False  # faulted as a value, where the variant is tried


def _answers(review: Review, name: str, block: WhatIf) -> None:
    """Fault a changed past that does not say which recorded answers it keeps."""
    record = review.scenario.record
    known = [entry for entry, told in record.items() if told.does in ANSWERS]
    for entry in block.answers:
        if entry not in known:
            wrong = f"no recorded answer (got {entry})"
            path = ("what_if", name, "answers", entry)
            review.fault(path, wrong, nearest(entry, known), key=True)
    if block.from_ == "now":
        return
    touched = _touched(review, name)
    missing = [entry for entry in touched if entry not in block.answers]
    if missing:
        wrong = f"changes what recorded answers were given to (got none for {', '.join(missing)})"
        kept = ", ".join(f"{entry}: keep" for entry in missing)
        review.fault(("what_if", name), wrong, f"add answers: {{{kept}}}, or drop", key=True)


def _touched(review: Review, name: str) -> list[str]:
    """Recorded answers to a text that a variant alters, or after a demand that it alters."""
    record = review.scenario.record
    texts: set[str] = set()
    since: int | None = None
    order = list(record)
    for path in _paths(review, name):
        parts = path.split(".")
        if parts[0] == "texts" and len(parts) > 1:
            texts.add(parts[1])
        entry = record.get(parts[1]) if parts[0] == "record" and len(parts) > 1 else None
        if entry is not None and entry.does == "table":
            texts.add(entry.what)
        place = _demand_place(review, parts, order)
        if place is not None:
            since = place if since is None else min(since, place)
    return [
        entry
        for place, entry in enumerate(order)
        if record[entry].does in ANSWERS
        and (record[entry].what in texts or (since is not None and place > since))
    ]


def _demand_place(review: Review, parts: list[str], order: list[str]) -> int | None:
    """Where the record raises or withdraws the demand that a path alters, if it does."""
    record = review.scenario.record
    for place, name in enumerate(order):
        entry = record[name]
        if entry.does not in {"raise", "withdraw"}:
            continue
        direct = parts[0] == "record" and parts[1:2] == [name]
        if direct or (".".join(parts[:2]) == entry.what and parts[-1] in _DEMANDS):
            return place
    return None


def _mirror(review: Review, name: str, block: WhatIf) -> None:
    variants = {other: _paths(review, other) for other in review.scenario.what_if}
    changed.check_mirror(review, ("what_if", name), block.mirror, variants, "variant")
