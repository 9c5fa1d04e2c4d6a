"""The two tables of inputs in full, a line each value and outcome: for spreadsheets and programs.

Shares are in [0, 1]. Every row and every outcome is there, whether it is listed or not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import polars as pl

if TYPE_CHECKING:
    from sim.analysis.double import Pair
    from sim.analysis.effects import IfChanged, Row
    from sim.analysis.products import Products, Where
    from sim.analysis.unknowns import Unknown, Unknowns

_TEXT, _NUMBER, _COUNT = pl.String(), pl.Float64(), pl.Int64()
_PRODUCTS: dict[str, pl.DataType] = {  # there may be no row
    **dict.fromkeys(("outcome", "first", "first_is", "second", "second_is"), _TEXT),
    **dict.fromkeys(("share", "double_difference", "least", "most"), _NUMBER),
    "false_discovery_rate": _NUMBER,
    **dict.fromkeys(("least_draws", "pairs_looked_at", "draws"), _COUNT),
}


def if_changed_table(found: IfChanged) -> pl.DataFrame:
    """`if_changed.csv`: each position and outcome, as it is and at both ends.

    `least` to `most` is the interval of `shift`, at the level of `level`: all outcomes of a
    position together, adjusted for the listing.
    """
    rows = [line for row in found.rows for line in _of_row(found, row)]
    return pl.DataFrame(rows, infer_schema_length=None)


def _of_row(found: IfChanged, row: Row) -> Iterator[dict[str, Any]]:
    for effect in row.effects:
        yield {
            "path": row.path,
            "actor": row.actor,
            "position": row.field,
            "scenario_says": row.words,
            "facts": " ".join(row.evidence),
            "reported": bool(row.evidence),
            "contrary_to_the_report": row.reported,
            "outcome": effect.outcome,
            "low_end": row.low,
            "high_end": row.high,
            "as_it_is": effect.as_it_is,
            "at_low_end": effect.low,
            "at_high_end": effect.high,
            "shift": effect.shift,
            "least": effect.least,
            "most": effect.most,
            "level": found.level,
            "usually_missed_below": found.missed_of(effect.outcome),
            "false_discovery_rate": row.adjusted_p,
            "listed": row.listed,
            "runs": found.runs,
            "draws": found.draws,
        }


def settings_table(found: IfChanged) -> pl.DataFrame:
    """Each position at every value that it was set to: the share of every outcome."""
    rows = [
        {
            "path": row.path,
            "value": setting.value,
            "outcome": outcome,
            "share": share,
            "runs_that_differ": setting.differing,
            "runs": found.runs,
            "draws": found.draws,
        }
        for row in found.rows
        for setting in row.settings
        for outcome, share in zip(found.outcomes, setting.shares, strict=True)
    ]
    return pl.DataFrame(rows, infer_schema_length=None)


def pairs_table(pairs: Sequence[Pair]) -> pl.DataFrame:
    """`pairs.csv`: each designed pair and outcome, with both positions at every value set.

    `double_difference` is what the first moves from its low to its high end with the second at its
    high end, less what it moves with the second at its low end.
    """
    rows = [
        {
            "first": pair.first,
            "first_is": first,
            "second": pair.second,
            "second_is": second,
            "outcome": corners.outcome,
            "share": share,
            "double_difference": corners.double,
            "least": corners.least,
            "most": corners.most,
            "false_discovery_rate": pair.adjusted_p,
            "found": pair.found,
        }
        for pair in pairs
        for corners in pair.corners
        for second, shares in zip(pair.second_levels, corners.levels, strict=True)
        for first, share in zip(pair.first_levels, shares, strict=True)
    ]
    return pl.DataFrame(rows, infer_schema_length=None)


def products_table(found: Products) -> pl.DataFrame:
    """`products.csv`: each pair of unknowns that is listed, by outcome, at its four corners.

    `double_difference` is what the first moves from its first to its last level with the second at
    its last, less what it moves with the second at its first; `least` to `most` its interval.
    """
    rows = [
        {
            "outcome": row.corners.outcome,
            "first": row.first,
            "first_is": _where(first),
            "second": row.second,
            "second_is": _where(second),
            "share": share,
            "double_difference": row.corners.double,
            "least": row.corners.least,
            "most": row.corners.most,
            "false_discovery_rate": row.adjusted_p,
            "least_draws": row.draws,
            "pairs_looked_at": found.pairs,
            "draws": found.draws,
        }
        for row in found.rows
        for second, shares in zip(row.second_levels, row.corners.levels, strict=True)
        for first, share in zip(row.first_levels, shares, strict=True)
    ]
    return pl.DataFrame(rows, schema=_PRODUCTS)


def _where(at: Where) -> str:
    name, low, high = at
    return name or f"{low:g} to {high:g}"


def unknowns_table(found: Unknowns) -> pl.DataFrame:
    """`unknowns.csv`: each unknown, outcome and level; `least` to `most` is of the share.

    `shift` is the share at the last level less that at the first, with its own interval.
    """
    rows = [line for row in found.rows for line in _of_unknown(found, row)]
    return pl.DataFrame(rows, infer_schema_length=None)


def _of_unknown(found: Unknowns, row: Unknown) -> Iterator[dict[str, Any]]:
    for told in row.associations:
        for level in told.levels:
            yield {
                "path": row.path,
                "unit": row.unit,
                "scenario_says": row.words,
                "facts": " ".join(row.evidence),
                "reported": row.reported,
                "outcome": told.outcome,
                "value": level.name or None,
                "from": level.low,
                "to": level.high,
                "share": level.share,
                "least": level.least,
                "most": level.most,
                "draws": level.draws,
                "shift": told.shift,
                "shift_least": told.least,
                "shift_most": told.most,
                "usually_missed_below": found.missed_of(told.outcome),
                "false_discovery_rate": told.adjusted_p,
                "listed": told.listed,
                "runs": found.runs,
                "draws_in_all": found.draws,
            }
