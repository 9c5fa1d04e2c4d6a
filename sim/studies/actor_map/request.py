"""What a map is of."""

from __future__ import annotations

from dataclasses import dataclass

from sim.studies.options import option


@dataclass(frozen=True, slots=True)
class MapRequest:
    """Which issue.

    Parameters
    ----------
    issue
        Whose positions are shown; "": the first.
    """

    issue: str = option(
        "", "--issue", metavar="ISSUE", help="Whose positions.  [default: the first]"
    )
