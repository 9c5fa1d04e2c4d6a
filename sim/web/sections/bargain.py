"""What could be agreed as the record ends, and what a text would need."""

from __future__ import annotations

from sim.analysis.bargain_words import tie_note
from sim.analysis.bargaining_space import INNER, PackageShare
from sim.analysis.inverse import Reach
from sim.analysis.lesson_words import Amounts, unit_note
from sim.analysis.wording import enough, in_100, percent, signed_in_100, too_little
from sim.cli.bargained import Bargained
from sim.plots.bargain import missing_plate, space_plate
from sim.plots.bargain_needs import needs_plate, openings_plate
from sim.text import many
from sim.web.blocks import Block, Figure, Folded, Heading, Paragraph, Table, commands, note
from sim.web.report import Report
from sim.web.words import signed, span

PACKAGES, OPENINGS, NEEDS = 12, 8, 12  # rows


def tell(report: Report) -> list[Block]:
    """Zone, packages, missing consents and openings; then the text that is put."""
    found = report.bargained
    return [
        Paragraph(_size(found)),
        *_zone(found),
        *_missing(found),
        *_openings(found),
        *_needs(found),
        *commands("To see more of it:", report.call("bargain", "--draws", report.size.draws)),
    ]


def _size(found: Bargained) -> str:
    space = found.static.space
    kept = "each kept as often as it gives the record"
    if found.static.weighted:
        kept = f"each weighed by how likely it makes the record: worth {space.effective:,.0f}"
    return (
        f"{many(space.draws, 'draw')} of the unknown inputs, {kept}. Demands, red lines and "
        "no-deal worths are those at the end of the record; nothing is played on."
    )


def _zone(found: Bargained) -> list[Block]:
    space, issues = found.static.space, found.case.names.issues
    level = percent(space.level)
    told = (
        f"{in_100(space.zone)} of 100 draws have a zone of agreement ({level} interval "
        f"{span(space.interval)})."
    )
    if space.size is not None:
        middle, low, high = space.size
        told += (
            f" Where there is one, it holds {middle} of {many(len(space.rows), 'package')} "
            f"({percent(INNER)} of them {low} to {high})."
        )
    heads = ("Package", "in the zone, of 100 draws", f"{level} interval", "on the frontier", "Nash",
             "Kalai-Smorodinsky", "egalitarian", "utilitarian")  # fmt: skip
    rows = [_package(row) for row in space.rows[:PACKAGES]]
    caption = f"Packages most often in the zone, options in the order {', '.join(issues)}"
    return [
        Heading("Is there anything to agree on"),
        Paragraph(told),
        Figure(space_plate(space, issues, found.title), f"{caption}. {many(space.draws, 'draw')}."),
        Folded(
            "The numbers drawn", [Table(f"{caption}. {many(space.draws, 'draw')}", heads, rows)]
        ),
        note(
            f"In the zone: worth {enough(above=space.above)} to all (or to enough) of those whose "
            "consent it needs, across no hard red line of theirs. Who will agree is another "
            "question: people hold out for more than that. The egalitarian and the utilitarian "
            "package compare scales of different actors, which nothing in the model justifies; "
            f"they stand here because people ask for them.{tie_note(space)}"
        ),
    ]


def _package(row: PackageShare) -> tuple[str, ...]:
    terms = ", ".join(row.told)
    shares = (in_100(row.frontier), *map(in_100, row.solutions))
    return (terms, in_100(row.zone), span(row.zone_interval), *shares)


def _missing(found: Bargained) -> list[Block]:
    static = found.static
    plate = missing_plate(static.missing, static.space, found.case.names.issues, found.title)
    above = static.space.above
    about = "Draws in which a package fails by an actor's consent, and by it alone"
    return [
        Heading("Whose consent is missing where"),
        Figure(plate, f"{about}. {many(static.missing.draws, 'draw')}."),
        note(
            f"Consent is missing where the package is worth {too_little(above=above)}, or crosses "
            "a hard red line. It hangs on what a package asks of whom, and is no measure of fault."
        ),
    ]


def _openings(found: Bargained) -> list[Block]:
    openings = found.static.openings
    head = Heading("Which added option would open a zone")
    if not openings.without:
        return [head, Paragraph("Every draw has a zone.")]
    rows = [
        (one.added.told, in_100(one.share), span(one.interval))
        for one in openings.rows[:OPENINGS]
        if one.share > 0.0
    ]
    size = f"{many(openings.without, 'draw')} without a zone, of {openings.draws:,}"
    if not rows:
        tried = many(len(openings.rows), "option")
        return [head, Paragraph(f"None of {tried} tried opens one ({size}).")]
    caption = f"Options that would open a zone. {size}"
    heads = ("Added option", "opens one, of 100", f"{percent(openings.level)} interval")
    return [
        head,
        Figure(openings_plate(openings, found.title), f"{caption}."),
        Folded("The numbers drawn", [Table(caption, heads, rows)]),
        note(
            f"Hypothetical: {many(len(openings.rows), 'option')} tried. A half step is worth the "
            "mean of its neighbours to everyone. Only purposes that the scenario states can be "
            "served."
        ),
    ]


def _needs(found: Bargained) -> list[Block]:
    needs, base = found.inverse, found.inverse.base
    words = Amounts.of(found.case)
    reached = [one for one in needs.numbers if one.value is not None]
    p = in_100(needs.p)
    told: list[Block] = [
        Heading("What a text would need"),
        Paragraph(found.put),
        Paragraph(
            f"With all inputs as drawn it finds the consent it needs in {in_100(base.chance)} of "
            f"100 ({percent(base.interval.level)} interval {span(base.interval)}; "
            f"{many(base.draws, 'draw')})."
        ),
        Figure(
            needs_plate(needs, found.put, found.title),
            f"How little each input would have to be otherwise for {p} of 100. "
            f"{many(base.draws, 'draw')}.",
        ),
    ]
    if reached:
        caption = f"For {p} of 100, one input at a time; the smallest change first"
        heads = ("Input", "median", "needs", "change, of 100 of its range")
        rows = [_reach(one, words) for one in reached[:NEEDS]]
        told.append(Folded("The numbers drawn", [Table(caption, heads, rows)]))
    else:
        told.append(Paragraph(f"No number by itself brings it to {p} of 100 within its range."))
    return [
        *told,
        note(
            "A range is wide where little is known, so a small part of one may be much to ask. "
            "None of this says who should give way, or could."
        ),
    ]


def _reach(one: Reach, words: Amounts) -> tuple[str, ...]:
    assert one.value is not None
    assert one.move is not None
    median, value = (words.amount(one.unit, x) for x in (one.median, one.value))
    return f"{one.path}{unit_note(one.unit)}", median, value, signed(signed_in_100(one.move))
