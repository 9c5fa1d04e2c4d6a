"""Where along one run its futures changed."""

from __future__ import annotations

from functools import partial

from sim.cli.loaded import Found
from sim.cli.options import Which
from sim.cli.study import watch
from sim.studies.turning.playing import turning_results, turning_runs
from sim.studies.turning.request import TurningRequest
from sim.telling.story import OUTCOMES, ending
from sim.web.blocks import Block, Paragraph, Studied, commands
from sim.web.report import Report


def tell(report: Report) -> list[Block]:
    """The first run of the seed: its decisions, and what each moved."""
    which = Which(report.scenario, report.seed, sets=report.sets)
    tale = Found.played(which, full=True).tale
    request = TurningRequest(report.size.futures, report.jobs)
    study = partial(turning_results, tale, request, name=report.name, words=which.words)
    found = watch(study, turning_runs(tale, request))
    if not found.complete:
        raise KeyboardInterrupt
    return [
        Paragraph(
            f"Run 0 of seed {report.seed}, one of many: {OUTCOMES[tale.end.outcome]}. "
            f"{ending(tale)}".strip()
        ),
        *commands("Its story:", report.call("run")),
        Studied.of(found),
    ]
