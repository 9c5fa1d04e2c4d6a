"""A map, as plain data."""

from __future__ import annotations

from dataclasses import dataclass

from sim.analysis.actor_map import ActorMap
from sim.studies.actor_map.request import MapRequest
from sim.studies.shown import Shown


@dataclass(frozen=True, slots=True)
class MapResult(Shown):
    """Who stands where.

    `name` and `sets` load the scenario again; "" where it is not at hand. `folder` holds `files`.
    """

    notice: str
    request: MapRequest
    name: str
    sets: tuple[str, ...]
    map: ActorMap
    folder: str | None = None
    files: tuple[str, ...] = ()
