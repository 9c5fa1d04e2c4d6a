"""What the pages tell, as data for programs."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import msgspec

from sim.talks.log import NOTICE, digest
from sim.telling.moment import Then
from sim.telling.story import ending, worths
from sim.telling.tale import Tale


def head(tale: Tale) -> dict[str, Any]:
    """What every answer about a run begins with."""
    first = tale.first
    return {
        "notice": NOTICE,
        "scenario": tale.labels.title,
        "digest": first.digest,
        "detente": first.engine,
        "seed": first.seed,
        "run": first.run,
        "draw": first.draw,
        "log_digest": digest(tale.events),
    }


def run_json(tale: Tale) -> dict[str, Any]:
    """A run: its events as in the log, and how it ended."""
    return {
        **head(tale),
        "events": [msgspec.to_builtins(event) for event in tale.events],
        "outcome": tale.end.outcome,
        "ending": ending(tale),
        "worths": asdict(worths(tale)),
    }


def then_json(tale: Tale, found: Then) -> dict[str, Any]:
    """Where a run stood."""
    return {**head(tale), "at": found.last.seq, **asdict(found)}
