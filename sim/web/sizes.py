"""How much a report plays besides the study that it tells."""

from __future__ import annotations

from dataclasses import dataclass

FEW = 500  # runs of the study below which all else is small too


@dataclass(frozen=True, slots=True)
class Size:
    """Sizes of the studies besides.

    Parameters
    ----------
    runs
        Of each other ensemble, at most.
    points, luck
        Rows of points of the inputs' indices, and runs of luck at each point.
    inputs, values
        How many of the numbers with the largest indices are swept, and at how many values.
    sweep_draws, sweep_luck
        Draws of the other inputs at each value, and runs of luck of each.
    futures
        Before and after each decision of one run.
    tries
        Of each explanation of the record.
    draws
        Of the inputs, for what could be agreed.
    """

    runs: int
    points: int
    luck: int
    inputs: int
    values: int
    sweep_draws: int
    sweep_luck: int
    futures: int
    tries: int
    draws: int


SMALL = Size(1000, 8, 4, 2, 9, 10, 2, 100, 200, 20)
USUAL = Size(1000, 16, 8, 2, 9, 20, 10, 100, 1500, 200)
# What each command does by itself; but 200 futures, not 500: they are the dearest.
THOROUGH = Size(10_000, 64, 16, 3, 21, 50, 8, 200, 6000, 400)


def size_of_study(runs: int) -> Size:
    """What suits a study of so many runs."""
    return USUAL if runs >= FEW else SMALL
