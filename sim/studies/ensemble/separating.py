"""Which unknowns separate the kept runs, as a part of an ensemble's page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sim.analysis.wording import in_100, signed_in_100, whole
from sim.report.blocks import Block, Heading, Note, Row, Table
from sim.studies.ensemble.called import input_of, level, outcomes, where_all, who_says
from sim.text import many

if TYPE_CHECKING:
    from sim.analysis.unknowns import Unknown, Unknowns
    from sim.studies.ensemble.result import EnsembleResult, Names

_MOST = 3
_TITLE = "WHICH UNKNOWNS SEPARATE THE KEPT RUNS: what would be worth finding out"


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
    yield Heading(_TITLE)
    if rows:
        size = f"{outcomes(names, asked)} of 100, in {many(found.runs, 'run')}"
        yield Table(size, (), tuple(rows))
    more = f"{listed - shown} more {where_all(result, 'unknowns')}. " if listed > shown else ""
    yield Note(f"{more}{_caveat(found, asked, listed)}")


def _group(names: Names, group: Sequence[Unknown], asked: str) -> Iterator[Row]:
    """Mirror inputs: what goes with those listed, and whose are not."""
    yield from (_row(names, one, asked) for one in group if one.of(asked).listed)
    others = ", ".join(names.actors[one.actor] for one in group if not one.of(asked).listed)
    if others:
        yield Row(f"the same of {others}: not distinguishable from zero", depth=2)


def _row(names: Names, one: Unknown, asked: str) -> Row:
    found = one.of(asked)
    levels = ", ".join(f"{in_100(it.share)} {level(names, one, it)}" for it in found.levels)
    span = f"{signed_in_100(found.least)} to {signed_in_100(found.most)}"
    name = f"{input_of(names, one.path)} ({who_says(one.evidence)})"
    return Row(f"{name}: {levels}: {signed_in_100(found.shift)} ({span})")


def _caveat(found: Unknowns, asked: str, listed: int) -> str:
    chance = "About 1 in 20 of those listed may be there by chance. " if listed else ""
    missed = whole(found.missed_of(asked))
    return (
        f"{chance}{len(found.rows) - listed} of {len(found.rows)} could not be distinguished from "
        f"zero: differences below about {missed} of 100 would usually be missed. An association is "
        "no effect: the record alone can make it."
    )
