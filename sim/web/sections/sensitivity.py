"""Which inputs the outcome hangs on, and how much is luck."""

from __future__ import annotations

from collections.abc import Sequence

from sim.analysis.factors import GROUPINGS
from sim.analysis.methods import METHODS
from sim.analysis.pigeonhole import Estimate
from sim.analysis.sensitivity import Measured, Sensitivity
from sim.analysis.wording import ENDED, in_100, named, percent
from sim.cli.sensitivity_page import BEFORE, BY, INTERVALS, NOTES, RANGES
from sim.plots.sensitivity import sensitivity_plates
from sim.text import many
from sim.web.blocks import Block, Figure, Folded, Heading, Paragraph, Table, commands, note, warning
from sim.web.report import Report
from sim.web.words import signed

MOST = 15  # inputs that are listed


def tell(report: Report) -> list[Block]:
    """Luck and inputs apart; inputs together and one by one; the guard."""
    one = report.sensed
    found = one.found
    plates = sensitivity_plates(found, one.title)
    told: list[Block] = [Paragraph(_size(found))]
    if _small(found):
        told.append(Paragraph("It is a small study: its intervals are wide."))
    if found.flagged:
        told.append(warning("The guard input came out as something: do not trust this section."))
    if found.record is not None:
        told.append(Paragraph(BEFORE))
    told += [Paragraph(text) for text in _luck(found)]
    figures = [
        Figure(plate, f"{_caption(plate.stem)}: {named(found.outcome)}.") for plate in plates
    ]
    return [
        *told,
        *figures[:1],
        *_single(found),
        *figures[1:],
        *_together(found),
        *_notes(found),
        *commands("To play it again:", *_calls(report, found)),
    ]


def _caption(stem: str) -> str:
    groups = stem.endswith("-groups")
    return "Inputs taken together" if groups else "The inputs that the outcome hangs on most"


def _calls(report: Report, found: Sensitivity) -> tuple[str, ...]:
    """The command of this study, and where it is a small one that of a larger."""
    asked = ("--outcome", found.outcome)
    size = ("--points", found.rows, "--runs", found.luck)
    again = report.call("sensitivity", *asked, *size)
    return (again, report.call("sensitivity", *asked)) if _small(found) else (again,)


def _small(found: Sensitivity) -> bool:
    return found.rows < METHODS["sobol"].points


def _size(found: Sensitivity) -> str:
    return (
        f"{many(found.runs, 'run')}: {found.rows:,} rows of {many(found.blocks, 'point')} of the "
        f"inputs x {many(found.luck, 'run')} of luck, the same at every point. Asked is how likely "
        f"a run is to end so: {named(found.outcome)}, with luck taken out."
    )


def _within(size: Estimate) -> str:
    """An interval of parts of 1, as parts of 100."""
    low, high = (in_100(min(1.0, max(0.0, x))) for x in (size.interval.low, size.interval.high))
    return f"{percent(size.interval.level)} interval {low} to {high}"


def _luck(found: Sensitivity) -> list[str]:
    mean, part = found.spread.mean, found.spread.explained
    how = f"{in_100(mean.value)} of 100 runs {ENDED[found.outcome]}"
    told = [f"{how}, over the ranges of all inputs ({_within(mean)})."]
    if part is None:
        return [*told, "All runs end alike: neither luck nor inputs move this."]
    if not found.spread.moved:
        return [*told, "What the inputs explain is not told apart from 0 in so few runs."]
    luck = in_100(1 - part.value)
    told.append(
        f"Of what makes one run end so and another not, the inputs explain {in_100(part.value)} of "
        f"100 ({_within(part)}). The other {luck} are luck: runs with the same inputs end "
        "differently."
    )
    size = found.resting
    if size is not None:
        told.append(
            f"How much rests on what nobody reported: {in_100(min(1.0, max(0.0, size.value)))} of "
            f"100 of what the inputs explain ({_within(size)}) hangs on inputs that no source "
            "backs, by themselves or with others. The number behind a backed word is assumed too."
        )
    return told


def _heads(found: Sensitivity) -> tuple[str, ...]:
    if not found.told:
        return ("runs of 100 that end otherwise",)
    level = percent(found.spread.mean.interval.level)
    pairs = ((what, f"{level} interval") for what in found.method.measures.values())
    return tuple(head for pair in pairs for head in pair)


def _cells(found: Sensitivity, one: Measured) -> list[str]:
    if not found.told:
        return [in_100(one.changed)]
    number, told = found.method.number, list[str]()
    for name in found.method.measures:
        size = one.measures[name]
        if size is None or one.changed == 0.0:
            told += ["0", "no run changed"]
        elif size.known is None:  # never two runs of one point
            told += [signed(number(size.value)), "too few changed"]
        else:
            span = f"{number(size.interval.low)} to {number(size.interval.high)}"
            told += [signed(number(size.value)), signed(span)]
    return told


def _single(found: Sensitivity) -> list[Block]:
    ranked = [one for one in found.by_size if one.changed > 0.0]
    if not ranked:
        return [Paragraph("No input changed any run.")]
    rows = [
        (one.factor.name, one.factor.range_text, one.factor.backing, *_cells(found, one))
        for one in ranked[:MOST]
    ]
    silent = len(found.by_size) - len(ranked)
    rest = len(ranked) - len(rows)
    about = f"Not listed: {many(rest, 'input')} below these, and {silent:,} that changed no run."
    heads = ("Input", "May be", "Word backed by", *_heads(found))
    caption = f"{_measured(found)}: the largest {len(rows)} of {many(len(found.by_size), 'input')}"
    return [Table(caption, heads, rows, left=3), note(about)]


def _measured(found: Sensitivity) -> str:
    if found.told:
        return f"Sobol indices, {found.method.what}"
    return "Runs that end otherwise when inputs alone are drawn again"


def _together(found: Sensitivity) -> list[Block]:
    rows: list[Sequence[str]] = []
    for kind in GROUPINGS:
        members = found.of(kind)
        if members:
            rows.append((BY[kind],))
        rows += [
            (f"{one.factor.name} ({many(len(one.factor.columns), 'input')})", *_cells(found, one))
            for one in members
        ]
    if not rows:
        return []
    caption = f"{_measured(found)}: inputs taken together"
    table = Table(caption, ("Inputs", *_heads(found)), rows)
    about = "By what backs them, by actor and by issue"
    return [Heading("Inputs together"), Folded(about, [table])]


def _notes(found: Sensitivity) -> list[Block]:
    guard = "changed no run" if not found.flagged else "changed some runs"
    told = [
        RANGES,
        *([NOTES[found.method.name]] if found.told else []),
        INTERVALS,
        f"A guard input that changes nothing was put among the others: it {guard}.",
    ]
    if found.record is not None:
        told.append(
            "The record is played as reported at every point, however unlikely it is there: at "
            f"{in_100(found.record.possible)} of 100 points it could come out at all. What it "
            "teaches about the inputs is no part of this."
        )
    return [note(text) for text in told]
