"""The page that tells what many runs came to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.analysis.wording import (
    bar,
    in_100,
    many,
    named,
    percent,
    quotation,
    size_of,
    span_in_100,
    why_no_range,
)
from sim.cli.ensemble_footer import footer
from sim.cli.layout import beside, figures_beside, paragraph, table
from sim.cli.movers_page import movers_lines
from sim.cli.study import Study
from sim.cli.texts_page import texts_lines
from sim.telling.labels import spoken, written_date

if TYPE_CHECKING:
    from sim.analysis.design import Design
    from sim.analysis.resample import Interval
    from sim.analysis.terms import OptionShare
    from sim.ensemble.blocks import Block

BAR = 7  # marks for a share of all runs: what the page's width leaves


def page(study: Study) -> list[str]:
    """An ensemble as a page."""
    return [
        *_head(study),
        "",
        *_ended(study),
        "",
        *_rests_on(study),
        *movers_lines(study),
        "",
        *_when(study),
        *texts_lines(study),
        *_terms(study),
        *_rules(study),
        "",
        *footer(study),
    ]


def _head(study: Study) -> list[str]:
    horizon = f"{study.case.horizon_days:g}"
    told = [
        *paragraph(study.labels.title),
        *paragraph("Runs of a model: neither news nor forecast. All of its numbers are assumed."),
        *paragraph(f"{size_of(study.design)}, to day +{horizon}"),
    ]
    return [*told, *_until(study), *_lacks(study)]


def _until(study: Study) -> list[str]:
    """Whether a study that grew came as far as was asked."""
    within, complete = study.found.settings.within, study.found.complete
    if not within or not complete:
        return []
    what = "the widest interval of an outcome, if all were played again,"
    if study.widest < within:
        return paragraph(
            f"Played until {what} was below {within:g} points of 100: it is {study.widest:.1f}."
        )
    return paragraph(
        f"NOT WITHIN {within:g} points of 100: {what} is {study.widest:.1f}, and these are the "
        "most runs that are played."
    )


def _lacks(study: Study) -> list[str]:
    """What was asked for and is not there."""
    told, aside = [], study.found.set_aside
    if aside:
        runs = sum(block.runs for block in aside)
        which = "; ".join(which_runs(block) for block in aside)
        told += paragraph(
            f"SET ASIDE: {many(runs, 'run')} of seed {study.found.settings.seed} killed whoever "
            f"played them, again and again: {which}. All below is of the others."
        )
    elif not study.found.complete:
        asked = f" of {study.found.settings.runs:,}" if not study.found.settings.within else ""
        told += paragraph(
            f"STOPPED EARLY: {study.design.runs:,}{asked} runs were finished; all below is of "
            "these."
        )
    return told


def which_runs(block: Block) -> str:
    """Which runs, by their numbers."""
    numbers = block.numbers()
    first, last = int(numbers[0]), int(numbers[-1])
    if len(numbers) == 1:
        return f"run {first}"
    low, high = block.draws[0], block.draws[1] - 1
    draws = f"draw {low}" if low == high else f"draws {low}-{high}"
    return f"runs {first} to {last} of {draws} ({len(numbers):,} of them)"


def _ended(study: Study) -> list[str]:
    first = study.shares[0]
    wide = next((one.inputs for one in study.shares if one.inputs is not None), None)
    above, below = _range_heads(first.sampling, wide)
    rows = [["HOW THE RUNS ENDED", "", "of 100", *above], ["", "", "runs", *below]]
    for one in study.shares:
        spans = [span_in_100(one.sampling), span_in_100(one.inputs)]
        rows.append([f"  {named(one.outcome)}", bar(one.share, BAR), in_100(one.share), *spans])
    quoted = next((one for one in study.shares if one.outcome == (study.moved or "deal")), first)
    mind = "The second range is the one to mind: more runs do not narrow it."
    return [
        *table(rows, left=2, indent=0),
        "",
        *paragraph(f'To quote: "{quotation(quoted)}"', 2),
        *paragraph(mind if wide else why_no_range(study.design), 2),
    ]


def _range_heads(again: Interval | None, inputs: Interval | None) -> tuple[list[str], list[str]]:
    """What stands above the two ranges of a share, in two lines."""
    level = "" if again is None else f"{percent(again.level)} interval"
    differ = "differ: unknown" if inputs is None else f"differ, {percent(inputs.level)} range"
    return ["if played again", "if the inputs"], [level, differ]


def _rests_on(study: Study) -> list[str]:
    basis = study.basis
    rows = [
        ("Sources", _sources(study)),
        ("Codings", f"{basis.coded} in the scenario cite a fact: {_kinds(basis.codings)}"),
        (
            "Numbers",
            (
                f"{basis.numbers}, all assumed ({basis.in_file} in the file, {basis.defaults} the "
                f"tool's wide defaults)"
            ),
        ),
        ("Parties", _parties(study)),
        ("Record", _record(study)),
    ]
    if not basis.documents:
        del rows[1]
    told = [line for head, text in rows if text for line in beside(f"  {head}", text, 12)]
    return ["WHAT THIS RESTS ON", *told]


def _sources(study: Study) -> str:
    basis = study.basis
    if not basis.documents:
        return "none: everything in it is made up"
    documents = many(basis.documents, "document")
    return f"{documents}, {many(basis.publishers, 'publisher')}. Facts: {_kinds(basis.facts)}"


def _kinds(counts: object) -> str:
    assert hasattr(counts, "items")
    return ", ".join(f"{count} {kind}" for kind, count in counts.items()) or "none"


def _parties(study: Study) -> str:
    basis = study.basis
    order = [name for name in study.labels.actor_ids if name in basis.parties]
    titles = [study.labels.actor(name) for name in order]
    who = f"{', '.join(titles[:-1])} and {titles[-1]}" if len(titles) > 1 else titles[0]
    if not study.differences:
        return f"{who} differ in no input"
    count = len(study.differences)
    cited = sum(one.cited for one in study.differences)
    return f"{who} differ in {many(count, 'input')}: {cited} cite a fact, {count - cited} assumed"


def _record(study: Study) -> str:
    if not study.case.scenario.record:
        return ""
    design, fit = study.design, study.found.fit
    if design.weighted:
        return (
            f"the model gives the reported answers by itself in {in_100(fit.share)} of 100 tries: "
            f"too rarely to wait for, so runs carry weights; they are worth "
            f"{design.effective:,.0f} unweighted runs, and the draws "
            f"{design.effective_draws:,.0f} unweighted draws{_nothing(design)}. {fit.rarest}"
        ).rstrip(". ")
    tried = study.found.tried
    return (
        f"the model gives the reported answers by itself in {in_100(study.found.draws / tried)} of "
        f"100 tries; these inputs are {many(study.found.draws, 'try')} that did ({tried:,} tried)"
    ).replace("trys", "tries")


def _nothing(design: Design) -> str:
    if not design.nothing:
        return ""
    return (
        f"; in {design.nothing:,} of the {design.runs:,} the record did not come out: they "
        "count for nothing"
    )


def _when(study: Study) -> list[str]:
    after = written_date(study.labels.last_day)
    rows = [[f"WHEN, in days after {after}", "runs", "middle one", "middle half"]]
    for one in study.timings:
        if one.median is None or one.lower_quartile is None or one.upper_quartile is None:
            rows.append([f"  {one.what}", "0", "-", "-"])
            continue
        half = f"{one.lower_quartile:.0f}-{one.upper_quartile:.0f}"
        rows.append([f"  {one.what}", f"{one.count:,}", f"{one.median:.0f}", half])
    return table(rows, indent=0)


def _terms(study: Study) -> list[str]:
    terms = study.terms
    if not terms.frameworks:
        return ["", "TERMS: no run reached a framework"]
    what = "FRAMEWORK" if terms.frameworks == 1 else f"{terms.frameworks:,} FRAMEWORKS"
    known = [one for options in terms.issues.values() for one in options]
    wide = next((one.inputs for one in known if one.inputs is not None), None)
    above, below = _range_heads(known[0].sampling, wide)
    rows = [["of 100", *above], ["", *below]]
    heads = [f"TERMS OF THE {what}", ""]
    for issue, options in terms.issues.items():
        rows.append([""] * 3)
        heads.append(f"  {spoken(issue)}")
        for one in options:
            rows.append(_cells(one))
            heads.append(f"    {study.labels.option(issue, one.option)}")
    if terms.halfway is not None:
        rows += [[""] * 3, _cells(terms.halfway)]
        heads += ["  all issues", f"    {terms.halfway.option}"]
    note = "" if wide else "Too few draws gave a framework for a range over inputs."
    return ["", *figures_beside(heads, rows), *(paragraph(note, 2) if note else [])]


def _cells(one: OptionShare) -> list[str]:
    return [in_100(one.share), span_in_100(one.sampling), span_in_100(one.inputs)]


def _rules(study: Study) -> list[str]:
    wide = max(len(spoken(one.issue)) for one in study.rules) + 6
    told, last = [], ""
    for one in study.rules:
        if one.rule != last:
            told.append(f"  {one.rule}")
            last = one.rule
        option = study.labels.option(one.issue, one.option)
        share = f"{in_100(one.share)} ({span_in_100(one.sampling)})"
        told += beside(f"    {spoken(one.issue)}", f"{option} {share}", wide)
    terms, level = study.terms, percent(study.rules[0].sampling.level)
    without = f"{in_100(terms.without)} ({span_in_100(terms.without_sampling)}"
    if terms.without_inputs is not None:
        without += f"; if the inputs differ {span_in_100(terms.without_inputs)}"
    return [
        "",
        "SIMPLE RULES, for comparison: where each puts a deal most often, of 100 draws",
        *told,
        *paragraph(
            f"In brackets: {level} interval, with other draws. These rules always agree on "
            f"something; {without}) of 100 runs reached no framework.",
            2,
        ),
    ]
