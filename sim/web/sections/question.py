"""What the scenario asks, what it leaves out, and who and what is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.scenario.ground_rules import ground_rules
from sim.telling.labels import written_date
from sim.text import many
from sim.web.blocks import Block, Heading, Pairs, Paragraph, Table
from sim.web.report import Report

if TYPE_CHECKING:
    from sim.scenario.case import Case


def tell(report: Report) -> list[Block]:
    """The question and the limits in the scenario's own words; actors, issues and time."""
    case, labels = report.case, report.study.labels
    told: list[Block] = []
    if case.question:
        told.append(Paragraph(case.question))
    if case.limits:
        told += [Heading("Its limits"), Paragraph(case.limits)]
    actors = case.scenario.actors
    rows = [(labels.actor(name), ", ".join(actors[name].roles)) for name in labels.actor_ids]
    issues = [
        (case.labels.issues[issue], "; ".join(options.values()))
        for issue, options in case.labels.options.items()
    ]
    return [
        *told,
        Heading("Who, and about what"),
        Paragraph(
            f"The record runs to the end of {written_date(labels.last_day)}. From there on all is "
            f"the model's, for {many(case.horizon_days, 'day')}, which are counted and never dated."
        ),
        Table("The actors, in alphabetical order", ("Actor", "Roles"), rows, left=2),
        Table("The issues, and their options from one end to the other", ("Issue", "Options"),
              issues, left=2),
        *settled(case),
    ]  # fmt: skip


def settled(case: Case) -> list[Block]:
    """What the file settles beside its inputs, where it settles anything."""
    rules = [(row.path, row.range_text) for row in ground_rules(case)]
    if case.scenario.accepts == "above":
        rules.insert(0, ("accepts", "a package worth just what no deal is lies in no zone"))
    deadline = case.scenario.calendar.deadline
    if deadline is not None:
        told = case.scenario.calendar.deadline_announced
        known = "the start" if told is None else told.words
        rules.insert(0, ("deadline", f"{deadline.words}, announced to all from {known} on"))
    return [Heading("What is settled"), Pairs(rules)] if rules else []
