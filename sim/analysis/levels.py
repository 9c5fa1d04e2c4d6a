"""The levels at which an input is told: of numbers the lowest and highest third, of names each.

In declared order: never the best and the worst that were seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.association import Draws
from sim.analysis.runs import Bools, Floats, weighted_quantiles
from sim.scenario.distributions import possible

if TYPE_CHECKING:
    import polars as pl

    from sim.scenario.case import Case
    from sim.scenario.inputs import Input

LEAST_DRAWS = 5  # of a value that is told
FEW = 5  # numbers of a choice that are told each
_THIRD = 1 / 3 - 1e-9  # a third that rounding has lifted is still a third


@dataclass(frozen=True, slots=True)
class Told:
    """One input at the draws: ranks of a number (else None), and the draws of each level told."""

    one: Input
    ranks: Floats | None
    levels: tuple[tuple[str, float | None, float | None], ...]
    groups: tuple[Bools, ...]


def told_at(case: Case, inputs: pl.DataFrame, draws: Draws) -> list[Told]:
    """Every uncertain input that varies enough among some draws, by its levels.

    Parameters
    ----------
    inputs
        A column `input.<path>` of each, a row a draw.
    """
    columns = ((one, inputs[f"input.{one.path}"]) for one in case.inputs if one.uncertain)
    return [found for one, column in columns if (found := _told(one, column, draws)) is not None]


def _told(one: Input, column: pl.Series, draws: Draws) -> Told | None:
    """An input by its levels; None where it is one value, or has too few draws of a second."""
    if one.among:
        values = column.to_numpy()
        members = [(name, values == name) for name in one.among]
        kept = [(name, group) for name, group in members if group.sum() >= LEAST_DRAWS]
        if len(kept) < 2:
            return None
        levels = tuple((name, None, None) for name, _ in kept)
        return Told(one, None, levels, tuple(group for _, group in kept))
    numbers = column.cast(float).to_numpy()
    few = [value for value in possible(one.dist) if (numbers == value).sum() >= LEAST_DRAWS]
    each = tuple(numbers == value for value in few) if 1 < len(few) <= FEW else None
    groups = _thirds(numbers, draws.weight) if each is None else each
    if groups is None:
        return None
    spans = tuple(("", float(numbers[g].min()), float(numbers[g].max())) for g in groups)
    return Told(one, _ranks(numbers), spans, groups)


def _ranks(numbers: Floats) -> Floats:
    """The rank of each number, the mean one where several are equal; NaN of what is none."""
    known = np.isfinite(numbers)
    ranks = np.full(len(numbers), np.nan)
    _, at, counts = np.unique(numbers[known], return_inverse=True, return_counts=True)
    ranks[known] = (np.cumsum(counts) - (counts - 1) / 2)[at]
    return ranks


def _thirds(values: Floats, importance: Floats) -> tuple[Bools, Bools] | None:
    """The draws in the lowest and the highest third; ties are never torn apart."""
    known = np.isfinite(values)
    if not known.any() or np.ptp(values[known]) == 0.0:
        return None
    values = np.where(known, values, np.nan)
    (up_to,) = weighted_quantiles(values[known], importance[known], [_THIRD])
    (down_to,) = weighted_quantiles(-values[known], importance[known], [_THIRD])
    low, high = values <= up_to, values >= -down_to
    if up_to == -down_to:  # one value fills the middle: compare what lies beside it
        low = values < up_to if (values < up_to).any() else values == up_to
        high = values > up_to if (values > up_to).any() else values == up_to
    return low, high
