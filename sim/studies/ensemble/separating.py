"""Which unknowns separate the kept runs, as a part of an ensemble's page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sim.analysis.wording import in_100, many, signed_in_100, whole
from sim.report.blocks import Block, Heading, Note, Row, Table
from sim.studies.ensemble.called import input_of, level, outcomes, who_says

if TYPE_CHECKING:
    from sim.analysis.unknowns import Unknown, Unknowns
    from sim.studies.ensemble.result import EnsembleResult, Names

_MOST = 5


def separating(result: EnsembleResult, *, everything: bool) -> Iterator[Block]:
    """Association given the record, by the outcome asked about."""
    found = result.unknowns
    if found is None or not found.rows:
        return
    names, asked = result.names, result.request.outcome
    listed = found.listed(asked)
    shown = listed if everything else listed[:_MOST]
    title = "WHICH UNKNOWNS SEPARATE THE KEPT RUNS: what would be worth finding out"
    rows = tuple(_row(names, one, asked) for one in shown)
    if rows:
        size = f"{outcomes(names, asked)} of 100, in {many(found.runs, 'run')}"
        yield Table(title, (), (Row(size), *rows))
    else:
        yield Heading(title)
    yield Note(_caveat(found, asked, len(listed), len(listed) - len(shown)))


def _row(names: Names, one: Unknown, asked: str) -> Row:
    found = one.of(asked)
    levels = ", ".join(f"{in_100(it.share)} {level(names, one, it)}" for it in found.levels)
    change = (
        f"{signed_in_100(found.shift)} ({signed_in_100(found.least)} to "
        f"{signed_in_100(found.most)})"
    )
    who = who_says(one.evidence)
    return Row(input_of(names, one.path), text=f"{levels}: {change}; {who}")


def _caveat(found: Unknowns, asked: str, listed: int, left: int) -> str:
    more = f"{left} more: --all, and unknowns.csv. " if left else ""
    chance = "About 1 in 20 of those listed may be there by chance. " if listed else ""
    missed = whole(found.missed_of(asked))
    return (
        f"{more}{chance}{len(found.rows) - listed} of {len(found.rows)} could not be distinguished "
        f"from zero with this many runs; differences below about {missed} of 100 would usually be "
        "missed. An association is no effect: the record alone can make it."
    )
