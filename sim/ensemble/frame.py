"""Runs as a table: one row a run, in polars.

Columns: those of `OWN` (`TALLIED`: of the texts tabled after the record), `term.<issue>` of the
framework; `worth.<actor>`, `surplus.<actor>` of it and `no_deal.<actor>` at the end;
`tabled.<actor>`, `revising.<actor>` and `missing.<actor>` of the texts; `input.<path>`, the
effective value of every input. Which columns there are depends on the case and its what-if alone,
never on what was played.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np
import numpy.typing as npt
import polars as pl

from sim.ensemble.row import Row, Value
from sim.scenario.distributions import possible

if TYPE_CHECKING:
    from sim.scenario.case import Case

Schema = dict[str, type[pl.DataType]]
Hashes = npt.NDArray[np.uint8]  # (runs, 16)

TALLIED: Schema = dict.fromkeys(("lapsed", "unanswered", "replaced"), pl.Int64)
OWN: Schema = {
    "run": pl.Int64,
    "draw": pl.Int64,
    "luck": pl.Int64,
    "inputs_tried": pl.Int64,
    "tried": pl.Int64,
    "weight": pl.Float64,
    "outcome": pl.String,
    "framework_day": pl.Float64,
    "end_day": pl.Float64,
    "open_packages": pl.Int64,
    "texts": pl.Int64,
    "events": pl.Int64,
    **TALLIED,
}
_TABLED = ("tabled", "revising")
HASH_SIZE = 16  # bytes a run


@dataclass(frozen=True, slots=True)
class Layout:
    """What the table of a case has besides the columns that all have."""

    issues: tuple[str, ...]
    actors: tuple[str, ...]  # that consent
    tablers: tuple[str, ...]  # mediators and parties
    inputs: Mapping[str, bool]  # by path: whether it is given in words

    @property
    def schema(self) -> Schema:
        """All columns in order."""
        terms: Schema = {f"term.{issue}": pl.String for issue in self.issues}
        worths: Schema = {
            f"{what}.{actor}": pl.Float64
            for what in ("worth", "surplus", "no_deal")
            for actor in self.actors
        }
        texts: Schema = dict.fromkeys(
            [
                *(f"{what}.{actor}" for what in _TABLED for actor in self.tablers),
                *(f"missing.{actor}" for actor in self.actors),
            ],
            pl.Int64,
        )
        inputs: Schema = {
            f"input.{path}": pl.String if words else pl.Float64
            for path, words in self.inputs.items()
        }
        return {**OWN, **terms, **worths, **texts, **inputs}


def layout_of(case: Case, what_if: str = "") -> Layout:
    """The layout of a case's table, with the inputs that a what-if from now adds."""
    tables = case.at(case.draw(lambda _: 0.5))
    words: dict[str, bool] = {}
    for one in (one for each in cases_of(case, what_if) for one in each.inputs):
        in_words = any(isinstance(value, str) for value in possible(one.dist))
        words[one.path] = words.get(one.path, False) or in_words
    return Layout(
        tables.names.issues,
        tuple(tables.names.actors[i] for i in tables.concerned),
        tuple(tables.names.actors[i] for i in sorted({*tables.parties, *tables.names.mediators})),
        dict(sorted(words.items())),
    )


def cases_of(case: Case, what_if: str) -> list[Case]:
    """The cases that a run's inputs are of: its own, and what a what-if from now makes of it."""
    moves = case.what_if[what_if].moves if what_if else ()
    return [case, *(case.variant(move.sets) for move in moves if move.sets)]


def runs_frame(rows: Sequence[Row], layout: Layout) -> pl.DataFrame:
    """The table of runs in run order."""
    rows = sorted(rows, key=lambda row: row.run)
    summaries = [row.summary for row in rows]
    tallies = [one.tally for one in summaries]
    columns: dict[str, Sequence[Any]] = {
        **{name: [getattr(row, name) for row in rows] for name in Row.__slots__[:4]},
        **{
            name: [getattr(one, name) for one in summaries] for name in list(OWN)[4 : -len(TALLIED)]
        },
        **{name: [getattr(one, name) for one in tallies] for name in TALLIED},
    }
    for name in _TABLED:
        for actor in layout.tablers:
            columns[f"{name}.{actor}"] = [getattr(one, name).get(actor, 0) for one in tallies]
    for issue in layout.issues:
        columns[f"term.{issue}"] = [_of(one.terms, issue) for one in summaries]
    for actor in layout.actors:
        columns[f"worth.{actor}"] = [_of(one.worths, actor) for one in summaries]
        columns[f"surplus.{actor}"] = [_of(one.surpluses, actor) for one in summaries]
        columns[f"no_deal.{actor}"] = [_of(one.no_deal, actor) for one in summaries]
        columns[f"missing.{actor}"] = [one.missing.get(actor, 0) for one in tallies]
    for path in layout.inputs:
        columns[f"input.{path}"] = [row.values.get(path) for row in rows]
    return pl.DataFrame(
        [pl.Series(name, columns[name], kind) for name, kind in layout.schema.items()]
    )


def _of(part: Mapping[str, Value] | None, name: str) -> Value | None:
    return None if part is None else part.get(name)


def row_hashes(frame: pl.DataFrame) -> Hashes:
    """A hash of each row, in the order of the frame."""
    encode = msgspec.json.Encoder().encode
    found = b"".join(
        hashlib.blake2b(encode(row), digest_size=HASH_SIZE).digest() for row in frame.iter_rows()
    )
    return np.frombuffer(found, dtype=np.uint8).reshape(-1, HASH_SIZE)


def digest_of(columns: Sequence[str], hashes: Hashes) -> str:
    """The sha256 of rows from their hashes in run order: the same however they were cut up."""
    return hashlib.sha256(msgspec.json.encode(list(columns)) + hashes.tobytes()).hexdigest()


def results_digest(frame: pl.DataFrame) -> str:
    """The same of a whole table."""
    return digest_of(frame.columns, row_hashes(frame.sort("run")))
