"""The page of what a record teaches."""

from __future__ import annotations

from collections.abc import Sequence

from sim.analysis.contrasts import Contrast
from sim.analysis.lesson_words import Amounts, shares_told, unit_note
from sim.analysis.lessons import INNER, LEAST_WORTH, Lesson
from sim.analysis.shifts import points, points_span
from sim.analysis.wording import NOTICE, in_100, named, percent
from sim.cli.infer_explained import explained_lines
from sim.cli.inferred import Inferred
from sim.cli.layout import figures_beside, paragraph, table, wrapped
from sim.cli.output import WIDTH
from sim.text import many


def page(found: Inferred, files: Sequence[str], *, every: bool) -> list[str]:
    """Inputs and shares before and after the record, and the explanations of it."""
    told = [*paragraph(found.title), *paragraph(NOTICE), "", *paragraph(_size(found))]
    if not found.answers:
        return [*told, *paragraph("The record holds no answer to a text, so it teaches nothing.")]
    told += paragraph(_teachers(found))
    told += ["", *_inputs(found, every=every), "", *_shares(found.shares), *_before(found)]
    told += ["", *explained_lines(found)]
    if files:
        told += ["", "FIGURES, with their numbers", *files]
    return told


def _size(found: Inferred) -> str:
    learnt = found.lessons
    return (
        f"{many(learnt.tries, 'try')} of the inputs as they are drawn. Weighed by how likely each "
        f"makes the record, they are worth {learnt.worth:,.0f} draws after it. Seed "
        f"{found.asked.seed}."
    )


def _teachers(found: Inferred) -> str:
    return (
        f"Only recorded answers teach: {', '.join(sorted(found.answers))}. Whatever else the "
        "record reports is played as reported and explained by nothing, so it says nothing of why "
        "a text was tabled or a word was said."
    )


def _inputs(found: Inferred, *, every: bool) -> list[str]:
    shown = list(found.lessons.found) if every else found.listed
    words = Amounts.of(found.case)
    level = percent(INNER)
    rows = [
        ("before", "after", "learnt,", "told"),
        (f"median ({level})",) * 2 + ("of 100", "apart"),
    ]
    rows += [_row(one, words) for one in shown]
    right = [line[2:] for line in table([["", *row] for row in rows])]
    told = [f"WHAT IT TEACHES OF {'EVERY INPUT' if every else 'INPUTS'}"]
    told += [f"{line:>{WIDTH}}" for line in right[:2]]
    for one, line in zip(shown, right[2:], strict=True):
        told += _beside(f"  {one.path}{unit_note(one.unit)}", line)
        if one.shares:
            told += [f"      {part}" for part in wrapped(shares_told(one), WIDTH - 6)]
    return [*told, *_rest(found, len(shown), every=every)]


def _row(one: Lesson, words: Amounts) -> tuple[str, str, str, str]:
    last = (in_100(one.distance), "yes" if one.told else "no")
    if one.before is None or one.after is None:
        return ("", "", *last)
    return (words.spread(one.unit, one.before), words.spread(one.unit, one.after), *last)


def _beside(head: str, cells: str) -> list[str]:
    """A row, its cells to the right; a path too long for them stands on a line of its own."""
    cells = cells.strip()
    if len(head) + 2 + len(cells) <= WIDTH:
        return [f"{head}{cells:>{WIDTH - len(head)}}"]
    return [head, f"{cells:>{WIDTH}}"]


def _rest(found: Inferred, shown: int, *, every: bool) -> list[str]:
    learnt = found.lessons
    left = len(learnt.found) - shown
    notes = []
    if left and not every:
        notes.append(
            f"Of the other {left} inputs that vary it teaches nothing that can be told from chance "
            "(--all lists them)."
        )
    if learnt.worth < LEAST_WORTH:
        notes.append(
            f"Nothing is told apart: the tries are worth fewer than {LEAST_WORTH} draws after the "
            "record. Ask for more --tries."
        )
    notes.append(
        f"Points are of 0-100, each actor's on a scale of its own; {percent(INNER)}: the middle of "
        "the draws. Learnt: the largest difference of the shares below any value (of words: in "
        "all), before and after. Told apart: more than chance, with "
        f"{percent(1 - learnt.level)} false finds among all {many(len(learnt.found), 'input')} "
        "tried."
    )
    return [line for note in notes for line in paragraph(note, 2)]


def _shares(shares: Sequence[Contrast]) -> list[str]:
    level = percent(shares[0].interval.level)
    heads = [""]
    rows = [("before", "after", "differs by", f"{level} interval", "told apart")]
    for one in shares:
        heads.append(f"  {named(one.outcome)}")
        rows.append(
            (
                in_100(one.base),
                in_100(one.other),
                points(one.difference),
                points_span(one.interval),
                "yes" if one.told_apart else "no",
            )
        )
    return [
        "HOW THE RUNS END, before the record and after it, of 100",
        *figures_beside(heads, rows),
    ]


def _before(found: Inferred) -> list[str]:
    asked = found.asked
    return paragraph(
        f"Before: {many(asked.runs, 'run')} with {min(asked.draws, asked.runs):,} draws of the "
        "inputs as they are drawn, however unlikely they make the recorded answers; what is "
        "reported is played as reported, and the runs go on from there. After: as many, the "
        "inputs kept as often as they give the record, as in any ensemble. So they differ by what "
        "the answers teach about inputs, not by what happened. The intervals are a bootstrap over "
        "input draws; each by itself.",
        2,
    )
