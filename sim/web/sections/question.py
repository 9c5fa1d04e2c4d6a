"""What the scenario asks, what it leaves out, and who and what is in it."""

from __future__ import annotations

from sim.telling.labels import written_date
from sim.text import many
from sim.web.blocks import Block, Heading, Paragraph, Table
from sim.web.report import Report


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
    ]  # fmt: skip
