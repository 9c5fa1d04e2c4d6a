"""The inputs in which parties differ, and what backs each difference."""

from __future__ import annotations

from sim.telling.labels import listed
from sim.text import many
from sim.web.blocks import Block, Paragraph, Table, commands
from sim.web.report import Report


def tell(report: Report) -> list[Block]:
    """A row an input that is not alike for all parties."""
    study = report.study
    parties = [name for name in study.labels.actor_ids if name in study.basis.parties]
    who = listed([study.labels.actor(name) for name in parties])
    found = study.differences
    if not found:
        return [Paragraph(f"{who} differ in no input.")]
    cited = sum(one.cited for one in found)
    rows = [
        (one.field, *(_side(one.values[name], one.backing[name]) for name in parties))
        for one in found
    ]
    heads = ("Input", *(study.labels.actor(name) for name in parties))
    return [
        Paragraph(
            f"{who} differ in {many(len(found), 'input')}: {cited:,} cite a fact, "
            f"{len(found) - cited:,} are assumed. In all others they are alike, so that no result "
            "comes from treating one of them otherwise without saying so."
        ),
        Table("Where the parties differ, with what backs each side", heads, rows, left=len(heads)),
        *commands("The same in a terminal:", report.call("inputs", seeded=False, what_if=False)),
    ]


def _side(value: str, backing: str) -> str:
    return f"{value} [{backing}]" if backing else value
