"""Studies of a shipped scenario's inputs whose runs are made up, so that they take no time."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from sim.analysis.factors import paths_of
from sim.analysis.methods import METHODS
from sim.analysis.sensitivity import Plan, Sensitivity, sensitivity
from sim.ensemble.cells import Cell, Shelf
from sim.ensemble.designs import Played, stretches
from sim.scenario.case import Case
from sim.talks.events import OUTCOMES

Floats = npt.NDArray[np.float64]
Chance = Callable[[Floats], Floats]  # (N, k) uniforms to (N,) of a deal


def of_paths(case: Case, slopes: dict[str, float], base: float = 0.4) -> Chance:
    """A chance that rises along some inputs."""
    paths = paths_of(case)
    along = np.array([slopes.get(path, 0.0) for path in paths])
    return lambda u: np.clip(base + (u - 0.5) @ along, 0.0, 1.0)


def made_up(plan: Plan, luck: int, chance: Chance, pieces: int | None = None) -> Played:
    """A study of which the first pieces are played: a deal, or no agreement."""
    coins = np.random.default_rng(5).random(luck)
    shelf = Shelf()
    for number, piece in enumerate(stretches(plan.design, luck)[:pieces]):
        u = plan.design.at(piece.block, slice(*piece.rows))
        turned = np.modf(coins + 2 * u[:, 1:2])[0]
        ended = np.where(turned < chance(u)[:, None], 0, len(OUTCOMES) - 1)
        outcomes = ended.astype(np.uint8).tobytes()
        shelf.add(Cell(number, outcomes, tuple((u[:, 1] / 2).tolist())))
    return Played.of(shelf, plan.design, luck)


def studied(
    case: Case, method: str, slopes: dict[str, float],
    patterns: Sequence[str] = (), points: int = 64, outcome: str = "deal",
) -> Sensitivity:  # fmt: skip
    """What a made-up study comes to, with 16 runs of luck a point."""
    plan = METHODS[method].plan(case, patterns, points, 1)
    played = made_up(plan, 16, of_paths(case, slopes))
    return sensitivity(METHODS[method], plan, played, outcome)
