"""The page that tells what a change does to the futures of one run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sim.analysis.shifts import points, points_span
from sim.analysis.wording import named, percent
from sim.report.blocks import (
    Block,
    Column,
    Command,
    Document,
    Figure,
    Heading,
    Note,
    Row,
    Table,
    Text,
)
from sim.shell import detente, given, operand
from sim.studies.narrated import narrated
from sim.studies.options import arguments
from sim.telling.numbers import signed
from sim.text import many

if TYPE_CHECKING:
    from sim.plots.figure import Plate
    from sim.studies.fork.result import ForkResult


def document(result: ForkResult) -> Document:
    """A result as a page."""
    return (
        *_head(result),
        *_changed(result),
        *_outcomes(result),
        *_says(result),
        *_kept(result),
        *_foot(result),
    )


def plates(result: ForkResult) -> Sequence[Plate]:
    """The shifts, drawn."""
    from sim.plots.shifts import shifts_plate  # noqa: PLC0415  (takes a second)

    change = "; ".join(f"{line.who} {line.text}" for line in result.changed)
    where = f"{'Instead of' if result.instead else 'After'} event {result.at} of one run"
    return [shifts_plate(result.outcomes, result.title, change, where)]


def _head(result: ForkResult) -> Iterator[Block]:
    yield Heading(result.title)
    yield Text(
        "Futures of one run of a model: neither news nor forecast. Every number in it is assumed."
    )
    yield Text(
        f"{many(result.futures, 'future')} without a change and {result.futures:,} with it, "
        "in pairs of the same luck."
    )
    if not result.complete:
        asked = many(result.request.futures, "future")
        yield Text(
            f"STOPPED EARLY: {result.futures:,} of {asked} were finished; all below is of these."
        )
    if result.counts:
        yield Text(result.counts)


def _changed(result: ForkResult) -> Iterator[Block]:
    yield narrated(f"WHAT HAPPENED AT EVENT {result.at}", [result.event])
    where = "INSTEAD OF IT" if result.instead else "RIGHT AFTER IT"
    yield narrated(f"CHANGED: {where}", result.changed)
    for note in result.filled_in:
        yield Note(note)
    for actor in result.forbidden:
        yield Note(
            f"That yes crosses a hard red line of {actor}: the model lets it stand only until "
            f"{actor} thinks again."
        )


def _outcomes(result: ForkResult) -> Iterator[Block]:
    level = percent(result.outcomes[0].interval.level)
    heads = ("without", "leave", "join", "with", "shift", f"{level} interval")
    columns = tuple(Column((head,)) for head in heads)
    rows = []
    for one in result.outcomes:
        counts = (one.ended_without, one.lost, one.gained, one.ended_given)
        moved = (points(one.shift), points_span(one.interval))
        rows.append(Row(named(one.outcome), (*(f"{count:,}" for count in counts), *moved)))
    title = f"OUTCOMES OF {many(result.futures, 'future').upper()}, the shift of 100"
    yield Table(title, columns, tuple(rows))
    apart = [named(one.outcome) for one in result.outcomes if one.told_apart]
    told = f"Distinguishable from 0 at {level}, each by itself: {', '.join(apart)}."
    if not apart:
        told = f"No shift is distinguishable from 0 at {level}."
    yield Note("Leave: end so only without the change. Join: end so only with it.")
    pairs = many(result.futures, "pair")
    yield Text(f"{told} In {result.different:,} of {pairs} the outcomes differ.")
    yield Text(_days(result))


def _days(result: ForkResult) -> str:
    days = result.framework_days
    if days.median is None or days.lower_quartile is None or days.upper_quartile is None:
        return "No pair has a framework in both."
    ends = (days.median, days.lower_quartile, days.upper_quartile)
    median, low, high = (signed(one, 1).removesuffix(".0") for one in ends)
    return (
        f"Where both have a framework ({many(days.pairs, 'pair')}) its day shifts by {median} "
        f"(median; interquartile range {low} to {high})."
    )


def _says(result: ForkResult) -> Iterator[Block]:
    yield Text(
        "Both arms have this run's past and its inputs: those that nobody reported are as this "
        f"run drew them (draw {result.draw} of seed {result.seed}), and so are lasting "
        "inclinations and what has shown by then. So it is the shift in this run, not in the "
        "scenario; more futures do not change that. It is no measure of anyone's fault."
    )


def _kept(result: ForkResult) -> Iterator[Block]:
    kept = result.kept
    if kept is not None:
        title = f"KEPT in {kept.store}: this run as {kept.run}, and of the changed arm"
        columns = (Column(("future",)), Column(("outcome",), words=True))
        rows = [Row(one.id, (str(one.future), named(one.outcome))) for one in kept.branches]
        yield Table(title, columns, tuple(rows))


def _foot(result: ForkResult) -> Iterator[Block]:
    path = f"{result.folder}/shifts.png" if "shifts.png" in result.files else ""
    yield Figure(path, "how the change shifts every outcome, with intervals", name="shifts")
    if result.files:
        yield Note(f"Written to {result.folder}/: {'  '.join(result.files)}")
    if result.name:
        name = operand(result.name)
        call = [name, *given("--at", result.at), *arguments(result.request), *result.words]
        yield Command("AGAIN", detente("fork", *call))
        yield from _next(result, name)
    yield Note(f"detente {result.detente}, scenario {result.digest[:8]}")


def _next(result: ForkResult, name: str) -> Iterator[Block]:
    kept = result.kept
    if kept is not None and kept.branches:
        branch, store = kept.branches[0].id, given("--store", kept.store)
        yield Command("NEXT", detente("replay", branch, *store), "a kept future as a story")
        answer = given("--answer", "ACTOR=accept")
        again = detente("fork", branch, *given("--at", "M"), *answer, *store)
        yield Command("", again, "another fork of it")
    else:
        call = detente("turning-points", name, *result.words)
        yield Command("NEXT", call, "where else this run turned")
