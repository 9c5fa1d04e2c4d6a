"""What is asked of a study of sensitivity."""

from __future__ import annotations

from dataclasses import dataclass

from sim.ensemble.arguments import MOST_POINTS
from sim.errors import SettingError
from sim.studies.options import jobs, option, outcome, seed, what_if

POINTS = {"sobol": 64, "morris": 16, "tornado": 16}  # by method, where nobody says how many


@dataclass(frozen=True, slots=True)
class SensitivityRequest:
    """Which inputs are asked about, how, and how much is played.

    Parameters
    ----------
    method
        `sobol` (indices of variance), `morris` (screening) or `tornado` (one input at a time).
    outcome
        What its probability is of.
    points
        Of the inputs, a power of two; None: 64, and of the others 16.
    runs
        Of luck, the same at each point.
    inputs
        Only inputs like one of these patterns, such as `hamas.*`; () is all.
    jobs
        Processes; 0 is one a core. The numbers do not depend on it.
    what_if
        A variant of the scenario.
    """

    method: str = option(
        "sobol", "--method", words=tuple(POINTS), metavar="METHOD",
        help="Indices of variance; screening; one input at a time: sobol, morris, tornado.",
    )  # fmt: skip
    outcome: str = outcome()
    points: int | None = option(
        None, "--points", metavar="N", least=8, most=MOST_POINTS,
        help="Points of the inputs, a power of two.  [default: sobol 64, others 16]",
    )  # fmt: skip
    runs: int = option(
        16, "--runs", metavar="N", least=4, most=10_000,
        help="Runs of luck, the same at each point.",
    )  # fmt: skip
    inputs: tuple[str, ...] = option(
        (), "--inputs", metavar="PATTERN",
        help="Only inputs like this, as 'hamas.*'; may be given more than once.",
    )  # fmt: skip
    seed: int = seed()
    jobs: int = jobs()
    what_if: str = what_if()

    @property
    def rows(self) -> int:
        """Points of the inputs.

        Raises
        ------
        SettingError
            Where it is no power of two.
        """
        rows = POINTS[self.method] if self.points is None else self.points
        if rows & (rows - 1):
            below = 1 << (rows.bit_length() - 1)
            raise SettingError(
                f"--points {rows}: only powers of two are balanced: write {below} or {2 * below}"
            )
        return rows
