"""What moved positions come to, as a page and as a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from sim.analysis.shifts import points_span
from sim.analysis.wording import ENDED, NOTICE, in_100, named, percent, span_in_100
from sim.report.blocks import Block, Column, Command, Document, Heading, Note, Row, Table, Text
from sim.shell import detente, given, operand
from sim.studies.compare.request import CompareRequest
from sim.studies.options import arguments
from sim.text import many

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.plots.figure import Plate
    from sim.studies.explore.result import ExploreResult, OptionMoved, OutcomeMoved


RANGES = (
    "If played again: 95% interval. If inputs differ: where nine in ten draws of the inputs that "
    "nobody reported put the chance; more runs do not narrow it. A dash: too few to carry one."
)


def document(result: ExploreResult) -> Document:
    """A result as a page."""
    return (
        Heading(result.title),
        Text(f"{NOTICE[0].upper()}{NOTICE[1:]}. Every number in it is assumed."),
        Text(sentence(result)),
        _outcomes(result),
        Note(RANGES),
        *(_issue(result, k) for k in range(len(result.issues))),
        *_mirrors(result),
        Text("A share that moves most is no measure of anyone's fault."),
        *_command(result),
        Note(f"detente {result.detente}, scenario {result.digest[:8]}"),
    )


def plates(_: ExploreResult) -> Sequence[Plate]:
    """It has no figure of its own: the page draws its numbers."""
    return []


def asked_about(result: ExploreResult) -> OutcomeMoved:
    """A deal, or where that never comes and never goes the outcome that moves most."""
    deal = result.of("deal")
    if deal.before.count or deal.now.count:
        return deal
    return max(result.outcomes, key=lambda one: abs(one.contrast.difference))


def sentence(result: ExploreResult) -> str:
    """What it comes to so far."""
    one = asked_about(result)
    runs, ended = many(one.now.runs, "run"), ENDED[one.outcome]
    if not result.request.now:
        return f"As it is, {_count(one.before.count, one.before.share, one)} of {runs} {ended}."
    found = one.contrast
    first = (
        f"With the change {_count(one.now.count, one.now.share, one)} of {runs} {ended}, without "
        f"it {_count(one.before.count, one.before.share, one)}: "
        f"{found.lost:,} lost, {found.gained:,} won."
    )
    if not found.told_apart:
        return f"{first} So small a difference may be luck."
    level = percent(found.interval.level)
    return f"{first} Of 100: {points_span(found.interval)} ({level} interval)."


def _count(count: int, share: float, one: OutcomeMoved) -> str:
    return f"{count:,} ({in_100(share)} of 100 by weight)" if one.now.weighted else f"{count:,}"


def moved_sentence(result: ExploreResult) -> str:
    """How many runs end otherwise."""
    if not result.request.now:
        return ""
    runs = many(result.played, "run")
    verb = "ends" if result.moved == 1 else "end"
    return f"{result.moved:,} of {runs} {verb} in another outcome than with the same luck before."


def _outcomes(result: ExploreResult) -> Table:
    return _before_and_now(
        f"HOW {many(result.played, 'run').upper()} ENDED", "runs", result.outcomes
    )


def _issue(result: ExploreResult, k: int) -> Table:
    issue = result.issues[k]
    title = f"DEALS BY {issue.label.upper()}, of {many(result.played, 'run')}"
    return _before_and_now(title, "deals", issue.options)


def _before_and_now(
    title: str, what: str, moved: Sequence[OutcomeMoved] | Sequence[OptionMoved]
) -> Table:
    """A row each: how many now and before, and the share now with both ranges."""
    columns = (what, "before", "of 100", "if played again", "if inputs differ")
    rows = tuple(
        Row(
            one.label,
            (
                f"{one.now.count:,}",
                f"{one.before.count:,}",
                in_100(one.now.share),
                span_in_100(one.now.sampling),
                span_in_100(one.now.inputs),
            ),
        )
        for one in moved
    )
    return Table(title, tuple(Column((head,)) for head in columns), rows)


def _mirrors(result: ExploreResult) -> Iterator[Block]:
    outcome = asked_about(result).outcome
    if not result.request.now or result.mirrors is None:
        return
    if not result.mirrors:
        yield Text("No mirror beside it: no other party can do the same to its own.")
        return
    rows = []
    for one in result.mirrors:
        own = next(each for each in one.outcomes if each.outcome == outcome)
        cells = f"{own.now.count:,}", f"{own.before.count:,}", span_in_100(own.now.sampling)
        rows.append(Row(f"{one.label}: {', '.join(one.now)}", cells))
    heads = "runs", "before", "if played again"
    yield Table(
        f"THE SAME FOR THE OTHER PARTY, {named(outcome)}",
        tuple(Column((head,)) for head in heads),
        tuple(rows),
    )


def _command(result: ExploreResult) -> Iterator[Block]:
    if result.name:
        yield Command("AGAIN", command(result))


def command(result: ExploreResult) -> str:
    """What makes the numbers again on the command line."""
    asked = result.request
    changed = [operand(result.name), *given("--set", *result.sets)]
    size = CompareRequest(runs=asked.runs, draws=asked.draws, seed=asked.seed)
    if asked.now:
        return detente("compare", *changed, *arguments(replace(size, now=asked.now)))
    return detente("ensemble", *changed, *arguments(size))
