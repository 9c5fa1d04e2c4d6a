"""Runs of one draw that were played at once, and the table of them: straight from their numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from sim.core import codes
from sim.ensemble.frame import Layout, runs_frame
from sim.ensemble.inputs import Kept
from sim.ensemble.row import Row, Value
from sim.model.constants import MINUTES_A_DAY
from sim.scenario.names import Names
from sim.talks.events import OUTCOMES

Floats = npt.NDArray[np.float64]
_ENDINGS = np.array(OUTCOMES, dtype=object)
_WHOLE = {  # columns of whole numbers, by where each stands
    "tried": codes.RUN_TRIED,
    "open_packages": codes.RUN_OPEN,
    "texts": codes.RUN_TEXTS,
    "events": codes.RUN_EVENTS,
    "lapsed": codes.RUN_LAPSED,
    "unanswered": codes.RUN_UNANSWERED,
    "replaced": codes.RUN_REPLACED,
}
_WORTHS = {
    "worth": codes.RUN_WORTH,
    "surplus": codes.RUN_SURPLUS,
    "no_deal": codes.RUN_NO_DEAL,
}
_COUNTS = {
    "tabled": codes.RUN_TABLED,
    "revising": codes.RUN_REVISING,
    "missing": codes.RUN_MISSING,
}


@dataclass(frozen=True, slots=True)
class Batch:
    """Runs of one draw: their numbers (runs, columns), where `sim.core.codes` has them.

    `draws` is D, the draws there may be; `now` the tick at which the record ends.
    """

    draw: int
    draws: int
    numbers: range
    inputs_tried: int
    values: Mapping[str, Value]
    names: Names
    now: int
    table: Floats

    @classmethod
    def of(cls, kept: Kept, draws: int, numbers: range, found: bytes) -> Batch | None:
        """The runs of a draw; None where one of them could not be played."""
        tables = kept.record[1].tables
        table = np.frombuffer(found).reshape(len(numbers), -1)
        if (table[:, codes.RUN_OUTCOME] == codes.ELSEWHERE).any():
            return None
        values, now = tables.values, tables.rules.now
        return cls(kept.draw, draws, numbers, kept.tried, values, tables.names, now, table)


def table_of(rows: Sequence[Row], batches: Sequence[Batch], layout: Layout) -> pl.DataFrame:
    """The table of runs in run order, as `runs_frame` makes it of runs one by one."""
    if not batches:
        return runs_frame(rows, layout)
    found = _frame(batches, layout)
    return (pl.concat([runs_frame(rows, layout), found]) if rows else found).sort("run")


def _frame(batches: Sequence[Batch], layout: Layout) -> pl.DataFrame:
    names, now = batches[0].names, batches[0].now
    table = np.concatenate([one.table for one in batches])
    runs = np.concatenate([np.arange(*_ends(one.numbers), dtype=np.int64) for one in batches])
    times = [len(one.numbers) for one in batches]
    draws = np.repeat([one.draw for one in batches], times)
    columns: dict[str, Any] = {
        "run": runs,
        "draw": draws,
        "luck": runs // batches[0].draws,
        "inputs_tried": np.repeat([one.inputs_tried for one in batches], times),
        "weight": np.ones(len(runs)),
        "outcome": _ENDINGS[table[:, codes.RUN_OUTCOME].astype(np.int64)],
        "framework_day": (table[:, codes.RUN_FRAMEWORK_TICK] - now) / MINUTES_A_DAY,
        "end_day": (table[:, codes.RUN_TICK] - now) / MINUTES_A_DAY,
        **{name: table[:, place].astype(np.int64) for name, place in _WHOLE.items()},
        **_terms(table[:, codes.RUN_FRAMEWORK].astype(np.int64), names),
        **_by_actor(table, names.actors, layout),
    }
    for path, words in layout.inputs.items():
        of_draws = [one.values.get(path) for one in batches]
        columns[f"input.{path}"] = np.repeat(np.array(of_draws, object if words else float), times)
    return pl.DataFrame(
        [_series(name, columns[name], kind) for name, kind in layout.schema.items()]
    )


def _ends(numbers: range) -> tuple[int, int, int]:
    return numbers.start, numbers.stop, numbers.step


def _series(name: str, column: Any, kind: type[pl.DataType]) -> pl.Series:
    if column.dtype == object:
        return pl.Series(name, column.tolist(), kind)
    found = pl.Series(name, np.ascontiguousarray(column), kind)
    return found.fill_nan(None) if kind is pl.Float64 else found


def _terms(packages: npt.NDArray[np.int64], names: Names) -> dict[str, Any]:
    """By issue, the option of each run's framework; None: it has none."""
    found = {}
    for j, issue in enumerate(names.issues):
        ids = [names.options[j][options[j]] for options in names.package_options]
        found[f"term.{issue}"] = np.array([*ids, None], dtype=object)[packages]  # -1: the last
    return found


def _by_actor(table: Floats, actors: Sequence[str], layout: Layout) -> dict[str, Any]:
    def column(kind: int, actor: str) -> Floats:
        found: Floats = table[:, codes.RUN_ACTORS + kind * len(actors) + actors.index(actor)]
        return found

    found: dict[str, Any] = {}
    for what, kind in _WORTHS.items():
        found |= {f"{what}.{actor}": column(kind, actor) for actor in layout.actors}
    for what, kind in _COUNTS.items():
        whose = layout.actors if what == "missing" else layout.tablers
        found |= {f"{what}.{actor}": column(kind, actor).astype(np.int64) for actor in whose}
    return found
