"""If a position changed now, as a part of an ensemble's page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sim.analysis.wording import in_100, many, signed_in_100, whole
from sim.report.blocks import Block, Column, Heading, Note, Row, Table
from sim.studies.ensemble.called import ends, field, outcomes, value, who_says_of

if TYPE_CHECKING:
    from sim.analysis.double import Pair
    from sim.analysis.if_changed import Effect, IfChanged
    from sim.analysis.if_changed import Row as Position
    from sim.studies.ensemble.changes import Changes
    from sim.studies.ensemble.result import EnsembleResult, Names

_TITLE = "IF A POSITION CHANGED NOW: the same past, the same luck"
_MOST = 4  # positions on the first page, each with all who hold it
_HEADS = ("as it is", "low end", "high end", "change (95%)")


def moved(result: EnsembleResult, *, everything: bool) -> Iterator[Block]:
    """What each position moves, pairs first where they qualify it."""
    changes = result.changes
    if changes is None:
        if result.more is not None and result.request.kept is None:
            yield Heading(_TITLE)
            yield Note("Not played: too few runs to tell. Play 800 or more, or say --kept N.")
        return
    found = changes.if_changed
    if found.groups:
        yield _table(result, changes, everything=everything)
    else:
        yield Heading(_TITLE)
        yield Note(f"{_size(changes)}.")
    left = len(found.groups) - _MOST
    if left > 0 and not everything:
        yield Note(f"{left} more positions: --all, and if_changed.csv.")
    yield from map(Note, _caveats(result, found))


def _table(result: EnsembleResult, changes: Changes, *, everything: bool) -> Table:
    found, names, asked = changes.if_changed, result.names, result.request.outcome
    rows = [Row(f"{outcomes(names, asked)} of 100, in {_size(changes)}")]
    for group in found.groups if everything else found.groups[:_MOST]:
        rows += _group(names, group, changes.pairs, asked)
    return Table(_TITLE, tuple(Column((head,)) for head in _HEADS), tuple(rows))


def _size(changes: Changes) -> str:
    found = changes.if_changed
    stopped = "" if changes.complete else ", STOPPED EARLY"
    return f"{many(found.runs, 'kept run')} of {many(found.draws, 'draw')}{stopped}"


def _group(
    names: Names, group: Sequence[Position], pairs: Sequence[Pair], asked: str
) -> Iterator[Row]:
    """One position of all who hold it, with the pairs that qualify it above."""
    alike = len({(row.low, row.high) for row in group}) == 1
    what = field(group[0].field)
    yield Row(f"{what}, {ends(names, group[0])}" if alike else what)
    paths = {row.path for row in group}
    for pair in pairs:
        if pair.found and pair.first in paths:
            yield from _pair(names, pair)
    for row in group:
        yield from _position(names, row, asked, alike=alike)


def _position(names: Names, row: Position, asked: str, *, alike: bool) -> Iterator[Row]:
    """What one actor's position moves: the outcome asked about, and the most moved of all."""
    who = who_says_of(row)
    said = who if alike else f"{ends(names, row)}; {who}"
    known = said if row.listed else f"{said}; not distinguishable from zero"
    yield Row(f"{names.actors[row.actor]} ({known})", _effect(row.of(asked)), 2)
    if row.listed and row.shift.outcome != asked:
        own = row.field.partition(".")[0]
        yield Row(f"most: {outcomes(names, row.shift.outcome, own)}", _effect(row.shift), 3)


def _effect(effect: Effect) -> tuple[str, ...]:
    span = f"{signed_in_100(effect.least)} to {signed_in_100(effect.most)}"
    change = f"{signed_in_100(effect.shift)} ({span})"
    return in_100(effect.as_it_is), in_100(effect.low), in_100(effect.high), change


def _pair(names: Names, pair: Pair) -> Iterator[Row]:
    """The four corners of two positions, as rows by where the second stands.

    The first one's field stands in the heading above.
    """
    table = pair.table
    mine, my_field = pair.first.split(".", 1)
    its, its_field = pair.second.split(".", 1)
    other = f"{names.actors[its]}'s" + ("" if my_field == its_field else f" {field(its_field)}")
    yield Row(f"one alone or both? {outcomes(names, table.outcome)}", depth=2)
    for end, low, high in (
        (pair.second_ends[0], table.low_low, table.high_low),
        (pair.second_ends[1], table.low_high, table.high_high),
    ):
        label = f"{names.actors[mine]}, where {other} is {value(names, pair.second, end)}"
        change = signed_in_100(high - low)
        yield Row(label, ("", in_100(low), in_100(high), change), 3)
    span = f"{signed_in_100(table.least)} to {signed_in_100(table.most)}"
    yield Row(f"difference of the two changes {signed_in_100(table.double)} ({span})", depth=3)


def _caveats(result: EnsembleResult, found: IfChanged) -> Iterator[str]:
    listed, rows = len(found.listed), len(found.rows)
    asked = result.request.outcome
    yield (
        f"{rows - listed} of {rows} positions could not be distinguished from zero with this many "
        f"runs; shifts of {outcomes(result.names, asked)} below about "
        f"{whole(found.missed_of(asked))} of 100 would usually be missed. The size of an effect "
        "is no measure of anyone's fault."
    )
    acted = sum(not one.value for one in found.not_set)
    if acted:
        yield f"{many(acted, 'input')} had acted by the end of the record and cannot be set now."
