"""Played games side by side, as data for programs."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sim.analysis.debrief import Debrief
from sim.analysis.games import Game
from sim.analysis.wording import NOTICE
from sim.scenario.case import Case
from sim.version import VERSION


def debrief_json(found: Debrief, case: Case) -> dict[str, Any]:
    """A debrief as data: worths in 0-1 of each role's own scale."""
    return {
        "notice": f"games of {NOTICE}",
        "scenario": case.title,
        "digest": case.digest,
        "detente": VERSION,
        "games": [_game(found, one) for one in found.games],
        "outcomes": dict(found.outcomes),
        "agreed": found.agreed,
        "efficient": found.efficient,
        "without_agreement": found.without,
        "with_zone": found.with_zone,
        "groups": [asdict(one) for one in found.groups],
        "terms": [asdict(one) for one in found.terms],
    }


def _game(found: Debrief, game: Game) -> dict[str, Any]:
    left, turn = game.left, found.turns.get(game.name)
    return {
        **asdict(game),
        "roles": [{**asdict(role), "gain": role.gain} for role in game.roles],
        "left": None
        if left is None
        else {**asdict(left), "efficient": left.efficient, "rank": left.rank},
        "turn": None if turn is None else asdict(turn),
    }
