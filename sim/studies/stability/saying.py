"""What actors, states, moves and shares are called on the page of a conflict."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sim.analysis.wording import in_100, span_in_100

if TYPE_CHECKING:
    from sim.studies.stability.result import DrawShare, StabilityResult, Step

TOO_FEW = "too few"


def called(result: StabilityResult, actor: str) -> str:
    """The title of an actor."""
    return next(mover.title for mover in result.movers if mover.actor == actor)


def state_words(result: StabilityResult, number: int) -> str:
    """The options of a state."""
    return result.states[number - 1].told


def moved(result: StabilityResult, way: Sequence[Step]) -> str:
    """`Uniroyal moves to 5, the ministry to 7`."""
    first, *rest = way
    told = [f"{called(result, first.actor)} moves to {first.reached}"]
    told += [f"{called(result, step.actor)} to {step.reached}" for step in rest]
    return ", ".join(told)


def share(one: DrawShare) -> str:
    """A share of draws with its interval; where nothing is drawn yes or no."""
    if one.sure:
        return "yes" if one.share else "no"
    if one.interval is None:
        return TOO_FEW
    return f"{in_100(one.share)} ({span_in_100(one.interval)})"
