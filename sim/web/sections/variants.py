"""The scenario beside its what-if variants."""

from __future__ import annotations

from sim.analysis.contrasts import Comparison, by_size, moved_most
from sim.analysis.shifts import points
from sim.analysis.wording import in_100, named, percent, size_of
from sim.cli.compared import Side
from sim.plots.contrasts import contrasts_plate
from sim.talks.events import OUTCOMES
from sim.web.blocks import Block, Figure, Folded, Pairs, Paragraph, Table, commands, note
from sim.web.report import Report
from sim.web.words import shift_span, signed

KINDS = {"now": "from now", "start": "from the start"}


def tell(report: Report) -> list[Block]:
    """How far each variant moves the share of every outcome."""
    if not report.case.what_if:
        return [Paragraph("This scenario declares no what-if variants.")]
    side = report.beside
    size = size_of(side.design)
    first = moved_most(side.beside)
    others = [_table(side, name, size) for name in OUTCOMES if name != first]
    return [
        Figure(
            contrasts_plate(side.beside, report.title, size),
            f"How far each variant moves the share of every outcome. Each {size}.",
        ),
        _table(side, first, size),
        Folded("The other outcomes", others),
        Pairs([_about(one) for one in sorted(side.beside, key=lambda one: one.name)]),
        *_notes(side),
        *commands("To play these again:", report.call("compare", *report.amount, what_if=False)),
    ]


def _table(side: Side, outcome: str, size: str) -> Table:
    base = next(one for one in side.shares if one.outcome == outcome)
    level = percent(side.beside[0].contrasts[0].interval.level)
    rows: list[tuple[str, ...]] = [("as it is", in_100(base.share), "", "", "")]
    for one in by_size(side.beside, outcome):
        contrast = one.of(outcome)
        rows.append(
            (
                one.name,
                in_100(contrast.other),
                signed(points(contrast.difference)),
                shift_span(contrast.interval),
                "yes" if contrast.told_apart else "no",
            )
        )
    heads = ("Variant", "of 100 runs", "differs by", f"{level} interval", "told apart")
    return Table(f"{named(outcome)[0].upper()}{named(outcome)[1:]}. Each {size}", heads, rows)


def _about(one: Comparison) -> tuple[str, str]:
    return f"{one.name} ({KINDS[one.kind]})", one.title


def _notes(side: Side) -> list[Block]:
    count = len(side.beside) * len(OUTCOMES)
    return [
        note(
            "From now: the same kept runs, the same past and luck, in pairs; the interval is that "
            "of the paired difference over the draws of the inputs. From the start: the past is "
            "another, so the record is conditioned on anew, other inputs are kept, and nothing is "
            "paired: the intervals are wider."
        ),
        note(
            f"Told apart: the interval leaves out 0. Each is 95% by itself; of {count} differences "
            f"that were all 0, about {by_chance(count)} would be told apart by chance. A share "
            "that moves most is no measure of anyone's fault."
        ),
    ]


def by_chance(count: int) -> str:
    """How many of so many differences, all 0, are told apart at 95%: `2`, `0.5`."""
    expected = 0.05 * count
    return f"{expected:.0f}" if expected >= 1 else f"{expected:.1g}"
