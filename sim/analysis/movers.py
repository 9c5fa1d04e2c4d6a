"""Which inputs move the share of an outcome.

Each varied input is looked at alone: draws in its lowest against its highest third (of a
named input: the level with the lowest against the one with the highest share, among
levels with at least `MIN_DRAWS` draws). Luck is averaged within draws. The interval of
the difference is a bootstrap over draws. Whether it can be told from zero is a
permutation test over draws, which also pays for having chosen the two levels, and since
dozens of inputs are tried at once, Benjamini & Hochberg (1995) keep the false finds among
those flagged to 5 in 100 at the 95% level. An input moves more when its range is wider:
no measure of anyone's fault.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.design import LEAST_DRAWS
from sim.analysis.multiple import false_finds
from sim.analysis.resample import Interval, blocks, bootstrap, tails
from sim.analysis.runs import Floats, Ints, runs_of, weighted_quantiles

if TYPE_CHECKING:
    import polars as pl

MIN_DRAWS = 5
LOWEST, HIGHEST = "lowest third", "highest third"
_PERMUTED_CELLS = 10_000_000
_THIRD = 1 / 3 - 1e-9  # a third that rounding has lifted is still a third


@dataclass(frozen=True, slots=True)
class Mover:
    """What one input does to a share.

    Numeric inputs go from the `low` third to the `high` third of their values; named ones
    from the level with the lowest share to that with the highest (`numeric` False).
    `difference` is `high_share - low_share`.
    """

    path: str
    numeric: bool
    low: str
    high: str
    low_share: float
    high_share: float
    low_draws: int
    high_draws: int
    difference: float
    interval: Interval
    adjusted_p: float
    discernible: bool  # from zero, all inputs tried taken into account


@dataclass(frozen=True, slots=True)
class _Groups:
    """Draws by level of one input: `member` (D, levels), 0 or 1."""

    path: str
    numeric: bool
    names: tuple[str, ...]
    member: Floats


def movers(
    frame: pl.DataFrame,
    outcome: str,
    varied: Sequence[str],
    level: float = 0.95,
    seed: int = 0,
    inputs: pl.DataFrame | None = None,
) -> list[Mover]:
    """Varied inputs by how far they move the share of an outcome, the farthest first.

    Fewer than `LEAST_DRAWS` draws (at what they are worth) tell nothing: the list is empty.

    Parameters
    ----------
    frame : one row a run, with a column `input.<path>` for each path
    outcome : one of `OUTCOMES`
    varied : paths of inputs; those that turn out constant are left out
    level : of the intervals, and 1 less the false discovery rate
    seed : of bootstrap and permutations
    inputs : those columns, a row a draw that counts, by draw; None: in `frame`, at its first run
    """
    runs = runs_of(frame)
    inputs = runs.frame[runs.first_of_draw().tolist()] if inputs is None else inputs
    assert inputs.height == runs.draws, "a row a draw that counts"
    importance = runs.importance()
    columns = ((path, inputs[f"input.{path}"]) for path in varied)
    groups = [found for one in columns if (found := _groups(*one, importance)) is not None]
    if not groups or runs.effective_draws < LEAST_DRAWS:
        return []
    weights = runs.by_draw(runs.weight)
    hits = runs.by_draw(runs.weight * runs.ended(outcome))
    chances = _chances(groups, hits, weights, seed)
    listed = _listed(groups, (hits, weights), level, seed, false_finds(chances))
    return sorted(listed, key=lambda mover: (-abs(mover.difference), mover.path))


def _groups(path: str, column: pl.Series, importance: Floats) -> _Groups | None:
    if column.dtype.is_numeric():
        member = _thirds(column.cast(float).to_numpy(), importance)
        names, numeric = (LOWEST, HIGHEST), True
    else:
        levels = column.cast(str).to_list()
        kept = sorted({x for x in levels if x is not None and levels.count(x) >= MIN_DRAWS})
        member = np.array([[x == name for name in kept] for x in levels], dtype=np.float64)
        names, numeric = tuple(kept), False
    return None if member is None or len(names) < 2 else _Groups(path, numeric, names, member)


def _thirds(values: Floats, importance: Floats) -> Floats | None:
    """(D, 2) the draws in the lowest and the highest third; ties are never torn apart."""
    known = np.isfinite(values)
    if not known.any():
        return None
    values = np.where(known, values, np.nan)
    (up_to,) = weighted_quantiles(values[known], importance[known], [_THIRD])
    (down_to,) = weighted_quantiles(-values[known], importance[known], [_THIRD])
    low, high = values <= up_to, values >= -down_to
    if up_to == -down_to:  # one value fills the middle: compare what lies beside it
        low, high = values < up_to, values > up_to
        low, high = (
            (low if low.any() else values == up_to),
            (high if high.any() else values == up_to),
        )
    if (low & high).any():
        return None
    return np.stack([low, high], axis=1).astype(np.float64)


def _chances(groups: list[_Groups], hits: Floats, weights: Floats, seed: int) -> list[float]:
    """Chance of a spread as large if inputs were dealt to the draws at random."""
    draws = len(hits)
    replicates = int(np.clip(_PERMUTED_CELLS // draws, 999, 4999))
    member = np.concatenate([group.member for group in groups], axis=1)
    edges = np.cumsum([0, *(len(group.names) for group in groups)])
    seen = _spreads((hits @ member) / (weights @ member), edges)
    rng = np.random.Generator(np.random.PCG64([seed, 1]))
    as_large = np.zeros(len(groups))
    for size in blocks(draws, replicates):
        order = rng.permuted(np.tile(np.arange(draws), (size, 1)), axis=1)
        dealt = (hits[order] @ member) / (weights[order] @ member)
        as_large += (_spreads(dealt, edges) >= seen - 1e-9).sum(axis=0)
    return [float(p) for p in (as_large + 1) / (replicates + 1)]


def _spreads(shares: Floats, edges: Ints) -> Floats:
    starts = edges[:-1]
    spread: Floats = np.maximum.reduceat(shares, starts, axis=-1) - np.minimum.reduceat(
        shares, starts, axis=-1
    )
    return spread


def _listed(
    groups: list[_Groups], counted: tuple[Floats, Floats], level: float, seed: int, ps: Floats
) -> list[Mover]:
    """A mover of each group; the draws are drawn again once for all of them."""
    hits, weights = counted
    shares = [(hits @ group.member) / (weights @ group.member) for group in groups]
    ends = [_ends(group, share) for group, share in zip(groups, shares, strict=True)]
    two = np.concatenate([g.member[:, end] for g, end in zip(groups, ends, strict=True)], axis=1)

    def differences(times: Floats) -> Floats:
        with np.errstate(invalid="ignore"):  # a replicate may miss a small group: nan
            found: Floats = ((times * hits) @ two) / ((times * weights) @ two)
        return found[:, 1::2] - found[:, ::2]

    again = np.nanquantile(bootstrap(len(hits), seed, differences), tails(level), axis=0)
    sizes = two.sum(axis=0).astype(int).reshape(-1, 2)
    return [
        _mover(groups[k], ends[k], shares[k][ends[k]], sizes[k], _interval(again[:, k], level), p)
        for k, p in enumerate(ps.tolist())
    ]


def _ends(group: _Groups, shares: Floats) -> list[int]:
    """The two levels that are told."""
    low, high = (0, 1) if group.numeric else (int(shares.argmin()), int(shares.argmax()))
    return [0, 1] if low == high else [low, high]  # all levels alike: name two of them


def _interval(ends: Floats, level: float) -> Interval:
    return Interval(float(ends[0]), float(ends[1]), level, "bootstrap over input draws")


def _mover(
    group: _Groups, ends: list[int], shares: Floats, sizes: Ints, interval: Interval, p: float
) -> Mover:
    low, high = shares.tolist()
    return Mover(
        path=group.path,
        numeric=group.numeric,
        low=group.names[ends[0]],
        high=group.names[ends[1]],
        low_share=low,
        high_share=high,
        low_draws=int(sizes[0]),
        high_draws=int(sizes[1]),
        difference=high - low,
        interval=interval,
        adjusted_p=p,
        discernible=p <= 1 - interval.level + 1e-12,
    )
