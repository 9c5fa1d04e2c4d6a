"""What is asked of a sweep."""

from __future__ import annotations

import math
from dataclasses import dataclass

from sim.errors import SettingError
from sim.studies.options import jobs, option, outcome, seed, what_if

DRAWS = {1: 50, 2: 20}  # by how many inputs
RUNS = {1: 400, 2: 200}
FEWEST = (10, 2)  # draws, and runs of each, that tell both ranges
_MOST = 10**6


@dataclass(frozen=True, slots=True)
class SweepRequest:
    """Which inputs are looked at, at which values, and how much is played at each point.

    Parameters
    ----------
    over
        One input or two with their values, such as `hamas.firmness=0:100:10` (from, to, step),
        `0:100/11` (from, to, points) or `a,b,c`.
    outcome
        The one whose tipping point is looked for, and over two inputs the one that is counted.
    runs, draws
        At each point, runs, and draws of the other inputs that they share; None: 400 and 50, over
        two inputs 200 and 20.
    jobs
        Processes; 0 is one a core. The numbers do not depend on it.
    what_if
        A variant of the scenario.
    """

    over: tuple[str, ...] = option(
        (), "--over", metavar="PATH=LOW:HIGH:STEP", required=True,
        help="An input and its values, in its own unit, from LOW to HIGH in steps; or "
        "PATH=LOW:HIGH/POINTS, or PATH=a,b,c. Give it twice for two.",
    )  # fmt: skip
    outcome: str = outcome()
    runs: int | None = option(
        None, "-n", "--runs", metavar="N", most=_MOST,
        help="Runs at each point.  [default: 400; over two inputs 200]",
    )  # fmt: skip
    draws: int | None = option(
        None, "--draws", metavar="N", most=_MOST,
        help="Draws of the other inputs at each point; each is played runs/draws times.  "
        "[default: 50; over two inputs 20]",
    )  # fmt: skip
    seed: int = seed()
    jobs: int = jobs()
    what_if: str = what_if()

    @property
    def size(self) -> tuple[int, int]:
        """Draws at each point, and runs of luck of each.

        Raises
        ------
        SettingError
            Where they do not fit each other, or tell too little; where no input is to be swept, or
            more than two.
        """
        kind = len(self.over)
        if kind not in DRAWS:
            raise SettingError("--over: one input or two can be swept at once: give it so often")
        draws, runs = self.draws, self.runs
        if draws is None and runs is None:
            draws, runs = DRAWS[kind], RUNS[kind]
        elif runs is None:
            assert draws is not None, "one of them is given"
            runs = draws * max(FEWEST[1], RUNS[kind] // draws)
        elif draws is None:
            draws = _fitting(runs, DRAWS[kind])
        fewest, least = FEWEST
        if draws < fewest or runs < least * draws:
            raise SettingError(
                f"-n {runs} --draws {draws}: too few for both ranges: write {fewest} draws or "
                f"more, and {least} runs of each or more"
            )
        if runs % draws:
            more = math.ceil(runs / draws) * draws
            raise SettingError(
                f"-n {runs} --draws {draws}: every draw is played as often: write -n {more}"
            )
        return draws, runs // draws


def _fitting(runs: int, usual: int) -> int:
    """The usual draws, or fewer that divide the runs."""
    fewest, least = FEWEST
    for draws in (usual, 20, fewest):
        if runs % draws == 0 and runs >= least * draws:
            return draws
    raise SettingError(
        f"-n {runs}: write a multiple of {fewest}, {fewest * least} or more, or add --draws"
    )
