"""The page that tells how the outcomes follow one input, or two."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sim.analysis.sweep_words import record_told, size_of, told
from sim.analysis.wording import NOTICE, in_100, named, percent, span_in_100
from sim.ensemble.axes import Axis, shown
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
from sim.text import many

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.analysis.shares import OutcomeShare
    from sim.analysis.sweeps import Point, Sweep
    from sim.plots.figure import Plate
    from sim.studies.sweep.result import SweepResult

_ROOM = 66  # columns of a terminal for the values of a map
AFTER = (
    "AFTER THE RECORD: at every point only draws that give the reported answers are kept. Indices "
    "of `detente sensitivity` are before it, so an input may lead there and be flat here."
)


def document(result: SweepResult) -> Document:
    """A result as a page."""
    sweep = result.sweep
    one = len(sweep.axes) == 1
    return (
        *_head(result),
        *(_along(sweep) if one else _map(sweep)),
        *(Text(text) for text in told(sweep) if one),
        *_notes(sweep),
        *_foot(result),
    )


def plates(result: SweepResult) -> Sequence[Plate]:
    """The shares along the input, or the map of two."""
    from sim.plots.sweep import sweep_plate  # noqa: PLC0415  (takes a second)
    from sim.plots.sweep_map import map_plate  # noqa: PLC0415  (the same)

    plate = sweep_plate if len(result.sweep.axes) == 1 else map_plate
    return [plate(result.sweep, result.title)]


def _head(result: SweepResult) -> Iterator[Block]:
    sweep = result.sweep
    yield Heading(result.title)
    yield Text(f"{NOTICE[0].upper()}{NOTICE[1:]}. Every number in it is assumed.")
    yield Text(f"{size_of(sweep)}. Seed {result.request.seed}.")
    if not result.complete:
        yield Text(
            f"STOPPED EARLY: {sweep.draws:,} of {many(sweep.asked, 'draw')} were played at every "
            "point; all below is of these."
        )


def _along(sweep: Sweep) -> Iterator[Block]:
    """One row a value: the share with both ranges, and how often the record comes out."""
    (axis,) = sweep.axes
    shares = [point.of(sweep.outcome) for point in sweep.points]
    known = [share for share in shares if share is not None]
    inputs = next((one.inputs for one in known if one.inputs is not None), None)
    wide = "" if inputs is None else f"central {percent(inputs.level)}"
    columns = [
        Column(("of 100",)),
        Column(("sampling", f"error {percent(known[0].sampling.level)}")),
        Column(("across other", f"inputs {wide}".strip())),
    ]
    if sweep.points[0].record is not None:
        columns.append(Column(("record, of", "100 tries")))
    rows = [_row(*one, axis) for one in zip(sweep.points, shares, strict=True)]
    title = f"{named(sweep.outcome).upper()} along {axis.called}, in {_each(sweep)} at each value"
    yield Table(title, tuple(columns), tuple(rows))
    yield Note(f"* what the scenario says it is: {axis.declares}")


def _each(sweep: Sweep) -> str:
    return many(sweep.draws * sweep.luck, "run")


def _row(point: Point, share: OutcomeShare | None, axis: Axis) -> Row:
    value = point.values[0]
    cells = ["-"] * 3
    if share is not None:
        inputs = "too few" if share.inputs is None else span_in_100(share.inputs)
        cells = [in_100(share.share), span_in_100(share.sampling), inputs]
    record = [] if point.record is None else [in_100(point.record)]
    label = f"{shown(value)} *" if axis.says(value) else shown(value)
    return Row(label, (*cells, *record))


def _map(sweep: Sweep) -> Iterator[Block]:
    """Shares by both inputs, as many columns as there is room for."""
    first, second = sweep.axes
    shares = {point.values: point.of(sweep.outcome) for point in sweep.points}
    wide = max(3, *(len(shown(value)) for value in first.values)) + 2
    apart = -(-len(first.values) * wide // _ROOM)
    values = first.values[::apart]
    rows = []
    for value in reversed(second.values):
        cells = [shares[column, value] for column in values]
        texts = ("-" if one is None else in_100(one.share) for one in cells)
        rows.append(Row(shown(value), tuple(texts)))
    title = (
        f"{named(sweep.outcome).upper()}, of 100, in {_each(sweep)} at each point: upward "
        f"{second.called}, to the right {first.called}"
    )
    yield Table(title, tuple(Column((shown(value),)) for value in values), tuple(rows))
    if apart > 1:
        yield Note(
            f"Of each {apart} values to the right one is shown; the figure's CSV file has all."
        )
    for axis in sweep.axes:
        yield Note(f"The scenario says of {axis.path}: {axis.declares}.")


def _notes(sweep: Sweep) -> Iterator[Block]:
    record = record_told(sweep)
    if record:
        yield Text(AFTER)
        yield Text(record)
    names = "this input is certain" if len(sweep.axes) == 1 else "these inputs are certain"
    also = ", and the record is conditioned on anew" if record else ""
    yield Text(
        f"At every point {names}, the others are drawn{also}: the share is what the model would "
        "say if this were known. How far an input moves a share is no measure of anyone's fault."
    )


def _foot(result: SweepResult) -> Iterator[Block]:
    path = f"{result.folder}/sweep.png" if "sweep.png" in result.files else ""
    yield Figure(path, f"how the share of {named(result.request.outcome)} follows", name="sweep")
    if result.name:
        head = "AGAIN" if result.complete or result.kept is None else "GO ON"
        yield Command(head, sweep_call(result, result.kept))
        if result.kept is None:
            yield Command("NEXT", sweep_call(result, "DIR"), "keeps what is played, and draws it")
    yield Note(f"detente {result.detente}, scenario {result.digest[:8]}")


def sweep_call(result: SweepResult, folder: str | None) -> str:
    """The command that plays it, into a folder."""
    changed = [*arguments(result.request), *given("--set", *result.sets)]
    return detente("sweep", operand(result.name), *changed, *given("-o", folder))
