"""The documents, the facts that are cited, and how much is assumed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.analysis.wording import in_100
from sim.ensemble.rarity import why_rare
from sim.scenario.codebook import usage
from sim.scenario.shipped import shipped_scenarios
from sim.telling.labels import written_date
from sim.text import many
from sim.web.blocks import Block, Folded, Heading, Pairs, Paragraph, Table, commands, note
from sim.web.report import Report
from sim.web.words import counted, on_days

if TYPE_CHECKING:
    from sim.scenario.seeds import SeedFile


def tell(report: Report) -> list[Block]:
    """Sources first, then the count of what rests on them."""
    seeds = report.case.seeds
    told: list[Block] = []
    if not seeds:
        told.append(Paragraph("There is no source: everything in this scenario is made up."))
    for seed in seeds.values():
        told += _source(report, seed)
    return [*told, Heading("What is cited, and what is assumed"), *_basis(report)]


def _source(report: Report, seed: SeedFile) -> list[Block]:
    source = seed.source
    items = [
        ("Publisher", source.publisher),
        ("Author", source.author),
        ("Kind", source.kind),
        ("Date", f"{on_days(source.when)} ({source.when.how})"),
        ("Text read", f"{source.document}, {many(source.paragraphs, 'paragraph')}"),
        ("SHA-256 of that text", source.sha256),
    ]
    uses = usage([seed], report.case)
    rows = [
        (
            name,
            fact.statement,
            f"{fact.attribution}{f' by {fact.by}' if fact.by else ''}",
            f"{on_days(fact.when)} ({fact.when.how})",
            str(fact.paragraph),
            ", ".join(uses[name]),
        )
        for name, fact in seed.facts.items()
        if uses.get(name)
    ]
    heads = ("Fact", "What the source says, in our words", "On whose word", "When", "Paragraph",
             "Informs")  # fmt: skip
    table = Table(f"Facts of {seed.name} that the scenario cites", heads, rows, left=6)
    unused = len(seed.facts) - len(rows)
    about = f"{many(len(rows), 'fact')} of it cited here"
    notes = []
    if source.when.note:
        notes.append(note(f"Of the date: {source.when.note.strip()}"))
    if unused:
        notes.append(note(f"Coded too, and cited by nothing here: {many(unused, 'fact')}."))
    return [
        Heading(f"{source.publisher}, {on_days(source.when)}"),
        Pairs(items),
        Folded(about, [table, *notes]),
    ]


def _basis(report: Report) -> list[Block]:
    basis = report.study.basis
    fields = f"{many(basis.coded, 'field')} of the scenario cite a fact: {counted(basis.codings)}"
    numbers = (
        f"{basis.numbers:,}, all assumed: {basis.in_file:,} in the file, {basis.defaults:,} the "
        "tool's wide defaults. A fact backs a word, such as that something matters highly; it "
        "never backs the number behind the word."
    )
    items = []
    if basis.documents:
        items.append(("Facts cited", f"{sum(basis.facts.values()):,}: {counted(basis.facts)}"))
        items.append(("Codings", f"{fields}, each by its weakest."))
    items.append(("Numbers", numbers))
    items.append(("Inputs that vary", f"{basis.varied:,}, drawn anew for each draw."))
    if report.case.scenario.record:
        items.append(("The record", _record(report)))
    if not (report.case.seeds and report.study.name in shipped_scenarios()):
        return [Pairs(items)]  # the command knows the shipped facts, and who cites them
    return [
        Pairs(items),
        *commands("All coded facts and what each informs:", "detente seeds"),
    ]


def _record(report: Report) -> str:
    """How often the model gives the record by itself."""
    study = report.study
    until = f"It runs to {written_date(study.labels.last_day)}. The model gives its answers by"
    design, found = study.design, study.found
    if found.fit.weighted:
        return (
            f"{until} itself in {in_100(found.fit.share)} of 100 tries: too rarely to wait for, so "
            f"runs carry weights; they are worth {design.effective:,.0f} unweighted runs, and the "
            f"draws {design.effective_draws:,.0f} unweighted draws. {why_rare(found.fit)}"
        ).rstrip(". ") + "."
    return (
        f"{until} itself in {in_100(found.draws / found.tried)} of 100 tries of the inputs. The "
        f"{many(found.draws, 'draw')} kept are tries that did, of {found.tried:,}."
    )
