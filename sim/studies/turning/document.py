"""The page that tells where a run's futures changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sim.analysis.shifts import points, points_span
from sim.analysis.wording import in_100, named, percent
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
from sim.shell import detente, operand
from sim.studies.options import arguments
from sim.telling.story import OUTCOMES
from sim.text import many

if TYPE_CHECKING:
    from sim.analysis.turning import Stretch, TurningPoint
    from sim.plots.figure import Plate
    from sim.studies.turning.result import TurningResult

MOST, OTHERS = 12, 3  # swings listed: called, and not


def document(result: TurningResult) -> Document:
    """A result as a page."""
    if not result.found.rows:
        none = Text("Nobody decides anything in this run after the record.")
        return (*_head(result), none, *_foot(result))
    return (
        *_head(result),
        *_swings(result),
        *_between(result),
        *_says(result),
        *_foot(result),
    )


def plates(result: TurningResult) -> Sequence[Plate]:
    """The shares along the run; nothing where nobody decides."""
    from sim.plots.turning import turning_plate  # noqa: PLC0415  (takes a second)

    if not result.found.rows:
        return []
    return [turning_plate(result.found, result.what, result.title)]


def _head(result: TurningResult) -> Iterator[Block]:
    found = result.found
    yield Heading(result.title)
    yield Text(
        "Futures of one run of a model: neither news nor forecast. Every number in it is assumed."
    )
    yield Text(
        f"{many(len(found.rows), 'decision')} after the record, {many(found.futures, 'future')} "
        f"before and after each, of the same luck. The run itself: {OUTCOMES[result.outcome]}."
    )
    if not result.complete:
        yield Text(
            f"STOPPED EARLY: {found.futures:,} of {many(result.request.futures, 'future')} of "
            "every decision were finished; all below is of these."
        )
    if result.counts:
        yield Text(result.counts)


def _columns(result: TurningResult) -> tuple[Column, ...]:
    return Column(("change",)), Column((f"joint {percent(result.found.level)} interval",))


def _swings(result: TurningResult) -> Iterator[Block]:
    found, columns = result.found, _columns(result)
    called, size = found.called, many(found.futures, "future")
    if called:
        title = f"THE LARGEST SWINGS, of 100, in {size}"
        yield Table(title, columns, tuple(_rows(result, called[:MOST])))
    else:
        yield Text("No decision's swing is distinguishable from 0.")
    if more := len(called) - len(called[:MOST]):
        yield Note(f"{more} more are distinguishable from 0, and in the figure's CSV file.")
    others = [row for row in found.by_size if not row.called and not row.certain]
    if others:
        title = f"NOT DISTINGUISHABLE FROM 0: the largest of these, of 100, in {size}"
        yield Table(title, columns, tuple(_rows(result, others[:OTHERS])))


def _rows(result: TurningResult, swings: Sequence[TurningPoint]) -> Iterator[Row]:
    for one in swings:
        before, after = in_100(one.before[one.outcome]), in_100(one.after[one.outcome])
        yield Row(f"{one.seq} ~ {result.days[one.seq]} {result.what[one.seq]}")
        moved = f"{named(one.outcome)} {before} to {after}"
        yield Row(moved, (points(one.shift), points_span(one.interval)), 2)


def _between(result: TurningResult) -> Iterator[Block]:
    stretches = result.found.stretches[:OTHERS]
    if stretches:
        size = many(result.found.futures, "future")
        title = f"BETWEEN DECISIONS, where time passes and luck shows, of 100, in {size}"
        yield Table(title, _columns(result), tuple(_stretch(one) for one in stretches))
    else:
        yield Text("Between decisions no share changes by what is distinguishable from 0.")


def _stretch(one: Stretch) -> Row:
    shift = next(shift for shift in one.shifts if shift.outcome == one.outcome)
    moved = f"{named(one.outcome)} {in_100(shift.without)} to {in_100(shift.given)}"
    label = f"after {one.after}, before {one.until}: {moved}"
    return Row(label, (points(one.shift), points_span(one.interval)))


def _says(result: TurningResult) -> Iterator[Block]:
    found = result.found
    yield Text(
        "Before: a decision is drawn again in every future, with all luck that has not shown. "
        "After: it is as it was. Inputs that nobody reported are as this run drew them, on both "
        "sides: this is where this run turned, not where the talks would. No measure of anyone's "
        "fault."
    )
    bound = (
        f" {found.certain:,} of the {many(len(found.rows), 'decision')} move no future: by then "
        "they were bound to come."
    )
    yield Text(
        f"{found.comparisons:,} intervals hold together at {percent(found.level)} (Bonferroni: "
        f"each at {percent(round(found.each_level, 6))}); futures of equal luck are paired (Tango "
        f"1998).{bound if found.certain else ''}"
    )


def _foot(result: TurningResult) -> Iterator[Block]:
    stem = "turning-points"
    path = f"{result.folder}/{stem}.png" if f"{stem}.png" in result.files else ""
    yield Figure(path, "shares of the outcomes along the run", name=stem)
    if result.files:
        yield Note(f"Written to {result.folder}/: {'  '.join(result.files)}")
    if result.name:
        name = operand(result.name)
        yield Command("AGAIN", detente(stem, name, *arguments(result.request), *result.words))
        if result.found.rows:
            first = result.found.by_size[0].seq
            yield Command("NEXT", detente("explain", name, first, *result.words), "why it came")
    yield Note(f"detente {result.detente}, scenario {result.digest[:8]}")
