"""What was agreed, where something was: options of the frameworks, issue by issue."""

from __future__ import annotations

from sim.analysis.terms import OptionShare
from sim.analysis.wording import in_100, percent, size_of
from sim.plots.terms import terms_plate
from sim.text import many
from sim.web.blocks import Block, Figure, Heading, Paragraph, Table, note
from sim.web.report import Report
from sim.web.words import range_heads, span


def tell(report: Report) -> list[Block]:
    """The figure, the same as a table, and what simple rules would come to."""
    study = report.study
    terms = study.terms
    if not terms.frameworks:
        return [
            Paragraph(f"None of {many(terms.runs, 'run')} reached a framework."),
            *_rules(report),
        ]
    known = [one for options in terms.issues.values() for one in options]
    wide = next((one.inputs for one in known if one.inputs is not None), None)
    rows: list[tuple[str, ...]] = []
    for issue, options in terms.issues.items():
        rows.append((report.case.labels.issues[issue],))
        for one in options:
            name = study.labels.option(issue, one.option)
            rows.append((name, in_100(one.share), span(one.sampling), span(one.inputs)))
    if terms.halfway is not None:
        one = terms.halfway
        rows += [
            ("all issues",),
            (one.option, in_100(one.share), span(one.sampling), span(one.inputs)),
        ]
    what = many(terms.frameworks, "framework")
    told: list[Block] = [
        Figure(
            terms_plate(terms, study.case.labels, study.design, report.title),
            f"Terms of the {what}. {size_of(study.design)}.",
        ),
        Table(
            f"Terms of the {what} among {many(terms.runs, 'run')}",
            ("Option", "of 100 frameworks", *range_heads(known[0].sampling, wide)),
            rows,
        ),
    ]
    if wide is None:
        told.append(note("Too few draws gave a framework for a range over inputs."))
    return [*told, *_rules(report)]


def _row(name: str, one: OptionShare) -> tuple[str, ...]:
    return name, in_100(one.share), span(one.sampling), span(one.inputs)


def _rules(report: Report) -> list[Block]:
    """Baselines: where rules that know nothing of talks put a deal."""
    study, terms = report.study, report.study.terms
    if not study.rules:
        return []
    rows: list[tuple[str, ...]] = []
    last = ""
    for one in study.rules:
        if one.rule != last:
            rows.append((one.rule,))
            last = one.rule
        option = study.labels.option(one.issue, one.option)
        issue = report.case.labels.issues[one.issue]
        rows.append((issue, option, in_100(one.share), span(one.sampling)))
    level = percent(study.rules[0].sampling.level)
    return [
        Heading("Simple rules, for comparison"),
        Table(
            f"Where each rule puts a deal most often. {many(study.design.draws, 'draw')} of the "
            "inputs",
            ("Issue", "Option", "of 100 draws", f"with other draws, {level} interval"),
            rows,
            left=2,
        ),
        note(
            f"These rules always agree on something; {in_100(terms.without)} of 100 runs "
            f"({span(terms.without_sampling)} if played again, {span(terms.without_inputs)} if the "
            "inputs differ) reached no framework."
        ),
    ]
