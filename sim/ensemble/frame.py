"""Runs as a table: one row a run, in polars.

Columns: run, draw, luck, tried, weight, outcome, framework_day, end_day, texts, events;
`term.<issue>` of the framework; `worth.<actor>`, `surplus.<actor>` of it and
`no_deal.<actor>` at the end; `input.<path>`, the effective value of every input.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from sim.scenario.tables import Names
from sim.talks.projections import Summary


@dataclass(frozen=True, slots=True)
class Row:
    """One run: its place in the ensemble, and what it came to."""

    run: int
    draw: int
    luck: int
    summary: Summary


def runs_frame(
    rows: Sequence[Row],
    inputs: Mapping[int, Mapping[str, float | str]],
    names: Names,
    consenting: Sequence[int],
) -> pl.DataFrame:
    """The table of runs in run order; `inputs` by draw."""
    rows = sorted(rows, key=lambda row: row.run)
    actors = [names.actors[i] for i in consenting]
    columns: list[pl.Series] = [
        pl.Series("run", [r.run for r in rows], pl.Int64),
        pl.Series("draw", [r.draw for r in rows], pl.Int64),
        pl.Series("luck", [r.luck for r in rows], pl.Int64),
        pl.Series("tried", [r.summary.tried for r in rows], pl.Int64),
        pl.Series("weight", [r.summary.weight for r in rows], pl.Float64),
        pl.Series("outcome", [r.summary.outcome for r in rows], pl.String),
        pl.Series("framework_day", [r.summary.framework_day for r in rows], pl.Float64),
        pl.Series("end_day", [r.summary.end_day for r in rows], pl.Float64),
        pl.Series("texts", [r.summary.texts for r in rows], pl.Int64),
        pl.Series("events", [r.summary.events for r in rows], pl.Int64),
    ]
    summaries = [r.summary for r in rows]
    for issue in names.issues:
        terms = [None if s.terms is None else s.terms[issue] for s in summaries]
        columns.append(pl.Series(f"term.{issue}", terms, pl.String))
    for prefix, parts in (
        ("worth", [s.worths for s in summaries]),
        ("surplus", [s.surpluses for s in summaries]),
        ("no_deal", [s.no_deal for s in summaries]),
    ):
        for actor in actors:
            values = [None if part is None else part.get(actor) for part in parts]
            columns.append(pl.Series(f"{prefix}.{actor}", values, pl.Float64))
    return pl.DataFrame(columns).hstack(_inputs(rows, inputs))


def _inputs(rows: Sequence[Row], inputs: Mapping[int, Mapping[str, float | str]]) -> pl.DataFrame:
    draws = [inputs[row.draw] for row in rows]
    paths = sorted({path for values in inputs.values() for path in values})
    found = []
    for path in paths:
        values = [values.get(path) for values in draws]
        text = any(isinstance(value, str) for value in values)
        kind = pl.String if text else pl.Float64
        found.append(pl.Series(f"input.{path}", values, kind, strict=not text))
    return pl.DataFrame(found)
