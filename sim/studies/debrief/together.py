"""What games of a class come to together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sim.analysis.wording import named
from sim.report.blocks import Block, Column, Heading, Pairs, Row, Table
from sim.telling.numbers import points

if TYPE_CHECKING:
    from sim.analysis.debrief import Range
    from sim.studies.debrief.result import DebriefResult


def together(result: DebriefResult) -> Iterator[Block]:
    """Counts of the class, and what texts were worth to each role over its games."""
    yield Heading("TOGETHER")
    yield Pairs(tuple(_counts(result)))
    yield from _ranges(result)


def _counts(result: DebriefResult) -> Iterator[tuple[str, str]]:
    found = result.found
    over = sum(found.outcomes.values())
    ended = ", ".join(f"{n} {named(one)}" for one, n in found.outcomes.items())
    if ended:
        yield "Ended", ended
    if unfinished := len(found.games) - over:
        yield "Not over", f"{unfinished}, counted in nothing below"
    if found.agreed:
        yield "Agreed", f"{found.agreed} of {over}; efficient: {found.efficient}"
    if found.without:
        yield "Parted", f"{found.without} of {over}; with a zone at the end: {found.with_zone}"
    if found.terms:
        first = found.terms[0]
        often = f"{first.key} most often, in {len(first.games)} of {found.agreed}"
        yield "Terms", often if len(first.games) > 1 else "none agreed on twice"
    for one in (one for group in found.groups for one in group.ranges):
        for how, games in (("said yes to", one.below), ("was outvoted into", one.outvoted)):
            if games:
                who = result.actors[one.actor]
                yield (
                    "Below",
                    f"{who} {how} less than no deal was worth to it in {', '.join(games)}",
                )


def _ranges(result: DebriefResult) -> Iterator[Block]:
    """What each role came away with, over games with the same numbers."""
    groups = result.found.groups
    shared = [one for one in groups if any(each.count > 1 for each in one.ranges)]
    if not shared:
        return
    columns = (
        Column(("games",)), Column(("least",)), Column(("least in",), words=True),
        Column(("median",)), Column(("most",)), Column(("most in",), words=True),
    )  # fmt: skip
    rows = []
    for group in shared:
        rows += [Row(f"inputs: {group.inputs}")] if len(groups) > 1 else []
        depth = 1 + (len(groups) > 1)
        rows += [Row(result.actors[one.actor], _cells(one), depth) for one in group.ranges]
    title = "WHAT AGREED TEXTS WERE WORTH TO EACH ROLE, of 0-100 of its own scale"
    yield Table(title, columns, tuple(rows))


def _cells(one: Range) -> tuple[str, ...]:
    (least, worst), (most, best) = one.least, one.most
    return (str(one.count), points(least), worst, points(one.middle), points(most), best)
