"""A table of four runs made up so that what became of their texts is known."""

from __future__ import annotations

from typing import Any

import polars as pl

from sim.analysis.text_counts import TextCounts, text_counts

RUNS: dict[str, list[Any]] = {  # four runs of two draws: mia mediates, ada and bob are parties
    "run": [0, 1, 2, 3],
    "draw": [0, 1, 0, 1],
    "weight": [1.0, 1.0, 1.0, 1.0],
    "framework_day": [12.0, None, 30.0, None],
    "open_packages": [4, 0, 5, 0],
    "lapsed": [1, 3, 0, 1],
    "unanswered": [1, 2, 0, 0],
    "replaced": [1, 0, 0, 0],
    "tabled.ada": [1, 0, 0, 0],
    "tabled.bob": [0, 0, 0, 0],
    "tabled.mia": [2, 3, 1, 2],
    "revising.ada": [1, 0, 0, 0],
    "revising.bob": [0, 0, 0, 0],
    "revising.mia": [1, 0, 0, 1],
    "missing.ada": [1, 0, 0, 0],
    "missing.bob": [1, 2, 0, 0],
    "surplus.ada": [0.25, None, -0.125, None],
    "surplus.bob": [0.5, None, 0.0, None],
}


def counted(**changes: list[Any]) -> TextCounts:
    """Their counts, some columns changed."""
    frame = pl.DataFrame(RUNS | changes, schema_overrides={"surplus.ada": pl.Float64})
    return text_counts(frame, ("ada", "bob"))
