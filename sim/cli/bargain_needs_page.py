"""The lines of what a text would need."""

from __future__ import annotations

from collections.abc import Sequence

from sim.analysis.inverse import Reach, Within, WordReach
from sim.analysis.lesson_words import Amounts, unit_note
from sim.analysis.resample import Interval
from sim.analysis.wording import in_100, percent, signed_in_100
from sim.cli.bargained import Bargained
from sim.cli.layout import paragraph, table, wrapped
from sim.cli.output import WIDTH
from sim.text import many

REACHED, SHORT, WORDS = 12, 6, 6  # rows


def needs_lines(found: Bargained) -> list[str]:
    """The chance that a text finds consent, and what each input would have to be."""
    needs = found.inverse
    told = ["WHAT A TEXT WOULD NEED", *paragraph(found.put, 2), "", *_base(found), ""]
    if needs.base.chance >= needs.p:
        already = f"That is {in_100(needs.p)} of 100 already, with nothing changed."
        return [*told, *paragraph(already, 2)]
    reached = [one for one in needs.numbers if one.value is not None]
    short = [one for one in needs.numbers if one.value is None]
    told += _reached(found, reached[:REACHED], len(reached))
    told += _short(found, short[:SHORT], len(short))
    return [*told, *_words(found), *_notes(found)]


def _base(found: Bargained) -> list[str]:
    base = found.inverse.base
    bound = any(one.chance != one.fresh for one in base.actors)
    rows = [["", "needed in", "says yes", "answering afresh"]]
    rows += [
        [one.actor, in_100(one.asked), in_100(one.chance), in_100(one.fresh)] for one in base.actors
    ]
    rows.append(["consent found", "", in_100(base.chance), in_100(base.fresh)])
    told = f"Consent found: {percent(base.interval.level)} interval {_ends(base.interval)}."
    if bound:
        told += (
            " Says yes: with the luck that its recorded answers leave it, so an answer stands "
            "until a number it rests on is another. Afresh: with luck drawn anew."
        )
    return [
        f"  Of 100, all inputs as drawn ({many(base.draws, 'draw')}):",
        *table([row if bound else row[:-1] for row in rows]),
        *paragraph(told, 2),
    ]


def _ends(interval: Interval) -> str:
    return f"{in_100(interval.low)} to {in_100(interval.high)}"


def _reached(found: Bargained, shown: list[Reach], count: int) -> list[str]:
    p = in_100(found.inverse.p)
    head = f"For {p} of 100, one input at a time, all else as drawn; the smallest change first:"
    if not shown:
        return [*paragraph(f"No number by itself brings it to {p} of 100 within its range.", 2)]
    words = Amounts.of(found.case)
    rows: list[tuple[str, ...]] = [
        ("median", "needs", f"{percent(found.inverse.base.interval.level)} interval", "of 100")
    ]
    rows += [_reach(one, words) for one in shown]
    left = [f"    {count - len(shown)} more in the table that -o writes."]
    return [*paragraph(head, 2), *_rows(shown, rows), *(left if count > len(shown) else [])]


def _reach(one: Reach, words: Amounts) -> tuple[str, ...]:
    assert one.value is not None
    assert one.move is not None
    needs = words.amount(one.unit, one.value)
    if one.move:
        needs = f"{'up' if one.move > 0 else 'down'} to {needs}"
    return (
        words.amount(one.unit, one.median),
        needs,
        _span(one.within, one, words),
        signed_in_100(one.move),
    )


def _span(within: Within | None, one: Reach, words: Amounts) -> str:
    """`64 to 81`, and `64 or more` where the farther end is beyond the range."""
    if within is None:
        return ""
    if within.near is None:
        return "none in range"
    near = words.amount(one.unit, within.near)
    if within.far is None:
        return f"{near} or {'less' if one.move is not None and one.move < 0 else 'more'}"
    return f"{near} to {words.amount(one.unit, within.far)}"


def _rows(paths: Sequence[Reach], rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Cells at the right end; a path too long for what is left stands on a line of its own."""
    right = [line[2:] for line in table([["", *row] for row in rows])]
    room = WIDTH - max(map(len, right))
    told = [f"{'':<{room}}{right[0]}"]
    for one, cells in zip(paths, right[1:], strict=True):
        head = f"    {one.path}{unit_note(one.unit)}"
        fits = len(head) < room
        told += [] if fits else [head]
        told.append(f"{head if fits else '':<{room}}{cells}".rstrip())
    return told


def _short(found: Bargained, shown: list[Reach], count: int) -> list[str]:
    if not shown:
        return []
    words = Amounts.of(found.case)
    rows: list[tuple[str, ...]] = [("median", "best at", "chance")]
    rows += [
        (words.amount(one.unit, one.median), words.amount(one.unit, one.best),
         in_100(one.best_chance))
        for one in shown
    ]  # fmt: skip
    head = f"  Not within their range ({count} inputs); the nearest miss first, of 100:"
    return ["", head, *_rows(shown, rows)]


def _words(found: Bargained) -> list[str]:
    needs = found.inverse
    if not needs.words:
        return []
    told = [
        "",
        "  In words: the chance of 100 with it everywhere (and how often it is drawn)",
    ]
    for one in needs.words[:WORDS]:
        told += [f"    {line}" for line in wrapped(_word(one, needs.p), WIDTH - 4, 4)]
    return told


def _word(one: WordReach, p: float) -> str:
    parts = (
        f"{word} {in_100(chance)} ({in_100(drawn)}{', enough' if chance >= p else ''})"
        for word, drawn, chance in one.words
    )
    return f"{one.path}: {', '.join(parts)}"


def _notes(found: Bargained) -> list[str]:
    needs = found.inverse
    note = (
        f"{needs.asked} inputs that vary may enter an answer, {needs.still} of them move nothing "
        "here. Each is set from the end of the record on: what happened, and what it says of luck, "
        "stays. Of 100: how far that is from the median, as a part of the range. A range is wide "
        "where little is known, so a small part of one may be much to ask; none of this says who "
        "should give way, or could."
    )
    if any(one.move == 0.0 for one in needs.numbers):
        note += (
            " Where it is 0, that nobody doubts the median is enough: its spread was in the way."
        )
    return ["", *paragraph(note, 2)]
