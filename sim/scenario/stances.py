"""What an actor wants on each issue, and what that makes every package worth to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.model.worth import shares

NO_LINE, SOFT_LINE, HARD_LINE = 0, 1, 2
NOT_YET, RAISED, WITHDRAWN = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Stance:
    """What one actor wants on one issue.

    `salience` is as written (0-1), not yet a share. `values[o]` in [0, 1] is what option o
    gives (a purpose already blended in), `lines[o]` the red line that o crosses. Until
    `raised` (a tick; None: from the start) the actor values options by `before`, or not at
    all where that is None; from `withdrawn` on not at all.
    """

    salience: float
    values: tuple[float, ...]
    lines: tuple[int, ...]
    before: tuple[float, ...] | None = None
    raised: int | None = None
    withdrawn: int | None = None
    firmness: float | None = None  # on this issue; None: as the actor is in general


@dataclass(frozen=True, slots=True)
class Standpoint:
    """What every package is worth to one actor while its demands stand as they do."""

    worths: list[float]  # by package
    hard: list[bool]  # crosses a hard red line
    best: float  # over packages that cross none (0 if all do)
    firmness: float  # mean over issues by salience share, in [0, 1]


def standpoint(
    stances: Sequence[Stance | None],
    widths: Sequence[int],
    phases: Sequence[int],
    soft_line: float,
    firmness: float,
) -> Standpoint:
    """Worths of all packages to an actor: additive over issues (Keeney & Raiffa 1976).

    Parameters
    ----------
    stances, widths, phases
        By issue: what it wants there, how many options there are, whether its demand is
        NOT_YET raised, RAISED or WITHDRAWN.
    soft_line
        Lost once where a package crosses any soft red line, in [0, 1].
    firmness
        On issues where a demand does not stand, or says nothing of its own, in [0, 1].
    """
    columns = [
        _column(stance, phase, width)
        for stance, phase, width in zip(stances, phases, widths, strict=True)
    ]
    weights = shares([salience for salience, _, _ in columns])
    worths, soft, hard = [0.0], [False], [False]
    for weight, (_, values, lines) in zip(weights, columns, strict=True):
        parts = [weight * value for value in values]
        worths = [worth + part for worth in worths for part in parts]
        soft = [crossed or line == SOFT_LINE for crossed in soft for line in lines]
        hard = [crossed or line == HARD_LINE for crossed in hard for line in lines]
    worths = [
        worth - soft_line if crossed else worth for worth, crossed in zip(worths, soft, strict=True)
    ]
    open_to = [worth for worth, crossed in zip(worths, hard, strict=True) if not crossed]
    best = max(0.0, max(open_to, default=0.0))
    own = [_firmness(s, phase, firmness) for s, phase in zip(stances, phases, strict=True)]
    return Standpoint(worths, hard, best, _mean(own, weights, firmness))


def _firmness(stance: Stance | None, phase: int, general: float) -> float:
    if stance is None or phase != RAISED or stance.firmness is None:
        return general
    return stance.firmness


def _mean(values: Sequence[float], weights: Sequence[float], general: float) -> float:
    if all(value == general for value in values) or not any(weights):
        return general
    total = 0.0
    for value, weight in zip(values, weights, strict=True):
        total += weight * value
    return total


def _column(
    stance: Stance | None, phase: int, n: int
) -> tuple[float, tuple[float, ...], tuple[int, ...]]:
    nothing = (0.0,) * n, (NO_LINE,) * n
    if stance is None or phase == WITHDRAWN:
        return 0.0, *nothing
    if phase == RAISED:
        return stance.salience, stance.values, stance.lines
    if stance.before is None:
        return 0.0, *nothing
    return stance.salience, stance.before, nothing[1]
