"""`detente validate`: everything that is wrong with a scenario."""

# Imported when it is called: its --help needs none of it.
# ruff: noqa: PLC0415

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sim.cli import options
from sim.cli.layout import paragraph
from sim.cli.output import say
from sim.text import many

if TYPE_CHECKING:
    from sim.scenario.case import Case


@click.command("validate")
@click.argument("name", metavar="FILE|NAME", callback=options.named)
@options.sets
def command(name: str, sets: tuple[str, ...]) -> None:
    """Say everything that is wrong with a scenario file, one fault a line.

    Faults go to stderr as `file:line:column: path: what is wrong: what to write instead`;
    the exit code is 2 if there are any.
    """
    from sim.cli.loaded import loaded

    case = loaded(name, sets)  # raises with every fault
    say([f"{name}: valid", *_counts(case)])


def _counts(case: Case) -> list[str]:
    scenario, names = case.scenario, case.names
    varied = sum(one.uncertain for one in case.inputs)
    rows = (
        (len(names.actors), "actor"),
        (len(names.issues), "issue"),
        (len(names.package_options), "package"),
        (len(scenario.texts), "text"),
        (len(scenario.record), "recorded event"),
        (len(case.facts), "cited fact"),
        (len(case.inputs), "input"),
        (len(case.what_if), "what-if variant"),
    )
    vary = {"input": f" ({varied:,} vary)"}
    told = [f"{many(count, noun)}{vary.get(noun, '')}" for count, noun in rows]
    unsure = [
        paragraph(
            f"{case.labels.sessions[name]}: who took part is not reported, so each actor is drawn, "
            "in or out equally likely",
            2,
        )
        for name, session in scenario.calendar.sessions.items()
        if isinstance(session.attend, dict) and not set(names.actors) <= set(session.attend)
    ]
    return [*paragraph(", ".join(told), 2), *(line for lines in unsure for line in lines)]
