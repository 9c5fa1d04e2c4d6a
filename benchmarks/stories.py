"""What happens to texts in many runs of a scenario: the counts of `docs/stories.md`.

    python -m benchmarks.stories [--scenario cairo-2024] [--runs 500] [--seed 1]
                                 [--write docs/stories.md]

One run of each of so many draws of the inputs. What is agreed is counted by option, beside what
could be: draws in which some text with that option crosses no hard red line of those it needs,
and draws in which one leaves each of them at least as well off as no deal does at `now`: of those
that are kept, and of the first tries, whatever record they give.
`--write` puts the tables into a page, between the comments that name them.
"""

from __future__ import annotations

import argparse
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.tables import table, written
from sim.ensemble.chunks import Workshop
from sim.ensemble.inputs import first_inputs, pilot
from sim.model.constants import MINUTES_A_DAY
from sim.scenario.case import Case
from sim.scenario.loading import load
from sim.scenario.tables import Tables
from sim.talks.choices import given
from sim.talks.event import Answer
from sim.talks.events import (
    AnyEvent,
    AssessmentFormed,
    FrameworkAgreed,
    TalksSuspended,
    TextLapsed,
    TextTabled,
)
from sim.talks.positions import reservation_of
from sim.talks.state import State

AGREED, REPLACED, COUNTERED, LAPSED, OPEN = (
    "agreed",
    "replaced by a mediator's text",
    "replaced by a party's text",
    "lapsed",
    "on the table when the run ended, or the talks collapsed",
)


@dataclass
class Text:
    """One text that was tabled after the record, or stood as it ended."""

    tabled: int
    terms: dict[str, str]
    asked: set[str]  # whose consent it needs, besides its author's
    answers: dict[str, str] = field(default_factory=dict)
    refused: int | None = None  # tick of its first answer that is no yes
    rejected: bool = False
    end: str = OPEN
    ended: int | None = None
    kept: int = 0  # times a mediator left it after a delay to revise
    next: dict[str, str] | None = None  # terms of the text that answers its refusal
    first: bool = False  # of the record

    @property
    def missing(self) -> bool:
        """Whether somebody had not answered by its end."""
        return not self.asked <= set(self.answers)


@dataclass(frozen=True)
class Story:
    """The texts of one run, and its framework's terms."""

    texts: list[Text]
    agreed: dict[str, str] | None
    suspended: int


def story(events: Sequence[AnyEvent], tables: Tables) -> Story:
    """What becomes of each text of a run."""
    texts: dict[int, Text] = {}
    agreed, suspended = None, 0
    for event in events:
        if isinstance(event, TextTabled):
            _tabled(texts, event, tables)
        elif isinstance(event, Answer):
            _answered(texts[event.text], event)
        elif isinstance(event, TextLapsed) and event.why == "deadline":
            texts[event.text].end, texts[event.text].ended = LAPSED, event.tick
        elif isinstance(event, AssessmentFormed) and event.keeps:
            texts[event.text].kept += 1
        elif isinstance(event, FrameworkAgreed):
            texts[event.text].end, texts[event.text].ended = AGREED, event.tick
            agreed = dict(event.terms)
        elif isinstance(event, TalksSuspended):
            suspended += 1
    return Story(list(texts.values()), agreed, suspended)


def _tabled(texts: dict[int, Text], event: TextTabled, tables: Tables) -> None:
    before = texts.get(event.text - 1)
    if before is not None and before.end == OPEN:
        before.end = COUNTERED if event.why == "counter" else REPLACED
        before.ended = event.tick
        before.next = dict(event.terms) if event.revises == event.text - 1 else None
    names, terms = tables.names, dict(event.terms)
    asked = {names.actors[i] for i in tables.needed(names.package(terms))} - {event.actor}
    texts[event.text] = Text(event.tick, terms, asked, first=event.tick < tables.rules.now)


def _answered(text: Text, event: Answer) -> None:
    text.answers[event.actor] = given(event)
    if given(event) != "accept" and text.refused is None:
        text.refused = event.tick
    text.rejected = text.rejected or given(event) == "reject"


def possible(state: State) -> tuple[set[int], set[int]]:
    """Packages that can find consent, and those of them that beat no deal for all they need."""
    tables, now = state.tables, state.tables.rules.now
    open_to = set(tables.open_packages(tuple(state.phases)))
    least = {i: reservation_of(state, i, now) for i in tables.consenting}
    zone = {
        p for p in open_to if all(state.stand[i].worths[p] >= least[i] for i in tables.needed(p))
    }
    return open_to, zone


def options_of(case: Case, packages: set[int]) -> set[tuple[str, str]]:
    """The options that some of these packages hold, with their issue."""
    names = case.names
    return {
        (issue, options[nth])
        for p in packages
        for issue, options, nth in zip(
            names.issues, names.options, names.package_options[p], strict=True
        )
    }


@dataclass
class Counts:
    """All that is counted over runs."""

    stories: list[Story] = field(default_factory=list)
    open_to: Counter[tuple[str, str]] = field(default_factory=Counter)
    zone: Counter[tuple[str, str]] = field(default_factory=Counter)
    before: Counter[tuple[str, str]] = field(default_factory=Counter)  # zone, record or not

    def texts(self) -> list[Text]:
        """Those that were tabled after the record."""
        return [text for one in self.stories for text in one.texts if not text.first]


