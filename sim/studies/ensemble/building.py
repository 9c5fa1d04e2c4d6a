"""How the model is built, as a part of an ensemble's page: the third range."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sim.analysis.wording import in_100
from sim.report.blocks import Block, Heading, Note, Row, Table, Text
from sim.studies.ensemble.called import outcomes
from sim.telling.labels import spoken
from sim.text import many

if TYPE_CHECKING:
    from sim.analysis.built import Built, LossShares, RuleChoice, RuleShares
    from sim.studies.ensemble.result import EnsembleResult

_TIMES = {0.0: "none", 1.0: "as it is", 2.0: "double"}


def building(result: EnsembleResult, *, everything: bool) -> Iterator[Block]:
    """The share of an ending under each rule; of deals, where a term of them is asked about."""
    built = result.built
    if built is None or not (built.choices or built.waiting):
        return
    asked = result.request.outcome.partition("=")
    ending = "deal" if asked[1] else asked[0]
    k = built.outcomes.index(ending)
    title = f"HOW THE MODEL IS BUILT: {outcomes(result.names, ending)} of 100{_sizes(built)}"
    if everything:
        yield from _all_rules(result, title, k)
        return
    apart = [one for one in built.choices if one.discernible[k]]
    told = [f"{_name(result, one)} {_rules(one, k)}" for one in apart]
    told += [f"{row.label} {row.text}" for row in _waiting(built, k)]
    others = [f"{_name(result, one)} {_span(one, k)}" for one in built.choices if one not in apart]
    yield Heading(title)
    if told:
        text = "; ".join(told)
        yield Text(f"{text[0].upper()}{text[1:]}.", 2)
    if others:
        yield Text(f"Not distinguishable from zero: {'; '.join(others)}.", 2)


def _all_rules(result: EnsembleResult, title: str, k: int) -> Iterator[Block]:
    """Each rule with its share."""
    built = result.built
    assert built is not None
    rows = [
        *(Row(_name(result, one), text=_rules(one, k) + _mark(one, k)) for one in built.choices),
        *_waiting(built, k),
    ]
    yield Table(title, (), tuple(rows))
    if built.choices:
        some = any(one.discernible[k] for one in built.choices)
        mark = "*" if some else "None"
        yield Note(f"{mark} distinguishable from zero; before the record each rule is as likely.")


def _sizes(built: Built) -> str:
    """How many runs the share of a rule is of."""
    runs = [rule.runs for one in built.choices for rule in one.rules]
    if not runs:
        return ""
    least = "" if min(runs) == max(runs) else f"{min(runs):,} to "
    return f", in {least}{many(max(runs), 'run')} a rule"


def _name(result: EnsembleResult, one: RuleChoice) -> str:
    what, _, actor = one.name.partition(": ")
    return f"{what}: {result.names.actors.get(actor, actor)}" if actor else what


def _rules(one: RuleChoice, k: int) -> str:
    return ", ".join(_share(rule, k) for rule in one.rules)


def _mark(one: RuleChoice, k: int) -> str:
    return " *" if one.discernible[k] else ""


def _span(one: RuleChoice, k: int) -> str:
    """From the least to the most of a choice's shares, of those that are known."""
    shares = [rule.shares[k] for rule in one.rules if rule.intervals[k] is not None]
    if len(shares) < 2:
        return "(too few)"
    return " to ".join(dict.fromkeys(in_100(end) for end in (min(shares), max(shares))))


def _share(rule: RuleShares, k: int) -> str:
    if rule.intervals[k] is None:
        return f"{spoken(rule.rule)} too few"
    return f"{spoken(rule.rule)} {in_100(rule.shares[k])}"


def _waiting(built: Built, k: int) -> Iterator[Row]:
    if built.waiting:
        runs = many(built.waiting[0].runs, "run")
        told = ", ".join(_loss(one, k) for one in built.waiting)
        yield Row("loss from waiting", text=f"{told} ({runs})")


def _loss(one: LossShares, k: int) -> str:
    return f"{_TIMES[one.times]} {in_100(one.shares[k])}"
