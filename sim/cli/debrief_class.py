"""What games of a class come to together, as lines of a page."""

from __future__ import annotations

from sim.analysis.debrief import Debrief, Range
from sim.analysis.wording import named
from sim.cli.grid import Column, grid
from sim.cli.layout import beside
from sim.telling.labels import Labels
from sim.telling.numbers import points


def together(found: Debrief, labels: Labels, name: Column) -> list[str]:
    """Counts of the class, and what texts were worth to each role over its games.

    `name` is the column that says which game.
    """
    over = sum(found.outcomes.values())
    rows = [("Ended", ", ".join(f"{n} {named(one)}" for one, n in found.outcomes.items()))]
    unfinished = len(found.games) - over
    if unfinished:
        rows.append(("Not over", f"{unfinished}, counted in nothing below"))
    if found.agreed:
        rows.append(("Agreed", f"{found.agreed} of {over}; efficient: {found.efficient}"))
    if found.without:
        rows.append(
            ("Parted", f"{found.without} of {over}; with a zone at the end: {found.with_zone}")
        )
    if found.terms:
        first = found.terms[0]
        often = f"{first.key} most often, in {len(first.games)} of {found.agreed}"
        rows.append(("Terms", often if len(first.games) > 1 else "none agreed on twice"))
    rows += [("Below", one) for one in _below(found, labels)]
    lines = [line for head, text in rows if text for line in beside(f"  {head}", text, 12)]
    return ["", "TOGETHER", *lines, *_ranges(found, labels, name)]


def _below(found: Debrief, labels: Labels) -> list[str]:
    ranges = [one for group in found.groups for one in group.ranges]
    said = [(one.actor, "said yes to", one.below) for one in ranges if one.below]
    said += [(one.actor, "was outvoted into", one.outvoted) for one in ranges if one.outvoted]
    return [
        f"{labels.actor(actor)} {how} less than no deal was worth to it in {', '.join(games)}"
        for actor, how, games in said
    ]


def _ranges(found: Debrief, labels: Labels, name: Column) -> list[str]:
    """What each role came away with, over games with the same numbers."""
    shared = [one for one in found.groups if any(r.count > 1 for r in one.ranges)]
    if not shared:
        return []
    game = Column("in", name.width)
    columns = [
        Column("role", 12), Column("games", 5, right=True), Column("least", 5, right=True), game,
        Column("middle", 6, right=True), Column("most", 5, right=True), game,
    ]  # fmt: skip
    lines = ["", "WHAT AGREED TEXTS WERE WORTH TO EACH ROLE, of 0-100 of its own scale"]
    for group in shared:
        lines += [f"  {group.inputs}"] if len(found.groups) > 1 else []
        lines += grid(columns, [_row(labels, one) for one in group.ranges])
    return lines


def _row(labels: Labels, one: Range) -> list[str]:
    (least, worst), (most, best) = one.least, one.most
    ends = [points(least), worst, points(one.middle), points(most), best]
    return [labels.actor(one.actor), str(one.count), *ends]