def counted(case: Case, runs: int, seed: int) -> Counts:
    """Play so many runs, one a draw."""
    shop, found = Workshop(case, seed, "", ceiling=pilot(case, seed).ceiling), Counts()
    for run in range(runs):
        events, _ = shop.run(run, runs)
        state = shop.kept(run).record[1]
        found.stories.append(story(events, state.tables))
        open_to, zone = possible(state)
        found.open_to.update(options_of(case, open_to))
        found.zone.update(options_of(case, zone))
        _, zone = possible(first_inputs(case, seed, run).record[1])
        found.before.update(options_of(case, zone))
    return found


def per_100(part: float, whole: float) -> str:
    return f"{100 * part / whole:.0f}" if whole else "0"


def spread(values: Sequence[float]) -> str:
    """The median, and the interquartile range."""
    low, middle, high = statistics.quantiles(values, n=4)
    return f"{middle:.0f} ({low:.0f} to {high:.0f})"


def of_texts(found: Counts) -> Iterator[tuple[str, str]]:
    """What happens to texts."""
    texts, runs = found.texts(), len(found.stories)
    stood = [(t.ended - t.tabled) / MINUTES_A_DAY for t in texts if t.ended is not None]
    numbers = [sum(not t.first for t in one.texts) for one in found.stories]
    ends = Counter(text.end for text in texts)
    refused = [t for t in texts if t.refused is not None]
    answered = [t for t in refused if t.next is not None]
    waited = [(t.ended - t.refused) / MINUTES_A_DAY for t in answered if t.ended and t.refused]
    replaced = [t for t in texts if t.end in {REPLACED, COUNTERED}]
    yield "texts tabled in a run, median and interquartile range", spread(numbers)
    yield "runs with more than 10 texts, of 100", per_100(sum(n > 10 for n in numbers), runs)
    yield "days that a text stood, median and interquartile range", spread(stood)
    yield from (
        (f"texts {end}, of 100", per_100(ends[end], len(texts)))
        for end in (AGREED, REPLACED, COUNTERED, LAPSED, OPEN)
    )
    yield "texts refused by somebody, of 100", per_100(len(refused), len(texts))
    yield "of these, agreed after all", per_100(sum(t.end == AGREED for t in refused), len(refused))
    yield "of these, answered by another text", per_100(len(answered), len(refused))
    yield "days from the first refusal to that text", spread(waited)
    kept = sum(t.kept > 0 for t in refused)
    yield "of these, kept by a mediator that knew none better", per_100(kept, len(refused))
    missing = sum(t.missing for t in replaced)
    yield "of 100 replaced, with somebody's answer missing", per_100(missing, len(replaced))
    suspended = sum(one.suspended > 0 for one in found.stories)
    yield "runs with a suspension, of 100", per_100(suspended, runs)


def of_options(case: Case, found: Counts) -> list[Sequence[str]]:
    """What is agreed, tabled and possible, by option."""
    agreed = [one.agreed for one in found.stories if one.agreed is not None]
    texts, runs = found.texts(), len(found.stories)
    rows = list[Sequence[str]]()
    for issue, options in zip(case.names.issues, case.names.options, strict=True):
        for option in options:
            key = issue, option
            on_table = [t for t in texts if t.terms[issue] == option]
            rows.append(
                (
                    f"{case.labels.issues[issue].partition(' (')[0]}",
                    case.labels.options[issue][option],
                    per_100(sum(one[issue] == option for one in agreed), len(agreed)),
                    per_100(len(on_table), len(texts)),
                    per_100(sum(t.end == AGREED for t in on_table), len(on_table)),
                    per_100(found.open_to[key], runs),
                    per_100(found.zone[key], runs),
                    per_100(found.before[key], runs),
                )
            )
    return rows


HEADS = (
    "issue",
    "option",
    "of 100 frameworks",
    "of 100 texts",
    "agreed, of 100 such texts",
    "open, of 100 draws",
    "in the zone, of 100 draws",
    "in the zone before the record teaches",
)


def kept_terms(case: Case, found: Counts) -> list[Sequence[str]]:
    """How often the text that answers a refusal leaves an issue as it was."""
    pairs = [(t.terms, t.next) for t in found.texts() if t.next is not None]
    return [
        (case.labels.issues[issue].partition(" (")[0],
         per_100(sum(a[issue] == b[issue] for a, b in pairs), len(pairs)))
        for issue in case.names.issues
    ]  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description="What happens to texts in many runs.")
    parser.add_argument("--scenario", default="cairo-2024")
    parser.add_argument("--runs", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", type=Path)
    asked = parser.parse_args()
    case = load(asked.scenario)
    found = counted(case, asked.runs, asked.seed)
    agreed = sum(one.agreed is not None for one in found.stories)
    print(f"{asked.runs} runs, {len(found.texts())} texts, {agreed} frameworks")
    pages = {
        "texts": table(("what", "how many"), list(of_texts(found))),
        "options": table(HEADS, of_options(case, found)),
        "kept terms": table(("issue", "as it was, of 100"), kept_terms(case, found)),
    }
    if asked.write is None:
        print("\n\n".join(pages.values()))
    else:
        page = asked.write.read_text(encoding="utf-8")
        asked.write.write_text(written(page, pages), encoding="utf-8")


if __name__ == "__main__":
    main()
