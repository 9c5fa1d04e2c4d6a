"""The counts of texts in words, for every page alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from sim.analysis.wording import in_100
from sim.text import many

if TYPE_CHECKING:
    from sim.analysis.text_counts import Part, TextCounts

Named = Callable[[str], str]  # what an actor is called
Row = tuple[int, str, "Part | None"]  # how deep it stands, what it is, and how many


def how_many(counts: TextCounts) -> str:
    """`8,412 texts in 2,000 runs: 4.2 a run, interquartile range 3 to 6`."""
    middle = f"{counts.lower_quartile:.0f} to {counts.upper_quartile:.0f}"
    return (
        f"{many(counts.texts, 'text')} in {many(counts.runs, 'run')}: {counts.mean:.1f} a run, "
        f"interquartile range {middle}"
    )


def text_rows(counts: TextCounts, name: Named) -> Iterator[Row]:
    """Parts of all texts: who tabled them, which answer a refusal, and how they ended."""
    yield 0, "tabled by", None
    yield from ((1, name(one), by.tabled) for one, by in counts.by.items() if by.tabled.count)
    yield 0, "answering a refusal", None
    revising: dict[bool, dict[str, Part]] = {party: {} for party in (False, True)}
    for one, by in counts.by.items():
        revising[by.party][one] = by.revising
    yield 1, "a mediator revises", counts.revisions
    yield from _each(revising[False], "", name)
    yield 1, "a party counters", counts.counters
    yield from _each(revising[True], "", name)
    yield 0, "how they ended", None
    yield 1, "agreed", counts.agreed
    yield 1, "time to answer over, somebody's answer missing", counts.unanswered
    yield from _each(counts.missing, "that of ", name)
    yield 1, "time to answer over, all had answered", counts.answered
    yield 1, "replaced by another text", counts.replaced
    yield 1, "on the table when the run ended", counts.standing


def _each(parts: Mapping[str, Part], how: str, name: Named) -> Iterator[Row]:
    yield from ((2, f"{how}{name(one)}", part) for one, part in parts.items() if part.count)


def below_no_deal(counts: TextCounts, name: Named) -> str:
    """How many frameworks somebody accepted though no deal was worth more to it."""
    below = counts.below
    if not below.whole:
        return ""
    told = (
        f"{below.count:,} of {many(below.whole, 'framework')} ({in_100(below.share)} of 100) "
        "were worth less than no deal to somebody who accepted them"
    )
    who = ", ".join(
        f"{name(one)} {part.count:,}" for one, part in counts.below_by.items() if part.count
    )
    return f"{told}: {who}." if who else f"{told}."


def shut_draws(counts: TextCounts) -> str:
    """How many draws of the inputs leave nothing that could be agreed."""
    shut = counts.shut
    draws = many(shut.whole, "draw")
    return f"In {shut.count:,} of {draws} of the inputs hard red lines leave no package open."
