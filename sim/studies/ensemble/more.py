"""What an ensemble's first page leaves out: what it rests on, when, texts, terms, simple rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from sim.analysis.text_words import below_no_deal, how_many, shut_draws, text_rows
from sim.analysis.wording import in_100, percent, span_in_100
from sim.report.blocks import Block, Column, Heading, Note, Pairs, Row, Table
from sim.telling.labels import listed, spoken
from sim.text import many

if TYPE_CHECKING:
    from sim.analysis.terms import OptionShare, Terms
    from sim.studies.ensemble.result import EnsembleResult, More

_TOO_FEW = "too few"


def more_blocks(result: EnsembleResult) -> Iterator[Block]:
    """Everything that the first page leaves out."""
    yield from _rests_on(result)
    if result.more is not None:
        yield _when(result, result.more)
        yield from _texts(result, result.more)
        yield from _terms(result, result.more.terms)
        yield from _rules(result, result.more)


def _rests_on(result: EnsembleResult) -> Iterator[Block]:
    basis = result.rests_on
    items = [("Sources", _sources(result))]
    if basis.documents:
        coded = f"{basis.coded} in the scenario cite a fact: {_kinds(basis.codings)}"
        items.append(("Codings", coded))
    numbers = (
        f"{basis.numbers}, all assumed ({basis.in_file} in the file, {basis.defaults} the tool's "
        "wide defaults)"
    )
    items += [("Numbers", numbers), ("Parties", _parties(result))]
    if result.record.entries:
        items.append(("Record", _record(result)))
    yield Heading("WHAT THIS RESTS ON")
    yield Pairs(tuple(items))


def _sources(result: EnsembleResult) -> str:
    basis = result.rests_on
    if not basis.documents:
        return "none: everything in it is made up"
    documents = many(basis.documents, "document")
    return f"{documents}, {many(basis.publishers, 'publisher')}. Facts: {_kinds(basis.facts)}"


def _kinds(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {kind}" for kind, count in counts.items()) or "none"


def _parties(result: EnsembleResult) -> str:
    actors = result.names.actors
    who = listed([title for name, title in actors.items() if name in result.rests_on.parties])
    differ = result.parties_differ
    if not differ:
        return f"{who} differ in no input"
    cited = sum(one.cited for one in differ)
    inputs = many(len(differ), "input")
    return f"{who} differ in {inputs}: {cited} cite a fact, {len(differ) - cited} assumed"


def _record(result: EnsembleResult) -> str:
    design, record = result.design, result.record
    if record.weighted:
        nothing = (
            f"; in {design.nothing:,} of the {design.runs:,} the record did not come out: they "
            "count for nothing"
        )
        return (
            f"the model gives the reported answers by itself in {in_100(record.share)} of 100 "
            f"tries: too rarely to wait for, so runs carry weights; they are worth "
            f"{design.effective:,.0f} unweighted runs, and the draws "
            f"{design.effective_draws:,.0f} unweighted draws{nothing if design.nothing else ''}. "
            f"{record.rarest}"
        ).rstrip(". ")
    tries = many(record.kept, "try")
    return (
        f"the model gives the reported answers by itself in {in_100(record.kept / record.tried)} "
        f"of 100 tries; these inputs are {tries} that did ({record.tried:,} tried)"
    )


def _when(result: EnsembleResult, more: More) -> Table:
    rows = []
    for one in more.timings:
        if one.median is None or one.lower_quartile is None or one.upper_quartile is None:
            rows.append(Row(one.what, ("0", "-", "-")))
            continue
        middle = f"{one.lower_quartile:.0f}-{one.upper_quartile:.0f}"
        rows.append(Row(one.what, (f"{one.count:,}", f"{one.median:.0f}", middle)))
    heads = (("runs",), ("median",), ("interquartile range",))
    return Table(f"WHEN, in days after {result.played.last_day}", _columns(heads), tuple(rows))


def _columns(heads: tuple[tuple[str, ...], ...]) -> tuple[Column, ...]:
    return tuple(Column(head) for head in heads)


def _texts(result: EnsembleResult, more: More) -> Iterator[Block]:
    counts, name = more.texts, result.names.actors.__getitem__
    said = [one for one in (below_no_deal(counts, name), shut_draws(counts)) if one]
    if not counts.texts:
        yield Heading("TEXTS: the model tabled none")
    else:
        many_texts = "TEXT" if counts.texts == 1 else f"{counts.texts:,} TEXTS"
        rows = tuple(
            Row(what, () if part is None else (f"{part.count:,}", in_100(part.share)), depth + 1)
            for depth, what, part in text_rows(counts, name)
        )
        columns = _columns((("texts",), ("of 100",)))
        yield Table(f"THE {many_texts} TABLED AFTER THE RECORD", columns, rows)
        yield Note(f"{how_many(counts)}.")
    yield from map(Note, said)


def _terms(result: EnsembleResult, terms: Terms) -> Iterator[Block]:
    if not terms.frameworks:
        yield Heading("TERMS: no run reached a framework")
        return
    rows = list[Row]()
    for issue, options in terms.issues.items():
        names = result.names.options[issue]
        rows += [Row(spoken(issue)), *(_term(names[one.option], one) for one in options)]
    if terms.halfway is not None:
        rows += [Row("all issues"), _term(terms.halfway.option, terms.halfway)]
    known = [one for options in terms.issues.values() for one in options]
    again = next((f"error {percent(one.sampling.level)}" for one in known if one.sampling), "")
    wide = next((f"central {percent(one.inputs.level)}" for one in known if one.inputs), "")
    heads = (("frameworks",), ("of 100",), ("sampling", again), ("across inputs", wide))
    frameworks = "FRAMEWORK" if terms.frameworks == 1 else f"{terms.frameworks:,} FRAMEWORKS"
    yield Table(f"TERMS OF THE {frameworks}", _columns(heads), tuple(rows))


def _term(name: str, one: OptionShare) -> Row:
    ranges = (span_in_100(it) if it is not None else _TOO_FEW for it in (one.sampling, one.inputs))
    return Row(name, (f"{one.count:,}", in_100(one.share), *ranges), 2)


def _rules(result: EnsembleResult, more: More) -> Iterator[Block]:
    rules, terms = more.simple_rules, more.terms
    rows, last = list[Row](), ""
    for one in rules:
        if one.rule != last:
            rows.append(Row(one.rule))
            last = one.rule
        option = result.names.options[one.issue][one.option]
        share = f"{in_100(one.share)} ({span_in_100(one.sampling)})"
        rows.append(Row(spoken(one.issue), depth=2, text=f"{option} {share}"))
    title = "SIMPLE RULES, for comparison: where each puts a deal most often, of 100 draws"
    yield Table(title, (), tuple(rows))
    without = f"{in_100(terms.without)} ({span_in_100(terms.without_sampling)}"
    if terms.without_inputs is not None:
        without += f"; across inputs {span_in_100(terms.without_inputs)}"
    yield Note(
        f"In brackets: {percent(rules[0].sampling.level)} interval, with other draws. These rules "
        f"always agree on something; {without}) of 100 of the {many(terms.runs, 'run')} reached no "
        "framework."
    )
