"""The page of what an outcome hangs on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sim.analysis.factors import GROUPINGS
from sim.analysis.wording import ENDED, NOTICE, in_100, named, percent, whole
from sim.report.blocks import (
    Block,
    Column,
    Command,
    Document,
    Figure,
    Heading,
    Note,
    Row,
    Table,
    Text,
)
from sim.shell import detente, given, operand
from sim.studies.options import arguments
from sim.studies.sensitivity.notes import BEFORE, INTERVALS, NOTES, RANGES
from sim.text import many

if TYPE_CHECKING:
    from sim.analysis.resample import Interval
    from sim.analysis.sensitivity import Measured, Sensitivity
    from sim.plots.figure import Plate
    from sim.studies.sensitivity.result import SensitivityResult

MOST = 15  # inputs that are listed
BY = {"backing": "By what backs the word", "actor": "By actor", "issue": "By issue"}
HEADS = {
    "sobol": "SOBOL INDICES OF THE PROBABILITY",
    "morris": "ELEMENTARY EFFECTS (MORRIS)",
    "tornado": "ONE INPUT AT A TIME",
}


def document(result: SensitivityResult) -> Document:
    """A result as a page."""
    found = result.found
    return (
        *_head(result),
        *_luck(found),
        *_groups(found),
        *_inputs(found),
        *_notes(found),
        *_foot(result),
    )


def plates(result: SensitivityResult) -> Sequence[Plate]:
    """The inputs, and where there are any the groups of them; nothing where nothing is told."""
    from sim.plots.sensitivity import sensitivity_plates  # noqa: PLC0415  (takes a second)

    return sensitivity_plates(result.found, result.title)


def _head(result: SensitivityResult) -> Iterator[Block]:
    found = result.found
    yield Heading(result.title)
    yield Text(f"{NOTICE[0].upper()}{NOTICE[1:]}. Every number in it is assumed.")
    yield Text(
        f"{many(found.runs, 'run')}: {found.rows:,} rows of {many(found.blocks, 'point')} of the "
        f"inputs x {many(found.luck, 'run')} of luck, the same at every point. Seed "
        f"{result.request.seed}."
    )
    if found.record is not None:
        yield Text(BEFORE)
    if found.flagged:
        yield Text("THE GUARD INPUT CAME OUT AS SOMETHING: DO NOT TRUST THIS.")
    if not result.complete:
        yield Text(
            f"STOPPED EARLY: {found.rows:,} of {result.request.rows:,} rows were finished; all "
            "below is of these."
        )


def _span(interval: Interval) -> str:
    low, high = (str(whole(min(1.0, max(0.0, x)))) for x in (interval.low, interval.high))
    return f"({percent(interval.level)} interval {low} to {high})"


def _luck(found: Sensitivity) -> Iterator[Block]:
    spread = found.spread
    mean, part = spread.mean, spread.explained
    yield Heading(f"LUCK AND INPUTS: {named(found.outcome)}")
    yield Text(
        f"{in_100(mean.value)} of 100 runs {ENDED[found.outcome]}, over the ranges of all inputs "
        f"{_span(mean.interval)}."
    )
    if part is None:
        yield Text("All runs end alike: neither luck nor inputs move this.")
    elif not spread.moved:
        yield Text(
            "How far the inputs move this outcome cannot be said from so few runs: what they "
            "explain is not distinguishable from 0. More --runs or --points may do it."
        )
    else:
        yield Text(
            "Of the variance between runs, in whether one ends so, the inputs explain "
            f"{in_100(part.value)} of 100 {_span(part.interval)}. The other "
            f"{in_100(1 - part.value)} are luck: runs with the same inputs end differently."
        )


def _cells(found: Sensitivity, one: Measured, names: Sequence[str]) -> tuple[str, ...]:
    """Value and interval of each measure; where it cannot be told, how many runs change."""
    if not found.told:
        return (in_100(one.changed),)
    number, cells = found.method.number, list[str]()
    for name in names:
        size = one.measures[name]
        if size is None or one.changed == 0.0:
            cells += ["0", "no run changed"]
        elif size.interval is None:  # never two runs of one point
            cells += [number(size.value), "too few changed"]
        else:
            span = f"{number(size.interval.low)} to {number(size.interval.high)}"
            cells += [number(size.value), span]
    return tuple(cells)


def _columns(found: Sensitivity, names: Sequence[str]) -> tuple[Column, ...]:
    if not found.told:
        return (Column(("of 100",)),)
    level = percent(found.spread.mean.interval.level)
    called = (found.method.measures[name].removesuffix(" order") for name in names)
    heads = (head for name in called for head in (name, f"{level} interval"))
    return tuple(Column((head,)) for head in heads)


def _runs(found: Sensitivity) -> str:
    return f", in {many(found.runs, 'run')}"


def _groups(found: Sensitivity) -> Iterator[Block]:
    """The inputs together; nothing where they were not asked about so."""
    if not any(found.of(kind) for kind in GROUPINGS):
        return
    main, rows = [found.method.main], []
    for kind in GROUPINGS:
        if members := found.of(kind):
            rows.append(Row(BY[kind]))
        for one in members:
            name = f"{one.factor.name} ({many(len(one.factor.columns), 'input')})"
            rows.append(Row(name, _cells(found, one, main), 2))
    what = "total order" if found.told else "runs of 100 with a different outcome"
    title = f"INPUTS TOGETHER: {what}{_runs(found)}"
    yield Table(title, _columns(found, main), tuple(rows))
    size = found.resting
    if size is not None and size.interval is not None:
        yield Note(
            "How much rests on what nobody reported: "
            f"{in_100(min(1.0, max(0.0, size.value)))} of 100 of what the inputs explain "
            f"{_span(size.interval)} hangs on inputs that no source backs, by themselves or with "
            "others. Evidence backs words: the number behind a backed word is assumed too."
        )


def _inputs(found: Sensitivity) -> Iterator[Block]:
    title = f"{HEADS[found.method.name]}: {found.method.what}"
    if not found.told:
        title = "RUNS OF 100 WITH A DIFFERENT OUTCOME when an input alone is drawn again"
    names = list(found.method.measures)
    ranked = [one for one in found.by_size if one.changed > 0.0]
    rows = list[Row]()
    for one in ranked[:MOST]:
        rows += [Row(one.factor.name), Row(_about(one), _cells(found, one, names), 2)]
    for one in found.of("others"):
        name = f"{one.factor.name} ({many(len(one.factor.columns), 'input')})"
        rows.append(Row(name, _cells(found, one, names)))
    if rows:
        title += _runs(found) if "of 100" in title.lower() else ""
        yield Table(title, _columns(found, names), tuple(rows))
    rest, silent = ranked[MOST:], len(found.by_size) - len(ranked)
    if rest:
        largest = found.size(rest[0])
        above = "" if largest is None else f", none above {found.method.number(largest)}"
        yield Note(f"And {len(rest):,} more{above}.")
    if silent:
        yield Note(f"{many(silent, 'input')} changed no run.")


def _about(one: Measured) -> str:
    """The range of an input, what backs its word, and where a swing is from and to."""
    text = f"{one.factor.range_text}; {one.factor.backing}"
    if not one.ends:
        return text
    first, second = one.ends
    at = f"{in_100(first.share)} at {first.value}, {in_100(second.share)} at {second.value}"
    return f"{text}; of 100 runs {at}"


def _notes(found: Sensitivity) -> Iterator[Block]:
    guard = "Guard: an input that changes nothing was put among the others, and changed"
    if found.flagged:
        yield Text(
            f"{guard} {100 * found.guard.changed:.2g} of 100 runs. Something is wrong with the "
            "program or the machine: do not trust this, and report it."
        )
    else:
        yield Text(f"{guard} no run.")
    yield from map(Text, (RANGES, NOTES[found.method.name], INTERVALS))
    if found.record is not None:
        yield Text(
            "The record is played as reported at every point, however unlikely it is there. At "
            f"{in_100(found.record.possible)} of 100 points it could come out at all, with a mean "
            f"chance of {in_100(found.record.chance)} in 100. What it teaches about the inputs is "
            "no part of this: `detente infer` says that."
        )


def _foot(result: SensitivityResult) -> Iterator[Block]:
    stem = f"sensitivity-{result.found.method.name}"
    for name, about in (
        (stem, "the inputs that the outcome hangs on most"),
        (f"{stem}-groups", "inputs taken together"),
    ):
        path = f"{result.folder}/{name}.png" if f"{name}.png" in result.files else ""
        yield Figure(path, about, name=name)
    if result.name:
        words = [*arguments(result.request), *given("--set", *result.sets)]
        call = detente("sensitivity", operand(result.name), *words, *given("-o", result.kept))
        yield Command("AGAIN" if result.complete or result.kept is None else "GO ON", call)
    yield Note(f"detente {result.detente}, scenario {result.digest[:8]}")
