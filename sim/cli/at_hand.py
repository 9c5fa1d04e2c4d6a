"""Whether the scenario of a data set is still where it was: data sets are moved, files change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.cli.loaded import loaded
from sim.ensemble.what_if import under
from sim.errors import DetenteError

if TYPE_CHECKING:
    from sim.ensemble.manifest import Manifest


def name_at_hand(m: Manifest) -> str:
    """What its scenario is called by; "" where nothing, or another one, has that name now."""
    try:
        case, _ = under(loaded(m.name, m.sets), m.variant)
    except DetenteError:
        return ""
    return m.name if case.digest == m.scenario_digest else ""
