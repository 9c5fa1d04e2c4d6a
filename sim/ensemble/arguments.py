"""Arguments of a function, seen as the command line sees its options."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING

from sim.errors import SettingError

if TYPE_CHECKING:
    from sim.scenario.case import Case

MOST_RUNS = 10**9
MAX_SEED = 2**63 - 1
MOST_JOBS = 10_000
MOST_POINTS = 2**20  # of the inputs, in a study of sensitivity
LAST_RUN = 10**12
HIGHEST_LIMIT = 5_000  # of tries a draw on average: none is then given up before it is kept
RUNS, DRAWS = 2000, 1000  # where nobody says how many


def draws_of(runs: int, draws: int | None) -> int:
    """So many draws, or left out: `DRAWS`, and of fewer runs half of them, each played twice."""
    return max(1, min(DRAWS, runs // 2)) if draws is None else draws


def whole(name: str, value: object, least: int, most: int) -> int:
    """A whole number of any kind (NumPy's too) in its range.

    Raises
    ------
    SettingError
        Where it is none; names argument, value and cure.
    """
    spoken = "2**63-1" if most == 2**63 - 1 else f"{most:,}"
    cure = f"write a whole number from {least} to {spoken}"
    try:
        # Whatever it is: what is no number raises, which is what is asked here.
        number = operator.index(value)  # type: ignore[arg-type]
    except TypeError:
        number = None
    if number is None or isinstance(value, bool):
        raise SettingError(f"{name} is {value!r:.60}: {cure}")
    if not least <= number <= most:
        raise SettingError(f"{name} is {number}: {cure}")
    return number


def a_case(case: object) -> Case:
    """A case that was loaded.

    Raises
    ------
    SettingError
        Where it is none.
    """
    from sim.scenario.case import Case  # noqa: PLC0415  (slow: no help text needs it)

    if not isinstance(case, Case):
        raise SettingError(f"case is {case!r:.60}: write load(...) around a name or a path")
    return case
