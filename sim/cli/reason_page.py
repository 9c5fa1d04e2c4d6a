"""The page that says why an event came about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sim.cli.layout import columns, laid_out, paragraph, wrapped
from sim.cli.output import WIDTH
from sim.telling.flips import Flip, Flips
from sim.telling.levers import LEAST, MOST
from sim.telling.numbers import number, signed
from sim.telling.reasons import Reasons
from sim.telling.story import NOTICE
from sim.telling.tale import Tale


def page(tale: Tale, found: Reasons) -> list[str]:
    """An event with its reasons."""
    lines = [found.line, *found.chain]
    room = columns(lines)
    told = [
        *paragraph(tale.labels.title),
        *paragraph(NOTICE),
        "",
        f"EVENT {found.line.seq}: {type(tale.events[found.line.seq]).__name__}",
        *laid_out(found.line, room),
    ]
    if found.when:
        told += ["", "WHEN", *paragraph(found.when, 2)]
    if found.what:
        told += ["", "WHY", *_items(found.what)]
    if found.flips is not None:
        told += ["", "WHAT WOULD HAVE MADE IT ANOTHER ANSWER", *_flips(found.flips)]
    if found.sources:
        told += ["", "ON WHOSE WORD", *_items(found.sources)]
    if found.chain:
        told += ["", "WHAT LED UP TO IT, back to the root"]
        for line in found.chain:
            told += laid_out(replace(line, terms=(), notes=()), room)
    return told


def _items(texts: list[str]) -> list[str]:
    found = []
    for text in texts:
        indent = 2 + len(text) - len(text.lstrip())
        found += [" " * indent + one for one in wrapped(text.strip(), WIDTH - indent - 2, 2)]
    return found


def _flips(found: Flips) -> list[str]:
    """What would have flipped an answer: in words, then a row for each way."""
    told = [*paragraph(found.asked, 2)] if found.asked else []
    for note in found.notes:
        told += paragraph(note, 2)
    rows = [("", "was", "would be", "", "answer then")] if found.inputs else []
    for one in found.inputs:
        name = one.name
        for way in one.flips:
            was = number(one.was, way.digits) if name else ""
            rows.append((name, was, *_way(way), way.answer))
            name = ""
        if not one.flips:
            rows.append((name, number(one.was), "-", "no value does", ""))
    return [*told, *([""] if rows else []), *_columns(rows)]


def _way(way: Flip) -> tuple[str, str]:
    """The value that flips, and how it differs and how far that goes."""
    change = f"({signed(way.change, way.digits)})"
    more = f" to {number(way.last, way.digits)}"
    if way.last in (LEAST, MOST):
        more = " or less" if way.change < 0 else " or more"
    return number(way.value, way.digits), change + ("" if way.last == way.value else more)


def _columns(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Names and what follows a value to the left, values to the right."""
    wide = [max((len(row[k]) for row in rows), default=0) for k in range(5)]
    room = min(wide[0], WIDTH - 2 - sum(wide[1:]) - 8)
    told = []
    for name, was, then, change, answer in rows:
        first, *more = wrapped(name, room, 2)
        told.append(
            f"  {first:<{room}}  {was:>{wide[1]}}  {then:>{wide[2]}} {change:<{wide[3]}}"
            f"   {answer}".rstrip()
        )
        told += [f"  {one}" for one in more]
    return told
