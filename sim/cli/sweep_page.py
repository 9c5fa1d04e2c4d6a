"""The page that tells how the outcomes follow one input, or two."""

from __future__ import annotations

from collections.abc import Sequence

from sim.analysis.shares import OutcomeShare
from sim.analysis.sweep_words import record_told, size_of, told
from sim.analysis.sweeps import Point, Sweep
from sim.analysis.wording import in_100, named, percent, span_in_100
from sim.cli.layout import command, paragraph, table
from sim.cli.output import WIDTH
from sim.cli.swept import Swept
from sim.ensemble.axes import Axis, shown
from sim.text import many
from sim.version import VERSION


def page(found: Swept, files: Sequence[str]) -> list[str]:
    """A sweep as a page."""
    sweep = found.sweep
    one = len(sweep.axes) == 1
    lines = [
        *paragraph(found.title),
        *paragraph("Runs of a model: neither news nor forecast. All of its numbers are assumed."),
        *paragraph(f"{size_of(sweep)}. Seed {found.asked.seed}."),
        *_early(found),
        "",
        *(_along(sweep) if one else _map(sweep)),
        "",
        *[line for text in told(sweep) if one for line in paragraph(text)],
        *[line for text in _notes(sweep) for line in paragraph(text)],
        "",
    ]
    if files:
        lines += ["FIGURE, with its numbers", *files, ""]
    return [*lines, *_footer(found)]


def _early(found: Swept) -> list[str]:
    if found.complete:
        return []
    sweep = found.sweep
    return paragraph(
        f"STOPPED EARLY: {sweep.draws:,} of {many(sweep.asked, 'draw')} were played at every "
        "point; all below is of these."
    )


def _along(sweep: Sweep) -> list[str]:
    """One row a value: the share with both ranges, and how often the record comes out."""
    (axis,) = sweep.axes
    shares = [point.of(sweep.outcome) for point in sweep.points]
    known = [share for share in shares if share is not None]
    inputs = next((one.inputs for one in known if one.inputs is not None), None)
    differ = "differ: too few" if inputs is None else f"differ, {percent(inputs.level)} range"
    above = ["", "of 100", "if played again", "if the inputs"]
    below = ["", "runs", f"{percent(known[0].sampling.level)} interval", differ]
    if sweep.points[0].record is not None:
        above, below = [*above, "record, of"], [*below, "100 tries"]
    rows = [_row(*one, axis) for one in zip(sweep.points, shares, strict=True)]
    return [
        *paragraph(f"{named(sweep.outcome).upper()} along {axis.called}"),
        *table([above, below, *rows]),
        *paragraph(f"* what the scenario says it is: {axis.declares}", 2),
    ]


def _row(point: Point, share: OutcomeShare | None, axis: Axis) -> list[str]:
    value = point.values[0]
    head = f"{shown(value):>6}" if axis.numeric else shown(value)
    cells = ["-"] * 3
    if share is not None:
        cells = [in_100(share.share), span_in_100(share.sampling), span_in_100(share.inputs)]
    record = [] if point.record is None else [in_100(point.record)]
    return [f"{head} *" if axis.says(value) else head, *cells, *record]


def _map(sweep: Sweep) -> list[str]:
    """Shares by both inputs, as many columns as there is room for."""
    first, second = sweep.axes
    shares = {point.values: point.of(sweep.outcome) for point in sweep.points}
    heads = [shown(value) for value in second.values]
    left = max(map(len, heads)) + 2
    wide = max(3, *(len(shown(value)) for value in first.values)) + 1
    room = max(1, (WIDTH - left) // wide)
    apart = -(-len(first.values) // room)
    columns = first.values[::apart]
    rows = ["".join([" " * left, *(f"{shown(value):>{wide}}" for value in columns)])]
    for value, head in reversed(list(zip(second.values, heads, strict=True))):
        cells = [shares[column, value] for column in columns]
        texts = ["-" if one is None else in_100(one.share) for one in cells]
        rows.append("".join([f"{head:>{left}}", *(f"{text:>{wide}}" for text in texts)]))
    skipped = f" Every {_nth(apart)} value to the right; the CSV has all." if apart > 1 else ""
    return [
        *paragraph(
            f"{named(sweep.outcome).upper()}, of 100 runs: upward {second.called}, to the right "
            f"{first.called}.{skipped}"
        ),
        "",
        *rows,
        "",
        *(
            line
            for axis in sweep.axes
            for line in paragraph(f"The scenario says of {axis.path}: {axis.declares}.")
        ),
    ]


def _nth(number: int) -> str:
    return {2: "second", 3: "third"}.get(number, f"{number}th")


AFTER = (
    "AFTER THE RECORD: at every point only draws that give the reported answers are kept. Indices "
    "of `detente sensitivity` are before it, so an input may lead there and be flat here."
)


def _notes(sweep: Sweep) -> list[str]:
    record = record_told(sweep)
    names = "this input is certain" if len(sweep.axes) == 1 else "these inputs are certain"
    given = ", and the record is conditioned on anew" if record else ""
    means = (
        f"At every point {names}, the others are drawn{given}: the share is what the model would "
        "say if this were known. How far an input moves a share is no measure of anyone's fault."
    )
    return [AFTER, record, means] if record else [means]


def _footer(found: Swept) -> list[str]:
    asked = found.asked
    told = []
    if not found.complete and asked.out is not None:
        told += command("Go on:", asked.again(), 9)
    else:
        told += command("Again:", asked.again(), 9)
    if asked.out is None:
        told += command("Next:", asked.again("DIR"), 9)
    return [
        *told,
        f"         detente {VERSION}, scenario {found.case.digest[:8]}",
    ]
