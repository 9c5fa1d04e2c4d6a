"""From a checked scenario to plans and inputs: the record."""

from __future__ import annotations

from collections.abc import Mapping

from sim.scenario.building import Builder
from sim.scenario.collecting import Backing
from sim.scenario.distributions import Point, Uniform
from sim.scenario.language import VERBS
from sim.scenario.moves import Move
from sim.scenario.plan import EntryPlan
from sim.scenario.record_order import order
from sim.scenario.rules import Attribution
from sim.scenario.slots import Named

WEAKEST: tuple[Attribution, ...] = ("anonymous", "claimed", "reported")


def weakest(attributions: list[Attribution]) -> Attribution:
    """How well something is known: as its weakest source; with none it is assumed."""
    return min(attributions, key=WEAKEST.index, default="assumed")


def recorded(builder: Builder, attributions: Mapping[str, Attribution]) -> tuple[EntryPlan, ...]:
    """The plans of the record's entries; `attributions` are those of the facts they cite."""
    entries = builder.scenario.record
    spans = [entry.when.span(builder.start) for entry in entries.values()]
    after = order(tuple(entries.values()))
    for place, above in enumerate(after):
        low, high = spans[place]
        spans[place] = max([low, *(spans[one][0] for one in above)]), high
    for place in reversed(range(len(spans))):
        for one in after[place]:
            low, high = spans[one]
            spans[one] = low, min(high, spans[place][1])
    return tuple(
        _entry(
            builder, name, span, above, weakest([attributions[f] for f in entries[name].evidence])
        )
        for name, span, above in zip(entries, spans, after, strict=True)
    )


def _entry(
    builder: Builder,
    name: str,
    span: tuple[float, float],
    after: tuple[int, ...],
    known: Attribution,
) -> EntryPlan:
    entry, (earliest, latest) = builder.scenario.record[name], span
    assert earliest <= latest, f"record.{name} out of order"
    backing = Backing(entry.evidence, entry.assumed)
    dist = Point(earliest) if earliest == latest else Uniform(earliest, latest)
    when = builder.inputs.date(f"record.{name}.when", dist, entry.when.words, backing)
    who = Named("", entry.who.sure)
    if who.fixed is None:
        at = (f"record.{name}.who", "actor")
        who = builder.inputs.name(at, entry.who, entry.who.names, backing)
    verb = VERBS[entry.does]
    issue = entry.what.partition(".")[2]
    move = Move(
        id=name,
        tick=0,
        actor=-1,
        verb=verb,
        what=builder.issues.index(issue) if issue else -1,
        text="" if issue else entry.what,
        when=entry.when.words,
        provenance=known,
        evidence=entry.evidence,
        who=entry.who.words if entry.who.sure is None else "",
    )
    return EntryPlan(move, when, earliest, latest, who, after)
