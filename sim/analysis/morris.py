"""Elementary effects: a screening of many inputs with few runs (Morris 1991).

Along N trajectories each input is moved once, by half of its values, with the others
wherever the trajectory has come to. The elementary effect is how far the share of an outcome
moves, over how far the input did. mu* is the mean of its absolute values (Campolongo,
Cariboni & Saltelli 2007), sigma its standard deviation between trajectories: large where the
effect hangs on the other inputs. As mu* is of shares of L runs, what is left of luck in them
adds to it; sigma is of pairs of different runs, which takes luck out (`pigeonhole`). An input
that no run heeds has exactly 0 of both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any

import numpy as np

from sim.analysis.pigeonhole import REPLICATES, Cells, Estimate, Times
from sim.analysis.runs import Floats
from sim.ensemble.designs import LEVELS, Trajectories
from sim.errors import SettingError


@dataclass(frozen=True, slots=True)
class Effects:
    """Of one input: how the share moves, per whole range of the input, in [-2, 2].

    `changed` is the share of runs that a step makes end otherwise.
    """

    mu: Estimate
    mu_star: Estimate
    sigma: Estimate
    changed: float


def trajectories(a: Floats, columns: Sequence[int], seed: int) -> Trajectories:
    """Ways through some columns of the inputs; the others stay as they are in a row of `a`.

    SALib's trajectories (Herman & Usher 2017), on the middles of `LEVELS` equal parts of
    each input's values, so that no step goes to the very end of a range.

    Raises
    ------
    SettingError
        Where SALib is not installed.
    """
    sampled = _sampler()
    rows, steps = len(a), len(columns)
    problem = {
        "num_vars": steps,
        "names": [str(k) for k in columns],
        "bounds": [[0.0, 1.0]] * steps,
    }
    grid = sampled(problem, rows, num_levels=LEVELS, seed=seed).reshape(rows, steps + 1, steps)
    uniforms = (np.rint(grid * (LEVELS - 1)) + 0.5) / LEVELS
    order = np.abs(np.diff(uniforms, axis=1)).argmax(axis=2)
    starts = a.copy()
    starts[:, list(columns)] = uniforms[:, 0]
    ends = np.take_along_axis(uniforms[:, -1], order, axis=1)
    return Trajectories(a, starts, np.asarray(columns, dtype=np.int64)[order], ends)


def _sampler() -> Any:
    try:
        return import_module("SALib.sample.morris").sample
    except ImportError as error:
        raise SettingError(
            "--method morris: needs SALib: pip install 'detente[analysis]', or ask for sobol or "
            "tornado"
        ) from error


def elementary_effects(
    tables: Sequence[Cells], design: Trajectories, columns: Sequence[int],
    *, level: float = 0.95, seed: int = 0, replicates: int = REPLICATES,
) -> list[Effects]:  # fmt: skip
    """The effects of some columns, in their order.

    Parameters
    ----------
    tables : (N, L) after no step, after one, and so on
    level : of each interval by itself, in (0, 1)
    seed : of the bootstrap alone
    """
    rows, runs = tables[0].shape
    times = Times.drawn((rows, runs), seed, replicates)
    return [_effects(times, moved, level) for moved in _moves(tables, design, columns)]


def _moves(
    tables: Sequence[Cells], design: Trajectories, columns: Sequence[int]
) -> Iterator[Floats]:
    """By column: (N, L) elementary effects of single runs."""
    stack = np.stack(tables)  # (steps + 1, N, L)
    rows = np.arange(stack.shape[1])
    for column in columns:
        step = (design.order[rows] == column).argmax(axis=1)
        before, after = (stack[k, rows].astype(np.float64) for k in (step, step + 1))
        yield (after - before) / design.moved[rows, step][:, None]


def _effects(times: Times, moved: Floats, level: float) -> Effects:
    # The direction of each step stays as it was found: resampled luck would turn small ones.
    size = moved * np.sign(moved.mean(axis=1, keepdims=True))
    variance = times.product(moved, moved) - times.squared_mean((moved,))
    return Effects(
        times.estimate(times.mean(moved), level),
        _size(times.estimate(times.mean(size), level)),
        _size(times.estimate(np.sqrt(np.maximum(0.0, variance)), level)),
        float((moved != 0).mean()),
    )


def _size(found: Estimate) -> Estimate:
    """What is never below 0."""
    return replace(found, interval=replace(found.interval, low=max(0.0, found.interval.low)))
