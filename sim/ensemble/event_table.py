"""Events as a table: one row an event, the numbers most asked for in columns of their own.

Columns: run, seq, tick, type, schema, actor, cause, fired, provenance; text, worth, no_deal,
aspiration, aversion, luck (of the weighing an answer rests on), chance, draw; `rest`, all other
fields as JSON. Nothing is lost: `event_rows.event_of_row` gives the event back.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from sim.ensemble.event_rows import WEIGHED, Line

Schema = dict[str, type[pl.DataType]]

EVENTS: Schema = {
    "run": pl.Int64,
    "seq": pl.Int32,
    "tick": pl.Int64,
    "type": pl.String,
    "schema": pl.Int16,
    "actor": pl.String,
    "cause": pl.Int32,
    "fired": pl.Int32,
    "provenance": pl.String,
    "text": pl.Int32,
    **dict.fromkeys(WEIGHED, pl.Float64),
    "chance": pl.Float64,
    "draw": pl.Float64,
    "rest": pl.String,
}


def events_frame(lines: Sequence[Line]) -> pl.DataFrame:
    """The table of rows."""
    columns = zip(*lines, strict=True) if lines else ((),) * len(EVENTS)
    return pl.DataFrame(
        [
            pl.Series(name, column, kind)
            for (name, kind), column in zip(EVENTS.items(), columns, strict=True)
        ]
    )
