"""The first page of an ensemble: what a result says, as blocks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sim.analysis.wording import (
    bar,
    in_100,
    named,
    percent,
    size_of,
    span_in_100,
    why_no_range,
)
from sim.report.blocks import Block, Column, Document, Heading, Note, Row, Table, Text
from sim.studies.ensemble.building import building
from sim.studies.ensemble.commands import commands
from sim.studies.ensemble.more import more_blocks
from sim.studies.ensemble.moved import moved
from sim.studies.ensemble.separating import separating
from sim.studies.ensemble.widths import widths
from sim.telling.labels import spoken
from sim.text import many

if TYPE_CHECKING:
    from sim.analysis.resample import Interval
    from sim.analysis.terms import OptionShare
    from sim.studies.ensemble.result import EnsembleResult

_BAR = 5  # marks for a share of all runs
_MOST_OPTIONS = 6  # of an issue: of longer ones those are left out that no deal had
_TOO_FEW = "too few"


def document(result: EnsembleResult, *, everything: bool = False) -> Document:
    """A result as a page; with `everything` what the first page leaves out too."""
    rest = more_blocks(result) if everything else ()
    return (
        *_head(result),
        *_ended(result, everything=everything),
        *moved(result, everything=everything),
        *building(result, everything=everything),
        *separating(result, everything=everything),
        *widths(result),
        *rest,
        *commands(result, everything=everything),
    )


def _head(result: EnsembleResult) -> Iterator[Block]:
    yield Heading(result.played.title)
    yield Text("A model: neither news nor forecast. Every number in it is assumed.")
    yield Text(f"{size_of(result.design)}; {many(result.played.horizon_days, 'day')}")
    yield from _searched(result)
    yield from _until(result)
    yield from _lacking(result)


def _searched(result: EnsembleResult) -> Iterator[Block]:
    """What draws of a rare record are worth, and whether more tries would have made it more."""
    design, record, more = result.design, result.record, ""
    if not result.record.weighted:
        return
    draws = many(design.draws, "draw")
    worth = f"The record is rare: {draws} are worth {design.effective_draws:,.0f} of equal weight"
    if record.limit:
        more = f"; the search stopped at its limit of {many(record.limit, 'try')} a draw (--tries)"
    elif record.raised:
        more = "; the search went on until they were worth so much"
    yield Text(f"{worth}{more}.")


def _until(result: EnsembleResult) -> Iterator[Block]:
    """Whether a study that grew came as far as was asked."""
    within = result.request.within
    if not within or not result.played.complete:
        return
    what = "the widest 95% interval of an outcome's share"
    if result.widest < within:
        yield Text(f"Played until {what} was below {within:g} of 100: it is {result.widest:.1f}.")
    else:
        yield Text(
            f"NOT WITHIN {within:g} of 100: {what} is {result.widest:.1f}, and these are the most "
            "runs that are played."
        )


def _lacking(result: EnsembleResult) -> Iterator[Block]:
    """What was asked for and is not there."""
    played, request = result.played, result.request
    if played.set_aside:
        runs = many(sum(len(one.runs) for one in played.set_aside), "run")
        which = "; ".join(one.words for one in played.set_aside)
        yield Text(
            f"SET ASIDE: {runs} of seed {request.seed} killed whoever played them, again and "
            f"again: {which}. All below is of the others."
        )
    elif not played.complete:
        asked = "" if request.within else f" of {request.runs:,}"
        yield Text(
            f"STOPPED EARLY: {result.design.runs:,}{asked} runs were finished; all below is of "
            "these."
        )
    elif not result.complete:
        yield Text("STOPPED EARLY: all runs were played, but not all that is asked of them.")


def _ended(result: EnsembleResult, *, everything: bool) -> Iterator[Block]:
    sampling = result.outcomes[0].sampling
    wide = next((one.inputs for one in result.outcomes if one.inputs is not None), None)
    columns = (
        Column(("",), words=True),
        Column(("runs",)),
        Column(("of 100",)),
        Column(("sampling", f"error {percent(sampling.level)}")),
        Column(("across", f"inputs {percent(wide.level)}" if wide else "inputs")),
    )
    rows = list[Row]()
    for one in result.outcomes:
        cells = (bar(one.share, _BAR), *figures(one.count, one.share, one.sampling, one.inputs))
        told = one.outcome == "deal" and one.count > 0
        by = f", by {_first_issue(result)}" if told and not everything else ""
        rows.append(Row(f"{named(one.outcome)}{by}", cells))
        rows += _terms(result, everything=everything) if told else ()
    yield Table("HOW THE RUNS ENDED", columns, tuple(rows))
    if wide is None:
        yield Note(why_no_range(result.design))
    if result.to_quote:
        yield Note(f'To quote: "{result.to_quote}"')


def figures(
    count: int, share: float, sampling: Interval | None, inputs: Interval | None
) -> tuple[str, ...]:
    """A share as four cells: how many runs, of 100, and both ranges."""
    ranges = (span_in_100(one) if one is not None else _TOO_FEW for one in (sampling, inputs))
    return f"{count:,}", in_100(share), *ranges


def _first_issue(result: EnsembleResult) -> str:
    return spoken(next(iter(result.deal_terms)))


def _terms(result: EnsembleResult, *, everything: bool) -> Iterator[Row]:
    """What the deals held, below the row of deals: of the first issue, or of all."""
    issues = list(result.deal_terms.items())
    depth = 3 if everything else 2
    for issue, options in issues if everything else issues[:1]:
        if everything:
            yield Row(spoken(issue), depth=2)
        for one in options:
            if one.count or len(options) <= _MOST_OPTIONS:
                yield _term(result, issue, one, depth)
        none = sum(not one.count for one in options)
        if none and len(options) > _MOST_OPTIONS:
            yield Row(f"none of the other {none}", depth=depth)


def _term(result: EnsembleResult, issue: str, one: OptionShare, depth: int) -> Row:
    name = result.names.options[issue][one.option]
    return Row(name, ("", *figures(one.count, one.share, one.sampling, one.inputs)), depth)
