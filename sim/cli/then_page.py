"""The page that says where a run stood."""

from __future__ import annotations

from sim.cli.layout import beside, columns, laid_out, paragraph, table
from sim.cli.output import WIDTH
from sim.telling.moment import Then
from sim.telling.numbers import in_100, points
from sim.telling.story import NOTICE
from sim.telling.tale import Tale


def page(tale: Tale, found: Then) -> list[str]:
    """Where a run stood right after an event."""
    return [
        *paragraph(tale.labels.title),
        *paragraph(NOTICE),
        "",
        f"RIGHT AFTER EVENT {found.last.seq}",
        *laid_out(found.last, columns([found.last])),
        *beside("  The talks", found.phase, 13),
        "",
        *_positions(tale, found),
        *_text(tale, found),
        *_mediators(tale, found),
        *_pending(found),
    ]


def _positions(tale: Tale, found: Then) -> list[str]:
    head = "live text" if found.text else "no text"
    rows = [["", head, "holds out for", "no deal", "best", "agreement near"]]
    for one in found.standings:
        live = "-" if one.live is None else points(one.live)
        near = in_100(found.near[one.actor])
        rows.append(
            [tale.labels.actor(one.actor), live, points(one.aspiration), points(one.no_deal),
             points(one.best), near]
        )  # fmt: skip
    return [
        "POSITIONS, in points of each one's own scale; those of different actors cannot",
        "be compared. The last column: its belief that agreement is near.",
        *table(rows),
    ]


def _text(tale: Tale, found: Then) -> list[str]:
    if not found.text:
        return ["", "NO TEXT is on the table"]
    wide = max(len(issue) for issue, _ in found.terms) + 4
    terms = [line for issue, option in found.terms for line in beside(f"  {issue}", option, wide)]
    told = [f"  {tale.labels.actor(one.actor)} {one.says}" for one in found.answers]
    return ["", *paragraph(f"ON THE TABLE: {found.text}"), *terms, *told]


def _mediators(tale: Tale, found: Then) -> list[str]:
    if not found.mediators:
        return []
    actors = [one.actor for one in found.standings]
    rows = [["", *map(tale.labels.actor, actors), "last chance it gave"]]
    for one in found.mediators:
        floors = [points(one.floors[name]) if name in one.floors else "-" for name in actors]
        chance = "-" if one.chance is None else in_100(one.chance)
        rows.append([tale.labels.actor(one.mediator), *floors, chance])
    told = table(rows)
    if max(map(len, told)) > WIDTH:  # many actors: a row for each of them instead
        told = table([list(column) for column in zip(*rows, strict=True)])
    return ["", "MEDIATORS, what each believes they would settle for", *told]


def _pending(found: Then) -> list[str]:
    if not found.pending:
        return []
    wide = max(len(one.day) for one in found.pending) + 4
    told = [line for one in found.pending for line in beside(f"  {one.day}", one.what, wide)]
    return ["", "PENDING, as its luck has it, unless what comes before changes it", *told]
