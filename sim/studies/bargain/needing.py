"""What a text would need, as a part of the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sim.analysis.inverse import Reach, Within, WordReach
from sim.analysis.lesson_words import Amounts, unit_note
from sim.analysis.wording import in_100, percent, signed_in_100, span_in_100
from sim.report.blocks import Block, Column, Figure, Heading, Note, Row, Table, Text
from sim.text import many

if TYPE_CHECKING:
    from sim.analysis.bargain import Inverse
    from sim.studies.bargain.result import BargainResult

_REACHED, _SHORT, _WORDS = 12, 6, 6  # rows


def needing(result: BargainResult) -> Iterator[Block]:
    """The chance that a text finds consent, and what each input would have to be."""
    needs = result.needs
    yield Heading("WHAT A TEXT WOULD NEED")
    if needs is None:
        yield Text("STOPPED EARLY: what a text would need was not worked out.")
        return
    yield Text(result.text)
    yield from _base(needs)
    if needs.base.chance >= needs.p:
        yield Text(f"That is {in_100(needs.p)} of 100 already, with nothing changed.")
        return
    words = Amounts(result.day)
    yield from _reached(needs, words)
    yield from _short(needs, words)
    if needs.words:
        title = "In words: the chance of 100 with it everywhere (and how often it is drawn)"
        rows = tuple(_word(one, needs.p) for one in needs.words[:_WORDS])
        yield Table(title, (), rows)
    yield Note(_caveat(needs))
    name = "bargain-needs"
    path = f"{result.folder}/{name}.png" if f"{name}.png" in result.files else ""
    yield Figure(path, "what each input would have to be", name=name)


def _base(needs: Inverse) -> Iterator[Block]:
    base = needs.base
    bound = any(one.chance != one.fresh for one in base.actors)
    heads = ["needed in", "says yes", *(["answering afresh"] if bound else [])]
    rows = [
        Row(
            one.actor,
            (in_100(one.asked), in_100(one.chance), *([in_100(one.fresh)] if bound else [])),
        )
        for one in base.actors
    ]
    both = ("", in_100(base.chance), *([in_100(base.fresh)] if bound else []))
    rows.append(Row("consent found", both))
    title = f"Of 100, all inputs as drawn ({many(base.draws, 'draw')})"
    yield Table(title, tuple(Column((head,)) for head in heads), tuple(rows))
    told = (
        f"Consent found: {percent(base.interval.level)} interval {span_in_100(base.interval)} of "
        "100."
    )
    if bound:
        told += (
            " Says yes: with the luck that its recorded answers leave it, so an answer stands "
            "until a number it rests on is another. Afresh: with luck drawn anew."
        )
    yield Note(told)


def _reached(needs: Inverse, words: Amounts) -> Iterator[Block]:
    p, reached = in_100(needs.p), [one for one in needs.numbers if one.value is not None]
    if not reached:
        yield Text(f"No number by itself brings it to {p} of 100 within its range.")
        return
    heads = "median", "needs", f"{percent(needs.base.interval.level)} interval", "of 100"
    rows = tuple(_reach(one, words) for one in reached[:_REACHED])
    title = f"For {p} of 100, one input at a time, all else as drawn; the smallest change first"
    yield Table(title, _columns(heads), rows)
    if len(reached) > len(rows):
        yield Note(f"{len(reached) - len(rows)} more in the figure's CSV file.")


def _columns(heads: Sequence[str]) -> tuple[Column, ...]:
    return tuple(Column((head,)) for head in heads)


def _reach(one: Reach, words: Amounts) -> Row:
    assert one.value is not None
    assert one.move is not None
    needs = words.amount(one.unit, one.value)
    if one.move:
        needs = f"{'up' if one.move > 0 else 'down'} to {needs}"
    median, span = words.amount(one.unit, one.median), _span(one.within, one, words)
    return Row(f"{one.path}{unit_note(one.unit)}", (median, needs, span, signed_in_100(one.move)))


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


def _short(needs: Inverse, words: Amounts) -> Iterator[Block]:
    short = [one for one in needs.numbers if one.value is None]
    if not short:
        return
    rows = tuple(
        Row(
            f"{one.path}{unit_note(one.unit)}",
            (
                words.amount(one.unit, one.median),
                words.amount(one.unit, one.best),
                in_100(one.best_chance),
            ),
        )
        for one in short[:_SHORT]
    )
    title = f"Not within their range ({many(len(short), 'input')}); the nearest miss first, of 100"
    yield Table(title, _columns(("median", "best at", "chance")), rows)


def _word(one: WordReach, p: float) -> Row:
    parts = (
        f"{word} {in_100(chance)} ({in_100(drawn)}{', enough' if chance >= p else ''})"
        for word, drawn, chance in one.words
    )
    return Row(f"{one.path}: {', '.join(parts)}")


def _caveat(needs: Inverse) -> str:
    told = (
        f"{needs.asked} inputs that vary may enter an answer, {needs.still} of them move nothing "
        "here. Each is set from the end of the record on: what happened, and what it says of luck, "
        "stays. Of 100: how far that is from the median, as a part of the range. A range is wide "
        "where little is known, so a small part of one may be much to ask; none of this says who "
        "should give way, or could."
    )
    if any(one.move == 0.0 for one in needs.numbers):
        told += (
            " Where it is 0, that nobody doubts the median is enough: its spread was in the way."
        )
    return told
