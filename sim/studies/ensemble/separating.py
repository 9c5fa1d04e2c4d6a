"""Which unknowns separate the kept runs, as a part of an ensemble's page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sim.analysis.products import LEAST_DRAWS
from sim.analysis.wording import in_100, signed_in_100, whole
from sim.report.blocks import Block, Heading, Note, Row, Table
from sim.studies.ensemble.called import (
    field,
    input_of,
    level,
    outcomes,
    where,
    where_all,
    who_says,
)
from sim.text import many

if TYPE_CHECKING:
    from sim.analysis.products import Product
    from sim.analysis.unknowns import Unknown, Unknowns
    from sim.studies.ensemble.result import EnsembleResult, Names

_MOST = 2  # unknowns on the first page, with their mirrors
_TITLE = "WHICH UNKNOWNS SEPARATE THE KEPT RUNS"


def separating(result: EnsembleResult, *, everything: bool) -> Iterator[Block]:
    """Association given the record, by the outcome asked about, mirror inputs side by side."""
    found = result.unknowns
    if found is None or not found.rows:
        return
    names, asked = result.names, result.request.outcome
    listed, shown, rows = len(found.listed(asked)), 0, list[Row]()
    for group in found.groups(asked):
        if everything or shown < _MOST:
            rows += _group(names, group, asked)
            shown += sum(one.of(asked).listed for one in group)
    title = f"{_TITLE}: {outcomes(names, asked)} of 100, in {many(found.runs, 'run')} (draws)"
    yield Table(title, (), tuple(rows)) if rows else Heading(title)
    more = f"; {listed - shown} more {where_all(result, 'unknowns')}" if listed > shown else ""
    worth = f"Worth finding out{more}. About 1 in 20 may be chance. " if listed else ""
    yield Note(f"{worth}{_caveat(found, asked, listed)}")
    yield from _pairs(result, everything=everything)


def _pairs(result: EnsembleResult, *, everything: bool) -> Iterator[Block]:
    """Pairs of unknowns, where there are draws enough; that there are not, on the longer page."""
    found, names, asked = result.products, result.names, result.request.outcome
    if found is None:
        if everything:
            yield Note(
                f"Pairs of unknowns are looked at from {LEAST_DRAWS:,} draws on: in fewer, most of "
                "those that there are would be missed."
            )
        return
    listed = found.listed(asked)
    few = f"{len(listed):,} of {found.pairs:,} pairs of unknowns"
    if not everything:
        if listed:
            yield Note(f"{few} go together, {where_all(result, 'products')}.")
        return
    if listed:
        rows = tuple(Row(_product(names, one)) for one in listed)
        yield Table(f"PAIRS OF UNKNOWNS: {outcomes(names, asked)} of 100", (), rows)
    yield Note(
        f"{few} go together with {outcomes(names, asked)} by more than each does by itself. "
        "About 1 in 20 of those listed may be chance. An association is no effect."
    )


def _product(names: Names, one: Product) -> str:
    """`A, from none to hard: where B is none, 58 to 45; hard, 60 to 20: apart by -27 (...)`."""
    low, high = (where(names, one.first, it, one.units[0]) for it in one.first_levels)
    rows = [
        f"{where(names, one.second, it, one.units[1])}, {' to '.join(map(in_100, shares))}"
        for it, shares in zip(one.second_levels, one.corners.levels, strict=True)
    ]
    corners = one.corners
    span = f"{signed_in_100(corners.least)} to {signed_in_100(corners.most)}"
    return (
        f"{input_of(names, one.first)}, from {low} to {high}: where {input_of(names, one.second)} "
        f"is {'; '.join(rows)}: apart by {signed_in_100(corners.double)} ({span})"
    )


def _group(names: Names, group: Sequence[Unknown], asked: str) -> Iterator[Row]:
    """Mirror inputs: what goes with those listed, and whose are not."""
    listed = [one for one in group if one.of(asked).listed]
    if len(group) == 1:
        (one,) = listed
        yield Row(
            f"{input_of(names, one.path)} ({who_says(one.evidence)}): {_told(names, one, asked)}"
        )
        return
    said = {who_says(one.evidence) for one in listed}
    others = [f"{names.actors[one.actor]}'s" for one in group if one not in listed]
    apart = [f"{', '.join(others)} not distinguishable from zero"] if others else []
    notes = [*(said if len(said) == 1 else ()), *apart]
    yield Row(f"{field(group[0].field)} ({'; '.join(notes)})" if notes else field(group[0].field))
    for one in listed:
        own = f" ({who_says(one.evidence)})" if len(said) > 1 else ""
        yield Row(f"{names.actors[one.actor]}{own}: {_told(names, one, asked)}", depth=2)


def _told(names: Names, one: Unknown, asked: str) -> str:
    """`58 where none (346), 44 hard (435): -13 (-22 to -4)`."""
    found = one.of(asked)
    levels = ", ".join(
        f"{in_100(it.share)} {'where ' if not k else ''}{level(names, one, it)}"
        for k, it in enumerate(found.levels)
    )
    span = f"{signed_in_100(found.least)} to {signed_in_100(found.most)}"
    return f"{levels}: {signed_in_100(found.shift)} ({span})"


def _caveat(found: Unknowns, asked: str, listed: int) -> str:
    missed = whole(found.missed_of(asked))
    return (
        f"{len(found.rows) - listed} of {len(found.rows)} could not be distinguished from zero: "
        f"differences below about {missed} would usually be missed. An association is no effect: "
        "the record may make it."
    )
