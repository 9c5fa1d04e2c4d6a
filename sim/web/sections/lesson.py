"""What the record teaches of what nobody can see, and which explanations it tells apart."""

from __future__ import annotations

from collections import Counter

from sim.analysis.contrasts import Contrast
from sim.analysis.explanations import AS_IT_IS, Fit, Ratio
from sim.analysis.lesson_words import Amounts, rare, rare_span, ratio_told, shares_told, unit_note
from sim.analysis.lessons import INNER, LEAST_WORTH, Lesson
from sim.analysis.shifts import points
from sim.analysis.wording import in_100, named, percent
from sim.cli.inferred import Inferred
from sim.plots.explanations import explanations_plate
from sim.plots.lessons import lessons_plate
from sim.scenario.record_order import ANSWERS
from sim.telling.labels import listed
from sim.text import many
from sim.web.blocks import Block, Figure, Folded, Heading, Pairs, Paragraph, Table, commands, note
from sim.web.report import Report
from sim.web.words import DASH, shift_span, signed


def tell(report: Report) -> list[Block]:
    """Inputs and shares before and after the record; the declared explanations of it."""
    record = report.case.scenario.record
    if not any(entry.does in ANSWERS for entry in record.values()):
        return [Paragraph("The record holds no answer to a text, so it teaches nothing.")]
    found = report.inferred
    learnt = found.lessons
    call = report.call("infer", "--tries", report.size.tries, *report.amount, what_if=False)
    return [
        Paragraph(
            f"{many(learnt.tries, 'try')} of the inputs as they are drawn. Weighed by how likely "
            f"each makes the record, they are worth {learnt.worth:,.0f} draws after it. Only "
            f"recorded answers teach: {listed(sorted(found.answers))}."
        ),
        *_inputs(found),
        *_shares(found),
        *_explained(found),
        *commands("To try it again:", call),
    ]


def _inputs(found: Inferred) -> list[Block]:
    learnt, shown = found.lessons, found.listed
    told: list[Block] = [Heading("Inputs before and after it")]
    if not shown:
        return [*told, Paragraph("It teaches nothing of any input.")]
    words = Amounts.of(found.case)
    level = percent(INNER)
    apart = sum(one.told for one in learnt.found)
    told.append(
        Paragraph(
            f"Of {many(len(learnt.found), 'input')} tried, {apart:,} are told apart from chance."
        )
    )
    heads = (
        "Input",
        f"before, median ({level})",
        f"after, median ({level})",
        "learnt, of 100",
        "told apart",
    )
    rows = [_row(one, words) for one in shown]
    caption = f"Inputs before and after the record. {many(learnt.tries, 'try')}"
    told += [
        Figure(lessons_plate(learnt, shown, words, found.title), f"{caption}."),
        Folded("The numbers drawn", [Table(caption, heads, rows, left=3)]),
        note(
            f"{level}: the middle of the draws. Learnt: the largest difference of the shares below "
            "any value (of words: in all). Told apart: more than chance, with "
            f"{percent(1 - learnt.level)} false finds among all {many(len(learnt.found), 'input')} "
            "tried. Points are of 0 to 100, each actor's on a scale of its own."
        ),
    ]
    if learnt.worth < LEAST_WORTH:
        told.append(
            note(
                f"Nothing is told apart: the tries are worth fewer than {LEAST_WORTH} draws after "
                "the record."
            )
        )
    return told


def _row(one: Lesson, words: Amounts) -> tuple[str, ...]:
    last = (in_100(one.distance), "yes" if one.told else "no")
    path = f"{one.path}{unit_note(one.unit)}"
    if one.before is None or one.after is None:
        return (path, shares_told(one), "", *last)
    before, after = (words.spread(one.unit, spread) for spread in (one.before, one.after))
    return (path, before.replace("-", DASH), after.replace("-", DASH), *last)


def _shares(found: Inferred) -> list[Block]:
    asked = found.asked
    level = percent(found.shares[0].interval.level)
    size = (
        f"Each {many(asked.runs, 'run')} with {min(asked.draws, asked.runs):,} draws of the inputs"
    )
    heads = ("Outcome", "before, of 100", "after", "differs by", f"{level} interval", "told apart")
    return [
        Heading("How the runs end without its lesson, and with it"),
        Table(
            f"How the runs end before the record and after it. {size}",
            heads,
            [_share(one) for one in found.shares],
        ),
        note(
            "Before: the inputs as they are drawn, however unlikely they make the recorded "
            "answers; what is reported is played as reported, and the runs go on from there. "
            "After: the inputs kept as often as they give the record. So the two differ by what "
            "the answers teach about inputs, not by what happened. Bootstrap over input draws, "
            "each interval by itself."
        ),
    ]


def _share(one: Contrast) -> tuple[str, ...]:
    return (
        named(one.outcome),
        in_100(one.base),
        in_100(one.other),
        signed(points(one.difference)),
        shift_span(one.interval),
        "yes" if one.told_apart else "no",
    )


def _explained(found: Inferred) -> list[Block]:
    head = Heading("Explanations of the record")
    if not found.case.hypotheses:
        return [head, Paragraph("The scenario declares no hypotheses to tell apart.")]
    explained = found.explained
    level = percent(explained.level)
    heads = ("Explanation", "its tries", "the record comes out, of 100", f"{level} interval")
    caption = (
        f"How often the record comes out under each explanation. {many(found.asked.tries, 'try')}"
    )
    named_ones = sorted(found.case.hypotheses.values(), key=lambda one: one.name)
    assumes = [(one.name, f"{one.title}. Assumed: {one.why}") for one in named_ones]
    return [
        head,
        Pairs([(AS_IT_IS, "What the file says, with no explanation added."), *assumes]),
        Figure(explanations_plate(explained, found.asked.tries, found.title), f"{caption}."),
        Table(caption, heads, [_fit(one) for one in explained.fits]),
        *_pairs(explained.ratios, level),
    ]


def _fit(one: Fit) -> tuple[str, ...]:
    if one.share is None or one.interval is None:
        return one.name, f"{one.counted:,}", DASH, DASH
    return one.name, f"{one.counted:,}", rare(one.share), rare_span(one.interval)


def _pairs(ratios: tuple[Ratio, ...], level: str) -> list[Block]:
    if not ratios:
        return []
    counts = Counter(one.verdict for one in ratios)
    heads = ("First : second", "times as often", "interval", "tells apart")
    rows = [(f"{one.first} : {one.second}", *ratio_told(one), one.verdict) for one in ratios]
    answer = f"It tells {counts['yes']:,} of {many(len(ratios), 'pair')} apart."
    if counts["too few"]:
        answer += f" Of {many(counts['too few'], 'pair')} the tries are too few to say."
    caption = "How many times as often the record comes out under the first as under the second"
    return [
        Paragraph(f"Does the record tell them apart? {answer}"),
        Table(f"{caption}; all intervals together hold at {level}", heads, rows),
        note(
            "This says how far the record speaks for one against the other, not how likely either "
            "is: that also hangs on how likely each was before. Hardly: less than 3 times, not "
            "worth more than a bare mention (Kass & Raftery 1995)."
        ),
    ]
