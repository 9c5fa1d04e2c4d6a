"""Monotone fits of many rows at once, where they cross a level, and how wide their way is."""

from __future__ import annotations

import numpy as np

from sim.analysis.runs import Floats, Ints

_CELLS = 4_000_000  # of one block of rows x points x points
_FLAT = 1e-9  # a fit that goes no farther is flat


def isotonic(rows: Floats, weights: Floats, *, rises: bool) -> Floats:
    """The monotone fit of least weighted squares to each row (B, P): (B, P).

    By the min-max formulas: at each point the greatest, over all beginnings up to it, of the
    least, over all ends from it on, of the means between (Robertson, Wright & Dykstra 1988).
    """
    if not rises:
        return -isotonic(-rows, weights, rises=True)
    block = max(1, _CELLS // rows.shape[1] ** 2)
    parts = [_min_max(rows[k : k + block], weights) for k in range(0, len(rows), block)]
    return np.concatenate(parts)


def _min_max(rows: Floats, weights: Floats) -> Floats:
    points = len(weights)
    sums = np.zeros((len(rows), points + 1))
    np.cumsum(rows * weights, axis=1, out=sums[:, 1:])
    whole = np.concatenate([[0.0], np.cumsum(weights)])
    fit = np.full_like(rows, -np.inf)
    for begin in range(points):
        means = (sums[:, begin + 1 :] - sums[:, [begin]]) / (whole[begin + 1 :] - whole[begin])
        least = np.minimum.accumulate(means[:, ::-1], axis=1)[:, ::-1]
        np.maximum(fit[:, begin:], least, out=fit[:, begin:])
    return np.asarray(np.maximum.accumulate(fit, axis=1), dtype=np.float64)


def crossings(values: Floats, fits: Floats, level: float | Floats, *, rises: bool) -> Floats:
    """(B,) where each fit (B, P), joined by straight lines, crosses a level.

    Endless beyond the end where it would; the middle, where it lies at the level for a
    stretch. `level` is one for all fits or one each.
    """
    sign = 1.0 if rises else -1.0
    heights, levels = sign * fits, np.broadcast_to(sign * np.asarray(level), len(fits))
    below = (heights < levels[:, None]).sum(axis=1)
    up_to = (heights <= levels[:, None]).sum(axis=1)
    ends = [_between(values, heights, levels, count - 1) for count in (below, up_to)]
    found = np.where(below == 0, -np.inf, (ends[0] + ends[1]) / 2)
    return np.asarray(np.where(up_to == len(values), np.inf, found), dtype=np.float64)


def _between(values: Floats, heights: Floats, levels: Floats, left: Ints) -> Floats:
    """Where the line from the point `left` to the next has the level."""
    row, left = np.arange(len(heights)), np.clip(left, 0, len(values) - 2)
    low, high = heights[row, left], heights[row, left + 1]
    part = (levels - low) / np.where(high > low, high - low, 1.0)
    return np.asarray(values[left] + part * (values[left + 1] - values[left]), dtype=np.float64)


def widths(values: Floats, fits: Floats, middle: tuple[float, float], *, rises: bool) -> Floats:
    """(B,) how far `values` go while each fit makes this part of its own way; nan where flat."""
    way = fits[:, -1] - fits[:, 0]
    flat = np.abs(way) < _FLAT
    sloped = np.where(flat[:, None], np.linspace(0.0, 1.0 if rises else -1.0, len(values)), fits)
    way = sloped[:, -1] - sloped[:, 0]
    first, last = (
        crossings(values, sloped, sloped[:, 0] + part * way, rises=rises) for part in middle
    )
    return np.where(flat, np.nan, last - first)
