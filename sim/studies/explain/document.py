"""The page that says why an event came about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sim.report.blocks import Block, Column, Command, Document, Heading, Note, Row, Table, Text
from sim.shell import detente, given, operand
from sim.studies.narrated import narrated
from sim.telling.levers import LEAST, MOST
from sim.telling.numbers import number, signed
from sim.telling.story import NOTICE

if TYPE_CHECKING:
    from sim.plots.figure import Plate
    from sim.studies.explain.result import ExplainResult
    from sim.telling.flips import Flip, Flips

_STEP = 2  # characters by which a reason lies inside another


def document(result: ExplainResult) -> Document:
    """A result as a page."""
    return (
        Heading(result.title),
        Text(NOTICE),
        narrated(f"EVENT {result.reasons.line.seq}: {result.kind}", [result.reasons.line]),
        *_why(result),
        *_foot(result),
    )


def plates(_: ExplainResult) -> Sequence[Plate]:
    """No figure: it is of one event."""
    return ()


def _why(result: ExplainResult) -> Iterator[Block]:
    found = result.reasons
    if found.when:
        yield from _part("WHEN", [found.when])
    if found.what:
        yield from _part("WHY", found.what)
    if found.flips is not None:
        yield from _flips(found.flips)
    if found.sources:
        yield from _part("ON WHOSE WORD", found.sources)
    if found.chain:
        lines = [replace(line, terms=(), notes=()) for line in found.chain]
        yield narrated("WHAT LED UP TO IT, back to the root", lines)


def _part(title: str, texts: Sequence[str]) -> Iterator[Block]:
    yield Heading(title)
    for text in texts:
        yield Text(text.strip(), _STEP + len(text) - len(text.lstrip()))


def _flips(found: Flips) -> Iterator[Block]:
    """What would have flipped an answer: in words, then a row for each way."""
    said = [found.asked] if found.asked else []
    yield from _part("WHAT WOULD HAVE MADE IT ANOTHER ANSWER", [*said, *found.notes])
    rows = []
    for one in found.inputs:
        for way in one.flips:
            was = number(one.was, way.digits)
            rows.append(Row(one.name, (was, *_way(way), way.answer)))
        if not one.flips:
            rows.append(Row(one.name, (number(one.was), "-", "", "no value does")))
    if rows:
        heads = ("was", "would be", "change")
        columns = (*(Column((head,)) for head in heads), Column(("answer then",), words=True))
        yield Table("INPUT, in points of 0-100", columns, tuple(rows))


def _way(way: Flip) -> tuple[str, str]:
    """The values that flip, and how far the nearest is."""
    value, last = number(way.value, way.digits), number(way.last, way.digits)
    change = signed(way.change, way.digits)
    if way.last in (LEAST, MOST):
        return f"{value} or {'less' if way.change < 0 else 'more'}", change
    return (value if way.last == way.value else f"{value} to {last}"), change


def _foot(result: ExplainResult) -> Iterator[Block]:
    at = result.reasons.line.seq
    if result.name:
        name = operand(result.name)
        yield Command("AGAIN", detente("explain", name, at, *result.words))
        flips = result.reasons.flips
        if flips is not None and "--set" not in result.words:  # a fork's would change it later
            other = "reject" if flips.given == "accept" else "accept"
            change = [*given("--at", at), *given("--answer", other), *given("-n", 100)]
            call = detente("fork", name, *change, *result.words)
            yield Command("NEXT", call, f"what follows if it were to {other}")
    yield Note(f"detente {result.detente}, scenario {result.digest[:8]}")
