"""What an ensemble came to, as data for programs."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sim.analysis.wording import NOTICE, quotation
from sim.cli.study import Study
from sim.version import VERSION


def ensemble_json(study: Study) -> dict[str, Any]:
    """The page of an ensemble as data."""
    settings = study.found.settings
    return {
        "notice": f"runs of {NOTICE}",
        "scenario": study.labels.title,
        "digest": study.case.digest,
        "detente": VERSION,
        "results_digest": study.digest,
        "asked": {"runs": settings.runs, "draws": settings.draws, "seed": settings.seed},
        "complete": study.found.complete,
        "set_aside": [block.numbers().tolist() for block in study.found.set_aside],
        "design": asdict(study.design),
        "outcomes": [{**asdict(one), "to_quote": quotation(one)} for one in study.shares],
        "rests_on": asdict(study.basis),
        "parties_differ": [asdict(one) for one in study.differences],
        "record": {
            "draws_kept": study.found.draws,
            "draws_tried": study.found.tried,
            "share_of_a_pilot": study.found.fit.share,
        },
        "movers_of": study.moved,
        "movers": [asdict(one) for one in study.movers],
        "timings": [asdict(one) for one in study.timings],
        "texts": asdict(study.texts),
        "terms": asdict(study.terms),
        "simple_rules": [asdict(one) for one in study.rules],
        "files": study.files,
    }
