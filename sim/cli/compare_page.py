"""The page that sets scenarios side by side."""

from __future__ import annotations

from collections.abc import Sequence

from sim.analysis.contrasts import Comparison, by_size, moved_most
from sim.analysis.shifts import points, points_span
from sim.analysis.wording import NOTICE, in_100, named, percent, size_of
from sim.cli.compared import Side
from sim.cli.layout import figures_beside, paragraph
from sim.talks.events import OUTCOMES

KINDS = {"now": "from now", "start": "from start", "other": "scenario"}


def page(side: Side, files: Sequence[str]) -> list[str]:
    """A base and what is set beside it, outcome by outcome."""
    first = moved_most(side.beside)
    told = [
        *paragraph(side.title),
        *paragraph(NOTICE),
        "",
        *paragraph(f"Each {size_of(side.design)}. Seed {side.asked.seed}."),
    ]
    for outcome in [first, *(name for name in OUTCOMES if name != first)]:
        told += ["", *_block(side, outcome)]
    told += ["", "WHAT IS SET BESIDE IT", *_legend(side.beside), "", *_notes(side)]
    if files:
        told += ["", "FIGURE, with its numbers", *files]
    return told


def _block(side: Side, outcome: str) -> list[str]:
    """How far each moves one outcome, the furthest first."""
    base = next(share for share in side.shares if share.outcome == outcome)
    level = percent(side.beside[0].contrasts[0].interval.level)
    heads, rows = [""], [("of 100 runs", "differs by", f"{level} interval", "told apart")]
    heads.append("as it is")
    rows.append((in_100(base.share), "", "", ""))
    for one in by_size(side.beside, outcome):
        contrast = one.of(outcome)
        heads.append(one.name)
        rows.append(
            (
                in_100(contrast.other),
                points(contrast.difference),
                points_span(contrast.interval),
                "yes" if contrast.told_apart else "no",
            )
        )
    return [named(outcome).upper(), *figures_beside([f"  {head}" for head in heads], rows)]


def _legend(beside: Sequence[Comparison]) -> list[str]:
    told = []
    for one in sorted(beside, key=lambda one: one.name):
        told += paragraph(f"{one.name} ({KINDS[one.kind]}): {one.title}", 2)
    return told


def _notes(side: Side) -> list[str]:
    kinds = {one.kind for one in side.beside}
    notes = []
    if "now" in kinds:
        notes.append(
            "From now: the same kept runs, the same past and luck, in pairs; the interval is that "
            "of the paired difference over the draws of the inputs."
        )
    if side.asked.now and len(side.beside) == 1 + len(dict.fromkeys(side.asked.what_if)):
        notes.append("No mirror beside it: no other party can do the same to its own.")
    if "start" in kinds:
        notes.append(
            "From start: the past is another, so the record is conditioned on anew and other "
            "inputs may be kept. Draws of the same number have the same luck, and the interval is "
            "that of their difference, in pairs of draws; runs are no pairs."
        )
    if "other" in kinds:
        notes.append(
            "Scenario: conditioned on its own record; nothing is paired. Differences are between "
            "two models, each with its own assumptions."
        )
    count = len(side.beside) * len(OUTCOMES)
    notes.append(
        f"Told apart: the interval leaves out 0. Each is 95% by itself; of {count} differences "
        f"that were all 0, about {count * 0.05:.1g} would be told apart by chance. A share that "
        "moves most is no measure of anyone's fault."
    )
    return [line for note in notes for line in paragraph(note)]
