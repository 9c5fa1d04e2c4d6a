"""Who stands where: the map of a scenario, read from it alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sim.analysis.actor_map import actor_map as mapped
from sim.analysis.wording import NOTICE
from sim.ensemble.arguments import a_case
from sim.studies.actor_map.request import MapRequest
from sim.studies.actor_map.result import MapResult

if TYPE_CHECKING:
    from sim.scenario.case import Case


def actor_map(
    case: Case, issue: str = "", *, name: str = "", sets: Sequence[str] = ()
) -> MapResult:
    """Who stands where on one issue of a case, who reaches whom and whose consent is needed.

    The result shows as a page in the cell of a notebook; `figure()` draws it, wide, and
    `figure("map-phone")` for a phone; `frame()` gives its numbers, one row an actor.

    Parameters
    ----------
    issue
        Its id; left out: the first.
    name, sets
        What loads the case again, for the commands that the result's document names.

    Raises
    ------
    SettingError
        Where there is no such issue.

    Examples
    --------
    >>> from sim.api import actor_map, load
    >>> [one.actor for one in actor_map(load("flat-sale")).map.actors]
    ['buyer', 'seller']
    """
    found = mapped(a_case(case), issue)
    return MapResult(NOTICE, MapRequest(issue), name, tuple(sets), found)
