"""What the ranges of the unknown numbers do, as a part of an ensemble's page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sim.analysis.wording import in_100, named, signed_in_100, span_in_100
from sim.report.blocks import Block, Column, Note, Row, Table
from sim.studies.ensemble.called import input_of, outcomes
from sim.text import many

if TYPE_CHECKING:
    from sim.analysis.effects import IfChanged
    from sim.analysis.effects import Row as Position
    from sim.analysis.shares import OutcomeShare
    from sim.studies.ensemble.result import EnsembleResult

_MOST = 3  # positions, each with all who hold it


def widths(result: EnsembleResult) -> Iterator[Block]:
    """Shares of all outcomes, and the largest changes of positions, beside the first study's."""
    other = result.ranged
    if other is None:
        return
    columns = Column(("as they are",)), Column((f"{other.ranges} as wide",))
    both = zip(result.outcomes, other.outcomes, strict=True)
    rows = [Row(named(one.outcome), (_share(one), _share(its))) for one, its in both]
    if result.changes is not None and other.if_changed is not None:
        rows += _positions(result, result.changes.if_changed, other.if_changed)
    runs = many(result.design.runs, "run")
    yield Table(f"WHAT THE RANGES DO: of 100, in {runs} each", columns, tuple(rows))
    yield Note(
        f"{other.ranges.capitalize()} as wide around their middle, within hard limits: "
        f"{many(other.inputs, 'unknown number')}. Words keep all that they may be, and so does "
        "what a fact backs."
    )


def _share(one: OutcomeShare) -> str:
    return f"{in_100(one.share)} ({span_in_100(one.sampling)})"


def _positions(result: EnsembleResult, first: IfChanged, other: IfChanged) -> Iterator[Row]:
    """What the first positions of the first study move, mirror inputs side by side."""
    asked = result.request.outcome
    its = {row.path: row for row in other.rows}
    largest = [row for group in first.groups[:_MOST] for row in group if row.path in its]
    if largest:
        what = outcomes(result.names, asked)
        kept = f"{first.runs:,} kept runs"
        yield Row(f"change of {what} between the ends of each one's own range, in {kept}")
    for row in largest:
        cells = (_change(row, asked), _change(its[row.path], asked))
        yield Row(input_of(result.names, row.path), cells, 2)


def _change(row: Position, asked: str) -> str:
    effect = row.of(asked)
    ends = f"{signed_in_100(effect.least)} to {signed_in_100(effect.most)}"
    return f"{signed_in_100(effect.shift)} ({ends})"
