"""What a scenario needs that other tools' files have not: a calendar, and who tables texts."""

from __future__ import annotations

from collections.abc import Sequence

from sim.errors import Place
from sim.imports.draft import DraftActor, Ids
from sim.imports.notes import Notes
from sim.scenario.tree import Data

_DAY = "2025-01-01"
_HORIZON = "365 days"


def calendar(notes: Notes) -> dict[str, Data]:
    """A calendar without dates of its own."""
    notes.assumed(f"the calendar: {_HORIZON} from {_DAY}, as the source has no dates")
    return {"start": _DAY, "now": _DAY, "horizon": _HORIZON}


def convened(
    actors: Sequence[DraftActor], ids: Ids, place: Place, notes: Notes
) -> tuple[str, list[DraftActor]]:
    """The protocol, and the actors with a mediator where the protocol needs one.

    Two parties alone table in turn. More have a mediator who reaches everyone and leans to nobody.
    """
    roles = [actor.block["roles"] for actor in actors]
    if ["mediator"] in roles:
        return "mediated", list(actors)
    if roles == [["party"], ["party"]]:
        notes.assumed("two parties table in turn (protocol: alternating_offers)")
        return "alternating_offers", list(actors)
    notes.assumed("a mediator tables the texts, reaches everyone and leans to nobody")
    block: dict[str, Data] = {
        "title": "Mediator",
        "roles": ["mediator"],
        "reaches": [actor.id for actor in actors],
        "leans": "none",
        "assumed": "the source names nobody who drafts",
    }
    return "mediated", [*actors, DraftActor(ids.of("Mediator"), block, place)]
