"""One run of an ensemble, before it is a row of a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sim.talks.projections import Summary

Value = float | str


@dataclass(frozen=True, slots=True)
class Row:
    """One run: its place in the ensemble, what it came to, and its inputs at the end.

    `inputs_tried` are the draws of inputs it took until its draw's were kept.
    """

    run: int
    draw: int
    luck: int
    inputs_tried: int
    summary: Summary
    values: Mapping[str, Value]
