"""If a position changed now: each set to each end of its range, on the same kept runs.

An effect in the model, not an association: the same past, the same latents and the same luck, so
that runs are compared in pairs, and the draw of the inputs is the unit. Positions are told apart
from no change on the whole distribution of endings and terms at once, at a false discovery rate
of 5% (Benjamini & Hochberg 1995). The intervals of those that are listed are adjusted for that
(Benjamini & Yekutieli 2005), and for an outcome's having been chosen among all (Dunn 1961). The
ends are compared in declared order, never the best and the worst.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.effects import Effect, IfChanged, NotSet, Row, Setting
from sim.analysis.laws import normal_quantile
from sim.analysis.multiple import each_level, false_finds
from sim.analysis.paired import Difference, Pairs, chances, difference, kept_pairs
from sim.analysis.ranks import in_order, ranks, size_of
from sim.analysis.runs import Floats
from sim.analysis.told_outcomes import Outcome, outcomes_of
from sim.ensemble.changeable import Changeable, Position

if TYPE_CHECKING:
    from sim.ensemble.changed import Changed
    from sim.scenario.case import Case

RATE = 0.05  # of false discoveries
POWER = 0.8


def if_changed(case: Case, known: Changeable, played: Changed) -> IfChanged:
    """What was played of every setting of every position, compared.

    Parameters
    ----------
    played
        Under a change of each setting of each position, at the least.
    """
    pairs, cells = kept_pairs(case, played)
    places = [[played.place((one,)) for one in each.settings] for each in known.positions]
    not_set = tuple(NotSet(one.path, one.value, one.why) for one in known.unset)
    found = compared(outcomes_of(case.names), known.positions, (pairs, cells), places)
    return replace(found, not_set=not_set)


def compared(
    outcomes: Sequence[Outcome],
    positions: Sequence[Position],
    played: tuple[Pairs, Floats],
    places: Sequence[Sequence[int]],
) -> IfChanged:
    """The same of (1 + C, N, K) whether runs came to K outcomes, those as it is first.

    Parameters
    ----------
    places
        Of each position: which of the C + 1 is each of its values.
    """
    pairs, cells = played
    between = [difference(pairs, cells[at[0]], cells[at[-1]]) for at in places]
    adjusted = false_finds(chances(pairs, [cells[at[-1]] - cells[at[0]] for at in places])).tolist()
    found = sum(p <= RATE for p in adjusted)
    level = 1 - RATE * max(1, found) / max(1, len(places))
    each = each_level(level, len(outcomes))
    as_it_is = pairs.shares(cells[0])
    rows = [
        _row(
            position,
            _effects(outcomes, as_it_is, shift, each),
            _settings(pairs, cells, position.values, at),
            p,
        )
        for position, at, shift, p in zip(positions, places, between, adjusted, strict=True)
    ]
    return IfChanged(
        runs=cells.shape[1],
        draws=pairs.draws,
        outcomes=tuple(one.name for one in outcomes),
        as_it_is=tuple(as_it_is.tolist()),
        rows=tuple(_in_order(_ranked(rows))),
        not_set=(),
        level=level,
        missed=_missed(between, found, len(outcomes)),
    )


def _row(
    position: Position,
    effects: tuple[Effect, ...],
    settings: tuple[Setting, ...],
    adjusted_p: float,
) -> Row:
    return Row(
        position.path,
        position.actor,
        position.field,
        position.values[0],
        position.values[-1],
        position.unit,
        position.words,
        position.evidence,
        position.reported,
        effects,
        settings,
        max(range(len(effects)), key=lambda k: abs(effects[k].shift)),
        adjusted_p,
        adjusted_p <= RATE,
    )


def _effects(
    outcomes: Sequence[Outcome], as_it_is: Floats, found: Difference, level: float
) -> tuple[Effect, ...]:
    intervals = [found.interval(k, level) for k in range(len(outcomes))]
    return tuple(
        Effect(one.name, one.issue, one.option, now, low, high, high - low, *ends)
        for one, now, low, high, ends in zip(
            outcomes,
            as_it_is.tolist(),
            found.before.tolist(),
            found.after.tolist(),
            intervals,
            strict=True,
        )
    )


def _settings(
    pairs: Pairs, cells: Floats, values: Sequence[str], at: Sequence[int]
) -> tuple[Setting, ...]:
    return tuple(
        Setting(
            value,
            tuple(pairs.shares(cells[place]).tolist()),
            int((cells[place] != cells[0]).any(axis=1).sum()),
        )
        for value, place in zip(values, at, strict=True)
    )


def _ranked(rows: Sequence[Row]) -> list[Row]:
    """Rows with the places they may have among those listed."""
    listed = [row for row in rows if row.listed]
    found = iter(ranks([size_of(row.shift.least, row.shift.most) for row in listed]))
    return [replace(row, ranks=next(found)) if row.listed else row for row in rows]


def _in_order(rows: Sequence[Row]) -> list[Row]:
    """Mirror inputs side by side, those first of which one is listed."""
    groups: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda row: row.actor):
        groups.setdefault(row.field, []).append(row)
    first = {
        field: max(mine, key=lambda row: (row.listed, abs(row.shift.shift), row.actor)).shift
        for field, mine in groups.items()
        if any(row.listed for row in mine)
    }
    sizes = {field: size_of(effect.least, effect.most) for field, effect in first.items()}
    told = in_order(sizes, {field: abs(effect.shift) for field, effect in first.items()})
    rest = sorted(field for field in groups if field not in first)
    return [row for field in (*told, *rest) for row in groups[field]]


def _missed(found: Sequence[Difference], listed: int, outcomes: int) -> tuple[float, ...]:
    """By outcome, the shift found with a chance of 80%, were its position the next to be listed."""
    if not found:
        return (1.0,) * outcomes
    chance = RATE * min(len(found), listed + 1) / len(found)
    z = normal_quantile(1 - chance / 2) + normal_quantile(POWER)
    return tuple(_least_found([_counted(one, k) for one in found], z) for k in range(outcomes))


def _counted(one: Difference, outcome: int) -> tuple[float, float]:
    """The share of pairs that differ in an outcome, and what all pairs count for."""
    return float(one.gained[outcome] + one.lost[outcome]), float(one.effective[outcome])


def _least_found(positions: Sequence[tuple[float, float]], z: float) -> float:
    """The shift that is `z` times its own error, at the median of the positions that move it.

    In pairs that differ as often as theirs do, and never in fewer than make the shift itself.
    """
    moving = [(share, pairs) for share, pairs in positions if share > 0] or positions
    error = float(np.median([math.sqrt(share / pairs) for share, pairs in moving]))
    fewest = float(np.median([z / pairs for _, pairs in moving]))
    return min(1.0, z * max(error, fewest))
