"""The page that sets scenarios side by side."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sim.analysis.contrasts import by_size, moved_most
from sim.analysis.shifts import points, points_span
from sim.analysis.wording import ENDED, NOTICE, in_100, named, percent, size_of
from sim.report.blocks import (
    Block,
    Column,
    Command,
    Document,
    Figure,
    Heading,
    Note,
    Pairs,
    Row,
    Table,
    Text,
)
from sim.shell import detente, given, operand
from sim.studies.options import arguments
from sim.talks.events import OUTCOMES
from sim.text import many

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.analysis.contrasts import Comparison
    from sim.plots.figure import Plate
    from sim.studies.compare.result import CompareResult

KINDS = {"now": "from now", "start": "from the start", "other": "another scenario"}
_NOTES = {
    "now": "From now: the same kept runs with the same past and luck, compared run by run; the "
    "interval is of the paired difference, resampled by draws of the inputs.",
    "start": "From the start: the past is another, so the record is conditioned on anew and other "
    "inputs may be kept. Draws of the same number have the same luck and are resampled in pairs; "
    "runs are not paired.",
    "other": "Another scenario: conditioned on its own record, nothing is paired. It is another "
    "model, with its own assumptions.",
}


def document(result: CompareResult) -> Document:
    """A result as a page."""
    first = moved_most(result.beside)
    return (
        *_head(result, first),
        *(_table(result, outcome) for outcome in _in_order(first)),
        Note(_chance(result)),
        Pairs(tuple((f"{one.name} ({KINDS[one.kind]})", one.title) for one in _by_name(result))),
        *_notes(result),
        *_foot(result),
    )


def plates(result: CompareResult) -> Sequence[Plate]:
    """How far everything differs, drawn."""
    from sim.plots.contrasts import contrasts_plate  # noqa: PLC0415  (takes a second)

    return [contrasts_plate(result.beside, result.title, size_of(result.design))]


def _in_order(first: str) -> list[str]:
    return [first, *(name for name in OUTCOMES if name != first)]


def _by_name(result: CompareResult) -> list[Comparison]:
    return sorted(result.beside, key=lambda one: one.name)


def _head(result: CompareResult, first: str) -> Iterator[Block]:
    yield Heading(result.title)
    yield Text(f"{NOTICE[0].upper()}{NOTICE[1:]}. Every number in it is assumed.")
    yield Text(f"Each: {size_of(result.design)}. Seed {result.request.seed}.")
    if not result.complete:
        yield Text(f"STOPPED EARLY: {many(len(result.beside), 'comparison')} finished.")
    yield Text(_largest(result, first))


def _largest(result: CompareResult, outcome: str) -> str:
    """What differs most, as a sentence."""
    apart = [one for one in by_size(result.beside, outcome) if one.of(outcome).told_apart]
    if not apart:
        return f"No difference in {named(outcome)} is distinguishable from 0."
    one, found = apart[0], apart[0].of(outcome)
    size = f"{points(found.difference)} of 100; {percent(found.interval.level)} interval"
    return (
        f'The largest difference: with "{one.title}" {in_100(found.other)} of 100 runs '
        f"{ENDED[outcome]} instead of {in_100(found.base)} ({size} {points_span(found.interval)})."
    )


def _table(result: CompareResult, outcome: str) -> Table:
    """How far each moves one outcome, the furthest first."""
    base = next(share for share in result.base if share.outcome == outcome)
    level = percent(result.beside[0].contrasts[0].interval.level)
    columns = (Column(("share",)), Column(("difference",)), Column((f"{level} interval",)))
    rows = [Row("as it is", (in_100(base.share), "", ""))]
    for one in by_size(result.beside, outcome):
        found = one.of(outcome)
        mark = "*" if found.told_apart else " "  # keeps its place, so that numbers align
        size = f"{points(found.difference)} {mark}"
        rows.append(Row(one.title, (in_100(found.other), size, points_span(found.interval))))
    title = f"{named(outcome).upper()}, of 100, in {many(result.design.runs, 'run')} each"
    return Table(title, columns, tuple(rows))


def _chance(result: CompareResult) -> str:
    count = len(result.beside) * len(OUTCOMES)
    return (
        f"* distinguishable from 0: its interval leaves out 0. Each is 95% by itself; of {count} "
        f"differences that were all 0, about {by_chance(count)} would be marked by chance."
    )


def by_chance(count: int) -> str:
    """How many of so many differences, all 0, are told apart at 95%: `2`, `0.5`."""
    expected = 0.05 * count
    return f"{expected:.0f}" if expected >= 1 else f"{expected:.1g}"


def _notes(result: CompareResult) -> Iterator[Block]:
    kinds = {one.kind for one in result.beside}
    for kind in (kind for kind in _NOTES if kind in kinds):
        yield Text(_NOTES[kind])
    if not result.mirrored:
        yield Text("No mirror beside it: no other party can do the same to its own.")
    yield Text("A share that moves most is no measure of anyone's fault.")


def _foot(result: CompareResult) -> Iterator[Block]:
    path = f"{result.folder}/compare.png" if "compare.png" in result.files else ""
    about = "how far each outcome differs, with intervals"
    yield Figure(path, about, name="compare")
    if result.names:
        changed = given("--set", *result.sets)
        names = [operand(name) for name in result.names]
        yield Command("AGAIN", detente("compare", *names, *arguments(result.request), *changed))
        named_so = [one.name for one in result.beside if one.kind != "other"]
        if named_so and not result.request.now:
            call = detente("ensemble", names[0], *given("--what-if", named_so[0]), *changed)
            yield Command("NEXT", call, "all that one of them comes to")
    yield Note(f"detente {result.detente}, scenario {result.digest[:8]}")
