"""If a position changed now, as a part of an ensemble's page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sim.analysis.wording import in_100, signed_in_100, whole
from sim.report.blocks import Block, Column, Heading, Note, Row, Table
from sim.studies.ensemble.called import (
    ends,
    field,
    moved_outcome,
    outcomes,
    value,
    where_all,
    who_says_of,
)
from sim.text import many

if TYPE_CHECKING:
    from sim.analysis.double import Pair
    from sim.analysis.effects import Effect, IfChanged
    from sim.analysis.effects import Row as Position
    from sim.studies.ensemble.result import EnsembleResult, Names

_TITLE = "IF A POSITION CHANGED NOW: the same past, the same luck"
_MOST = 3  # positions on the first page, each with all who hold it; more where pairs were found
_ROWS = 6  # of these, where more than one is there
_PAIRS = 3  # found pairs on the first page, those whose changes differ most
_HEADS = ("low", "high", "change (95%)")


def moved(result: EnsembleResult, *, everything: bool) -> Iterator[Block]:
    """What each position moves, pairs first where they qualify it."""
    changes = result.changes
    if changes is None:
        if result.more is not None and result.request.kept is None:
            yield Heading(_TITLE)
            yield Note("Not played: too few runs to tell. Play 800 or more, or say --kept N.")
        return
    found = changes.if_changed
    pairs = [pair for pair in changes.pairs if pair.found]
    pairs.sort(key=lambda pair: -abs(pair.table.double))
    shown = pairs if everything else pairs[:_PAIRS]
    groups = found.groups if everything else _first(found, shown)
    stopped = "" if changes.complete else ", STOPPED EARLY"
    yield Heading(f"{_TITLE}, {many(found.runs, 'kept run')}{stopped}")
    rows = [*_alone(result.names, groups, shown)]
    for group in groups:
        rows += _group(result.names, group, shown, result.request.outcome)
    if rows:
        yield _table(result, found, rows)
    left = (
        (len(found.groups) - len(groups), "position", "if_changed"),
        (
            len(pairs) - len(shown),
            "pair",
            "pairs",
        ),
    )
    more = [
        f"{many(count, f'more {noun}')} {where_all(result, stem)}"
        for count, noun, stem in left
        if count
    ]
    yield Note(_caveat(result, found, more))
    acted = sum(not one.value for one in found.not_set)
    if everything and acted:
        yield Note(f"{many(acted, 'input')} acted before now, and cannot be set.")


def _first(found: IfChanged, pairs: Sequence[Pair]) -> list[Sequence[Position]]:
    """Those that a pair qualifies, and of the others the first for which there is room."""
    qualified = {pair.first for pair in pairs}
    shown = [any(row.path in qualified for row in group) for group in found.groups]
    for k, group in enumerate(found.groups):
        rows = sum(len(other) for other, here in zip(found.groups, shown, strict=True) if here)
        if sum(shown) < _MOST and (not any(shown) or rows + len(group) <= _ROWS):
            shown[k] = True
    return [group for group, here in zip(found.groups, shown, strict=True) if here]


def _table(result: EnsembleResult, found: IfChanged, rows: Sequence[Row]) -> Table:
    asked = result.request.outcome
    now = in_100(found.as_it_is[found.outcomes.index(asked)])
    title = f"{outcomes(result.names, asked)} of 100, as it is {now}"
    return Table(title, tuple(Column((head,)) for head in _HEADS), tuple(rows))


def _alone(
    names: Names, groups: Sequence[Sequence[Position]], pairs: Sequence[Pair]
) -> Iterator[Row]:
    """Pairs of which the first position moves nothing by itself: no row claims it."""
    claimed = {row.path for group in groups for row in group}
    last = ""
    for pair in pairs:
        what = field(pair.first.partition(".")[2])
        if pair.first not in claimed:
            if what != last:
                low, high = (value(names, pair.first, pair.first_levels[k]) for k in (0, -1))
                yield Row(f"{what}, from {low} to {high}: by itself not distinguishable from zero")
            yield _pair(names, pair)
            last = what


def _group(
    names: Names, group: Sequence[Position], pairs: Sequence[Pair], asked: str
) -> Iterator[Row]:
    """One position of all who hold it, with the pairs that qualify it above."""
    what, said = field(group[0].field), {who_says_of(row) for row in group}
    alike = len({(row.low, row.high) for row in group}) == 1
    label = f"{what}, {_levels(names, group, pairs)}" if alike else what
    yield Row(f"{label} ({said.pop()})" if len(said) == 1 else label)
    paths = {row.path for row in group}
    for pair in pairs:
        if pair.first in paths:
            yield _pair(names, pair)
    for row in group:
        own = names.actors[row.actor]
        told = [] if alike else [ends(names, row)]
        told += [who_says_of(row)] if said else []
        told += [] if row.listed else ["not distinguishable from zero"]
        yield Row(f"{own} ({'; '.join(told)})" if told else own, _effect(row.of(asked)), 2)
    most = max((row for row in group if row.listed), key=lambda row: abs(row.shift.shift))
    if most.shift.outcome != asked:
        what = moved_outcome(names, most.shift.outcome, most.field.partition(".")[0])
        yield Row(f"most: {names.actors[most.actor]}, {what}", _effect(most.shift), 2)


def _levels(names: Names, group: Sequence[Position], pairs: Sequence[Pair]) -> str:
    """The ends of a position, and what lies between them where a pair was set to that."""
    paths = {row.path for row in group}
    pair = next((pair for pair in pairs if pair.first in paths), None)
    if pair is None or len(pair.first_levels) <= 2:
        return ends(names, group[0])
    low, *through, high = (value(names, pair.first, one) for one in pair.first_levels)
    return f"from {low} through {' and '.join(through)} to {high}"


def _effect(effect: Effect) -> tuple[str, ...]:
    span = f"{signed_in_100(effect.least)} to {signed_in_100(effect.most)}"
    change = f"{signed_in_100(effect.shift)} ({span})"
    return in_100(effect.low), in_100(effect.high), change


def _pair(names: Names, pair: Pair) -> Row:
    """Two positions at all their levels, in a sentence; the first's field stands in the heading."""
    table = pair.table
    mine, my_field = pair.first.split(".", 1)
    its, its_field = pair.second.split(".", 1)
    other = f"{names.actors[its]}'s" + ("" if my_field == its_field else f" {field(its_field)}")
    joint = ", " if len(pair.first_levels) > 2 else " to "
    at = [value(names, pair.second, level) for level in pair.second_levels]
    rows = [
        f"{level}: {joint.join(map(in_100, shares))}"
        for level, shares in zip(at, table.levels, strict=True)
    ]
    span = f"{signed_in_100(table.least)} to {signed_in_100(table.most)}"
    return Row(
        f"{names.actors[mine]}'s, {moved_outcome(names, table.outcome)}, where {other} is "
        f"{'; '.join(rows)}: apart by {signed_in_100(table.double)} ({span})",
        depth=2,
    )


def _caveat(result: EnsembleResult, found: IfChanged, left: Sequence[str]) -> str:
    listed, rows = len(found.listed), len(found.rows)
    asked = result.request.outcome
    more = f"{', '.join(left)}. " if left else ""
    return (
        f"{more}{rows - listed} of {rows} could not be distinguished from zero: shifts of "
        f"{outcomes(result.names, asked)} below about {whole(found.missed_of(asked))} of 100 would "
        f"usually be missed. The size of an effect is no measure of anyone's fault."
    )
